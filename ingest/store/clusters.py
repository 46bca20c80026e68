"""The clusters as they are read from the catalogue, on a connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.clusters import Cluster
from ingest.store import reading
from ingest.store.rows import ids
from ingest.types import ArticleRow


def cluster_of(conn: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, Cluster]:
    """See ``Catalogue.cluster_of``."""
    wanted = list(dict.fromkeys(article_ids))
    chosen = "SELECT value FROM json_each(?)"
    name_of: dict[str, str] = {
        name: name
        for (name,) in conn.execute(
            f"SELECT article_id FROM signatures WHERE article_id IN ({chosen})"
            " AND wire IS NOT NULL",
            (ids(wanted),),
        )
    }
    name_of |= dict(
        conn.execute(
            f"SELECT article_id, cluster FROM clusters WHERE article_id IN ({chosen})",
            (ids(wanted),),
        ).fetchall()
    )
    made = _made(conn, set(name_of.values()))
    return {name: made[name_of[name]] for name in wanted if name_of.get(name) in made}


def clusters(conn: sqlite3.Connection) -> list[Cluster]:
    """See ``Catalogue.clusters``."""
    names = {name for (name,) in conn.execute("SELECT DISTINCT cluster FROM clusters")}
    found = _made(conn, names).values()
    by_id = sorted(found, key=lambda each: each.name)
    return sorted(by_id, key=lambda each: each.origin.meta.published or "", reverse=True)


def _made(conn: sqlite3.Connection, names: set[str]) -> dict[str, Cluster]:
    """The clusters of these names, and those of one article each."""
    members: dict[str, list[str]] = {name: [name] for name in names}
    for article_id, name in conn.execute(
        "SELECT article_id, cluster FROM clusters"
        " WHERE cluster IN (SELECT value FROM json_each(?)) ORDER BY article_id",
        (ids(names),),
    ):
        if article_id != name:
            members[name].append(article_id)
    rows = reading.row_of(conn, [each for several in members.values() for each in several])
    wires = dict(
        conn.execute(
            "SELECT article_id, wire FROM signatures"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            (ids(names),),
        ).fetchall()
    )
    found: dict[str, Cluster] = {}
    for name, several in members.items():
        if name in rows:
            copies = [rows[each] for each in several[1:] if each in rows]
            copies.sort(key=_place)
            found[name] = Cluster(rows[name], tuple(copies), wires.get(name))
    return found


def _place(row: ArticleRow) -> tuple[str, str, str]:
    """Earliest published first, undated last; of one time by the outlet's name."""
    return row.meta.published or "9999", row.meta.publisher or "", row.article_id
