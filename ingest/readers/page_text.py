"""The text of an extracted page and its blocks; comments that slipped through are withheld."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.structure import Structured
from ingest.structuring import line_cues as cues
from ingest.structuring.comments import comment_start, entries
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import Line, line_of
from ingest.structuring.masthead import byline_authors
from ingest.text.clean import clean_line
from ingest.types import Block, BlockKind

_BREAK = "\n\n"
_HEAD = 1
"""Paragraphs, a lead say, that may stand above the author's name."""


def page_text(
    extracted: Sequence[tuple[str, str]],
    comments: Sequence[str],
    *,
    stamped_entries: bool = False,
    titles: Collection[str] = (),
) -> tuple[Structured, int]:
    """``(structured text, words of the body)`` of an extractor's paragraphs and comments.

    ``extracted`` are ``(kind, text)`` with the kind a BlockKind's value. ``stamped_entries``: the
    article consists of them (a live blog), so that they are no comments. A heading at the top
    that is one of ``titles`` is the headline.
    """
    pieces: list[tuple[BlockKind, str]] = []
    for kind, text in extracted:
        if cleaned := clean_line(text):
            pieces.append((BlockKind(kind), cleaned))
    if pieces and pieces[0][0] is BlockKind.SUBHEADING and pieces[0][1] in titles:
        pieces[0] = (BlockKind.HEADLINE, pieces[0][1])
    lines = [line_of(text) for _, text in pieces]
    end = len(lines) if stamped_entries else comment_start(lines, titles)
    labelled = [
        (_label(kind, line) if index < end else BlockKind.COMMENT, line.text)
        for index, ((kind, _), line) in enumerate(zip(pieces, lines, strict=True))
    ]
    labelled += [(BlockKind.COMMENT, line) for text in comments if (line := clean_line(text))]
    return _structured(labelled)


def _label(kind: BlockKind, line: Line) -> BlockKind:
    if kind in (BlockKind.HEADLINE, BlockKind.SUBHEADING):
        return kind
    return kind_by_cue(line) or kind


def _structured(labelled: Sequence[tuple[BlockKind, str]]) -> tuple[Structured, int]:
    parts: list[str] = []
    blocks: list[Block] = []
    offset = words = 0
    first = sum(1 for kind, _ in labelled if kind is not BlockKind.COMMENT)
    opening = {first + n for n in entries([line_of(text) for _, text in labelled[first:]])}
    for index, (kind, text) in enumerate(labelled):
        piece = text if index == len(labelled) - 1 else text + _BREAK
        parts.append(piece)
        end = offset + len(piece)
        merges = kind is BlockKind.COMMENT and index not in opening
        if merges and blocks and blocks[-1].kind is kind:
            blocks[-1] = Block(kind, blocks[-1].start, end)
        else:
            blocks.append(Block(kind, offset, end))
        offset = end
        words += line_of(text).words if kind.citable else 0
    return Structured("".join(parts), tuple(blocks), byline_authors=_authors(labelled)), words


def _authors(labelled: Sequence[tuple[BlockKind, str]]) -> tuple[str, ...]:
    """Who is named in a line such as "By Ann Lee" at the head of the article."""
    body = 0
    for kind, text in labelled:
        body += kind is BlockKind.BODY
        if body > _HEAD:
            return ()
        if kind is BlockKind.BYLINE and cues.BYLINE.match(text):
            return byline_authors(text)
    return ()
