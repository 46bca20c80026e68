"""A draft to its sentences, block by block; references at its end are none. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.draft import DraftText
from ingest.text.clean import clean_line
from ingest.text.sentences import sentences
from ingest.types import Block, BlockKind


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One sentence of a draft, or one heading.

    ``kind`` is its block's: SUBHEADING, QUOTATION or BODY; ``paragraph`` counts the blocks
    from 0. ``before`` is the sentence before it in the same paragraph, "" for the first.
    """

    text: str
    kind: BlockKind
    paragraph: int
    before: str = ""


_BULLET = re.compile(r"(?:[-–—•·*▪◦►]|\d{1,2}[.)])[ \t]+(?=\S)")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\])+\s+\S")
_REFERENCES = re.compile(
    r"(?:sources|references|notes|quellen|bibliography|works cited|endnotes)\s*:?", re.IGNORECASE
)
_OURS = re.compile(r"(?:Note|Incomplete): |.* engine · .* · ")
"""What our own exports put under the references."""


def lines(draft: DraftText) -> list[DraftLine]:
    """The headings and sentences of a draft in order, each on one line, without bullets."""
    found: list[DraftLine] = []
    for paragraph, block in enumerate(_body(draft)):
        if block.kind is BlockKind.SUBHEADING:
            heading = clean_line(draft.text[block.start : block.end])
            if any(char.isalnum() for char in heading):
                found.append(DraftLine(heading, block.kind, paragraph))
            continue
        before = ""
        for start, end in sentences(draft.text, block.start, block.end):
            text = _bare(clean_line(draft.text[start:end]))
            if any(char.isalnum() for char in text):
                found.append(DraftLine(text, block.kind, paragraph, before))
                before = text
    return found


def _bare(line: str) -> str:
    """The sentence without a bullet or a marker before it."""
    line = line[match.end() :] if (match := _BULLET.match(line)) else line
    return line[match.end() - 1 :] if (match := _REFERENCE.match(line)) else line


def _body(draft: DraftText) -> Sequence[Block]:
    """The blocks without the list of references at the end, if there is one."""
    blocks = list(draft.blocks)
    last = len(blocks)
    seen = False
    for place in range(len(blocks) - 1, -1, -1):
        text = draft.text[blocks[place].start : blocks[place].end].strip()
        if _REFERENCE.match(text):
            seen = True
        elif not (_REFERENCES.fullmatch(text) or _OURS.match(text)):
            break
        last = place
    return blocks[:last] if seen else blocks


__all__ = ["DraftLine", "lines"]
