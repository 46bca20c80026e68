"""Whether the file holds what it should: every page, text, block, passage, word and vector, and
nothing that belongs to no article."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from zlib import crc32

from ingest.types import BlockKind

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

_CITABLE = {kind.value for kind in BlockKind if kind.citable}
_NO_ARTICLE = "NOT IN (SELECT article_id FROM articles)"
_NO_REVISION = "NOT IN (SELECT id FROM revisions)"

_ASTRAY = {
    "revisions of no article": f"SELECT id FROM revisions WHERE article_id {_NO_ARTICLE}",
    "texts of no revision": f"SELECT revision_id FROM texts WHERE revision_id {_NO_REVISION}",
    "lists of blocks of no revision": (
        f"SELECT DISTINCT revision_id FROM blocks WHERE revision_id {_NO_REVISION}"
    ),
    "passages of no revision, or of another state of it": (
        "SELECT passage_id FROM passages p WHERE NOT EXISTS (SELECT 1 FROM revisions r"
        " WHERE r.article_id = p.article_id AND r.revision = p.revision AND"
        " r.current = p.current AND p.id >= r.first_passage"
        " AND p.id < r.first_passage + r.passages)"
    ),
    "sources of no article": f"SELECT location FROM source_articles WHERE article_id {_NO_ARTICLE}",
    "signatures of no article": f"SELECT article_id FROM signatures WHERE article_id {_NO_ARTICLE}",
    "lists of paragraphs of no article": (
        f"SELECT DISTINCT article_id FROM paragraphs WHERE article_id {_NO_ARTICLE}"
    ),
    "copies that are no article, or are one only one way": (
        f"SELECT c.one FROM copies c WHERE c.one {_NO_ARTICLE} OR NOT EXISTS"
        " (SELECT 1 FROM copies o WHERE o.one = c.other AND o.other = c.one)"
    ),
    "members of a cluster that are no copy of its origin": (
        "SELECT c.article_id FROM clusters c WHERE NOT EXISTS (SELECT 1 FROM clusters o"
        " WHERE o.article_id = c.cluster AND o.cluster = c.cluster) OR NOT EXISTS"
        " (SELECT 1 FROM copies p WHERE p.one = c.article_id"
        " AND (p.other = c.cluster OR c.article_id = c.cluster))"
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
        found = [*_texts(conn), *_blocks(conn), *_passages(conn), *_words(conn)]
        for what, sql in (_MISSING | _ASTRAY).items():
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


def _blocks(conn: sqlite3.Connection) -> list[str]:
    """Whether blocks tile each text, and passages are words of it that can be cited."""
    gaps, astray = [], []
    for row, article_id, revision, first, count, text in conn.execute(
        "SELECT r.id, r.article_id, r.revision, r.first_passage, r.passages, t.text"
        " FROM revisions r JOIN texts t ON t.revision_id = r.id"
    ):
        end, withheld = 0, []
        for kind, start, after in conn.execute(
            'SELECT kind, start, "end" FROM blocks WHERE revision_id = ? ORDER BY ordinal', (row,)
        ):
            end = after if start == end < after else -1
            if kind not in _CITABLE:
                withheld.append((start, after))
        if end != len(text):
            gaps.append(f"{article_id}-{revision}")
        for name, start, after, words in conn.execute(
            'SELECT passage_id, start, "end", text FROM passages WHERE id >= ? AND id < ?',
            (first, first + count),
        ):
            if text[start:after] != words or any(a < after and start < b for a, b in withheld):
                astray.append(name)
    return [
        *_named("articles whose blocks do not tile their text", gaps),
        *_named("passages that are no words of their article that can be cited", astray),
    ]


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
