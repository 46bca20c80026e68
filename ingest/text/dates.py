"""Dates in metadata: reading what pages and feeds declare, and saying it in words.

Dates inside running text are ``intervals``; they are offered from here as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from ingest.text.foreign_days import in_english
from ingest.text.intervals import Interval, find_dates
from ingest.text.months import (
    MONTH,
    MONTH_NAMES,
    US_ZONES,
    ZONES,
    last_day,
    month_number,
    us_offset,
)

Precision = Literal["minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is known: ISO 8601, cut to its precision.

    ``2025-08-14``, ``2025-08``, ``2025``; with precision ``minute`` a full date-time, with its
    zone where one was given.
    """

    iso: str
    precision: Precision


_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_ZONE = r"(?P<zone>[+-]\d\d:?\d\d\b|[+-]\d\d\b|Z\b|[a-z]{2,4}\b)"
_CLOCK = re.compile(
    rf"(?<![\d:]){_TIME}\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?:\(?{_ZONE}\)?)?", re.IGNORECASE
)
_HOUR = re.compile(rf"\b(?P<hour>\d{{1,2}})\s*(?P<half>[ap]\.?m\b\.?)\s*{_ZONE}?", re.IGNORECASE)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME = rf"(?P<month>{MONTH})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<sep>[/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=T?\d{6}|\b)",
        rf"(?<![\d.]){_DAY}[\s-]*(?:of\s+)?{_NAME},?[\s-]*{_YEAR}",
        rf"\b{_NAME}[\s-]*{_DAY}(?:\s*,\s*|\s+|-){_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
    )
)
_SLASHED = re.compile(rf"(?<!\d)(\d{{1,2}})[/-](\d{{1,2}})[/-]{_YEAR}")
_UNIX_DATE = re.compile(rf"\b{_NAME}\s+{_DAY}\s+[\d:]+\s+\S*\s*{_YEAR}", re.IGNORECASE)
_RFC_822 = re.compile(
    rf"\A(?:[a-z]{{3}},\s*)?{_DAY}\s+{_NAME}\s+(?P<year>\d\d)(?=\s+\d\d:\d\d)", re.IGNORECASE
)
"""RFC 822, to which RSS holds; RFC 2822, 4.3 says which century its two digits mean."""
_MONTH_ONLY = re.compile(
    rf"(?:\b{_NAME},?\s+{_YEAR})|(?:\A\s*(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)\s*\Z)", re.IGNORECASE
)
_YEAR_ONLY = re.compile(r"\A\s*((?:19|20)\d\d)\s*\Z")
_OFFSET_NAME = re.compile(r"\b(?:GMT|UTC)(?=[+-]\d\d)")
_EPOCH = re.compile(r"\A\s*(\d{10})(?:\.\d+|\d{3})?\s*\Z")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(.+)?)?)?\Z", re.DOTALL)


def parse_date(text: str) -> Moment | None:
    """The date that a metadata field states, or None when it states none for certain.

    Reads ISO 8601, ``2022/07/02``, ``12 August 2025``, ``Aug. 12, 2025``, RFC 822 and 2822,
    compact and epoch forms, with a time and zone where given; midnight without a zone is a
    plain day. Months may be named in other languages than English (see ``foreign_days``).
    ``07/02/2022`` is nobody's certain date and gives None; ``13/02/2022`` is. Whether the year
    makes sense is for the caller to judge.
    """
    # "GMT+0200", as JavaScript writes it, is the offset alone.
    text = in_english(_OFFSET_NAME.sub("", text.strip()[:200]))
    if epoch := _EPOCH.match(text):
        return Moment(datetime.fromtimestamp(int(epoch[1]), UTC).isoformat(), "minute")
    for form in (*_FORMS, _UNIX_DATE, _RFC_822):
        if match := form.search(text):
            month = match["month"]
            number = int(month) if month.isdigit() else month_number(month)
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            clock = text if form is _UNIX_DATE else rest
            return _moment(_full_year(match["year"]), number, int(match["day"]), clock)
    if match := _SLASHED.search(text):
        return _slashed(match, text)
    if match := _MONTH_ONLY.search(text):
        year = int(match["year"] or match["y"])
        number = int(match["m"]) if match["m"] else month_number(match["month"])
        return Moment(f"{year}-{number:02}", "month") if 1 <= number <= 12 else None
    if match := _YEAR_ONLY.match(text):
        return Moment(match[1], "year")
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _slashed(match: re.Match[str], text: str) -> Moment | None:
    """``13/02/2022``, either way round; None when both readings are possible."""
    first, second, year = int(match[1]), int(match[2]), int(match["year"])
    rest = text[match.end() :]
    if first == second or first > 12:
        return _moment(year, second, first, rest)
    if second > 12:
        return _moment(year, first, second, rest)
    return None


