"""Dates in running text. The article was published on Wednesday 12 October 2022."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.dates import find_dates

PUBLISHED = "2022-10-12"


@pytest.mark.parametrize(
    ("text", "phrase", "start", "end", "granularity"),
    [
        ("on 2022-07-02 they", "2022-07-02", "2022-07-02", "2022-07-02", "day"),
        ("on 12 August 2025,", "12 August 2025", "2025-08-12", "2025-08-12", "day"),
        ("on the 4th of July", "4th of July", "2022-07-04", "2022-07-04", "day"),
        ("on Aug. 12, 2021", "Aug. 12, 2021", "2021-08-12", "2021-08-12", "day"),
        ("on Jan. 5", "Jan. 5", "2023-01-05", "2023-01-05", "day"),
        ("on Sept. 5", "Sept. 5", "2022-09-05", "2022-09-05", "day"),
        ("on Feb. 29, they", "Feb. 29", "", "", ""),
        ("Aug. 12-14 in Rome", "Aug. 12-14", "2022-08-12", "2022-08-14", "range"),
        ("Aug. 14-12 in Rome", "Aug. 14-12", "2022-08-14", "2022-08-14", "day"),
        ("from 3 to 5 May 2022", "3 to 5 May 2022", "2022-05-03", "2022-05-05", "range"),
        ("in August 2021", "August 2021", "2021-08-01", "2021-08-31", "month"),
        ("in early August 2021", "early August 2021", "2021-08-01", "2021-08-13", "range"),
        ("in mid-2016", "mid-2016", "2016-05-02", "2016-08-31", "range"),
        ("late 2021", "late 2021", "2021-08-02", "2021-12-31", "range"),
        ("at the end of 2021", "the end of 2021", "2021-08-02", "2021-12-31", "range"),
        ("in August", "August", "2022-08-01", "2022-08-31", "month"),
        ("since November", "November", "2022-11-01", "2022-11-30", "month"),
        ("by December", "December", "2021-12-01", "2021-12-31", "month"),
        ("last March", "last March", "2022-03-01", "2022-03-31", "month"),
        ("last December", "last December", "2021-12-01", "2021-12-31", "month"),
        ("next March", "next March", "2023-03-01", "2023-03-31", "month"),
        ("next December", "next December", "2022-12-01", "2022-12-31", "month"),
        ("this December", "this December", "2022-12-01", "2022-12-31", "month"),
        ("in 1998", "1998", "1998-01-01", "1998-12-31", "year"),
        ("the 1990s", "1990s", "1990-01-01", "1999-12-31", "decade"),
        ("the 2019-20 season", "2019-20", "2019-01-01", "2020-12-31", "range"),
        ("from 2019–2021", "2019–2021", "2019-01-01", "2021-12-31", "range"),
        ("third quarter of 2021", "third quarter of 2021", "2021-07-01", "2021-09-30", "quarter"),
        ("Q1 2021", "Q1 2021", "2021-01-01", "2021-03-31", "quarter"),
        ("first half of 2021", "first half of 2021", "2021-01-01", "2021-06-30", "quarter"),
        ("second half of 2021", "second half of 2021", "2021-07-01", "2021-12-31", "quarter"),
        ("on Tuesday", "Tuesday", "2022-10-11", "2022-10-11", "day"),
        ("on Wednesday", "Wednesday", "2022-10-12", "2022-10-12", "day"),
        ("last Wednesday", "last Wednesday", "2022-10-05", "2022-10-05", "day"),
        ("next Wednesday", "next Wednesday", "2022-10-19", "2022-10-19", "day"),
        ("It will meet on Friday", "Friday", "2022-10-14", "2022-10-14", "day"),
        ("yesterday", "yesterday", "2022-10-11", "2022-10-11", "day"),
        ("last  night", "last  night", "2022-10-11", "2022-10-11", "day"),
        ("tomorrow", "tomorrow", "2022-10-13", "2022-10-13", "day"),
        ("this week", "this week", "2022-10-10", "2022-10-16", "week"),
        ("last month", "last month", "2022-09-01", "2022-09-30", "month"),
        ("next year", "next year", "2023-01-01", "2023-12-31", "year"),
        ("last decade", "last decade", "2010-01-01", "2019-12-31", "decade"),
        ("three days ago", "three days ago", "2022-10-09", "2022-10-09", "day"),
        ("two weeks ago", "two weeks ago", "2022-09-25", "2022-10-01", "week"),
        ("11 months ago", "11 months ago", "2021-11-01", "2021-11-30", "month"),
        ("past three months", "past three months", "2022-07-01", "2022-10-12", "range"),
        ("past year", "past year", "2021-01-01", "2022-10-12", "range"),
    ],
)
def test_found(text: str, phrase: str, start: str, end: str, granularity: str) -> None:
    found = find_dates(text, PUBLISHED)
    if not start:
        assert found == []
        return
    (only,) = found
    assert (only.phrase, only.start, only.end) == (phrase, start, end)
    assert only.granularity == granularity
    assert text[only.span_start : only.span_end] == phrase


@pytest.mark.parametrize(
    "text",
    [
        "In an hour they may march 10 miles to the USA TODAY office and sat there.",
        "It cost $2000 or 2,000 or 2021.5 of 2000% and 2022-45-99.",
        "It was sunday school in july.",
        "That was 2021-05 and this spring.",
    ],
)
def test_not_found(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize("published", [None, "2022", "someday"])
def test_without_a_day_of_publication_relative_dates_stay_in_words(published: str | None) -> None:
    text = (
        "On Tuesday, last month, in August, on July 4, yesterday, two weeks ago, in the past "
        "year, and in 2021"
    )
    assert [one.phrase for one in find_dates(text, published)] == ["2021"]


def test_a_leap_day_goes_to_the_nearest_leap_year() -> None:
    (only,) = find_dates("on Feb. 29", "2023-10-01")
    assert only.start == "2024-02-29"


def test_dates_before_the_calendar_begins_are_left_out() -> None:
    assert find_dates("999 decades ago", PUBLISHED) == []


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "last",
                "next",
                "this",
                "in",
                "early",
                "mid",
                "late",
                "5",
                "31",
                "12,",
                "2022",
                "2019-20",
                "August",
                "Aug.",
                "May",
                "Monday",
                "of",
                "the",
                "third",
                "quarter",
                "Q3",
                "1990s",
                "years",
                "days",
                "ago",
                "past",
                "two",
                "today",
                "-",
                "–",
                "2022-07-02",
                "July",
                "end",
                "half",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_intervals_are_whole_and_in_order(text: str) -> None:
    at = 0
    for found in find_dates(text, PUBLISHED):
        assert found.start <= found.end
        assert at <= found.span_start < found.span_end
        assert text[found.span_start : found.span_end] == found.phrase
        at = found.span_end
