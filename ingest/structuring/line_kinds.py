"""What single lines show by their cues, and where the readers' comments begin."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line
from ingest.structuring.outlets import (
    navigation,
    outlet_and_date,
    reporting_line,
    signed_outlet,
    wire_credit,
)
from ingest.types import BlockKind


def kind_by_cue(line: Line) -> BlockKind | None:
    """What the line is by its own cues alone; ``None`` when it shows none."""
    text, words = line.text, line.words
    if words > 90:
        return None
    lower = text.lower()
    if _hinted(lower, cues.BOILERPLATE_HINTS) and cues.BOILERPLATE_ANYWHERE.search(text):
        return BlockKind.BOILERPLATE
    if words > 60:
        return None
    if _hinted(lower, cues.CREDIT_HINTS) and cues.CREDIT.match(text):
        return BlockKind.CREDIT
    if " by" in lower and wire_credit(text) and not reporting_line(text):
        return BlockKind.CREDIT
    if cues.PROMO_START.match(text) or (
        _hinted(lower, cues.PROMO_HINTS) and cues.PROMO_ANYWHERE.search(text)
    ):
        return BlockKind.PROMO
    return _short_kind(line) if words <= 30 else None


def _short_kind(line: Line) -> BlockKind | None:
    text = line.text
    if line.words <= 14 and cues.SHARE.match(text):
        return BlockKind.PROMO
    if cues.RELATED.match(text):
        return BlockKind.RELATED
    if cues.BOILERPLATE_START.match(text):
        return BlockKind.BOILERPLATE
    if line.words <= 14:
        if cues.DATE.match(text):
            return BlockKind.DATE
        if cues.BYLINE.match(text):
            return BlockKind.BYLINE
        found = outlet_and_date(text)
        if found and signed_outlet(found[0]):
            return BlockKind.DATE
    return BlockKind.BOILERPLATE if navigation(text) else None


def _hinted(lower: str, hints: tuple[str, ...]) -> bool:
    # A plain loop: a generator costs more than the few comparisons.
    for hint in hints:  # noqa: SIM110
        if hint in lower:
            return True
    return False


def comment_start(lines: Sequence[Line]) -> int:
    """Index of the line that opens the readers' comments; ``len(lines)`` without any.

    A comment heading counts after two body paragraphs, when at least two comment items are
    seen in the 25 lines that follow, or when little body text follows at all. Where no heading
    does, a thread is known by three stamps or reply links that come one after the other.
    """
    total = remaining = sum(line.words for line in lines if line.paragraph)
    seen = 0
    for index, line in enumerate(lines):
        if line.paragraph:
            seen += 1
            remaining -= line.words
        if seen < 2 or line.words > 16:
            continue
        if cues.COMMENT_HEADING.match(line.text):
            items = _items(lines, index + 1, index + 26)
            near = _items(lines, index + 1, index + 6)
            if (
                items >= 2
                or (near and any(char.isdigit() for char in line.text))
                or (items and remaining < total * 0.5)
                or remaining < total * 0.15
            ):
                return index
        elif _stamps(line) and _thread(lines, index):
            return _thread_top(lines, index)
    return len(lines)


def _stamps(line: Line) -> bool:
    text = line.text
    return line.words <= 14 and bool(cues.COMMENT_STAMP.match(text) or cues.REPLY.match(text))


def _items(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(
        1
        for line in lines[start:end]
        if line.numbered
        or (line.words <= 40 and (_stamps(line) or cues.COMMENT_ITEM.search(line.text)))
    )


def _thread(lines: Sequence[Line], start: int) -> bool:
    """Whether stamped entries with text between them follow from line ``start`` on."""
    entries, text = 0, True
    for line in lines[start : start + 60]:
        if _stamps(line):
            entries, text = entries + text, False
        elif line.prose:
            text = True
    return entries >= 3


def _thread_top(lines: Sequence[Line], index: int) -> int:
    """The first of up to three short lines (a number, a name) above a thread's first stamp."""
    top = index
    while top > index - 3 and lines[top - 1].words <= 4 and not lines[top - 1].prose:
        top -= 1
    return top
