"""Dates in running text, as intervals of days; relative ones against the publication date.

By patterns of our own: general date parsers read "In an" as January. What a pattern cannot
pin down ("this spring", a weekday in an undated article) stays in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ingest.text.months import MONTH, WEEKDAYS, last_day, month_number
from ingest.text.wordlist import wordlist

Granularity = Literal["day", "week", "month", "quarter", "year", "decade", "range"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days that a phrase names.

    ``start`` and ``end`` are ISO days, both included; ``phrase`` is
    ``text[span_start:span_end]``.
    """

    start: str
    end: str
    granularity: Granularity
    phrase: str
    span_start: int
    span_end: int


_Days = tuple[date, date, Granularity]
_Match = re.Match[str]
_Reader = Callable[[_Match, date | None], _Days | None]

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|,\d|\.\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:]|\.\d|,\d)"
_TO = r"\s*(?:-|–|—|to|and|through|until)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:])"
_NAME = rf"(?P<month>{MONTH})"
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues?|wed|thurs?|mon|fri|sat|sun)"
)
_COUNTS = {
    word: number
    for number, word in enumerate(
        wordlist("a two three four five six seven eight nine ten eleven twelve"), start=1
    )
} | {"an": 1, "one": 1}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_AHEAD = re.compile(
    r"\b(?:will|would|until|by|scheduled|expected|due|planned|plans?|set|next|upcoming|to be|"
    r"going to|starting|begins?|ahead of|before)\b[^.!?]{0,60}\Z",
    re.IGNORECASE,
)


def find_dates(text: str, published: str | None) -> list[Interval]:
    """The dates that ``text`` names, in order, as intervals.

    ``published`` is the ISO date of the article (any precision; less than a day counts as
    none). Bare weekdays, days without a year, "yesterday", "last month", "two weeks ago" are
    reckoned from it and left out without it. Intervals do not overlap in the text.
    """
    base = _base(published)
    found: list[Interval] = []
    for match in _ANY.finditer(text):
        name = match.lastgroup or ""
        pattern, reader = _READERS[name]
        inner = pattern.match(text, match.start(), match.end())
        days = _read(reader, inner, base) if inner else None
        if days is not None:
            start, end, granularity = days
            found.append(
                Interval(
                    start.isoformat(),
                    end.isoformat(),
                    granularity,
                    match[0],
                    match.start(),
                    match.end(),
                )
            )
    return found


