"""How a library of an earlier format becomes one of this format, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from ingest.store.schema import ADDED_IN_2, SCHEMA_VERSION

STEPS: Mapping[int, Sequence[str]] = {
    2: (
        "ALTER TABLE revisions ADD COLUMN meta_sources TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE revisions ADD COLUMN covered TEXT",
        *ADDED_IN_2,
    ),
}
"""Format → the statements that make it out of the one before."""


def migrate(conn: sqlite3.Connection) -> None:
    """Brings the library up to ``SCHEMA_VERSION``; does nothing to one that is there.

    Another process may do the same at the same time: whoever comes second finds it done.
    """
    conn.execute("BEGIN IMMEDIATE")
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    for step in range(version + 1, SCHEMA_VERSION + 1):
        for statement in STEPS[step]:
            conn.execute(statement)
        conn.execute(f"PRAGMA user_version={step}")
    conn.execute("COMMIT")
