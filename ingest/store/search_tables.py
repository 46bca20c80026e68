"""What follows from a change of passages: the word index, the vectors and the outbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.store.rows import ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def learn_words(conn: sqlite3.Connection, first: int, count: int) -> None:
    """Puts ``count`` passages from row ``first`` on into the word index."""
    conn.execute(
        "INSERT INTO passages_fts (rowid, title, text)"
        " SELECT id, title, text FROM passages WHERE id >= ? AND id < ?",
        (first, first + count),
    )


def forget_words(conn: sqlite3.Connection, first: int, count: int) -> None:
    """Takes them out of it; their words must still be those that it was given."""
    conn.execute(
        "INSERT INTO passages_fts (passages_fts, rowid, title, text)"
        " SELECT 'delete', id, title, text FROM passages WHERE id >= ? AND id < ?",
        (first, first + count),
    )


def take_out(conn: sqlite3.Connection, first: int, count: int) -> None:
    """Takes ``count`` passages from row ``first`` on out of all there is of them, and queues
    their way out of the vector index."""
    queue_range(conn, "delete", first, count)
    forget_words(conn, first, count)
    for table in ("passages", "vectors"):
        conn.execute(f"DELETE FROM {table} WHERE id >= ? AND id < ?", (first, first + count))


def queue_range(conn: sqlite3.Connection, op: str, first: int, count: int) -> None:
    """Queues them for the vector index; ``op`` is "upsert" or "delete"."""
    found = conn.execute(
        "SELECT ?, passage_id, id FROM passages WHERE id >= ? AND id < ? ORDER BY id",
        (op, first, first + count),
    ).fetchall()
    # One row a statement: a statement of many opens a savepoint, at which FTS5 writes out the
    # words it holds in memory, and merges them again and again.
    conn.executemany(
        "INSERT OR REPLACE INTO outbox (op, passage_id, passage) VALUES (?, ?, ?)", found
    )


def replace_vectors(
    conn: sqlite3.Connection, rowids: Sequence[int], vectors: NDArray[np.float32]
) -> None:
    """Puts other vectors in place, a row for each of ``rowids``, and queues the upserts."""
    if len(rowids) != len(vectors):
        raise ValueError(f"{len(rowids)} passages, but {len(vectors)} vectors")
    conn.executemany(
        "UPDATE vectors SET vector = ? WHERE id = ?",
        [(v.astype("<f4").tobytes(), int(row)) for row, v in zip(rowids, vectors, strict=True)],
    )
    conn.execute(
        "INSERT OR REPLACE INTO outbox (op, passage_id, passage)"
        " SELECT 'upsert', passage_id, id FROM passages"
        " WHERE current = 1 AND id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (ids(map(int, rowids)),),
    )
