"""Dates, months and years of a statement against the cited words; what all checks share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.checking.narrow import Evidence
from assistant.terms import padded
from ingest.text.cues import attribution
from ingest.text.dates import Interval, find_dates
from ingest.text.months import MONTHS
from ingest.text.names import fold

_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WITHIN_MONTHS = ("day", "week", "month")
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]*\d)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a statement; ``fatal`` when it may not even be called partly so."""

    reason: str
    fatal: bool = True


Check = Callable[[str, Sequence[Evidence]], list[Finding]]


def near_words(evidence: Sequence[Evidence]) -> str:
    """The cited words and the sentences beside them."""
    return "\n".join(each.near for each in evidence)


def dates(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Every date stands in the cited words, or is a day that they name in other words.

    "On Tuesday" is read against the article's date; a month or year may stand for a day in it.
    """
    published = evidence[0].numbered.hit.article.meta.published if evidence else None
    held = [
        interval
        for each in evidence
        for interval in find_dates(each.near, each.numbered.hit.article.meta.published)
    ]
    folded = padded(near_words(evidence))
    found: list[Finding] = []
    for interval in find_dates(statement, published):
        if padded(interval.phrase) in folded:
            continue
        if any(interval.start <= other.start and other.end <= interval.end for other in held):
            continue
        if published and interval.start <= published[:10] <= interval.end and reports(statement):
            continue
        found.append(Finding(f"the date “{interval.phrase}” is not in the cited words"))
    return found or [*_months(statement, held, folded), *_years(statement, evidence, held)]


def _years(statement: str, evidence: Sequence[Evidence], held: Sequence[Interval]) -> list[Finding]:
    """A year, also one in a range ("2008-2018"), stands there, or a day of it does."""
    there = set(_YEAR.findall(near_words(evidence))) | {each.start[:4] for each in held}
    if reports(statement):
        there |= {(each.numbered.hit.article.meta.published or "")[:4] for each in evidence}
    return [
        Finding(f"the year “{year}” is not in the cited words")
        for year in dict.fromkeys(_YEAR.findall(statement))
        if year not in there
    ]


def _months(statement: str, held: Sequence[Interval], folded: str) -> list[Finding]:
    """A month that stands alone ("the September letter") is named there, or a day of it is; a
    longer time ("over the past year") names no month by its ends."""
    named = {MONTHS[fold(match[0])] for match in _MONTH.finditer(statement)}
    there = {MONTHS[word] for word in folded.split() if word in MONTHS}
    there |= {
        int(day[5:7])
        for each in held
        if each.granularity in _WITHIN_MONTHS
        for day in (each.start, each.end)
    }
    return [
        Finding(f"the month “{name.capitalize()}” is not in the cited words")
        for name, number in MONTHS.items()
        if number in named - there and re.search(rf"\b{name}\b", statement, re.I)
    ]


def reports(statement: str) -> bool:
    """Whether the statement says who says it."""
    return attribution(statement) is not None


def dated(statement: str, evidence: Sequence[Evidence]) -> list[tuple[int, int]]:
    """Where the statement names dates; what stands there is neither number nor name."""
    published = evidence[0].numbered.hit.article.meta.published if evidence else None
    return [(found.span_start, found.span_end) for found in find_dates(statement, published)]


__all__ = ["Check", "Finding", "dated", "dates", "near_words", "reports"]
