"""The strings of a sentence that could be an answer."""

from __future__ import annotations

import pytest

from assistant.questions.answer_types import candidates, strictly_typed
from assistant.questions.asked import analyse


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        (
            "What did they pay?",
            "They paid $2.5 million and 300 euros on 4 May.",
            ("$2.5 million", "300 euros"),
        ),
        (
            "What percentage voted?",
            "Some 42% voted, 7 per cent by mail, of 300.",
            ("42%", "7 per cent"),
        ),
        ("How many boats?", "Two boats and 1,000 men came.", ("2", "1000")),
        ("How many miners left?", "Some 81 percent left for 900 crowns after six days.", ()),
        ("How many miners left?", "They left at six on Tuesday, at 7 p.m., until eight.", ()),
        (
            "How many miners left?",
            "At 40 pits 300 left, 20 after nine full weeks.",
            ("40", "300", "20"),
        ),
        ("How many votes?", "It got 40% of them, for 300 euros.", ("40",)),
        ("How many days?", "It took eleven days.", ("11",)),
        ("When did it sink?", "It sank on 12 August 2025 at dawn.", ("12 august 2025",)),
        (
            "Which state banned it?",
            "Voters in Ohio and West Virginia chose; Paris did not.",
            ("ohio", "west virginia"),
        ),
        ("Which country won?", "Spain beat a team from New Zealand.", ("spain", "new zealand")),
        ("What colour is it?", "The bus is purple.", ("purple",)),
        ("Why is it so?", "Because Spain said so in 2020.", ()),
        ("Has Spain won?", "Spain has won 3 times.", ()),
    ],
)
def test_candidates(question, sentence, found):
    assert candidates(analyse(question), sentence) == found


def test_names_answer_who_and_what_but_not_from_the_question():
    asked = analyse("Who beat Ada Lund?")
    assert candidates(asked, "On Sunday it was Maria Holt who beat Ada Lund.") == ("maria holt",)


def test_titles_in_quotation_marks_answer_which_song():
    asked = analyse("Which song won?")
    assert "cold harbour" in candidates(asked, "The prize went to “Cold Harbour,” a ballad.")


def test_what_without_a_form_takes_titles_and_names():
    assert "cold harbour" in candidates(analyse("What is it?"), "They sang “Cold Harbour”.")


@pytest.mark.parametrize(
    ("question", "strict"),
    [
        ("What did they pay?", True),
        ("When was it?", True),
        ("Which country won?", True),
        ("Which team won?", False),
        ("Why?", False),
    ],
)
def test_strictly_typed(question, strict):
    assert strictly_typed(analyse(question)) is strict
