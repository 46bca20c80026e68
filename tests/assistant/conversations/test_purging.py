"""What is purged leaves every kept answer, also damaged ones and those being written meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.begun import BegunAnswer
from assistant.conversations.blanking import blank, blank_context, is_blanked
from assistant.conversations.types import Purged
from assistant.session import Sessions
from assistant.types import Answer

Keep = Callable[..., int]
QUOTED = b"ever for sale"


def damage(path: Path, ordinal: int, shape: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE turns SET shape = ? WHERE ordinal = ?", (shape, ordinal))
        connection.commit()


def test_a_damaged_turn_loses_its_text_since_nobody_can_tell_what_it_quotes(
    sessions: Sessions, keep: Keep, path: Path, an_answer: Callable[[str], Answer]
) -> None:
    for question in ("One?", "Two?"):
        keep("s1", question)
    keep("s1", "Three?", replace(an_answer("x"), question="three Zanzibar", citations=()))
    damage(path, 0, '{"answer": "It was ever for sale')
    damage(path, 1, '["It was ever for sale"]')
    assert sessions.purge(["a9"]) == Purged(turns=1, damaged=2)
    left = path.read_bytes()
    assert QUOTED not in left
    assert b"The mill will close in May" in left  # the third one can be read, and quotes others
    assert b"Zanzibar" not in left  # taken from the answer before it
    assert b"Two?" in left
    assert [each.turn.question for each in sessions.load("s1").turns] == ["Three?"]
    assert sessions.purge(["a9"]) == Purged(turns=0, damaged=0)


@pytest.mark.parametrize(
    "shape",
    [
        {"citations": [{"article_id": ["a1"], "number": {}}], "nearest": [{"article_id": {}}]},
        {"citations": [{"article_id": "a1", "number": []}], "sentences": [{"citations": 7}]},
        {"citations": [{"article_id": "a1"}], "sentences": [{"citations": [[1]], "text": []}],
         "disagreements": [{"sides": [{"citations": "x"}]}]},
    ],
)  # fmt: skip
def test_json_of_another_shape_is_purged_without_an_error(shape: dict[str, Any]) -> None:
    blank(shape, frozenset({"a1"}))
    assert not blank_context(shape)
    assert not is_blanked(shape)


def test_of_which_articles_kept_answers_have_words(
    sessions: Sessions, keep: Keep, path: Path, an_abstention: Callable[[str], Answer]
) -> None:
    assert sessions.quoted("a") == ()  # nothing was ever kept
    keep("s1", "One?")
    keep("s1", "Two?")
    damage(path, 1, "{")
    assert sessions.quoted("a") == ("a1", "a2")
    assert sessions.quoted("a2") == ("a2",)
    assert sessions.quoted("") == sessions.quoted("b") == ()
    sessions.purge(["a1", "a2"])
    assert sessions.quoted("a") == ()
    keep("s2", "Who pays?", an_abstention("Who pays?"))
    assert sessions.quoted("a") == ("a1",)  # a passage that was near


def test_an_answer_that_was_being_written_during_a_purge_is_kept_without_its_words(
    path: Path, an_answer: Callable[[str], Answer]
) -> None:
    begun = BegunAnswer(path, "s1", "Will it close?")
    Sessions(path).purge(["a2"])  # as another process does
    begun.keep(an_answer("Will it close?"))
    (turn,) = Sessions(path).load("s1").turns
    assert [each["quote"] for each in turn.shape["citations"]] == [
        "The mill will close in May.",
        "",
    ]
    assert turn.turn.answer == "The mill will close in May. (source removed)"
    assert QUOTED not in path.read_bytes()


def test_what_is_purged_and_added_again_may_be_quoted_again(
    sessions: Sessions, keep: Keep, path: Path, an_answer: Callable[[str], Answer]
) -> None:
    sessions.purge(["a2"])
    keep("s1", "Will it close?")
    assert QUOTED in path.read_bytes()


@pytest.mark.parametrize("damaged", [False, True])
def test_a_follow_up_to_a_purged_answer_takes_nothing_from_it(
    sessions: Sessions,
    keep: Keep,
    path: Path,
    an_answer: Callable[[str], Answer],
    damaged: bool,
) -> None:
    keep("s1", "One?")
    if damaged:
        damage(path, 0, "{")
    sessions.purge(["a2"])
    # The conversation that goes on in another process still has the words of that answer.
    keep("s1", "And there?", replace(an_answer("x"), question="and Zanzibar", citations=()))
    keep("s1", "And then?", replace(an_answer("x"), question="and Nairobi", citations=()))
    said = [each.shape["searched_for"] for each in sessions.load("s1").turns]
    assert said[-2:] == ["And there?", "and Nairobi"]
    assert b"Zanzibar" not in path.read_bytes()
