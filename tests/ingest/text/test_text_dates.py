"""Dates in metadata, and dates in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.dates import Moment, parse_date, spoken, timestamp


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2022-07-02", "2022-07-02", "day"),
        ("2022/07/02", "2022-07-02", "day"),
        ("2022.7.2", "2022-07-02", "day"),
        ("20220702", "2022-07-02", "day"),
        ("12 August 2025", "2025-08-12", "day"),
        ("12th of August, 2025", "2025-08-12", "day"),
        ("Aug. 12, 2025", "2025-08-12", "day"),
        ("AUGUST 12 2025", "2025-08-12", "day"),
        ("Sept 3, 2021", "2021-09-03", "day"),
        ("Published: Wed, 12-Aug-2025", "2025-08-12", "day"),
        ("14.08.2025", "2025-08-14", "day"),
        ("13/02/2022", "2022-02-13", "day"),
        ("02/13/2022", "2022-02-13", "day"),
        ("03/03/2022", "2022-03-03", "day"),
        ("2022-07-02 00:00:00", "2022-07-02", "day"),
        ("2022-07-02 25:61", "2022-07-02", "day"),
        ("2022-07-02T10:00:00", "2022-07-02T10:00:00", "minute"),
        ("2022-07-02T10:00:00Z", "2022-07-02T10:00:00+00:00", "minute"),
        ("2022-07-02T10:00:00.123+02:00", "2022-07-02T10:00:00+02:00", "minute"),
        ("2022-07-02T10:00-0430", "2022-07-02T10:00:00-04:30", "minute"),
        ("2022-07-02T10:00+05", "2022-07-02T10:00:00+05:00", "minute"),
        ("2022-07-02T10:00+99:00", "2022-07-02T10:00:00", "minute"),
        ("2022-07-02 10:00 XYZ", "2022-07-02T10:00:00", "minute"),
        ("2022-07-02T00:00:00Z", "2022-07-02T00:00:00+00:00", "minute"),
        ("20220702T101500Z", "2022-07-02T10:15:00+00:00", "minute"),
        ("Tue, 12 Aug 2025 10:15:00 GMT", "2025-08-12T10:15:00+00:00", "minute"),
        ("Tue, 12 Aug 25 10:15 UT", "2025-08-12T10:15:00+00:00", "minute"),
        ("02 Feb 98 10:15:00 EST", "1998-02-02T10:15:00-05:00", "minute"),
        ("Tue, 12 Aug 2025 10:15:00 +0200", "2025-08-12T10:15:00+02:00", "minute"),
        ("Sat Jul 02 10:00:00 +0000 2022", "2022-07-02T10:00:00+00:00", "minute"),
        ("July 2, 2022 at 5:30 p.m. ET", "2022-07-02T17:30:00-04:00", "minute"),
        ("January 2, 2022 at 5 pm ET", "2022-01-02T17:00:00-05:00", "minute"),
        ("January 2, 2022, 12 a.m. PT", "2022-01-02T00:00:00-08:00", "minute"),
        ("Updated 10:15 AM EDT, Sat July 2, 2022", "2022-07-02T10:15:00-04:00", "minute"),
        ("1656756000", "2022-07-02T10:00:00+00:00", "minute"),
        ("1656756000123", "2022-07-02T10:00:00+00:00", "minute"),
        ("July 2022", "2022-07", "month"),
        ("2022-07", "2022-07", "month"),
        ("2022", "2022", "year"),
    ],
)
def test_parse_date(text: str, iso: str, precision: str) -> None:
    assert parse_date(text) == Moment(iso, precision)  # type: ignore[arg-type]
    assert parse_date(f"  {text}\n") == Moment(iso, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "07/02/2022", "2022-02-30", "99/99/2022", "2022-19", "In an hour"]
)
def test_what_is_not_a_certain_date_gives_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or timestamp(moment.iso) <= timestamp(moment.iso, end_of_day=True)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_spoken_day_reads_back(day: date) -> None:
    assert parse_date(spoken(day.isoformat())) == Moment(day.isoformat(), "day")


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2022-07-02", 1656720000, 1656806399),
        ("2022-02", 1643673600, 1646092799),
        ("2022", 1640995200, 1672531199),
        ("2022-07-02T10:00:00", 1656756000, 1656756000),
        ("2022-07-02T10:00:00+02:00", 1656748800, 1656748800),
    ],
)
def test_timestamp(iso: str, first: int, last: int) -> None:
    assert timestamp(iso) == first
    assert timestamp(iso, end_of_day=True) == last


@pytest.mark.parametrize("iso", ["", "today", "2022-7-2", "2022-13-01", "2022-07-02x"])
def test_timestamp_refuses_what_is_no_iso_date(iso: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        timestamp(iso)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-08-12", "12 August 2025"),
        ("2025-08-02T10:00:00+00:00", "2 August 2025"),
        ("2025-08", "August 2025"),
        ("2025", "2025"),
        ("2025-13", "2025-13"),
        ("soon", "soon"),
    ],
)
def test_spoken(iso: str, words: str) -> None:
    assert spoken(iso) == words
