"""Dates in running text, as intervals of days; relative ones against the publication date.

By patterns of our own: general date parsers read "In an" as January. What a pattern cannot
pin down ("this spring", a weekday in an undated article) stays in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.text.months import MONTH, last_day, month_number
from ingest.text.relative_dates import (
    COUNT,
    UNIT,
    WEEKDAY,
    Days,
    Granularity,
    Match,
    ago,
    near_day,
    nearest_year,
    one_day,
    past,
    this_unit,
    weekday,
    whole_month,
    whole_year,
)


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


_Reader = Callable[[Match, date | None], Days | None]

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|,\d|\.\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:]|\.\d|,\d)"
_TO = r"\s*(?:-|–|—|to|and|through|until)\s*(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:])"
_NAME = rf"(?P<month>{MONTH})"


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
        inner = pattern.match(text, match.start())
        assert inner is not None, "the same pattern matched here"
        days = _read(reader, inner, base)
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


def _read(reader: _Reader, match: Match, base: date | None) -> Days | None:
    try:
        return reader(match, base)
    except (ValueError, OverflowError):
        return None


def _iso(match: Match, base: date | None) -> Days:
    return one_day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _full(match: Match, base: date | None) -> Days | None:
    """Day and month, with a second day or a year if there is one."""
    named = match.groupdict()
    if match["month"].islower():
        return None
    month, day = month_number(match["month"]), int(match["day"])
    year = int(named["year"]) if named.get("year") else nearest_year(month, day, base)
    if year is None:
        return None
    start = date(year, month, day)
    if not named.get("last"):
        return one_day(start)
    end = date(year, month, int(match["last"]))
    return (start, end, "range") if start < end else one_day(start)


def _month_year(match: Match, base: date | None) -> Days:
    return _part(match, whole_month(int(match["year"]), month_number(match["month"])))


def _bare_month(match: Match, base: date | None) -> Days | None:
    """``in August``, ``last March``: the latest one up to a month after publication."""
    if base is None or not match["month"][0].isupper():
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
    return _part(match, whole_month(year, month))


def _years(match: Match, base: date | None) -> Days:
    return _part(match, whole_year(int(match["year"])))


def _part(match: Match, days: Days) -> Days:
    """Early, mid or late in a month or year: a third of it, with a little overlap."""
    part = " ".join((match.groupdict().get("part") or "").casefold().split())
    start, end, granularity = days
    length = (end - start).days + 1
    third = timedelta(days=length // 3)
    if part.startswith(("early", "beginning", "the beginning")):
        return start, start + third + timedelta(days=length // 12), "range"
    if part.startswith("mid"):
        return start + third, end - third, "range"
    if part.startswith(("late", "end", "the end")):
        return end - third - timedelta(days=length // 12), end, "range"
    return start, end, granularity


def _year_range(match: Match, base: date | None) -> Days | None:
    first, last = match["first"], match["last"]
    end = int(first[: 4 - len(last)] + last)
    if end <= int(first):
        return None
    return date(int(first), 1, 1), date(end, 12, 31), "range"


def _decade(match: Match, base: date | None) -> Days:
    year = int(match["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def _quarter(match: Match, base: date | None) -> Days:
    named = match.groupdict()
    ordinal = (named.get("ordinal") or named.get("digit") or "").casefold()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}.get(
        ordinal
    ) or int(ordinal)
    year = int(named["year"])
    if (named.get("share") or "").casefold() == "half":
        start, end = (1, 6) if number == 1 else (7, 12)
    else:
        start, end = 3 * number - 2, 3 * number
    return date(year, start, 1), date(year, end, last_day(year, end)), "quarter"


_PART = r"(?:(?P<part>early|mid|late|the\s+(?:beginning|end)\s+of|beginning\s+of|end\s+of)[\s-]+)"
_PREPOSITION = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word}\s)" for word in ("in", "since", "until", "during", "from", "through", "by")
    )
    + ")"
)
_ORDINAL = r"(?P<ordinal>first|second|third|fourth|last|final)"
_PATTERNS: dict[str, tuple[str, _Reader]] = {
    "iso": (rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _iso),
    "dmy": (rf"(?<![\d.,$£€]){_DAY}(?:{_TO})?\s+(?:of\s+)?{_NAME}(?:,?\s+{_YEAR})?", _full),
    "mdy": (rf"\b{_NAME}\s+{_DAY}(?:{_TO})?(?:,?\s+{_YEAR})?", _full),
    "month_year": (rf"\b{_PART}?{_NAME},?\s+(?:of\s+)?{_YEAR}", _month_year),
    "bare_month": (
        rf"(?:{_PREPOSITION}|\b(?P<which>last|next|this)\s+){_PART}?{_NAME}(?!\s*[\d'’])",
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
        rf"\b(?:(?P<which>last|past|previous|next|this|coming)\s+)?{WEEKDAY}\b",
        weekday,
    ),
    "relative": (
        r"\b(?:earlier\s+today|today|tonight|yesterday|tomorrow|last\s+night|"
        r"this\s+(?:morning|afternoon|evening))\b",
        near_day,
    ),
    "unit": (
        r"\b(?P<which>this|last|next|previous)\s+(?P<unit>week|month|year|decade)\b",
        this_unit,
    ),
    "ago": (rf"\b{COUNT}\s+{UNIT}\s+(?:ago|earlier)\b", ago),
    "past": (
        rf"\b(?:past|last|previous)\s+(?:{COUNT}\s+)?{UNIT}\b",
        past,
    ),
}

_READERS: dict[str, tuple[re.Pattern[str], _Reader]] = {
    name: (re.compile(pattern, re.IGNORECASE), reader)
    for name, (pattern, reader) in _PATTERNS.items()
}
_INNER_NAMES = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)")
_ANY = re.compile(
    r"(?<![^\W_])(?=\w)(?:"
    + "|".join(
        f"(?P<{name}>{_INNER_NAMES.sub('(?:', pattern)})"
        for name, (pattern, _) in _PATTERNS.items()
    )
    + ")",
    re.IGNORECASE,
)
