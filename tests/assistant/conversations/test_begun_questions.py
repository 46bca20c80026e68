"""A begun question is remembered until its answer is kept, also where there were no such tables."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.session import SessionError, Sessions, stored_shape
from assistant.types import Answer, Turn

Keep = Callable[..., int]


def test_a_begun_question_is_remembered_and_names_its_conversation(sessions: Sessions) -> None:
    sessions.begin("s1", "Why did \x1b[2J the mill\nclose?")
    (row,) = sessions.list()
    assert (row.name, row.turns, row.unfinished) == ("Why did [2J the mill close?", 0, 1)
    loaded = sessions.load("s1")
    assert loaded.turns == ()
    assert [begun.question for begun in loaded.unfinished] == ["Why did \x1b[2J the mill\nclose?"]


def test_its_answer_takes_its_place(sessions: Sessions, an_answer: Callable[[str], Answer]) -> None:
    ticket = sessions.begin("s1", "Why?")
    answer = an_answer("Why?")
    sessions.append("s1", Turn("Why?", answer.text), stored_shape(answer), ticket)
    (row,) = sessions.list()
    assert (row.turns, row.unfinished) == (1, 0)
    sessions.forget(ticket)
    assert sessions.list() == [row]


def test_what_is_forgotten_leaves_nothing_but_what_was_finished(
    sessions: Sessions, keep: Keep
) -> None:
    sessions.forget(sessions.begin("s1", "Why?"))
    assert sessions.list() == []
    keep("s1", "One?")
    ticket, other = sessions.begin("s1", "Two?"), sessions.begin("s1", "Three?")
    sessions.forget(ticket)
    assert [begun.question for begun in sessions.load("s1").unfinished] == ["Three?"]
    sessions.forget(other)
    sessions.forget("unknown")
    assert [(row.turns, row.unfinished) for row in sessions.list()] == [(1, 0)]


def test_asked_again_it_is_remembered_once(sessions: Sessions) -> None:
    sessions.begin("s1", "Why?")
    sessions.begin("s2", "Why?")
    again = sessions.begin("s1", "Why?")
    assert [begun.ticket for begun in sessions.load("s1").unfinished] == [again]
    assert len(sessions.load("s2").unfinished) == 1


def test_answers_and_unfinished_questions_come_in_their_order(
    sessions: Sessions, keep: Keep
) -> None:
    keep("s1", "One?")
    sessions.begin("s1", "Two?")
    keep("s1", "Three?")
    order = sessions.load("s1").in_order
    assert [getattr(each, "question", None) for each in order] == [None, "Two?", None]


def test_deleting_and_purging_hold_for_them(sessions: Sessions, keep: Keep, path: Path) -> None:
    keep("s1", "One?")
    sessions.begin("s1", "Zanzibar confidential?")
    assert sessions.purge(["a1"]).turns == 1
    assert [begun.question for begun in sessions.load("s1").unfinished] == [
        "Zanzibar confidential?"
    ]
    assert b"Zanzibar" in path.read_bytes()
    sessions.delete("s1")
    assert b"Zanzibar" not in path.read_bytes()
    with pytest.raises(SessionError):
        sessions.load("s1")


def test_what_was_deleted_while_it_was_answered_does_not_come_back(
    sessions: Sessions, keep: Keep, an_answer: Callable[[str], Answer]
) -> None:
    keep("s1", "One?")
    ticket = sessions.begin("s1", "Two?")
    sessions.delete("s1")
    with pytest.raises(SessionError, match="deleted meanwhile"):
        sessions.append("s1", Turn("Two?", "x"), stored_shape(an_answer("Two?")), ticket)
    assert sessions.list() == []
    with pytest.raises(SessionError, match="no such conversation"):
        sessions.rename("s1", "Another name")


def test_a_process_that_is_killed_leaves_its_question_and_nothing_else(path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from assistant.session import Sessions;"
        "Sessions(Path(sys.argv[1])).begin('s1', 'Why?'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], timeout=60)
    assert done.returncode == -signal.SIGKILL
    loaded = Sessions(path).load("s1")
    assert [begun.question for begun in loaded.unfinished] == ["Why?"]
    assert loaded.turns == ()


OLD = """
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE turns (
    session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    shape TEXT NOT NULL, added TEXT NOT NULL, PRIMARY KEY (session_id, ordinal)
);
INSERT INTO sessions VALUES ('s1', 'Old', '2025-01-01T00:00:00+00:00', '2025-01-01T00:01:00+00:00');
INSERT INTO turns VALUES ('s1', 0, 'Old?', 'An old answer.',
    '{"question": "Old?", "status": "answered", "sentences": []}', '2025-01-01T00:01:00+00:00');
"""
"""The tables as the first version with conversations made them."""


def test_a_library_of_an_older_version_is_read_and_then_written(path: Path, keep: Keep) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD)
    sessions = Sessions(path)
    before = path.read_bytes()
    assert [(row.name, row.turns, row.unfinished) for row in sessions.list()] == [("Old", 1, 0)]
    assert sessions.load("s1").turns[0].turn.question == "Old?"
    assert sessions.words() == {"s1": "old? an old answer."}
    assert path.read_bytes() == before
    keep("s1", "New?")
    sessions.begin("s1", "Newer?")
    assert [(row.turns, row.unfinished) for row in sessions.list()] == [(2, 1)]


def test_columns_of_a_newer_version_do_no_harm(path: Path, keep: Keep, sessions: Sessions) -> None:
    keep("s1", "One?")
    sessions.begin("s1", "Two?")
    with closing(sqlite3.connect(path)) as connection:
        for table in ("sessions", "turns", "begun_questions"):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN later TEXT")
        connection.commit()
    keep("s1", "Three?")
    sessions.begin("s2", "Four?")
    found: dict[str, Any] = {row.session_id: (row.turns, row.unfinished) for row in sessions.list()}
    assert found == {"s1": (2, 1), "s2": (0, 1)}


def test_words_of_a_library_without_conversations(path: Path, tmp_path: Path) -> None:
    assert Sessions(path).words() == {}
    assert Sessions(tmp_path / "none.db").words() == {}
