"""Opening ``library.db``: creation, read-only folders, and faults named for the user."""

from __future__ import annotations

import os
import re
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from ingest.errors import (
    ArticleDamaged,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryTooNew,
)
from ingest.store.migrations import migrate
from ingest.store.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES

FILE_NAME = "library.db"

#: How long a writer waits for another one (seconds).
BUSY_TIMEOUT = 30.0

#: Messages without a code of their own that only a damaged file brings about: a table is
#: gone, the word index names a passage that is not there, a vector is cut off.
_TELLING = re.compile("no such table|user-defined function|vectors of different length")


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into errors that say what to do next.

    Mistakes in our own statements (constraint, misuse, syntax) pass unchanged.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        named = _named(error, path)
        if named is None:
            raise
        raise named from error


def _named(error: sqlite3.DatabaseError, path: Path) -> LibraryError | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    text = str(error)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(
            f"The library at {path.parent} is busy: another process is writing to it.",
            "Wait until it has finished, then run the command again.",
        )
    if primary == sqlite3.SQLITE_READONLY:
        return LibraryError(
            f"The library at {path.parent} cannot be written to.",
            "Make its folder writable, or choose another one with --library DIR.",
        )
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return LibraryError(
            f"The library at {path.parent} could not be read or written ({text}).",
            "Check that the disk has room and the folder may be used, then run it again; "
            "what was finished is kept.",
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or _TELLING.search(text):
        return damaged(path, text)
    return None


def damaged(path: Path, what: str) -> LibraryDamaged:
    """The error for a catalogue that does not hold what it should."""
    return LibraryDamaged(
        f"The library at {path.parent} is damaged ({what}).",
        "Put a backup of library.db in its place, or move it away and ingest the articles again.",
    )


def article_damaged(article_id: str) -> ArticleDamaged:
    """The error for one article that is not as it was stored."""
    return ArticleDamaged(
        f"The text of article {article_id} is not the one that was stored.",
        f"Take it out (briefing remove {article_id}) and ingest its source again, or put a backup "
        "of library.db in its place.",
    )


def create(path: Path) -> None:
    """Makes an empty library at ``path`` unless there is one already.

    It is built under another name and linked into place whole, so that ``library.db`` is
    never half made and two processes that begin at once share one.
    """
    folder = path.parent
    _refuse_file(folder)
    try:
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if fresh or not any(folder.iterdir()):
            folder.chmod(0o700)
        draft = folder / f".{FILE_NAME}.{uuid.uuid4().hex}"
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise LibraryError(
            f"No library can be made at {folder} ({error.strerror}).",
            "Choose a folder that you may write to with --library DIR.",
        ) from error
    try:
        with faults(path):
            conn = sqlite3.connect(draft, isolation_level=None)
            try:
                _make_tables(conn)
            finally:
                conn.close()
        _into_place(draft, path)
    finally:
        for name in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            name.unlink(missing_ok=True)


def _refuse_file(folder: Path) -> None:
    """Raises LibraryError where a file lies in the place of the library's folder."""
    for place in (folder, *folder.parents):
        if os.path.exists(place) and not os.path.isdir(place):
            raise LibraryError(
                f"{place} is a file, and a library is a folder.",
                "Name a folder with --library DIR; one that is not there yet is made.",
            )


def _make_tables(conn: sqlite3.Connection) -> None:
    conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("BEGIN IMMEDIATE")
    for statement in TABLES:
        conn.execute(statement)
    first = {"changes": "0", "next_passage": "1", "library_id": uuid.uuid4().hex}
    conn.executemany("INSERT INTO meta VALUES (?, ?)", first.items())
    conn.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    conn.execute("COMMIT")


def _into_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without hard links.
        if not path.exists():
            os.replace(draft, path)


class Pool:
    """Connections to one file, lent out one at a time so that any thread may use them.

    ``read_only`` tells whether the folder let nothing be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_only = False
        self._immutable = False
        self._closed = False
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()

    def check(self) -> None:
        """Looks whether the file is a library of ours.

        Raises LibraryMissing, LibraryDamaged or LibraryTooNew.
        """
        folder = self.path.parent
        if not self.path.is_file():
            _refuse_file(folder)
            raise LibraryMissing(
                f"There is no library at {folder}.",
                "Make one with `briefing ingest FILE…`, or name another with --library DIR.",
            )
        # The file is never opened here but by SQLite: closing any other descriptor on it drops
        # every lock this process holds on it (POSIX), and with them another process's safety.
        if not os.access(self.path, os.R_OK):
            raise LibraryError(
                f"The library at {folder} cannot be read.",
                "Check who may read the folder and the files in it.",
            )
        if not self.path.stat().st_size:
            raise damaged(self.path, "the file is empty")
        self._settle_access()
        with self.lend() as conn:
            (version,) = conn.execute("PRAGMA user_version").fetchone()
            (application,) = conn.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID or version < 1:
                raise damaged(self.path, "it is a database of another program")
            if version > SCHEMA_VERSION:
                raise LibraryTooNew(
                    f"The library at {folder} was made by a newer version of briefing "
                    f"(format {version}; this one knows {SCHEMA_VERSION}).",
                    "Update the program: pip install --upgrade briefing",
                )
            keys = {key for (key,) in conn.execute("SELECT key FROM meta")}
            if not {"changes", "next_passage", "library_id"} <= keys:
                raise damaged(self.path, "its basic entries are missing")
            if version < SCHEMA_VERSION:
                self._bring_up(conn)

    def _bring_up(self, conn: sqlite3.Connection) -> None:
        if self.read_only:
            raise LibraryError(
                f"The library at {self.path.parent} was made by an earlier version of briefing "
                "and cannot be brought up to date while its folder is read-only.",
                "Make the folder writable once, or copy it to a place that is.",
            )
        migrate(conn)

    def _settle_access(self) -> None:
        folder = self.path.parent
        self.read_only = not (os.access(self.path, os.W_OK) and os.access(folder, os.W_OK))
        if not self.read_only:
            return
        try:
            with self.lend() as conn:
                conn.execute("SELECT 1 FROM meta").fetchone()
        except LibraryDamaged:
            raise
        except LibraryError as error:
            # SQLite needs a shared-memory file beside a WAL database; without leave to make
            # one, the file can be read as it stands if nothing is left in its log.
            log = Path(f"{self.path}-wal")
            if log.exists() and log.stat().st_size:
                raise LibraryError(
                    f"The library at {folder} was not closed properly and cannot be read "
                    "while its folder is read-only.",
                    "Make the folder writable once, or copy it to a place that is.",
                ) from error
            self._immutable = True

    @contextmanager
    def lend(self) -> Iterator[sqlite3.Connection]:
        """A connection for the time of the block; SQLite's faults come out named."""
        with faults(self.path):
            conn = self._take()
            try:
                yield conn
            except BaseException:
                if conn.in_transaction:
                    with suppress(sqlite3.Error):
                        conn.execute("ROLLBACK")
                self._give_back(conn)
                raise
            self._give_back(conn)

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise ValueError("the catalogue is closed")
            if self._idle:
                return self._idle.pop()
        mode = "mode=ro" if self.read_only else "mode=rw"
        if self._immutable:
            mode += "&immutable=1"
        conn = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT,
            check_same_thread=False,
        )
        conn.execute("PRAGMA synchronous=NORMAL")
        conn.execute("PRAGMA cache_size=-32000")
        return conn

    def _give_back(self, conn: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(conn)
                return
        conn.close()

    def close(self) -> None:
        """Closes every idle connection; one that is lent out closes when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for conn in idle:
            conn.close()
