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
Mask = NDArray[np.bool_]

#: From this share of allowed passages on, refused ones are dropped after the ranking.
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where passages lie, in the order in which they were asked for.

    ``owner`` numbers the revision, -1 for an unknown row. The revision's passages are the
    row ids ``first <= id < end``; ``published`` is in POSIX seconds, NaN where there is no
    date.
    """

    owner: NDArray[np.int32]
    first: Ints
    end: Ints
    published: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """Which revision each passage belongs to, without a look at the passages.

    Range ``i`` is that of revision row ``revision[i]`` and has the row ids
    ``first[i] <= id < end[i]``; ``published`` holds POSIX seconds, NaN where there is no
    date. ``owner`` gives the range of each row id, -1 where there is no passage.
    """

    revision: Ints
    first: Ints
    end: Ints
    published: NDArray[np.float64]
    owner: NDArray[np.int32]

    @classmethod
    def load(cls, conn: sqlite3.Connection) -> Ranges:
        """The ranges of all revisions that have passages."""
        rows = conn.execute(
            "SELECT id, first_passage, first_passage + passages, published_ts FROM revisions"
            " WHERE passages > 0 ORDER BY first_passage"
        ).fetchall()
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        first = np.array(columns[1], dtype=np.int64)
        end = np.array(columns[2], dtype=np.int64)
        owner = np.full(int(end.max(initial=0)) + 1, -1, dtype=np.int32)
        owner[_expand(first, end)] = np.repeat(np.arange(len(rows), dtype=np.int32), end - first)
        return cls(
            np.array(columns[0], dtype=np.int64),
            first,
            end,
            np.array(columns[3], dtype=np.float64),
            owner,
        )

    def locate(self, rowids: Ints) -> NDArray[np.int32]:
        """For each row id the index of its range, or -1 where there is none."""
        known = (rowids > 0) & (rowids < len(self.owner))
        return np.where(known, self.owner[np.where(known, rowids, 0)], np.int32(-1))

    def places(self, rowids: Ints) -> Places:
        """Where each row lies; an unknown one in an empty range without a date."""
        owner = self.locate(rowids)
        return Places(
            owner,
            np.append(self.first, 0)[owner],
            np.append(self.end, 0)[owner],
            np.append(self.published, np.nan)[owner],
        )

    def mask(self, conn: sqlite3.Connection, filters: Filters) -> Mask:
        """For each range whether the filters let its revision be used, and False at the end.

        The extra element answers for the -1 of ``locate`` and ``owner``.
        """
        where, params = condition(filters)
        found = conn.execute(f"SELECT r.id FROM revisions r WHERE {where}", params).fetchall()
        wanted = np.array([row for (row,) in found], dtype=np.int64)
        allowed = np.zeros(len(self.revision) + 1, dtype=np.bool_)
        allowed[:-1] = np.isin(self.revision, wanted)
        return allowed

    def rows(self, allowed: Mask) -> Ints:
        """All row ids of the allowed ranges, ascending."""
        return _expand(self.first[allowed[:-1]], self.end[allowed[:-1]])

    def share(self, allowed: Mask) -> float:
        """Which part of all passages is allowed, 0..1."""
        sizes = self.end - self.first
        return float(sizes[allowed[:-1]].sum() / max(1, sizes.sum()))


def _expand(first: Ints, end: Ints) -> Ints:
    """All numbers of the ranges ``first[i] <= n < end[i]``, one range after the other."""
    sizes = end - first
    before = np.cumsum(sizes) - sizes
    return np.repeat(first - before, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


def lexical(
    conn: sqlite3.Connection,
    ranges: Ranges,
    allowed: Mask,
    match: str,
    limit: int,
    weights: tuple[float, float],
) -> list[tuple[int, float]]:
    """The best ``limit`` allowed passages by BM25, larger is better.

    A LIMIT lets SQLite keep the best few instead of sorting all matches (three quarters of
    the time). Where most passages are allowed, some more are taken and the refused dropped;
    else each match is looked up in a table before its score is worked out, which is faster
    the fewer are allowed.
    """
    share = ranges.share(allowed)
    if limit <= 0 or share == 0:
        return []
    if share < _MOSTLY:
        return _ranked(conn, ranges, allowed, match, limit, weights)
    some = limit if share == 1 else int(limit / share) * 3 + 100
    best = _ranked(conn, ranges, None, match, some, weights)
    if share == 1:
        return best
    keep = allowed[ranges.locate(np.array([row for row, _ in best], dtype=np.int64))]
    found = [pair for pair, use in zip(best, keep.tolist(), strict=True) if use][:limit]
    if len(found) == limit or len(best) < some:
        return found
    return _ranked(conn, ranges, allowed, match, limit, weights)


def _ranked(
    conn: sqlite3.Connection,
    ranges: Ranges,
    allowed: Mask | None,
    match: str,
    limit: int,
    weights: tuple[float, float],
) -> list[tuple[int, float]]:
    only = ""
    if allowed is not None:
        conn.create_function("allowed", 1, allowed[ranges.owner].tobytes().__getitem__)
        only = " AND allowed(rowid)"
    sql = (
        f"SELECT rowid, -bm25(passages_fts, ?, ?) AS score FROM passages_fts"
        f" WHERE passages_fts MATCH ?{only} ORDER BY score DESC, rowid LIMIT ?"
    )
    return _matching(conn, sql, match, (*map(float, weights), match, limit))


def frequency(conn: sqlite3.Connection, match: str) -> int:
    """How many passages match: a tenth of the time that ranking them takes."""
    sql = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?"
    return int(_matching(conn, sql, match, (match,))[0][0])


def _matching(
    conn: sqlite3.Connection, sql: str, match: str, params: tuple[object, ...]
) -> list[tuple[int, float]]:
    """The rows of a statement with a search expression in it."""
    try:
        return conn.execute(sql, params).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR and "function" not in str(error):
            raise ValueError(f"not a search expression: {match!r} ({error})") from error
        raise


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
    if size % 4 or any(len(blob) != size for blob in blobs):
        raise sqlite3.DatabaseError("vectors of different length")
    flat = np.frombuffer(b"".join(blobs), dtype="<f4").astype(np.float32, copy=False)
    return flat.reshape(len(blobs), size // 4)


def not_in_index(
    conn: sqlite3.Connection, ranges: Ranges, allowed: Mask, filters: Filters
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
        earlier = allowed.copy()
        earlier[:-1] &= np.isin(ranges.revision, old)
        rows.update(ranges.rows(earlier).tolist())
    return sorted(rows)
