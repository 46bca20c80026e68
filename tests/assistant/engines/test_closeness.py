"""How near the possible answers stand to what is asked for."""

from __future__ import annotations

import pytest

from assistant.engines.extraction.closeness import counted, near, presents, ranked
from assistant.engines.extraction.weighing import weigh
from assistant.questions.answer_types import candidates, possible
from assistant.questions.asked import analyse


def closeness(question, text):
    asked = analyse(question)
    return near(weigh(asked, ()), text, possible(asked, text))


def test_a_date_counts_by_the_words_around_it():
    question = "When did the bridge reopen?"
    far = (
        "On 3 May the mayor spoke at length of money, of schools and of his long years in the "
        "town, and said that the bridge would reopen."
    )
    near_by = "The mayor said that the bridge would reopen on 3 May."
    assert closeness(question, near_by) == 1.0
    assert closeness(question, far) == 0.0
    assert closeness(question, "The bridge reopened.") == 0.0


@pytest.mark.parametrize(
    ("question", "text", "beside"),
    [
        ("How many soldiers came?", "About 3,000 Norland and other soldiers came.", True),
        ("How many soldiers came?", "Soldiers brought 3,000 tonnes of grain.", False),
        ("How many soldiers came?", "They brought 3,000 tonnes, and soldiers came.", False),
        ("How many soldiers came?", "Soldiers came.", False),
        ("How many dockers left?", "The union said 1,400 of its members left.", True),
        ("How many dockers left?", "The dockers left 40 ships.", False),
        ("How many ships left?", "Some 40 people left.", False),
        ("How long did the strike last?", "It ended after eleven days.", True),
        ("How long did the strike last?", "It ended after eleven votes.", False),
        ("How tall is the mast?", "The mast rises 40 metres.", True),
        ("How many?", "There were 40.", False),
        ("Who came?", "There were 40 men.", False),
    ],
)
def test_a_number_counts_the_noun_beside_it(question, text, beside):
    asked = analyse(question)
    assert counted(asked, text, possible(asked, text)) is beside


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2019 it took two boats.", ("2",)),
        ("It had 2019 boats.", ("2019",)),
        ("Since May 2018, 40 came.", ("40",)),
    ],
)
def test_a_year_is_no_count(text, found):
    assert candidates(analyse("How many boats?"), text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lund, 41, paid 300 crowns.", ("41",)),
        ("The 41-year-old paid 300 crowns.", ("41-year-old",)),
        ("He was aged 41 and paid 300 crowns.", ("aged 41",)),
        ("He paid 300 crowns on 4 May.", ()),
    ],
)
def test_an_age_is_said_as_one(text, found):
    assert candidates(analyse("How old is Ada Lund?"), text) == found


def test_a_day_without_a_year_is_a_date():
    asked = analyse("When will it reopen?")
    assert candidates(asked, "It will reopen in April.") == ("april",)
    assert candidates(asked, "It will reopen.") == ()


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Who was the first woman there?", "She was the first woman.", 1.0),
        ("Who was the first woman there?", "The first man came.", 0.5),
        ("Who was the first woman there?", "A woman came.", 0.0),
        ("Which is the largest port?", "Kalvoy is the largest port.", 1.0),
        ("What was the interest?", "The interest was low.", 0.0),
    ],
)
def test_a_superlative_stands_beside_its_noun(question, text, share):
    assert ranked(analyse(question), text) == share


@pytest.mark.parametrize(
    ("question", "text", "does"),
    [
        ("Who is Jana Brodd?", "Jana Brodd, the admiral, spoke.", True),
        ("Who is Jana Brodd?", "The navy's admiral, Jana Brodd, spoke.", True),
        ("Who was Jana Brodd?", "Brodd was a sailor.", True),
        ("Who is Jana Brodd?", "Brodd spoke on Monday.", False),
        ("Who is it?", "Brodd was a sailor.", False),
        ("Who beat Jana Brodd?", "Brodd was a sailor.", False),
    ],
)
def test_a_person_is_presented_beside_the_name(question, text, does):
    assert presents(analyse(question), text) is does
