"""What each stretch of a pasted or plain text is: body, headline, credit, promo, comments…

Lines are judged by their own cues (``line_cues``) and by their place: the readers' comments
begin where a comment heading stands after body text and comment items follow; of what is left,
the article is the run of lines with the most prose in it, navigation weighing against it.
Nothing is deleted: blocks tile the text, and whatever is not the article is labelled so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.structuring import line_cues as cues
from ingest.structuring.comments import comment_start, entries
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import Line, lines_of
from ingest.structuring.masthead import Masthead, masthead, placed_kinds
from ingest.structuring.outlets import credit_tail, section_name
from ingest.text.clean import clean
from ingest.types import Block, BlockKind, DatePrecision

KEEP_SHARE = 0.4
"""Of the prose words outside comments and named extras, the least that must survive."""


@dataclass(frozen=True, slots=True)
class Structured:
    """A cleaned text with its blocks, and what its own lines say about it.

    ``title``, ``byline_authors`` and ``published`` are ``None`` or empty where no line says so;
    ``published`` is ISO 8601. ``warnings`` are for the reader, one sentence each.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    byline_authors: tuple[str, ...] = ()
    published: str | None = None
    published_precision: DatePrecision | None = None
    publisher: str | None = None
    warnings: tuple[str, ...] = ()


def structure_text(text: str, headings: Collection[str] = ()) -> Structured:
    """Clean ``text`` and label its lines; for plain text, pasted pages and record bodies.

    ``headings`` are lines that are known to be headings from the text's mark-up.
    """
    text = clean(text)
    lines = lines_of(text)
    if not lines:
        return Structured(text, (Block(BlockKind.BODY, 0, len(text)),) if text else ())
    comments = comment_start(lines)
    kinds = [BlockKind.SUBHEADING if line.text in headings else kind_by_cue(line) for line in lines]
    first, last = 0, comments
    warnings: tuple[str, ...] = ()
    page = looks_like_page(lines[:comments], kinds)
    if page:
        first, last = article_run(lines[:comments], kinds)
        if _share_kept(lines, kinds, first, last, comments) < KEEP_SHARE:
            first, last = 0, comments
            warnings = ("No clear article body was found among its lines; all of them were kept.",)
    kinds = placed_kinds(lines, kinds, first, last)
    head = masthead(lines, kinds, first, last)
    labels = _labels(lines, kinds, (first, last, comments), head, page)
    return Structured(
        text=text,
        blocks=_blocks(lines, labels, len(text)),
        title=head.title,
        byline_authors=head.authors,
        published=head.published,
        published_precision=head.published_precision,
        publisher=head.publisher,
        warnings=warnings,
    )


def looks_like_page(lines: Sequence[Line], kinds: Sequence[BlockKind | None]) -> bool:
    """Whether the lines are a whole page: menus and link lists around an article.

    Many short lines alone may be a list; share, promo, related and legal lines or empty bullets
    show that they are menus.
    """
    short = furniture = 0
    for line, kind in zip(lines, kinds, strict=False):
        short += not line.prose and line.words <= 6
        furniture += line.words == 0 or kind in _FURNITURE
    return short >= 12 and short >= len(lines) * 0.35 and furniture >= 3


_FURNITURE = (BlockKind.PROMO, BlockKind.RELATED, BlockKind.BOILERPLATE)


def article_run(lines: Sequence[Line], kinds: Sequence[BlockKind | None]) -> tuple[int, int]:
    """``(first, last)`` of the run of lines with the highest sum of weights (Kadane)."""
    best = (0.0, 0, len(lines))
    total, first = 0.0, 0
    for index in range(len(lines)):
        if total <= 0:
            total, first = 0.0, index
        total += _weight(lines, kinds, index)
        if total > best[0]:
            best = (total, first, index + 1)
    return best[1], best[2]


# Weights of lines in the search for the article: words for prose, fines for what is not. Chosen
# on select-all copies of news pages; each may be a quarter off without a change that matters.
CAP = 60.0
"""The most that one paragraph counts."""
ALONE = 0.4
"""A short paragraph with no prose next to it is more often a teaser than a part of the article."""
ALONE_BELOW = 60
BULLET = 0.4
INLINE = -6.0
EMPTY = -3.0
SHORT = -9.0
MEDIUM = -13.0
_KIND_WEIGHT = {
    BlockKind.SUBHEADING: 0.0,
    BlockKind.DATE: -6.0,
    BlockKind.BYLINE: -4.0,
    BlockKind.CREDIT: -3.0,
    BlockKind.PROMO: -12.0,
    BlockKind.RELATED: -20.0,
    BlockKind.BOILERPLATE: -25.0,
}


