"""What single lines show by their cues."""

from __future__ import annotations

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line
from ingest.structuring.outlets import (
    navigation,
    outlet_and_date,
    reporting_line,
    signed_outlet,
    wire_credit,
)
from ingest.text.foreign_days import in_english
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
    if _credit_hinted(lower) and cues.CREDIT.match(text):
        return BlockKind.CREDIT
    named = " by" in lower or "contribut" in lower
    if named and wire_credit(text) and not reporting_line(text):
        return BlockKind.CREDIT
    if cues.PROMO_START.match(text) or (
        _hinted(lower, cues.PROMO_HINTS) and cues.PROMO_ANYWHERE.search(text)
    ):
        return BlockKind.PROMO
    if words > 30:
        return None
    return BlockKind.PROMO if paywall(line) else _short_kind(line)


def paywall(line: Line) -> bool:
    """Whether a page stops at this line for those who have not paid or signed in."""
    if line.words > 30 or "“" in line.text or '"' in line.text:
        return False
    lower = line.text.lower()
    if not _hinted(lower, cues.PAYWALL_HINTS) or cues.PAYWALL.search(line.text) is None:
        return False
    # What a newsletter offers is not this article, unless the line says so.
    return "newsletter" not in lower or "continue" in lower


def _short_kind(line: Line) -> BlockKind | None:
    text = line.text
    if line.words <= 14 and cues.SHARE.match(text):
        return BlockKind.PROMO
    if cues.RELATED.match(text):
        return BlockKind.RELATED
    if cues.BOILERPLATE_START.match(text):
        return BlockKind.BOILERPLATE
    if line.words <= 14:
        if cues.DATE.match(text) or _foreign_date(text):
            return BlockKind.DATE
        if cues.BYLINE.match(text):
            return BlockKind.BYLINE
        found = outlet_and_date(text)
        if found and signed_outlet(found[0]):
            return BlockKind.DATE
    return BlockKind.BOILERPLATE if navigation(text) else None


def _foreign_date(text: str) -> bool:
    """Whether a line is a date with the month's name in another language than English."""
    if text.isascii() and not cues.DATELINE_WORD.search(text):
        return False
    english = in_english(text)
    return english != text and cues.DATE.match(english) is not None


def _credit_hinted(lower: str) -> bool:
    if not (_hinted(lower, cues.CREDIT_SIGNS) or cues.CREDIT_OPENING.match(lower)):
        return False
    if _hinted(lower, cues.CREDIT_HINTS):
        return True
    return "epa" in lower and cues.EPA.search(lower) is not None


def _hinted(lower: str, hints: tuple[str, ...]) -> bool:
    # A plain loop: a generator costs more than the few comparisons.
    for hint in hints:  # noqa: SIM110
        if hint in lower:
            return True
    return False