def _moment(year: int, month: int, day: int, rest: str) -> Moment | None:
    """A day, or a minute when ``rest`` holds a time; None when there is no such day."""
    try:
        at = date(year, month, day)
    except ValueError:
        return None
    compact = re.match(r"\s*T?(\d\d)(\d\d)(\d\d)\s*(Z?)", rest)
    if compact:
        rest = f"{compact[1]}:{compact[2]}:{compact[3]}{compact[4]}"
    clock = _CLOCK.search(rest) or _HOUR.search(rest)
    exact = _at_time(at, clock) if clock else None
    return Moment(exact, "minute") if exact else Moment(at.isoformat(), "day")


def _at_time(day: date, clock: re.Match[str]) -> str | None:
    """ISO date-time, or None when the clock reads nonsense or merely midnight."""
    named = clock.groupdict()
    hour, half = int(clock["hour"]), (clock["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(named.get("minute") or 0), int(named.get("second") or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    zone = _zone(named.get("zone") or "", moment)
    if zone is None and (hour, minute, second) == (0, 0, 0):
        return None
    return moment.replace(tzinfo=zone).isoformat()


def _zone(name: str, moment: datetime) -> timezone | None:
    """The zone that a suffix names, or None when it names none that we know."""
    name = name.casefold()
    if name[:1] in ("+", "-") and name:
        digits = name[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    if name in US_ZONES:
        return timezone(timedelta(hours=us_offset(name, moment)))
    return timezone(timedelta(hours=ZONES[name])) if name in ZONES else None


def timestamp(iso: str, end_of_day: bool = False) -> float:
    """POSIX seconds of an ISO date or date-time; UTC where it has no zone.

    A month or a year stands for its first instant, with ``end_of_day`` for its last second;
    a day likewise. A date-time is itself. Raises ValueError when ``iso`` is none of these.
    """
    match = _ISO.match(iso)
    if match is None:
        raise ValueError(f"not an ISO date: {iso!r}")
    if match[4]:
        moment = datetime.fromisoformat(iso)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    year, month, day = int(match[1]), match[2], match[3]
    if not end_of_day:
        return datetime(year, int(month or 1), int(day or 1), tzinfo=UTC).timestamp()
    number = int(month or 12)
    return datetime(
        year, number, int(day or last_day(year, number)), 23, 59, 59, tzinfo=UTC
    ).timestamp()


def spoken(iso: str) -> str:
    """An ISO date in words: ``12 August 2025``, ``August 2025``, ``2025``; times are left out.

    What is not an ISO date comes back as it is.
    """
    match = _ISO.match(iso)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        return iso
    parts = [match[1]]
    if match[2]:
        parts.insert(0, MONTH_NAMES[int(match[2]) - 1])
    if match[3]:
        parts.insert(0, str(int(match[3])))
    return " ".join(parts)


__all__ = ["Interval", "Moment", "Precision", "find_dates", "parse_date", "spoken", "timestamp"]
