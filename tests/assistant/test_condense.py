"""Follow-up questions, made to stand alone by rule."""

from __future__ import annotations

import pytest

from assistant.condense import MAX_CARRIED, condense
from assistant.types import Turn

FERRY = Turn(
    "Why would Norland cancel its K-20 ferries?",
    "Norland's navy says the K-20 is too slow [1]. Minister Ada Brandt called it a mistake [2]. "
    "Later the paper Tidende agreed [3].",
)


def test_without_a_conversation_nothing_changes():
    assert condense("and what about Sudland?", ()) == "and what about Sudland?"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Sudland order the R-7 trams?",
        "Is it true that Sudland objects?",
        "How long does it take to train crews in Sudland?",
        "What did Sudland say about its own trams?",
        "Why did Sudland buy trams and will it keep them?",
        "What is the inflation rate in the river region this year?",
        "Where is there a dispute over water in the valley today?",
        "Did Minister Cole defend himself?",
        "Thanks!",
        "And so?",
        "   ",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert condense(question, (FERRY,)) == question


@pytest.mark.parametrize(
    "question",
    ["And what about Sudland?", "what about Sudland", "and Sudland?", "How about Sudland?"],
)
def test_another_subject_is_put_to_the_question_before(question):
    assert condense(question, (FERRY,)) == (
        "Why would Norland cancel its K-20 ferries, regarding Sudland?"
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why?", "Why (Norland, cancel, K-20, ferries)?"),
        ("When was that?", "When was that (Norland, cancel, K-20, ferries)?"),
        ("Has Sudland confirmed it?", "Has Sudland confirmed it (Norland, cancel, K-20, ferries)?"),
        (
            "Did Sudland agree to that?",
            "Did Sudland agree to that (Norland, cancel, K-20, ferries)?",
        ),
        ("and why did Sudland refuse?", "Why did Sudland refuse (Norland, cancel, K-20, ferries)?"),
        ("What was the price?", "What was the price (Norland, cancel, K-20, ferries)?"),
        ("and the price?", "Why would Norland cancel its K-20 ferries, regarding the price?"),
        ("Why did Norland cancel it?", "Why did Norland cancel it (K-20, ferries)?"),
    ],
)
def test_a_short_or_leaning_question_takes_the_topic_along(question, expected):
    assert condense(question, (FERRY,)) == expected


def test_a_person_is_looked_for_in_the_answer_by_full_name_first():
    assert condense("Who is she?", (FERRY,)).startswith("Who is she (Minister Ada Brandt, Norland")


def test_a_person_without_a_full_name_in_the_answer_may_be_any_name():
    turn = Turn("Who leads the Tramway Union?", "Brandt does [1].")
    assert condense("Where was he born?", (turn,)) == (
        "Where was he born (Brandt, leads, Tramway Union)?"
    )


def test_several_are_looked_for_in_the_first_sentences_only():
    condensed = condense("What did they say?", (FERRY,))
    assert "Minister Ada Brandt" in condensed
    assert "Tidende" not in condensed
    assert "[1]" not in condensed


def test_an_empty_answer_gives_no_names():
    turn = Turn("Why would Norland cancel its K-20 ferries?", "")
    assert condense("What did they say?", (turn,)) == (
        "What did they say (Norland, cancel, K-20, ferries)?"
    )


def test_follow_ups_of_follow_ups_keep_the_first_topic():
    turns = (FERRY, Turn("And what about Sudland?", "Sudland kept its order [1]."))
    assert condense("and Westmark?", turns) == (
        "Why would Norland cancel its K-20 ferries, regarding Westmark?"
    )
    assert condense("Why?", turns) == "Why (Norland, cancel, K-20, ferries, Sudland)?"


def test_a_new_topic_is_not_mixed_with_an_old_one():
    turns = (FERRY, Turn("Who won the Harbour Cup in Sudland?", "Ilse Moor won it [1]."))
    condensed = condense("How old is she?", turns)
    assert "Ilse Moor" in condensed
    assert "K-20" not in condensed


def test_when_there_is_nothing_to_carry_the_question_stays():
    assert condense("Why?", (Turn("?", ""),)) == "Why?"
    assert condense("and Sudland?", (Turn("?", ""),)) == "and Sudland?"


def test_what_is_carried_is_bounded():
    turn = Turn("Did " + " and ".join(f"City{n} Port{n} trade" for n in range(30)) + "?", "")
    assert condense("Why?", (turn,)).count(",") == MAX_CARRIED - 1


def test_a_long_conversation_is_looked_back_on_only_so_far():
    turns = tuple(Turn("Why?", "") for _ in range(5000))
    assert condense("Why?", (FERRY, *turns)) == "Why?"
