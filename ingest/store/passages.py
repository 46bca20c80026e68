"""Passages by their ids, and the changes that the vector index has yet to take over."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from ingest.records import PendingOp
from ingest.store.connection import damaged
from ingest.store.rows import PASSAGE_COLUMNS, ids, passage
from ingest.types import Passage


def passages(conn: sqlite3.Connection, path: Path, rowids: Sequence[int]) -> dict[int, Passage]:
    """See ``Catalogue.passages``."""
    found = {}
    for values in conn.execute(
        f"SELECT {PASSAGE_COLUMNS} FROM passages p WHERE p.id IN (SELECT value FROM json_each(?))",
        (ids(map(int, rowids)),),
    ):
        if crc32(values[7].encode()) != values[8]:
            raise damaged(path, f"passage {values[1]} is not the one that was stored")
        found[values[0]] = passage(values)
    return found


def rowids(conn: sqlite3.Connection, passage_ids: Sequence[str]) -> dict[str, int]:
    """See ``Catalogue.rowids``."""
    return dict(
        conn.execute(
            "SELECT passage_id, id FROM passages"
            " WHERE passage_id IN (SELECT value FROM json_each(?))",
            (ids(passage_ids),),
        ).fetchall()
    )


def neighbours(conn: sqlite3.Connection, rowids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """See ``Catalogue.neighbours``."""
    wanted = [int(number) for number in rowids]
    around = {number + step for number in wanted for step in (-1, 0, 1)}
    found = {
        values[0]: values[1:]
        for values in conn.execute(
            "SELECT id, article_id, revision, text FROM passages"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (ids(around),),
        )
    }

    def text(number: int, of: int) -> str:
        other = found.get(number)
        return other[2] if other is not None and other[:2] == found[of][:2] else ""

    return {
        number: (text(number - 1, number), text(number + 1, number))
        for number in wanted
        if number in found
    }


def pending(conn: sqlite3.Connection, limit: int) -> list[PendingOp]:
    """See ``Catalogue.pending``."""
    found = conn.execute(
        "SELECT seq, op, passage_id, passage FROM outbox ORDER BY seq LIMIT ?", (limit,)
    )
    return [PendingOp(*values) for values in found]


def indexable(conn: sqlite3.Connection, after: int, limit: int) -> list[PendingOp]:
    """See ``Catalogue.indexable``."""
    found = conn.execute(
        "SELECT passage_id, id FROM passages WHERE id > ? AND current = 1 ORDER BY id LIMIT ?",
        (after, limit),
    )
    return [PendingOp(0, "upsert", *values) for values in found]
