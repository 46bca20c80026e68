"""The questions of kept conversations, for the prompt to bring back."""

from __future__ import annotations

from pathlib import Path

from assistant.conversations.tables import reading


def questions(path: Path, most: int) -> tuple[str, ...]:
    """The questions that were asked last in any conversation of a library, at most ``most``,
    the oldest first, each once. What was deleted is not among them.

    Raises ``SessionError`` when they cannot be read.
    """
    with reading(path) as connection:
        if connection is None:
            return ()
        rows = connection.execute(
            "SELECT question, max(asked) FROM"
            " (SELECT question, added AS asked FROM turns"
            "  UNION ALL SELECT question, started FROM begun_questions)"
            " GROUP BY question ORDER BY max(asked) DESC LIMIT ?",
            (most,),
        ).fetchall()
    return tuple(str(question) for question, _ in reversed(rows))
