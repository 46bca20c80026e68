"""Dates that only the publication date gives a meaning: ``Tuesday``, ``two weeks ago``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from ingest.text.months import WEEKDAYS, last_day
from ingest.text.wordlist import wordlist

Granularity = Literal["day", "week", "month", "quarter", "year", "decade", "range"]
"""How much a phrase names; ``range`` is any stretch between two of these."""
Days = tuple[date, date, Granularity]
"""First and last day, both included."""
Match = re.Match[str]

WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues?|wed|thurs?|mon|fri)"
_COUNTS = {
    word: number
    for number, word in enumerate(
        wordlist("a two three four five six seven eight nine ten eleven twelve"), start=1
    )
} | {"an": 1, "one": 1}
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_AHEAD = re.compile(
    r"\b(?:will|would|until|by|scheduled|expected|due|planned|plans?|set|next|upcoming|to be|"
    r"going to|starting|begins?|ahead of|before)\b[^.!?]{0,60}\Z",
    re.IGNORECASE,
)


def one_day(day: date) -> Days:
    """The day itself."""
    return day, day, "day"


def whole_month(year: int, month: int) -> Days:
    """The first to the last day of a month. Raises ValueError when there is no such month."""
    return date(year, month, 1), date(year, month, last_day(year, month)), "month"


def whole_year(year: int) -> Days:
    """New Year's Day to New Year's Eve."""
    return date(year, 1, 1), date(year, 12, 31), "year"


def nearest_year(month: int, day: int, base: date | None) -> int | None:
    """The year that brings a day of the year closest to the publication date."""
    if base is None:
        return None
    near: list[tuple[int, int]] = []
    for year in (base.year - 1, base.year, base.year + 1):
        if day <= last_day(year, month):
            near.append((abs((date(year, month, day) - base).days), year))
    return min(near)[1] if near else None


def weekday(match: Match, base: date | None) -> Days | None:
    """The last such day up to publication; the next one where the sentence looks ahead."""
    if base is None or match["weekday"].islower():
        return None
    number = WEEKDAYS[match["weekday"].casefold()]
    back = (base.weekday() - number) % 7
    which = (match["which"] or "").casefold()
    before = match.string[max(0, match.start() - 90) : match.start()]
    if which == "next" or (which in ("", "this", "coming") and _AHEAD.search(before)):
        ahead = (number - base.weekday()) % 7
        return one_day(base + timedelta(days=ahead or (7 if which == "next" else 0)))
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return one_day(base - timedelta(days=back))


_RELATIVE = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "earlier today": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}


def near_day(match: Match, base: date | None) -> Days | None:
    """``yesterday``; in capitals it is a newspaper's name."""
    if base is None or match[0].isupper():
        return None
    return one_day(base + timedelta(days=_RELATIVE[" ".join(match[0].casefold().split())]))


def this_unit(match: Match, base: date | None) -> Days | None:
    """``this week``, ``last month``, ``next year``."""
    if base is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(match["which"].casefold(), 0)
    return _shifted(base, match["unit"].casefold(), step, whole=True)


def ago(match: Match, base: date | None) -> Days | None:
    """``two weeks ago``: a day for days, otherwise the unit in which it falls."""
    if base is None:
        return None
    return _shifted(base, match["unit"].casefold(), -_count(match["count"]), whole=False)


def past(match: Match, base: date | None) -> Days | None:
    """``the past three months``: from then until publication."""
    if base is None:
        return None
    count = _count(match["count"] or "one")
    start, _, _ = _shifted(base, match["unit"].casefold(), -count, whole=False)
    return start, base, "range"


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.casefold()]


def _shifted(base: date, unit: str, step: int, *, whole: bool) -> Days:
    """The day, week, month, year or decade that lies ``step`` of them from ``base``."""
    if unit == "day":
        return one_day(base + timedelta(days=step))
    if unit == "week":
        middle = base + timedelta(weeks=step)
        start = middle - timedelta(days=middle.weekday() if whole else 3)
        return start, start + timedelta(days=6), "week"
    if unit == "month":
        index = base.year * 12 + base.month - 1 + step
        return whole_month(index // 12, index % 12 + 1)
    if unit == "year":
        return whole_year(base.year + step)
    year = base.year // 10 * 10 + 10 * step
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"
