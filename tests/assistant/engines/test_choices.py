"""The option that the passages support best, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.extraction.choices import Choice, choose, none_option
from assistant.engines.extraction.evidence import gather
from assistant.questions.asked import analyse

FAIR = (
    "The fair of Ulmstadt was opened by Mayor Ines Falk on Monday. "
    "Visitors liked the smoked herring best of all, the organisers said. "
    "A wooden bridge was closed for the day."
)
MARKET = "At the market in Lower Ulm the cheese sold out. Nobody bought any leeks."


@pytest.fixture
def pick(make_context):
    def run(question, *choices):
        context = make_context(question, [FAIR, MARKET], choices)
        asked = analyse(question)
        return choose(asked, choices, gather(asked, context))

    return run


@pytest.mark.parametrize(
    ("question", "choices", "index"),
    [
        ("Who opened the fair of Ulmstadt?", ("Piet Hansen", "Ines Falk", "Jana Brodd"), 1),
        ("What did visitors of the fair like best?", ("Leeks", "Cheese", "Smoked herring"), 2),
        ("Which bridge was closed for the fair?", ("A stone bridge", "A wooden bridge"), 1),
        ("Who opened the fair of Ulmstadt?", ("Piet Hansen", "None of the above"), 1),
        ("Who opened the fair of Ulmstadt?", ("Ines Falk", "None of the above"), 0),
        ("Who opened the fair of Ulmstadt?", ("Piet Hansen", "Olu Tande"), None),
        ("Who opened the fair of Ulmstadt?", ("", "…"), None),
        ("Who opened the fair of Ulmstadt?", (), None),
    ],
)
def test_the_best_supported_option(pick, question, choices, index):
    assert pick(question, *choices).index == index


def test_without_passages_no_option_is_supported(make_context):
    asked = analyse("Who opened it?")
    found = gather(asked, make_context("Who opened it?", []))
    assert choose(asked, ("Ines Falk",), found).index is None
    choice = choose(asked, ("Ines Falk", "None of these"), found)
    assert choice.index == 1
    assert choice.support[1] == float("-inf")
    assert choose(asked, ("None of these",), found) == Choice(0, (float("-inf"),))


def test_it_is_surer_of_an_option_that_stands_in_the_answer(pick):
    right = pick("Who opened the fair of Ulmstadt?", "Piet Hansen", "Ines Falk")
    wrong = pick("Who opened the fair of Ulmstadt?", "Piet Hansen", "Olu Tande")
    assert 0 < wrong.sure < right.sure < 1
    assert right.support[1] > right.support[0]


@pytest.mark.parametrize(
    ("choices", "index"),
    [
        (("a", "None of the above"), 1),
        (("none of these", "b"), 0),
        (("a", "Neither of them"), 1),
        (("Nobody", "Nonesuch Castle"), None),
        ((), None),
    ],
)
def test_none_option(choices, index):
    assert none_option(choices) == index


@given(st.lists(st.text(max_size=20), max_size=5))
def test_the_index_is_one_of_the_options(choices):
    asked = analyse("Who opened the fair?")
    choice = choose(asked, choices, ())
    assert choice.index is None or choices[choice.index]
    assert len(choice.support) == len(choices)
