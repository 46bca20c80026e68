"""Conversations, kept in the library's own file through a connection of their own.

A turn is written only when its answer is finished, whole, in one transaction: a conversation
never holds half an exchange. What is kept is the answer as ``render.to_json`` makes it; to show
it again its citations are looked up in the catalogue, so what the catalogue no longer has is
shown as removed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from assistant.restore import NEAREST, Shape, text_at
from assistant.types import Answer, Turn
from ingest.errors import BriefingError
from ingest.text.clean import clean_line

_NAME_LENGTH = 80
_BUSY_SECONDS = 5.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
    session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    shape TEXT NOT NULL,
    added TEXT NOT NULL,
    PRIMARY KEY (session_id, ordinal)
);
"""


class SessionError(BriefingError):
    """A conversation cannot be read or kept."""

    kind = "session"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One conversation as a list shows it; ``updated`` is an ISO date-time in UTC."""

    session_id: str
    name: str
    updated: str
    turns: int


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One kept exchange: its words for follow-up questions, its shape for showing it again."""

    turn: Turn
    shape: Shape
    added: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A kept conversation with all its turns, oldest first."""

    session_id: str
    name: str
    turns: tuple[StoredTurn, ...]


def stored_shape(answer: Answer) -> Shape:
    """What is kept of an answer: its JSON, and the words of the nearest passages when it
    abstained, for they are what was shown."""
    from assistant.render import to_json

    shape = dict(to_json(answer))
    if answer.status == "abstained":
        shape["nearest"] = [
            {
                "passage_id": hit.passage.passage_id,
                "article_id": hit.passage.article_id,
                "revision": hit.passage.revision,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "score": hit.score,
            }
            for hit in answer.retrieved[:NEAREST]
        ]
    return shape


def new_session_id() -> str:
    """A name for a conversation that is not kept yet."""
    return uuid4().hex


class Sessions:
    """The conversations of one library; safe to use from several threads.

    ``path`` is the library's ``library.db``; ``clock`` gives the current time. Every call uses
    a connection of its own and raises ``SessionError`` when the file cannot be used.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path = path
        self._clock = clock

    def list(self) -> list[SessionRow]:
        """All conversations, the one used last first."""
        with self._reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT s.id, s.name, s.updated, COUNT(t.ordinal) FROM sessions s"
                " LEFT JOIN turns t ON t.session_id = s.id"
                " GROUP BY s.id ORDER BY s.updated DESC, s.id"
            ).fetchall()
        return [SessionRow(*row) for row in rows]

    def load(self, session_id: str) -> Conversation:
        """The conversation with this id; a turn whose JSON is damaged is left out."""
        with self._reading() as connection:
            head = (
                connection
                and connection.execute(
                    "SELECT name FROM sessions WHERE id = ?", (session_id,)
                ).fetchone()
            )
            if connection is None or not head:
                raise SessionError(
                    "There is no such conversation.", "/sessions lists those that are kept."
                )
            rows = connection.execute(
                "SELECT question, answer, shape, added FROM turns"
                " WHERE session_id = ? ORDER BY ordinal",
                (session_id,),
            ).fetchall()
        turns = (_turn(*row) for row in rows)
        return Conversation(session_id, head[0], tuple(turn for turn in turns if turn))

    def append(self, session_id: str, turn: Turn, shape: Shape) -> int:
        """Keeps a finished turn, and the conversation itself with its first one, which also
        names it. Returns the turn's place, counted from 0."""
        now = self._clock().isoformat(timespec="seconds")
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated",
                (session_id, _name(turn.question), now, now),
            )
            (ordinal,) = connection.execute(
                "SELECT COALESCE(MAX(ordinal) + 1, 0) FROM turns WHERE session_id = ?",
                (session_id,),
            ).fetchone()
            connection.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, ordinal, turn.question, turn.answer,
                 json.dumps(shape, ensure_ascii=False), now),
            )  # fmt: skip
        return int(ordinal)

    def rename(self, session_id: str, name: str) -> None:
        """Gives a conversation another name."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE sessions SET name = ? WHERE id = ?", (_name(name), session_id)
            )

    def delete(self, session_id: str) -> None:
        """Removes a conversation with all its turns."""
        with self._writing() as connection:
            connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))

    def purge(self, article_ids: Iterable[str]) -> int:
        """Blanks every kept word that rests on these articles: quotations, and sentences that
        cite them. Returns the number of turns changed."""
        from assistant.restore import blank

        wanted = frozenset(article_ids)
        changed = 0
        with self._writing() as connection:
            rows = connection.execute("SELECT session_id, ordinal, shape FROM turns").fetchall()
            for session_id, ordinal, text in rows:
                shape = _parse(text)
                if shape is None or not blank(shape, wanted):
                    continue
                changed += 1
                connection.execute(
                    "UPDATE turns SET shape = ?, answer = ?"
                    " WHERE session_id = ? AND ordinal = ?",
                    (json.dumps(shape, ensure_ascii=False), text_at(shape, "answer"),
                     session_id, ordinal),
                )  # fmt: skip
        return changed

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that writes nothing, or None when nothing was ever kept here."""
        if not self._path.exists():
            yield None
            return
        try:
            uri = f"{self._path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
                known = connection.execute(
                    "SELECT COUNT(*) FROM sqlite_master"
                    " WHERE type = 'table' AND name IN ('sessions', 'turns')"
                ).fetchone()[0]
                yield connection if known == 2 else None
        except sqlite3.Error as error:
            raise SessionError(
                f"The kept conversations cannot be read: {error}.", "Try: briefing doctor"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one transaction, its tables made when they are not there. The
        file itself is the catalogue's to make."""
        try:
            uri = f"{self._path.resolve().as_uri()}?mode=rw"
            with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                # What is deleted or blanked shall not linger in the file's free pages.
                connection.execute("PRAGMA secure_delete = ON")
                connection.executescript(_SCHEMA)
                connection.isolation_level = None
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise SessionError(
                f"The conversation was not kept: {error}.",
                "Check that the library folder is writable and the disk has room.",
            ) from error


def _name(text: str) -> str:
    """A conversation's name: the first words of ``text`` on one line."""
    line = clean_line(text) or "untitled"
    return line if len(line) <= _NAME_LENGTH else line[: _NAME_LENGTH - 1].rstrip() + "…"


def _parse(text: str) -> Shape | None:
    try:
        shape = json.loads(text)
    except ValueError:
        return None
    return shape if isinstance(shape, dict) else None


def _turn(question: str, answer: str, shape: str, added: str) -> StoredTurn | None:
    parsed = _parse(shape)
    return None if parsed is None else StoredTurn(Turn(question, answer), parsed, added)
