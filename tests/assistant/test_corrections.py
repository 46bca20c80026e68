"""Follow-ups that exchange the time of a question, or put right what was misunderstood; and
conversations of three turns."""

from __future__ import annotations

import pytest

from assistant.condense import condense
from assistant.corrections import at_time, correction
from assistant.types import Turn

FERRY = Turn(
    "Why would Norland cancel its K-20 ferries?", "Norland's navy says the K-20 is too slow [1]."
)
SPEECH = Turn("What did Ada Roe say in May?", "Ada Roe said that the ferries would stop [1].")
BRIDGE = Turn("When will the Lowmoor bridge close?", "It closes in October, Ruth Alder said [1].")


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("and in March?", SPEECH, "What did Ada Roe say in March?"),
        ("what about June?", SPEECH, "What did Ada Roe say in June?"),
        ("and last week?", SPEECH, "What did Ada Roe say last week?"),
        ("and on Tuesday?", SPEECH, "What did Ada Roe say on Tuesday?"),
        ("and two weeks ago?", SPEECH, "What did Ada Roe say two weeks ago?"),
        ("and in March?", FERRY, "Why would Norland cancel its K-20 ferries in March?"),
        ("and March 2024?", FERRY, "Why would Norland cancel its K-20 ferries in March 2024?"),
        ("and Monday?", FERRY, "Why would Norland cancel its K-20 ferries on Monday?"),
        ("and 3 May?", FERRY, "Why would Norland cancel its K-20 ferries on 3 May?"),
        ("and since 2021?", FERRY, "Why would Norland cancel its K-20 ferries since 2021?"),
        ("and yesterday?", FERRY, "Why would Norland cancel its K-20 ferries yesterday?"),
        ("and in June?", Turn("What may Ada Roe sell?", ""), "What may Ada Roe sell in June?"),
        (
            "and in June?",
            Turn("What did Ada Roe sell in may?", ""),
            "What did Ada Roe sell in June?",
        ),
        ("and in March?", Turn("why?", "So [1]."), "and in March?"),
    ],
)
def test_another_time_takes_the_place_of_that_of_the_question(question, before, expected):
    assert condense(question, (before,)) == expected


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("no, I meant the R-7", FERRY, "Why would Norland cancel its R-7 ferries?"),
        ("No, the R-7.", FERRY, "Why would Norland cancel its R-7 ferries?"),
        ("I meant Sudland", FERRY, "Why would Sudland cancel its K-20 ferries?"),
        ("sorry, I meant Sudland!", FERRY, "Why would Sudland cancel its K-20 ferries?"),
        ("not Norland, Sudland", FERRY, "Why would Sudland cancel its K-20 ferries?"),
        ("not ferries, but trams", FERRY, "Why would Norland cancel its K-20 trams?"),
        ("I meant trams, not the ferries", FERRY, "Why would Norland cancel its K-20 trams?"),
        ("I meant Sudland, not Westmark", FERRY, "Why would Sudland cancel its K-20 ferries?"),
        ("Actually, in April", SPEECH, "What did Ada Roe say in April?"),
        ("no, the tunnel", BRIDGE, "The tunnel (Lowmoor, bridge, close)?"),
        ("no, why?", BRIDGE, "Why (Lowmoor, bridge, close)?"),
        ("no, who sold the Sudland trams?", BRIDGE, "Who sold the Sudland trams?"),
        ("I meant Westmark", Turn("Did Norland invade Sudland?", ""),
         "Westmark (Norland, invade, Sudland)?"),
    ],
)  # fmt: skip
def test_a_correction_takes_the_place_of_what_was_wrong(question, before, expected):
    assert condense(question, (before,)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "No smoking signs in Norland?",
        "Actually the trams of Sudland were sold to the Westmark harbour board",
        "no",
        "no, thanks to the many other people of the big harbour board",
        "No, the ferries",
    ],
)
def test_what_is_no_correction_is_left_as_it_is(question):
    assert condense(question, (Turn("Who sold the ferries?", "N did [1]."),)) in (
        question,
        "The ferries (sold)?",
    )


def test_a_correction_of_nothing_is_none():
    assert correction("who sold it?") is None
    assert correction("no") is None
    assert correction("I meant X, and not Y") == ("X", "Y")


def test_no_time_no_question_at_a_time():
    assert at_time("the harbour", "Who sold the ferries?") == ""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("since when?", "Since when (Norland, cancel, K-20, ferries)?"),
        ("by whom?", "By whom (Norland, cancel, K-20, ferries)?"),
        ("and what does Sudland say?", "What does Sudland say (Norland, cancel, K-20, ferries)?"),
        ("but what does Norland say?", "What does Norland say (cancel, K-20, ferries)?"),
        ("what does Sudland say?", "what does Sudland say?"),
        ("what does Sudland sell?", "what does Sudland sell?"),
        ("what does it cost?", "What does it cost (Norland, cancel, K-20, ferries)?"),
        ("and the price?", "The price (Norland, cancel, K-20, ferries)?"),
    ],
)
def test_a_question_without_its_topic_takes_that_of_the_one_before(question, expected):
    assert condense(question, (FERRY,)) == expected


@pytest.mark.parametrize(
    ("asked", "condensed"),
    [
        (
            (
                "Why would Norland cancel its K-20 ferries?",
                "and what about Sudland?",
                "and in May?",
            ),
            "Why would Sudland cancel its K-20 ferries in May?",
        ),
        (
            ("Why would Norland cancel its K-20 ferries?", "no, I meant the R-7", "and Sudland?"),
            "Why would Sudland cancel its R-7 ferries?",
        ),
        (
            ("What did Ada Roe say in May?", "and in June?", "and Ivo Tarn?"),
            "What did Ivo Tarn say in June?",
        ),
        (
            ("When will the Lowmoor bridge close?", "why?", "and the tram depot?"),
            "The tram depot (Lowmoor, bridge, close)?",
        ),
        (
            ("Who sold the ferries?", "Who runs Kellmouth harbour?", "since when?"),
            "Since when (runs, Kellmouth, harbour)?",
        ),
    ],
)
def test_conversations_of_three_turns(asked, condensed):
    turns: tuple[Turn, ...] = ()
    for question in asked:
        question = condense(question, turns)
        turns = (*turns, Turn(question, ""))
    assert turns[-1].question == condensed