def _weight(lines: Sequence[Line], kinds: Sequence[BlockKind | None], index: int) -> float:
    line, kind = lines[index], kinds[index]
    if kind is not None:
        # "Read more: a headline" stands within articles; "Read more" alone comes after them.
        inline = kind is BlockKind.RELATED and line.words > 4
        return INLINE if inline else _KIND_WEIGHT[kind]
    if line.prose:
        alone = not (
            (index > 0 and lines[index - 1].prose)
            or (index + 1 < len(lines) and lines[index + 1].prose)
        )
        weight = float(min(line.words, CAP))
        if alone and line.words < ALONE_BELOW:
            weight *= ALONE
        return weight * BULLET if line.bullet else weight
    if line.words == 0:
        return EMPTY
    return SHORT if line.words <= 6 else MEDIUM


def _share_kept(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], first: int, last: int, comments: int
) -> float:
    kept = total = 0
    for index, line in enumerate(lines[:comments]):
        if line.prose and kinds[index] is None:
            total += line.words
            if first <= index < last:
                kept += line.words
    return kept / total if total else 0.0


def _labels(
    lines: Sequence[Line],
    kinds: Sequence[BlockKind | None],
    bounds: tuple[int, int, int],
    head: Masthead,
    page: bool,
) -> list[BlockKind]:
    first, last, comments = bounds
    labels: list[BlockKind] = []
    # Of a whole page the article is found by its lines; a few lines of a menu show less.
    menu = 0 if page else _menu_end(lines, kinds, head.title_line)
    for index, kind in enumerate(kinds):
        if index >= comments:
            labels.append(BlockKind.COMMENT)
        elif index == head.title_line:
            labels.append(BlockKind.CAPTION if kind is BlockKind.CREDIT else BlockKind.HEADLINE)
        elif kind is BlockKind.SUBHEADING and index == 0:
            labels.append(BlockKind.HEADLINE)
        elif kind is not None:
            labels.append(kind)
        elif not first <= index < last or index < menu:
            labels.append(BlockKind.BOILERPLATE)
        else:
            labels.append(_inside(lines, index, last, page))
    return labels


MENU = 2
"""Withheld lines above a headline from which on the short lines between them are a menu too."""


MENU_WORDS = 12
"""Words of the longest line of such a menu."""


def _menu_end(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], title_line: int | None
) -> int:
    """The line of the headline, where nothing but a menu stands above it; else 0."""
    end = title_line or 0
    withheld = sum(kind in _FURNITURE for kind in kinds[:end])
    said = any(line.prose or line.words > MENU_WORDS for line in lines[:end])
    if withheld and not said:
        withheld += sum(section_name(line.text) for line in lines[:end])
    return end if withheld >= MENU and not said else 0


def _inside(lines: Sequence[Line], index: int, last: int, page: bool) -> BlockKind:
    """Body or subheading, for a line within the article that shows no cue."""
    line = lines[index]
    if line.prose or line.words > 14 or (line.bullet and line.words > 4):
        return BlockKind.BODY
    before = index > 0 and lines[index - 1].prose
    after = index + 1 < last and lines[index + 1].prose
    if page or (before and after and not line.bullet):
        return BlockKind.SUBHEADING
    return BlockKind.BODY


_MERGED = (BlockKind.BOILERPLATE, BlockKind.RELATED, BlockKind.PROMO, BlockKind.COMMENT)


def _blocks(lines: Sequence[Line], labels: Sequence[BlockKind], size: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    first = next((n for n, label in enumerate(labels) if label is BlockKind.COMMENT), len(lines))
    opening = {first + n for n in entries(lines[first:])}
    for index, line in enumerate(lines):
        start = line.start if index else 0
        end = lines[index + 1].start if index + 1 < len(lines) else size
        kind = labels[index]
        cut = _credit_cut(line, kind)
        if cut:
            before = kind if kind is BlockKind.BODY else BlockKind.CAPTION
            blocks.append(Block(before, start, cut))
            start, kind = cut, BlockKind.CREDIT
        previous = blocks[-1] if blocks else None
        merges = kind in _MERGED and index not in opening
        if previous is not None and previous.kind is kind and merges:
            blocks[-1] = Block(kind, previous.start, end)
        else:
            blocks.append(Block(kind, start, end))
    return tuple(blocks)


def _credit_cut(line: Line, kind: BlockKind) -> int | None:
    """Where the credit begins in a caption, or the wire credit in a paragraph, that ends so."""
    if kind is BlockKind.BODY:
        tail = credit_tail(line.text)
        return line.text_start + tail if tail else None
    if kind not in (BlockKind.CREDIT, BlockKind.CAPTION):
        return None
    found = cues.CREDIT_TAIL.search(line.text)
    offset = found.start() if found else 0
    return line.text_start + offset if offset > 3 else None
