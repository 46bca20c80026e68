"""What a question asks for, by its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.extraction.question import Kind, analyse
from assistant.terms import terms


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why would Norland sell its boats?", Kind.WHY),
        ("For what reason did the minister resign?", Kind.WHY),
        ("What caused the fire in the harbour?", Kind.WHY),
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
    assert {term.key for term in reported.terms} == {"report", "offer"}
    assert not analyse("Which team won first?").source


def test_a_question_that_is_all_focus_keeps_its_terms():
    assert [term.key for term in analyse("Which state?").terms] == ["stat"]


@given(st.text(max_size=120))
def test_any_text_is_some_question(text):
    asked = analyse(text)
    assert asked.text == text
    assert asked.clause <= {term.key for term in terms(text)}
