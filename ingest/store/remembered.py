"""What an ingest knows from before: articles by identity and content, and sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from ingest.records import Known, KnownSource
from ingest.store.rows import ROW_COLUMNS, as_read, ids, one, overrides_from_text, pack, row, unpack

#: Names are bound one by one (they may be no valid UTF-8), so many at a time.
_AT_ONCE = 500


def known(
    conn: sqlite3.Connection, identities: Iterable[str], content_hashes: Iterable[str]
) -> list[Known]:
    """See ``Catalogue.known``."""
    chosen = _with_identity(conn, identities) + [
        name
        for (name,) in conn.execute(
            "SELECT article_id FROM revisions WHERE +current = 1"
            " AND content_hash IN (SELECT value FROM json_each(?))",
            (ids(content_hashes),),
        )
    ]
    if not chosen:
        return []
    wanted = ids(dict.fromkeys(chosen))
    places = _places(conn, wanted)
    found = conn.execute(
        f"SELECT {ROW_COLUMNS}, a.identity, r.structure_hash, a.overrides, r.covered"
        " FROM revisions r JOIN articles a USING (article_id) WHERE +r.current = 1"
        " AND r.article_id IN (SELECT value FROM json_each(?)) ORDER BY r.id",
        (wanted,),
    )
    return [_known(values, places) for values in found]


def _with_identity(conn: sqlite3.Connection, identities: Iterable[str]) -> list[str]:
    packed = [pack(identity) for identity in dict.fromkeys(identities)]
    found: list[str] = []
    for at in range(0, len(packed), _AT_ONCE):
        part = packed[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = conn.execute(f"SELECT article_id FROM articles WHERE identity IN ({marks})", part)
        found += [name for (name,) in rows]
    return found


def _places(conn: sqlite3.Connection, wanted: str) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for name, location in conn.execute(
        "SELECT article_id, location FROM source_articles"
        " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY location",
        (wanted,),
    ):
        places.setdefault(name, []).append(unpack(location))
    return places


def _known(values: tuple[Any, ...], places: dict[str, list[str]]) -> Known:
    head = row(values)
    identity, structure, stated, covered = values[16:]
    overrides = overrides_from_text(stated)
    return Known(
        article_id=head.article_id,
        revision=head.revision,
        identity=unpack(identity),
        content_hash=head.content_hash,
        structure_hash=structure,
        source=head.source,
        meta=head.meta,
        overrides=overrides,
        locations=tuple(places.get(head.article_id, ())),
        read=as_read(covered, head.meta, overrides) if overrides.fields else None,
    )


def source(conn: sqlite3.Connection, location: str) -> KnownSource | None:
    """See ``Catalogue.source``."""
    found = conn.execute(
        "SELECT size, mtime_ns, sha256, options FROM sources WHERE location = ?",
        (pack(location),),
    ).fetchone()
    if found is None:
        return None
    names = conn.execute(
        "SELECT article_id FROM source_articles WHERE location = ? ORDER BY article_id",
        (pack(location),),
    )
    size, mtime_ns, digest, options = found
    return KnownSource(location, size, mtime_ns, digest, options, tuple(name for (name,) in names))


def sources(conn: sqlite3.Connection) -> list[KnownSource]:
    """See ``Catalogue.sources``."""
    names: dict[str, list[str]] = {}
    for location, name in conn.execute(
        "SELECT location, article_id FROM source_articles ORDER BY location, article_id"
    ):
        names.setdefault(unpack(location), []).append(name)
    found = conn.execute(
        "SELECT location, size, mtime_ns, sha256, options FROM sources ORDER BY location"
    )
    return [
        KnownSource(
            unpack(location),
            size,
            mtime_ns,
            digest,
            options,
            tuple(names.get(unpack(location), ())),
        )
        for location, size, mtime_ns, digest, options in found
    ]


def record_sources(conn: sqlite3.Connection, sources: Iterable[KnownSource]) -> None:
    """Remembers sources as read; what was remembered of the same location is replaced.

    One whose articles another process has removed meanwhile is forgotten instead, so that it
    is read again.
    """
    for source in sources:
        location = pack(source.location)
        if not _all_there(conn, source.articles):
            forget_sources(conn, [source.location])
            continue
        conn.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)",
            (location, source.size, source.mtime_ns, source.sha256, source.options),
        )
        conn.execute("DELETE FROM source_articles WHERE location = ?", (location,))
        conn.executemany(
            "INSERT OR IGNORE INTO source_articles VALUES (?, ?)",
            [(location, article_id) for article_id in source.articles],
        )


def _all_there(conn: sqlite3.Connection, article_ids: Iterable[str]) -> bool:
    wanted = set(article_ids)
    chosen = "article_id IN (SELECT value FROM json_each(?))"
    return bool(
        one(conn, f"SELECT count(*) FROM articles WHERE {chosen}", ids(wanted)) == len(wanted)
    )


def forget_sources(conn: sqlite3.Connection, locations: Iterable[str]) -> list[str]:
    """Forgets sources; returns the ids of the articles that no remembered source gives now."""
    left: dict[str, None] = {}
    for location in map(pack, locations):
        for (article_id,) in conn.execute(
            "SELECT article_id FROM source_articles WHERE location = ?", (location,)
        ):
            left[article_id] = None
        conn.execute("DELETE FROM source_articles WHERE location = ?", (location,))
        conn.execute("DELETE FROM sources WHERE location = ?", (location,))
    return [
        article_id
        for article_id in left
        if not one(conn, "SELECT 1 FROM source_articles WHERE article_id = ?", article_id)
    ]
