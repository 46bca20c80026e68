"""Conversations, kept in the library's own file through a connection of their own.

A turn is written only when its answer is finished, whole, in one transaction: a conversation
never holds half an exchange. What is kept is the answer as ``render.to_json`` makes it; to show
it again its citations are looked up in the catalogue, so what the catalogue no longer has is
shown as removed. Of an answer that is being written only the question is remembered, until the
answer is finished: what was interrupted can be asked again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from assistant.conversations.purging import as_kept, purge, quoted, shape_in
from assistant.conversations.tables import reading, writing
from assistant.conversations.types import (
    Begun,
    Conversation,
    Purged,
    SessionError,
    SessionRow,
    StoredTurn,
)
from assistant.restore import NEAREST
from assistant.shape import Shape
from assistant.types import Answer, Turn
from ingest.text.clean import clean_line

_NAME_LENGTH = 80


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
        with reading(self._path) as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT s.id, s.name, s.updated,"
                " (SELECT COUNT(*) FROM turns t WHERE t.session_id = s.id), s.created,"
                " (SELECT COUNT(*) FROM begun_questions b WHERE b.session_id = s.id)"
                " FROM sessions s ORDER BY s.updated DESC, s.id"
            ).fetchall()
        return [SessionRow(*row) for row in rows]

    def words(self) -> dict[str, str]:
        """For each conversation, by id, the words of its questions and answers as
        ``finding.matching`` looks through them."""
        from assistant.conversations.finding import folded

        found: dict[str, list[str]] = {}
        with reading(self._path) as connection:
            if connection is None:
                return {}
            for session_id, question, answer in connection.execute(
                "SELECT session_id, question, answer FROM turns"
                " UNION ALL SELECT session_id, question, '' FROM begun_questions"
            ):
                found.setdefault(session_id, []).extend((question, answer))
        return {session_id: folded(texts) for session_id, texts in found.items()}

    def load(self, session_id: str) -> Conversation:
        """The conversation with this id; a turn whose JSON is damaged is left out."""
        with reading(self._path) as connection:
            head = (
                connection
                and connection.execute(
                    "SELECT name, created, updated FROM sessions WHERE id = ?", (session_id,)
                ).fetchone()
            )
            if connection is None or not head:
                raise _unknown()
            rows = connection.execute(
                "SELECT question, answer, shape, added FROM turns"
                " WHERE session_id = ? ORDER BY ordinal",
                (session_id,),
            ).fetchall()
            begun = connection.execute(
                "SELECT ticket, question, started FROM begun_questions"
                " WHERE session_id = ? ORDER BY started, ticket",
                (session_id,),
            ).fetchall()
        turns = (_turn(*row) for row in rows)
        name, created, updated = head
        return Conversation(
            session_id, name, tuple(turn for turn in turns if turn), created, updated,
            tuple(Begun(*row) for row in begun),
        )  # fmt: skip

    def begin(self, session_id: str, question: str) -> str:
        """Remembers that an answer to ``question`` is being written, and the conversation with
        its first question, which also names it. A like question that was interrupted in it is
        remembered no more: it is being asked again. Returns the ticket for the end of it."""
        now, ticket = self.now(), uuid4().hex
        with writing(self._path) as connection:
            _touch(connection, session_id, question, now)
            connection.execute(
                "DELETE FROM begun_questions WHERE session_id = ? AND question = ?",
                (session_id, question),
            )
            connection.execute(
                "INSERT INTO begun_questions (ticket, session_id, question, started)"
                " VALUES (?, ?, ?, ?)",
                (ticket, session_id, question, now),
            )
        return ticket

    def forget(self, ticket: str) -> None:
        """Remembers a begun question no more, nor its conversation when nothing else is kept
        of it."""
        with writing(self._path) as connection:
            row = connection.execute(
                "DELETE FROM begun_questions WHERE ticket = ? RETURNING session_id", (ticket,)
            ).fetchone()
            if row is not None:
                connection.execute(
                    "DELETE FROM sessions WHERE id = :id"
                    " AND NOT EXISTS (SELECT 1 FROM turns WHERE session_id = :id)"
                    " AND NOT EXISTS (SELECT 1 FROM begun_questions WHERE session_id = :id)",
                    {"id": row[0]},
                )

    def append(
        self,
        session_id: str,
        turn: Turn,
        shape: Shape,
        ticket: str | None = None,
        started: str | None = None,
    ) -> int:
        """Keeps a finished turn, and the conversation itself with its first one, which also
        names it; the question of this ``ticket`` is begun no more. What was purged since the
        answer was ``started`` (as of ``now``) is kept blank. Returns the turn's place, counted
        from 0. Raises ``SessionError`` too when the conversation was deleted since the ticket was
        given: what was deleted does not come back."""
        now = self.now()
        with writing(self._path) as connection:
            if ticket is not None and not _is_kept(connection, session_id):
                raise SessionError(
                    "The conversation was deleted meanwhile, so this answer was not kept.",
                    "What is asked from now on is kept again.",
                )
            _touch(connection, session_id, turn.question, now)
            if ticket is not None:
                connection.execute("DELETE FROM begun_questions WHERE ticket = ?", (ticket,))
            text, answer = as_kept(connection, session_id, turn.answer, shape, started or now)
            (ordinal,) = connection.execute(
                "SELECT COALESCE(MAX(ordinal) + 1, 0) FROM turns WHERE session_id = ?",
                (session_id,),
            ).fetchone()
            connection.execute(
                "INSERT INTO turns (session_id, ordinal, question, answer, shape, added)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, ordinal, turn.question, answer, text, now),
            )
        return int(ordinal)

    def rename(self, session_id: str, name: str) -> str:
        """Gives a conversation another name; returns it as it is kept. Raises ``SessionError``
        too when there is no such conversation."""
        kept = name_of(name)
        with writing(self._path) as connection:
            if not _is_kept(connection, session_id):
                raise _unknown()
            connection.execute("UPDATE sessions SET name = ? WHERE id = ?", (kept, session_id))
        return kept

    def delete(self, session_id: str) -> None:
        """Removes a conversation with all its turns and begun questions."""
        with writing(self._path) as connection:
            connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))

    def purge(self, article_ids: Collection[str]) -> Purged:
        """Blanks every kept word that rests on these articles: quotations, sentences that cite
        them, and what the next question took from these; also of answers that are being written
        and kept later. Questions as they were asked are the user's own words and stay."""
        with writing(self._path) as connection:
            return purge(connection, article_ids, self.now())

    def quoted(self, beginning: str) -> tuple[str, ...]:
        """The ids, with this beginning, of the articles of which kept answers have words; of an
        id that is whole, that one alone. Raises ``SessionError``."""
        with reading(self._path) as connection:
            return () if connection is None else quoted(connection, beginning)

    def now(self) -> str:
        """The current time as it is kept: ISO, in UTC."""
        return self._clock().isoformat(timespec="seconds")


def name_of(text: str) -> str:
    """A conversation's name: the first words of ``text`` on one line."""
    line = clean_line(text) or "untitled"
    return line if len(line) <= _NAME_LENGTH else line[: _NAME_LENGTH - 1].rstrip() + "…"


def _touch(connection: sqlite3.Connection, session_id: str, question: str, now: str) -> None:
    """The conversation is used now; it is made, and named, where it is not there."""
    connection.execute(
        "INSERT INTO sessions (id, name, created, updated) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated",
        (session_id, name_of(question), now, now),
    )


def _unknown() -> SessionError:
    return SessionError("There is no such conversation.", "/sessions lists those that are kept.")


def _is_kept(connection: sqlite3.Connection, session_id: str) -> bool:
    found = connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,)).fetchone()
    return found is not None


def _turn(question: str, answer: str, shape: str, added: str) -> StoredTurn | None:
    parsed = shape_in(shape)
    return None if parsed is None else StoredTurn(Turn(question, answer), parsed, added)


__all__ = [
    "Begun",
    "Conversation",
    "SessionError",
    "SessionRow",
    "Sessions",
    "StoredTurn",
    "name_of",
    "new_session_id",
    "stored_shape",
]
