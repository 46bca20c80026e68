"""How much of an option stands in a text."""

from __future__ import annotations

import pytest

from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.option_features import rows, shared_mass
from assistant.engines.extraction.options import match, prepare
from assistant.questions.asked import analyse
from assistant.terms import bag


def matched(choices, text, question="What was sold?"):
    return [match(option, text) for option in prepare(analyse(question), choices)]


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("Smoked herring", "They sold smoked herring by the ton."),
        ("“The Long Ebb”", "Critics praised The Long Ebb."),
        ("The harbour", "A harbour was closed."),
        ("United States", "The US has joined."),
        ("Turkey", "Turkish officials came."),
        ("Malmö", "He left Malmo early."),
    ],
)
def test_its_phrase_or_another_name_of_it_is_all_of_it(option, text):
    assert matched([option], text) == [1.0]


@pytest.mark.parametrize(
    ("option", "text", "stands"),
    [
        ("3", "Three boats sank.", True),
        ("1,000 boats", "A thousand boats sank.", True),
        ("$1.2bn", "It cost $1.2 billion.", True),
        ("$3", "It cost £3.", False),
        ("12%", "It rose by 12 per cent.", True),
        ("Between 3 and 5", "From three to five boats.", True),
        ("Between 3 and 5", "Three boats sank.", False),
        ("4", "Three boats sank.", False),
    ],
)
def test_numbers_stand_in_any_form(option, text, stands):
    assert (matched([option], text)[0] >= 0.9) is stands


def test_a_surname_alone_says_less_than_the_whole_name():
    part, whole = (matched(["Ines Falk"], text)[0] for text in ("Falk spoke.", "Ines Falk spoke."))
    assert 0 < part < whole
    assert matched(["smoked falk"], "Falk spoke.")[0] < part


def test_words_that_all_options_have_say_little():
    text = "The national park was closed."
    one, other = matched(["Ulm National Park", "Oster National Park"], text)
    assert one == other < matched(["Ulm National Park"], text)[0]


def test_words_of_the_question_say_little():
    option = "Bridge repairs"
    text = "The bridge was closed."
    known = matched([option], text, "What happened to the bridge?")[0]
    assert known < matched([option], text, "What happened?")[0]


@pytest.mark.parametrize("option", ["", "…", "the"])
def test_an_option_without_matter_stands_nowhere(option):
    assert matched([option], "A herring.") == [0.0]


def test_a_reduced_text_is_read_the_same():
    (option,) = prepare(analyse("What?"), ["Smoked herring"])
    text = "The herring was smoked."
    assert match(option, text, bag(text)) == match(option, text) > 0


QUESTION = "Who opened the fair of Ulmstadt?"
TEXTS = (
    "The fair of Ulmstadt was opened by Mayor Ines Falk on Monday. Piet Hansen stayed away.",
    "In Lower Ulm the cheese sold out. Nobody bought leeks from Piet Hansen.",
)


@pytest.fixture
def evidence(make_context):
    def run(*choices):
        asked = analyse(QUESTION)
        found = gather(asked, make_context(QUESTION, TEXTS))
        return rows(asked, prepare(asked, choices), found)

    return run


def test_the_right_option_has_more_of_everything(evidence):
    right, other, absent = evidence("Ines Falk", "Piet Hansen", "Olu Tande")
    for name in ("mass", "near", "close", "clause", "typed", "fresh", "passage"):
        assert right[name] >= other[name] >= absent[name], name
    for name in ("mass", "near", "close", "clause"):
        assert right[name] > other[name], name
    assert right["first_near"] == right["first_close"] == 1
    assert other["window"] > 0
    assert right["phrase"] == 1 > absent["phrase"]
    assert other["articles"] > right["articles"] > absent["articles"] == 0


def test_nothing_is_first_where_two_are_equal(evidence):
    for row in evidence("Olu Tande", "Jana Brodd"):
        assert row["first_passage"] == row["first_near"] == row["first_close"] == 0


def test_the_question_own_words_are_told(evidence):
    known, other = evidence("Ulmstadt", "Ines Falk")
    assert known["question"] == 1 > other["question"]


def test_shared_mass_is_that_of_all_options(evidence):
    assert shared_mass(evidence("Olu Tande")) == pytest.approx(0)
    assert shared_mass(evidence("Ines Falk", "Piet Hansen")) > shared_mass(evidence("Piet Hansen"))


def test_a_number_in_another_form_is_near_by_its_sentence_alone(make_context):
    asked = analyse("How many boats sank?")
    found = gather(asked, make_context("How many boats sank?", ["Three boats sank on Monday."]))
    (row,) = rows(asked, prepare(asked, ["3"]), found)
    assert row["close"] == 0 < row["near"]


def test_a_question_without_terms_is_near_nothing(make_context):
    asked = analyse("Who?")
    found = gather(asked, make_context("Who?", TEXTS))
    (row,) = rows(asked, prepare(asked, ["Ines Falk"]), found)
    assert row["close"] == row["near"] == 0
