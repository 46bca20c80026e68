"""Whether the file holds what it should: every page, text, passage, word and vector."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from zlib import crc32

#: So many findings of one sort are named, the rest is counted.
_NAMED = 3

_MISSING = {
    "passages without a vector": (
        "SELECT passage_id FROM passages LEFT JOIN vectors USING (id) WHERE vector IS NULL"
    ),
    "vectors without a passage": (
        "SELECT id FROM vectors LEFT JOIN passages USING (id) WHERE passage_id IS NULL"
    ),
    "vectors of another length than the rest": (
        "SELECT id FROM vectors WHERE length(vector) <>"
        " (SELECT length(vector) FROM vectors ORDER BY id LIMIT 1)"
    ),
    "revisions that lack passages": (
        "SELECT r.article_id || '-' || r.revision FROM revisions r WHERE r.passages <>"
        " (SELECT count(*) FROM passages p"
        "  WHERE p.id >= r.first_passage AND p.id < r.first_passage + r.passages)"
    ),
    "articles without exactly one current revision": (
        "SELECT article_id FROM articles a WHERE 1 <>"
        " (SELECT count(*) FROM revisions r WHERE r.article_id = a.article_id AND +r.current = 1)"
    ),
}


def check(conn: sqlite3.Connection) -> list[str]:
    """Everything that is wrong, a line each; an empty list when nothing is. Reads it all.

    ``conn`` must not be in a transaction. The words are checked against the passages only
    where the file may be written (SQLite asks for that).
    """
    try:
        pages = [str(line) for (line,) in conn.execute("PRAGMA quick_check(20)") if line != "ok"]
        if pages:
            return pages
        found = [*_texts(conn), *_passages(conn), *_words(conn)]
        for what, sql in _MISSING.items():
            found += _named(what, [str(name) for (name,) in conn.execute(sql)])
        return found + _vectors(conn)
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _texts(conn: sqlite3.Connection) -> list[str]:
    wrong = [
        f"{article_id}-{revision}"
        for article_id, revision, content_hash, text in conn.execute(
            "SELECT r.article_id, r.revision, r.content_hash, t.text FROM revisions r"
            " LEFT JOIN texts t ON t.revision_id = r.id"
        )
        if text is None or sha256(text.encode()).hexdigest() != content_hash
    ]
    return _named("articles whose text is not the one that was stored", wrong)


def _passages(conn: sqlite3.Connection) -> list[str]:
    wrong = [
        passage_id
        for passage_id, text, checksum in conn.execute(
            "SELECT passage_id, text, checksum FROM passages"
        )
        if crc32(text.encode()) != checksum
    ]
    return _named("passages whose text is not the one that was stored", wrong)


def _vectors(conn: sqlite3.Connection) -> list[str]:
    import numpy as np

    wrong = []
    for name, blob in conn.execute("SELECT id, vector FROM vectors WHERE length(vector) % 4 = 0"):
        length = float(np.linalg.norm(np.frombuffer(blob, dtype="<f4").astype(np.float64)))
        if not 0.5 < length < 2:
            wrong.append(str(name))
    return _named("vectors that are not of length 1", wrong)


def _words(conn: sqlite3.Connection) -> list[str]:
    try:
        conn.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
            return []
        raise
    except sqlite3.DatabaseError as error:
        return [f"the word index does not match the passages ({error})"]
    return []


def _named(what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    some = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return [f"{len(names)} {what}: {some}"]
