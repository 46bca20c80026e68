"""The words of purged articles: taken out of kept answers, and out of those that were being
written and come to be kept later.

Both happen in transactions that write, so one sees the other: an answer is kept before a purge,
which then finds it, or after, and then finds what was purged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from assistant.conversations.blanking import blank, blank_context, is_blanked, resting_on
from assistant.conversations.types import Purged
from assistant.shape import Shape, text_at

_EMPTIED = ""
"""What is left of a turn that could not be read: still no JSON, so it is still left out."""


def shape_in(text: str) -> Shape | None:
    """The answer in a turn's JSON; None for what is damaged."""
    try:
        shape = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return shape if isinstance(shape, dict) else None


def purge(connection: sqlite3.Connection, article_ids: Collection[str], now: str) -> Purged:
    """Blanks what rests on these articles, and remembers that they were purged ``now`` (ISO,
    UTC). Of a damaged turn nobody can tell what it quotes: all its text goes."""
    connection.executemany(
        "INSERT OR REPLACE INTO purged_articles (article_id, purged) VALUES (?, ?)",
        [(each, now) for each in article_ids],
    )
    wanted = frozenset(article_ids)
    turns = damaged = 0
    blanked: str | None = None  # the conversation whose turn before was blanked
    rows = connection.execute(
        "SELECT session_id, ordinal, shape FROM turns ORDER BY session_id, ordinal"
    ).fetchall()
    for session_id, ordinal, text in rows:
        shape = shape_in(text)
        rested = text != _EMPTIED if shape is None else blank(shape, wanted)
        leant = shape is not None and _lean(shape, rested or blanked == session_id)
        blanked = session_id if rested else None
        if not (rested or leant):
            continue
        damaged += shape is None
        turns += shape is not None
        connection.execute(
            "UPDATE turns SET shape = ?, answer = ? WHERE session_id = ? AND ordinal = ?",
            (*_written(shape), session_id, ordinal),
        )
    return Purged(turns, damaged)


def quoted(connection: sqlite3.Connection, beginning: str) -> tuple[str, ...]:
    """The ids, with this beginning, of the articles of which kept answers have words; of an id
    that is whole, that one alone."""
    found: set[str] = set()
    for (text,) in connection.execute("SELECT shape FROM turns"):
        found |= resting_on(shape_in(text) or {})
    if beginning in found:
        return (beginning,)
    return tuple(sorted(each for each in found if beginning and each.startswith(beginning)))


def as_kept(
    connection: sqlite3.Connection, session_id: str, answer: str, shape: Shape, started: str
) -> tuple[str, str]:
    """The JSON and the text of an answer as they are to be kept: without the words of articles
    that were purged since it was begun (ISO, UTC), and without what its question took from an
    answer before it that was blanked."""
    text = json.dumps(shape, ensure_ascii=False)
    gone = connection.execute(
        "SELECT article_id FROM purged_articles WHERE purged >= ?", (started,)
    ).fetchall()
    before = connection.execute(
        "SELECT shape FROM turns WHERE session_id = ? ORDER BY ordinal DESC LIMIT 1", (session_id,)
    ).fetchone()
    found: Shape = json.loads(text)
    rested = blank(found, frozenset(article_id for (article_id,) in gone))
    if _lean(found, rested or (before is not None and _was_blanked(before[0]))) or rested:
        return _written(found)
    return text, answer


def _lean(shape: Shape, on_what_is_gone: bool) -> bool:
    """Takes out what a question took along, if that is gone. Says whether there was anything."""
    return on_what_is_gone and blank_context(shape)


def _was_blanked(text: str) -> bool:
    shape = shape_in(text)
    return text == _EMPTIED if shape is None else is_blanked(shape)


def _written(shape: Shape | None) -> tuple[str, str]:
    """The JSON and the text of a turn, as the table has them."""
    if shape is None:
        return _EMPTIED, ""
    return json.dumps(shape, ensure_ascii=False), text_at(shape, "answer")
