"""What a question asks for, by its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.asked import Kind, analyse
from assistant.terms import terms


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why would Norland sell its boats?", Kind.WHY),
        ("For what reason did the minister resign?", Kind.WHY),
        ("What caused the fire in the harbour?", Kind.WHY),
        ("What led to the fire?", Kind.WHY),
        ("What is behind the offer?", Kind.WHY),
        ("Who won the cup?", Kind.WHO),
        ("Whose car was stolen?", Kind.WHO),
        ("The boats were bought by whom?", Kind.WHO),
        ("When did the ferry sink?", Kind.WHEN),
        ("In which year was the bridge built?", Kind.WHEN),
        ("They will strike from when?", Kind.WHEN),
        ("Where did the president go?", Kind.WHERE),
        ("How many people live there?", Kind.HOW_MANY),
        ("She has won how many medals?", Kind.HOW_MANY),
        ("How old is the king?", Kind.HOW_MANY),
        ("What did Norland pay for the boats?", Kind.MONEY),
        ("How much did the painting cost?", Kind.MONEY),
        ("What was the price of the painting?", Kind.MONEY),
        ("What was the human cost of the flood?", Kind.WHAT),
        ("What percentage of voters stayed away?", Kind.PERCENT),
        ("Has Norland confirmed the offer?", Kind.YES_NO),
        ("True or false: the bridge is closed?", Kind.YES_NO),
        ("Which US state banned it?", Kind.WHICH),
        ("What colour is the new bus?", Kind.WHICH),
        ("What is it?", Kind.WHAT),
        ("The tower is called the:", Kind.WHAT),
        ("", Kind.WHAT),
    ],
)
def test_kind(question, kind):
    assert analyse(question).kind is kind


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("Which US state banned it?", "stat"),
        ("Which Irish city hosts the fair?", "citi"),
        ("Which two Pac-12 schools are leaving?", "school"),
        ("Which harbour boat pilots were hired?", "pilot"),
        ("How many people died?", "person"),
        ("Which of these is true?", ""),
        ("Who came?", ""),
        ("What happened at Kalvoy?", ""),
        ("What led Norland to sell?", ""),
        ("What kind of fish was caught?", ""),
    ],
)
def test_focus(question, focus):
    assert analyse(question).focus == focus


def test_the_sentence_that_asks_decides():
    asked = analyse("Why, nobody knows. Serena Moss stops playing. How many titles has she won?")
    assert asked.kind is Kind.HOW_MANY
    assert "titl" not in {term.key for term in asked.terms}
    assert "win" in asked.clause
    assert "serena moss" in asked.names
    assert "moss" in {term.key for term in asked.terms}


def test_confirmation_and_reporting():
    assert analyse("Has Russia confirmed the offer?").confirmation
    assert not analyse("What was confirmed?").confirmation
    reported = analyse("Which media reported the offer first?")
    assert reported.source
    assert {term.key for term in reported.terms} == {"offer"}
    assert not analyse("Which team won first?").source


def test_a_question_that_is_all_focus_keeps_its_terms():
    assert [term.key for term in analyse("Which state?").terms] == ["stat"]


@given(st.text(max_size=120))
def test_any_text_is_some_question(text):
    asked = analyse(text)
    assert asked.text == text
    assert asked.clause <= {term.key for term in terms(text)}


@pytest.mark.parametrize(
    ("question", "terms_left"),
    [
        ("What caused the fire?", {"fir"}),
        ("What is behind the offer?", {"offer"}),
        ("What is the latest on the strike?", {"strike"}),
        ("Why?", set()),
    ],
)
def test_words_that_only_ask_are_no_terms(question, terms_left):
    assert {term.key for term in analyse(question).terms} == terms_left


def test_what_is_done_is_apart_from_the_names():
    asked = analyse("Did Norland sell the boats this week?")
    assert {"sell", "boat"} <= asked.deed
    assert "norland" not in asked.deed
    assert asked.recent
    assert not asked.latest


def test_the_latest_is_asked_for():
    assert analyse("What is the latest on the strike?").latest
    assert not analyse("Which latest boat sank?").latest


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("How many dockers are on strike?", True),
        ("How many strikers are there?", True),
        ("How many people came?", True),
        ("How many containers sank?", False),
        ("How many boats sank?", False),
        ("How many?", False),
        ("Which dockers are on strike?", False),
    ],
)
def test_a_question_may_ask_for_a_number_of_persons(question, persons):
    assert analyse(question).persons is persons
