"""A conversation is found by its words, and by the beginning of its id or name."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversations.finding import folded, matching, one, short_ids
from assistant.session import SessionError, SessionRow, Sessions


def row(session_id: str, name: str, day: int = 1, turns: int = 1) -> SessionRow:
    return SessionRow(session_id, name, f"2026-05-{day:02}T10:00:00+00:00", turns)


ROWS = (
    row("abc1" + "0" * 28, "Why did the mill close?", 3),
    row("abd2" + "0" * 28, "Who owns the ferry?", 9),
    row("ff00" + "0" * 28, "Who owns the mill?", 5),
)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("last", 1), ("LAST", 1), ("abc", 0), ("ABC1", 0), (ROWS[2].session_id, 2),
        ("why", 0), ("Who owns the f", 1), ("who owns the mill?", 2), ("f", 2),
    ],
)  # fmt: skip
def test_what_a_user_writes_means_one_conversation(given: str, place: int) -> None:
    assert one(ROWS, given) == ROWS[place]


@pytest.mark.parametrize("given", ["ab", "Who owns", "nothing", "", "  ", "\x1b[2J"])
def test_what_means_none_or_several_is_said(given: str) -> None:
    with pytest.raises(SessionError) as caught:
        one(ROWS, given)
    assert caught.value.hint
    assert "\x1b" not in str(caught.value)


def test_several_are_named_with_their_days_but_not_without_end() -> None:
    alike = [row(f"{n:032x}", "Same?", n + 1) for n in range(9)]
    with pytest.raises(SessionError) as caught:
        one(alike, "Same")
    assert "Same?, 2026-05-01" in caught.value.message
    assert caught.value.message.count("Same?, ") == 5
    assert "…" in caught.value.message


def test_without_any_it_is_said_how_one_comes_about() -> None:
    with pytest.raises(SessionError, match="No conversation is kept yet"):
        one([], "last")


def test_ids_are_shown_as_long_as_it_needs_to_tell_them_apart() -> None:
    assert set(short_ids(ROWS).values()) == {"abc10000", "abd20000", "ff000000"}
    near = [row("a" * 20 + "1" + "0" * 11, "x"), row("a" * 20 + "2" + "0" * 11, "y")]
    assert sorted(short_ids(near).values()) == ["a" * 20 + "1", "a" * 20 + "2"]
    assert short_ids([]) == {}


def test_a_search_wants_every_word_in_name_questions_or_answers() -> None:
    words = {ROWS[0].session_id: folded(["Warum?", "Das Café in Malmö schloß."])}
    assert matching(ROWS, words, " ") == ROWS
    assert matching(ROWS, words, "CAFE malmo schloss") == ROWS[:1]
    assert matching(ROWS, words, "cafe mill") == ROWS[:1]
    assert matching(ROWS, words, "mill") == (ROWS[0], ROWS[2])
    assert matching(ROWS, words, "café ferry") == ()


@given(st.text(max_size=40), st.text(max_size=20))
def test_a_text_is_found_by_any_of_its_words(text: str, other: str) -> None:
    kept = row("a" * 32, "x")
    for word in folded([text]).split():
        assert matching([kept], {kept.session_id: folded([text, other])}, word) == (kept,)


def test_the_words_of_all_conversations(sessions: Sessions, keep: Callable[..., int]) -> None:
    keep("s1", "Überhaupt?")
    keep("s1", "And then?")
    sessions.begin("s2", "Unfinished?")
    words = sessions.words()
    assert words["s1"].startswith("uberhaupt? the mill will close in may.")
    assert "and then?" in words["s1"]
    assert words["s2"] == "unfinished?"


def test_a_thousand_conversations_are_searched_at_the_speed_of_typing() -> None:
    text = folded(["Why did the mill at Tarn Bridge close? " * 60])
    rows = [row(f"{n:032x}", f"Question {n}") for n in range(1000)]
    words = {each.session_id: text for each in rows}
    begun = time.perf_counter()
    assert matching(rows, words, "tarn bridge nowhere") == ()
    assert time.perf_counter() - begun < 0.1
