"""Reads that a search makes: words, vectors, and which passages may be used at all.

Row ids are mapped to revisions by their ranges (see ``schema``), so that a filter is
decided on a few thousand revisions instead of on every passage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.store.filters import condition
from ingest.store.rows import ids
from ingest.types import Filters

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

#: How many rows of the ranking are looked at first, as a multiple of those wanted.
_OVERFETCH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Where each revision's passages lie, in order of their row ids.

    Revision ``revision[i]`` has the rows ``first[i] <= id < end[i]``; ``published`` holds
    POSIX seconds, NaN where there is no date.
    """

    revision: Ints
    first: Ints
    end: Ints
    published: NDArray[np.float64]

    @classmethod
    def load(cls, conn: sqlite3.Connection) -> Ranges:
        """The ranges of all revisions that have passages."""
        rows = conn.execute(
            "SELECT id, first_passage, first_passage + passages, published_ts FROM revisions"
            " WHERE passages > 0 ORDER BY first_passage"
        ).fetchall()
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        return cls(
            np.array(columns[0], dtype=np.int64),
            np.array(columns[1], dtype=np.int64),
            np.array(columns[2], dtype=np.int64),
            np.array(columns[3], dtype=np.float64),
        )

    def locate(self, rowids: Ints) -> Ints:
        """For each row the index of its range, or -1 where there is none."""
        if not len(self.first):
            return np.full(len(rowids), -1, dtype=np.int64)
        at = np.searchsorted(self.first, rowids, side="right") - 1
        inside = (at >= 0) & (rowids < self.end[at])
        return np.where(inside, at, -1).astype(np.int64)

    def mask(self, conn: sqlite3.Connection, filters: Filters) -> NDArray[np.bool_]:
        """For each range whether the filters let its revision be used, and False at the end.

        The extra element answers for the -1 of ``locate``.
        """
        where, params = condition(filters)
        found = conn.execute(f"SELECT r.id FROM revisions r WHERE {where}", params).fetchall()
        wanted = np.array([row for (row,) in found], dtype=np.int64)
        allowed = np.zeros(len(self.revision) + 1, dtype=np.bool_)
        allowed[:-1] = np.isin(self.revision, wanted)
        return allowed

    def rows(self, chosen: NDArray[np.bool_]) -> Ints:
        """All row ids of the chosen ranges, ascending."""
        pieces = [
            np.arange(first, end)
            for first, end in zip(self.first[chosen], self.end[chosen], strict=True)
        ]
        return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def lexical(
    conn: sqlite3.Connection,
    ranges: Ranges,
    allowed: NDArray[np.bool_],
    match: str,
    limit: int,
    weights: tuple[float, float],
) -> list[tuple[int, float]]:
    """The best ``limit`` allowed passages by BM25, larger is better.

    FTS5 sorts all matches once and hands them over one by one, so rows that the filters
    refuse cost only their reading: take more until enough are found.
    """
    if limit <= 0:
        return []
    rank = f"bm25({float(weights[0])}, {float(weights[1])})"
    cursor = conn.execute(
        "SELECT rowid, rank FROM passages_fts"
        " WHERE passages_fts MATCH ? AND rank MATCH ? ORDER BY rank",
        (match, rank),
    )
    found: list[tuple[int, float]] = []
    size = limit * _OVERFETCH if not allowed[:-1].all() else limit
    while len(found) < limit:
        rows = cursor.fetchmany(size)
        if not rows:
            break
        keep = allowed[ranges.locate(np.array([row for row, _ in rows], dtype=np.int64))]
        found += [(row, -score) for (row, score), use in zip(rows, keep, strict=True) if use]
        size = min(size * 2, 20_000)
    cursor.close()
    return found[:limit]


def vectors(conn: sqlite3.Connection, rowids: Sequence[int]) -> Floats:
    """A float32 array with a row for each of ``rowids``, in their order.

    Raises KeyError for a row that has no vector.
    """
    found = dict(
        conn.execute(
            "SELECT id, vector FROM vectors WHERE id IN (SELECT value FROM json_each(?))",
            (ids(map(int, rowids)),),
        )
    )
    blobs = [found[int(row)] for row in rowids]
    return _matrix(blobs)


def all_vectors(conn: sqlite3.Connection) -> tuple[Ints, Floats]:
    """Every vector there is, with their row ids ascending."""
    rows = conn.execute("SELECT id, vector FROM vectors ORDER BY id").fetchall()
    return np.array([row for row, _ in rows], dtype=np.int64), _matrix([blob for _, blob in rows])


def _matrix(blobs: Sequence[bytes]) -> Floats:
    if not blobs:
        return np.empty((0, 0), dtype=np.float32)
    size = len(blobs[0])
    if any(len(blob) != size for blob in blobs):
        raise ValueError("vectors of different length")
    flat = np.frombuffer(b"".join(blobs), dtype="<f4").astype(np.float32, copy=False)
    return flat.reshape(len(blobs), size // 4)


def not_in_index(
    conn: sqlite3.Connection, ranges: Ranges, allowed: NDArray[np.bool_], filters: Filters
) -> list[int]:
    """Allowed passages that the index cannot propose.

    Those still waiting in the outbox, and with ``as_of`` those of earlier revisions, which
    the index no longer holds.
    """
    waiting = np.array(
        [row for (row,) in conn.execute("SELECT passage FROM outbox WHERE op = 'upsert'")],
        dtype=np.int64,
    )
    rows = set(waiting[allowed[ranges.locate(waiting)]].tolist()) if len(waiting) else set()
    if filters.as_of is not None:
        old = np.array(
            [row for (row,) in conn.execute("SELECT id FROM revisions WHERE current = 0")],
            dtype=np.int64,
        )
        chosen = allowed[:-1] & np.isin(ranges.revision, old)
        rows.update(ranges.rows(chosen).tolist())
    return sorted(rows)