def _base(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _read(reader: _Reader, match: _Match, base: date | None) -> _Days | None:
    try:
        return reader(match, base)
    except (ValueError, OverflowError):
        return None


def _one(day: date) -> _Days:
    return day, day, "day"


def _month(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, last_day(year, month)), "month"


def _year(year: int) -> _Days:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _iso(match: _Match, base: date | None) -> _Days:
    return _one(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _full(match: _Match, base: date | None) -> _Days | None:
    """Day and month, with a second day or a year if there is one."""
    named = match.groupdict()
    month, day = month_number(match["month"]), int(match["day"])
    year = int(named["year"]) if named.get("year") else _nearest(month, day, base)
    if year is None:
        return None
    start = date(year, month, day)
    if not named.get("last"):
        return _one(start)
    end = date(year, month, int(match["last"]))
    return (start, end, "range") if start < end else _one(start)


def _nearest(month: int, day: int, base: date | None) -> int | None:
    """The year that brings a day of the year closest to the publication date."""
    if base is None:
        return None
    near: list[tuple[int, int]] = []
    for year in (base.year - 1, base.year, base.year + 1):
        if day <= last_day(year, month):
            near.append((abs((date(year, month, day) - base).days), year))
    return min(near)[1] if near else None


def _month_year(match: _Match, base: date | None) -> _Days:
    return _part(match, _month(int(match["year"]), month_number(match["month"])))


def _bare_month(match: _Match, base: date | None) -> _Days | None:
    """``in August``, ``last March``: the latest one up to a month after publication."""
    if base is None:
        return None
    month = month_number(match["month"])
    year = base.year if month <= base.month + 1 else base.year - 1
    which = (match["which"] or "").casefold()
    if which == "next":
        year = base.year if month > base.month else base.year + 1
    elif which == "last":
        year = base.year if month < base.month else base.year - 1
    elif which == "this":
        year = base.year
    return _part(match, _month(year, month))


def _years(match: _Match, base: date | None) -> _Days:
    return _part(match, _year(int(match["year"])))


def _part(match: _Match, days: _Days) -> _Days:
    """Early, mid or late in a month or year: a third of it, with a little overlap."""
    part = (match.groupdict().get("part") or "").casefold()
    start, end, granularity = days
    length = (end - start).days + 1
    third = timedelta(days=length // 3)
    if part.startswith("ear") or part.startswith("beg"):
        return start, start + third + timedelta(days=length // 12), "range"
    if part.startswith("mid"):
        return start + third, end - third, "range"
    if part.startswith(("late", "end")):
        return end - third - timedelta(days=length // 12), end, "range"
    return start, end, granularity


def _year_range(match: _Match, base: date | None) -> _Days | None:
    first, last = match["first"], match["last"]
    end = int(first[: 4 - len(last)] + last)
    if end <= int(first):
        return None
    return date(int(first), 1, 1), date(end, 12, 31), "range"


def _decade(match: _Match, base: date | None) -> _Days:
    year = int(match["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def _quarter(match: _Match, base: date | None) -> _Days | None:
    named = match.groupdict()
    ordinal = (named.get("ordinal") or named.get("digit") or "").casefold()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}.get(
        ordinal
    ) or int(ordinal)
    year = int(named["year"]) if named.get("year") else base.year if base else None
    if year is None:
        return None
    if (named.get("share") or "").casefold() == "half":
        start, end = (1, 6) if number == 1 else (7, 12)
    else:
        start, end = 3 * number - 2, 3 * number
    return date(year, start, 1), date(year, end, last_day(year, end)), "quarter"


def _weekday(match: _Match, base: date | None) -> _Days | None:
    """The last such day up to publication; the next one where the sentence looks ahead."""
    if base is None:
        return None
    number = WEEKDAYS[match["weekday"].casefold()]
    back = (base.weekday() - number) % 7
    which = (match["which"] or "").casefold()
    before = match.string[max(0, match.start() - 90) : match.start()]
    if which == "next" or (which in ("", "this", "coming") and _AHEAD.search(before)):
        ahead = (number - base.weekday()) % 7
        return _one(base + timedelta(days=ahead or (7 if which == "next" else 0)))
    if which in ("last", "past", "previous") and back == 0:
        back = 7
    return _one(base - timedelta(days=back))


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


def _relative(match: _Match, base: date | None) -> _Days | None:
    if base is None:
        return None
    return _one(base + timedelta(days=_RELATIVE[" ".join(match[0].casefold().split())]))


def _unit(match: _Match, base: date | None) -> _Days | None:
    """``this week``, ``last month``, ``next year``."""
    if base is None:
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(match["which"].casefold(), 0)
    return _shifted(base, match["unit"].casefold(), step, whole=True)


def _ago(match: _Match, base: date | None) -> _Days | None:
    """``two weeks ago``: a day for days, otherwise the unit in which it falls."""
    if base is None:
        return None
    return _shifted(base, match["unit"].casefold(), -_count(match["count"]), whole=False)


def _past(match: _Match, base: date | None) -> _Days | None:
    """``the past three months``: from then until publication."""
    if base is None:
        return None
    count = _count(match["count"] or "one")
    start, _, _ = _shifted(base, match["unit"].casefold(), -count, whole=False)
    return start, base, "range"


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.casefold()]


def _shifted(base: date, unit: str, step: int, *, whole: bool) -> _Days:
    """The day, week, month, year or decade that lies ``step`` of them from ``base``."""
    if unit == "day":
        return _one(base + timedelta(days=step))
    if unit == "week":
        middle = base + timedelta(weeks=step)
        start = middle - timedelta(days=middle.weekday() if whole else 3)
        return start, start + timedelta(days=6), "week"
    if unit == "month":
        index = base.year * 12 + base.month - 1 + step
        return _month(index // 12, index % 12 + 1)
    if unit == "year":
        return _year(base.year + step)
    year = base.year // 10 * 10 + 10 * step
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


_PART = r"(?:(?P<part>early|mid|late|the\s+(?:beginning|end)\s+of|beginning\s+of|end\s+of)[\s-]+)"
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|last|final)"
_PATTERNS: dict[str, tuple[str, _Reader]] = {
    "iso": (rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso),
    "dmy": (rf"(?<![\d.,$£€]){_DAY}(?:{_TO})?\s+(?:of\s+)?{_NAME}(?:,?\s+{_YEAR})?", _full),
    "mdy": (rf"\b{_NAME}\s+{_DAY}(?:{_TO})?(?:,?\s+{_YEAR})?", _full),
    "month_year": (rf"\b{_PART}?{_NAME},?\s+(?:of\s+)?{_YEAR}", _month_year),
    "bare_month": (
        rf"(?<=\bin\s)(?:(?P<which>last|next|this)\s+)?{_PART}?{_NAME}(?!\s*[\d'’])",
        _bare_month,
    ),
    "quarter": (
        rf"\b(?:{_ORDINAL}\s+(?P<share>quarter|half)(?:\s+of)?|Q(?P<digit>[1-4]))\s+{_YEAR}",
        _quarter,
    ),
    "decade": (r"\b(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
    "year_range": (
        r"(?<![\d$£€.,-])(?P<first>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last>(?:19|20)?\d\d)(?![\d%-])",
        _year_range,
    ),
    "year": (
        rf"(?<![\d$£€#.,:-]){_PART}?(?<!\d){_YEAR}(?!-)(?!\s+(?:people|men|women|miles|km))",
        _years,
    ),
    "weekday": (
        rf"\b(?:(?P<which>last|past|previous|next|this|coming)\s+)?{_WEEKDAY}\b",
        _weekday,
    ),
    "relative": (
        r"\b(?:earlier\s+today|today|tonight|yesterday|tomorrow|last\s+night|"
        r"this\s+(?:morning|afternoon|evening))\b",
        _relative,
    ),
    "unit": (r"\b(?P<which>this|last|next|previous)\s+(?P<unit>week|month|year|decade)\b", _unit),
    "ago": (rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|earlier)\b", _ago),
    "past": (
        rf"\b(?:past|last|previous)\s+(?:{_COUNT}\s+)?{_UNIT}\b",
        _past,
    ),
}

_READERS: dict[str, tuple[re.Pattern[str], _Reader]] = {
    name: (re.compile(pattern, re.IGNORECASE), reader)
    for name, (pattern, reader) in _PATTERNS.items()
}
_INNER_NAMES = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)")
_ANY = re.compile(
    "|".join(
        f"(?P<{name}>{_INNER_NAMES.sub('(?:', pattern)})"
        for name, (pattern, _) in _PATTERNS.items()
    ),
    re.IGNORECASE,
)
