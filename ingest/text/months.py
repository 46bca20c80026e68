"""Names of months, weekdays and time zones, and the calendar sums built on them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from ingest.text.wordlist import wordlist

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in wordlist(names)
}
"""Folded name or abbreviation, without stop, to its number."""

MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
"""Regular expression of a month's name, to be used without regard to case."""

MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in wordlist(names)
}
"""Folded name or abbreviation to its number, Monday is 0."""

ZONES: dict[str, float] = {
    "z": 0,
    "utc": 0,
    "ut": 0,
    "gmt": 0,
    "bst": 1,
    "ist": 5.5,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "akst": -9,
    "hst": -10,
    "jst": 9,
    "aest": 10,
    "aedt": 11,
}
"""Hours east of Greenwich of the abbreviations that news pages print."""

US_ZONES: dict[str, float] = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
"""American zones named without their season, in winter."""


def month_number(name: str) -> int:
    """Number of a month from its name or abbreviation. Raises KeyError for other words."""
    return MONTHS[name.casefold().rstrip(".")]


def last_day(year: int, month: int) -> int:
    """Number of days in the month."""
    return monthrange(year, month)[1]


def us_offset(zone: str, moment: datetime) -> float:
    """Hours east of Greenwich of ``et``, ``ct``, ``mt`` or ``pt`` at a local time.

    Daylight saving since 2007: from the second Sunday of March to the first of November.
    """
    march, november = date(moment.year, 3, 8), date(moment.year, 11, 1)
    start = march + timedelta(days=6 - march.weekday())
    end = november + timedelta(days=6 - november.weekday())
    return US_ZONES[zone] + (1 if start <= moment.date() < end else 0)
