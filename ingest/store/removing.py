"""Articles taken out of the catalogue, on a connection inside one write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from ingest.store.rows import ids
from ingest.store.search_tables import take_out


def remove(conn: sqlite3.Connection, article_ids: Sequence[str]) -> None:
    """Takes out all revisions, passages and vectors, and queues their way out of the index.

    The sources that they came from no longer count as read, so that a later ingest reads them
    anew.
    """
    wanted = ids(article_ids)
    chosen = "SELECT value FROM json_each(?)"
    ranges = conn.execute(
        f"SELECT id, first_passage, passages FROM revisions WHERE article_id IN ({chosen})",
        (wanted,),
    ).fetchall()
    for row, first, count in ranges:
        take_out(conn, first, count)
        conn.execute("DELETE FROM texts WHERE revision_id = ?", (row,))
        conn.execute("DELETE FROM blocks WHERE revision_id = ?", (row,))
    conn.execute(f"DELETE FROM revisions WHERE article_id IN ({chosen})", (wanted,))
    conn.execute(f"DELETE FROM articles WHERE article_id IN ({chosen})", (wanted,))
    # A source that gave other articles too is known to be theirs, so that they go with it.
    conn.execute(
        "UPDATE sources SET size = NULL, mtime_ns = NULL, sha256 = '' WHERE location IN"
        f" (SELECT location FROM source_articles WHERE article_id IN ({chosen}))",
        (wanted,),
    )
    conn.execute(f"DELETE FROM source_articles WHERE article_id IN ({chosen})", (wanted,))
    conn.execute(
        "DELETE FROM sources WHERE sha256 = '' AND location NOT IN"
        " (SELECT location FROM source_articles)"
    )
