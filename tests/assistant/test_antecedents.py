"""What a pronoun of a question stands for; every question is invented."""

from __future__ import annotations

import pytest

from assistant.antecedents import resolved
from assistant.condense import condense, lean_on
from assistant.parts import shown
from assistant.types import Turn


@pytest.mark.parametrize(
    ("earlier", "core", "told"),
    [
        ("Why did the dockers stop work?", "When did they return", "When did the dockers return"),
        ("Why did the Aldmoor crew leave?", "Did they return", "Did the Aldmoor crew return"),
        ("Who is Ada Roe?", "What did she say", "What did Ada Roe say"),
        ("Why did the bridge close in May?", "When will it open", "When will the bridge open"),
        ("What is the K-20?", "When did Norland buy it", "When did Norland buy the K-20"),
        ("When did the strike end?", "What did its leader say", "What did the strike’s leader say"),
        ("Why did the dockers stop?", "Who is their leader", "Who is the dockers’ leader"),
        ("Did the mayor resign?", "Who is her successor", "Who is the mayor’s successor"),
        ("Did the mayor resign?", "Who accused her", "Who accused the mayor"),
        ("The strike began.", "When did it end", "When did the strike end"),
        ("When will the strike of the crews end?", "Did they agree", "Did the crews agree"),
    ],
)
def test_a_pronoun_is_replaced_by_what_it_stands_for(earlier, core, told):
    assert resolved(core, earlier) == told


@pytest.mark.parametrize(
    ("earlier", "core"),
    [
        ("Why did the dockers stop?", "When did the ferries return"),
        ("Who won the cup?", "When did they win it"),
        ("Did Norland sell two boats?", "What did they cost"),
        ("Why did the union reject the offer?", "When will it end"),
        ("Why did the ministry raise pay?", "When will it take effect"),
        ("Why did the dockers reject offers?", "When did they expire"),
        ("Who founded the Quay Courier?", "When did he die"),
        ("Which company owns the port?", "Is it old"),
        ("Did the ferry sink?", "Who denied it"),
        ("Did the mayor meet the minister?", "Who accused her"),
        ("Did Norland win?", "When did she win"),
        ("Is the old ferry from Norland late?", "When did he sail"),
        ("Did the of sail?", "When did it sail"),
        ("Did the big red old rusty thing", "When did it sail"),
    ],
)
def test_what_is_not_clear_is_left(earlier, core):
    assert resolved(core, earlier) == ""


def test_the_names_of_the_question_before_are_taken_along():
    earlier = "Why did the dockers of Kestrel Bay stop work?"
    told = "When did the dockers return (Kestrel Bay)?"
    assert lean_on("When did they return?", earlier) == told
    assert condense("when did they return?", (Turn(earlier, "For pay. [1]"),)) == told


@pytest.mark.parametrize(
    ("part", "question", "told"),
    [
        ("When did they go (ferries, sold)?", "Who sold it and when did they go?", "When did they go?"),
        ("When did it sink (the K-20)?", "Who sold it and when did it sink (the K-20)?", "When did it sink (the K-20)?"),
        ("When did the ferry sink?", "Who sold the ferry and when did it sink?", "When did the ferry sink?"),
    ],
)  # fmt: skip
def test_terms_added_to_a_part_are_not_shown(part, question, told):
    assert shown(part, question) == told
