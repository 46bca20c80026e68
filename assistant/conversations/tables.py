"""The tables of conversations in the library's own file, and the connections to them.

Tables are only ever added, and columns never taken away: a library that an older version has
made goes on working, and an older version passes over what it does not know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.conversations.types import SessionError

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
CREATE TABLE IF NOT EXISTS begun_questions (
    ticket TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    started TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS purged_articles (article_id TEXT PRIMARY KEY, purged TEXT NOT NULL);
"""
_NEEDED = {"sessions", "turns"}


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that writes nothing, or None when nothing was ever kept here.

    Where the file has no table of begun questions yet, an empty one stands in for it. Raises
    ``SessionError`` when the file cannot be read.
    """
    if not path.exists():
        yield None
        return
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
            tables = {
                name
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            }
            if "begun_questions" not in tables:
                connection.execute(
                    "CREATE TEMP TABLE begun_questions"
                    " (ticket TEXT, session_id TEXT, question TEXT, started TEXT)"
                )
            yield connection if tables >= _NEEDED else None
    except sqlite3.Error as error:
        raise SessionError(
            f"The kept conversations cannot be read: {error}.", "Try: briefing doctor"
        ) from error


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection inside one transaction, its tables made when they are not there. The file
    itself is the catalogue's to make. Raises ``SessionError`` when it cannot be written."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=rw"
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
