"""Access to one library file: opening, reads of one state, write transactions, the view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from ingest.closing import Closing
from ingest.store.connection import FILE_NAME, Pool
from ingest.store.connection import create as make
from ingest.store.rows import one

if TYPE_CHECKING:
    from ingest.store.view import View


class Access(Closing):
    """A library's ``library.db``, opened. Usable from several threads and processes."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = Lock()
        self._view: View | None = None
        self._fingerprint: tuple[tuple[int, str], str] | None = None
        self.path = pool.path

    @classmethod
    def open(cls, library: Path, *, create: bool = False) -> Self:
        """Opens the catalogue in the folder ``library``; with ``create``, makes it first.

        Raises LibraryMissing, LibraryDamaged or LibraryTooNew. A folder that may only be
        read is opened for reading.
        """
        path = Path(library) / FILE_NAME
        if create and not path.exists():
            make(path)
        pool = Pool(path)
        try:
            pool.check()
        except BaseException:
            pool.close()
            raise
        return cls(pool)

    def close(self) -> None:
        """Lets go of the file. Closing twice is harmless."""
        self._pool.close()

    @property
    def read_only(self) -> bool:
        """Whether the folder lets nothing be written."""
        return self._pool.read_only

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.path.parent

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        """A connection on one state of the library for the time of the block."""
        with self._pool.lend() as conn:
            conn.execute("BEGIN")
            yield conn
            conn.execute("COMMIT")

    @contextmanager
    def _change(self, *, counted: bool = True) -> Iterator[sqlite3.Connection]:
        """A connection in a write transaction: kept at the end, undone on an error."""
        with self._pool.lend() as conn:
            conn.execute("BEGIN IMMEDIATE")
            yield conn
            if counted:
                conn.execute("UPDATE meta SET value = value + 1 WHERE key = 'changes'")
            conn.execute("COMMIT")

    def _current_view(self, conn: sqlite3.Connection) -> View:
        """What is kept in memory for searching, brought up to this connection's state."""
        from ingest.store.view import View

        changes = changes_of(conn)
        with self._lock:
            if self._view is None or self._view.changes != changes:
                self._view = View(conn, changes)
            return self._view


def changes_of(conn: sqlite3.Connection) -> int:
    """The number of the state that the connection reads; every change counts it up."""
    return int(one(conn, "SELECT value FROM meta WHERE key = 'changes'"))
