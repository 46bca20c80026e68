"""Words about time in questions, asked on Thursday, 14 August 2025."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.times import read_times

TODAY = "2025-08-14"


@pytest.mark.parametrize(
    ("question", "phrase", "start", "end"),
    [
        ("What happened in March?", "March", "2025-03-01", "2025-03-31"),
        ("what happened in march 2025?", "march 2025", "2025-03-01", "2025-03-31"),
        ("Who resigned last week?", "last week", "2025-08-04", "2025-08-10"),
        ("What did the council decide this month?", "this month", "2025-08-01", "2025-08-31"),
        ("What has changed since June?", "since June", "2025-06-01", None),
        ("What changed since the end of 2024?", "since the end of 2024", "2024-08-01", None),
        ("Who won yesterday?", "yesterday", "2025-08-13", "2025-08-13"),
        ("Who won the cup in 2022?", "2022", "2022-01-01", "2022-12-31"),
        ("How many deaths were reported on 12 August?", "12 August", "2025-08-12", "2025-08-12"),
        ("who drowned on 12 august?", "12 august", "2025-08-12", "2025-08-12"),
        ("who drowned on august 12?", "august 12", "2025-08-12", "2025-08-12"),
        ("who resigned on tuesday?", "tuesday", "2025-08-12", "2025-08-12"),
        ("What changed after 3 May?", "after 3 May", "2025-05-04", None),
        ("What did Harbour News in 2022 pay?", "2022", "2022-01-01", "2022-12-31"),
        ("Which book published in 2022 won?", "2022", "2022-01-01", "2022-12-31"),
    ],
)
def test_articles_of_the_days_of_an_event_come_first(
    question: str, phrase: str, start: str, end: str | None
) -> None:
    (found,) = read_times(question, TODAY)
    assert (found.phrase, found.start, found.end) == (phrase, start, end)
    assert found.effect == "prior"


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("Summarise the articles from last week about ferries", "2025-08-04", "2025-08-10"),
        ("What is said in the coverage of last week?", "2025-08-04", "2025-08-10"),
        ("What has been published since Monday?", "2025-08-11", None),
        ("What was reported since 12 August?", "2025-08-12", None),
        ("What is the news of yesterday?", "2025-08-13", "2025-08-13"),
        ("Which articles that were published before 12 August 2025 say so?", None, "2025-08-11"),
        ("Which stories printed until 12 August 2025 say so?", None, "2025-08-12"),
        ("Which press reports in May mention it?", "2025-05-01", "2025-05-31"),
    ],
)
def test_words_about_the_articles_leave_out_the_others(
    question: str, start: str | None, end: str | None
) -> None:
    (found,) = read_times(question, TODAY)
    assert (found.start, found.end, found.effect) == (start, end, "filter")


@pytest.mark.parametrize(
    "question",
    [
        "Who spoke before the summit?",
        "Who will pay by 2030?",
        "Who spoke before 12 August 2025?",
        "What was the rule until 2020?",
        "What happens next week?",
        "Which songs of the 1990s are sung?",
        "may the council do it?",
        "the march on the capital",
        "What happened on 31 February?",
        "Why would Turkey sell back its S-400s?",
    ],
)
def test_what_names_no_days_of_articles_is_not_read(question: str) -> None:
    assert read_times(question, TODAY) == ()


def test_several_times_are_read_in_order() -> None:
    found = read_times("What changed between May 2025 and July 2025?", TODAY)
    assert [each.phrase for each in found] == ["May 2025", "July 2025"]


@given(st.text())
def test_no_question_breaks_it(question: str) -> None:
    for each in read_times(question, TODAY):
        assert each.start or each.end
        assert not (each.start and each.end) or each.start <= each.end
