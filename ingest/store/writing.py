"""Everything that changes the catalogue, on a connection inside one write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from ingest.records import Write, Written, lies_in, structure_hash
from ingest.store.rows import (
    covered_to_text,
    meta_columns,
    one,
    overrides_to_text,
    pack,
    unpack,
)
from ingest.store.search_tables import forget_words, learn_words, queue_range
from ingest.text.dates import timestamp
from ingest.types import Block


@dataclass(frozen=True, slots=True)
class _Current:
    """The current revision of the article that a write is about."""

    row: int
    article_id: str
    revision: int
    content_hash: str
    structure_hash: str
    header: str
    modified: str | None
    valid_from: float | None
    first_passage: int
    passages: int


def write(conn: sqlite3.Connection, batch: Iterable[Write]) -> list[Written]:
    """Stores the articles in order; what each came to is decided against what stands there."""
    return [_write_one(conn, item) for item in batch]


def _write_one(conn: sqlite3.Connection, item: Write) -> Written:
    current = _current(conn, item)
    if current is None:
        if item.vectors is None and item.article_id is not None:
            # Removed by another process since this was decided: it stays removed.
            return Written(item.article_id, 0, "unchanged")
        article_id = _new_id(conn, item.article.identity)
        conn.execute(
            "INSERT INTO articles VALUES (?, ?, ?)",
            (article_id, pack(item.article.identity), overrides_to_text(item.overrides)),
        )
        _insert_revision(conn, item, article_id, 1, None)
        return Written(article_id, 1, "added")
    same = _same_words(conn, item, current)
    if item.vectors is None and not (same and current.header == item.header):
        return Written(current.article_id, current.revision, "unchanged")
    _leave(conn, current.article_id, item.article.identity)
    conn.execute(
        "UPDATE articles SET identity = ?, overrides = ? WHERE article_id = ?",
        (pack(item.article.identity), overrides_to_text(item.overrides), current.article_id),
    )
    if same:
        _relabel(conn, item, current)
        return Written(current.article_id, current.revision, "relabelled")
    since = _valid_from(item, current)
    _retire(conn, current, since)
    revision = current.revision + 1
    _insert_revision(conn, item, current.article_id, revision, since)
    queue_range(conn, "delete", current.first_passage, current.passages)
    return Written(current.article_id, revision, "updated")


def _leave(conn: sqlite3.Connection, article_id: str, identity: str) -> None:
    """Lets a file that the article has moved away from no longer stand for it.

    Should that file come back, it is read anew, even as it was.
    """
    before = unpack(one(conn, "SELECT identity FROM articles WHERE article_id = ?", article_id))
    if before == identity:
        return
    for (location,) in conn.execute(
        "SELECT location FROM source_articles WHERE article_id = ?", (article_id,)
    ).fetchall():
        if lies_in(before, unpack(location)):
            conn.execute(
                "DELETE FROM source_articles WHERE location = ? AND article_id = ?",
                (location, article_id),
            )
            conn.execute(
                "UPDATE sources SET size = NULL, mtime_ns = NULL, sha256 = '' WHERE location = ?",
                (location,),
            )


def _current(conn: sqlite3.Connection, item: Write) -> _Current | None:
    """Which article this is: the one with its identity, else the one that was named."""
    found = one(
        conn, "SELECT article_id FROM articles WHERE identity = ?", pack(item.article.identity)
    )
    article_id = found or item.article_id
    if article_id is None:
        return None
    values = conn.execute(
        "SELECT id, article_id, revision, content_hash, structure_hash, header, modified,"
        " valid_from, first_passage, passages FROM revisions"
        " WHERE article_id = ? AND +current = 1",
        (article_id,),
    ).fetchone()
    return None if values is None else _Current(*values)


def _same_words(conn: sqlite3.Connection, item: Write, current: _Current) -> bool:
    """Whether text, blocks and (where they are given) passages are those that are stored."""
    if (current.content_hash, current.structure_hash) != (
        item.article.content_hash,
        structure_hash(item.article),
    ):
        return False
    if item.vectors is None:
        return True
    first, count = current.first_passage, current.passages
    stored = conn.execute(
        'SELECT start, "end" FROM passages WHERE id >= ? AND id < ? ORDER BY id',
        (first, first + count),
    ).fetchall()
    return stored == [tuple(span) for span in item.passages]


def _new_id(conn: sqlite3.Connection, identity: str) -> str:
    base = "a" + sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    article_id, n = base, 1
    while one(conn, "SELECT 1 FROM articles WHERE article_id = ?", article_id):
        n += 1
        article_id = f"{base}x{n}"
    return article_id


def _valid_from(item: Write, current: _Current) -> float:
    """When a new revision came to be: its own modification date if that can be true.

    It can when it lies after the earlier revision's and not after the time of the ingest.
    """
    added = timestamp(item.added)
    modified = _instant(item.article.meta.modified)
    floors = [t for t in (_instant(current.modified), current.valid_from) if t is not None]
    if modified is not None and modified <= added and all(modified > t for t in floors):
        return modified
    return added if current.valid_from is None else max(added, current.valid_from)


def _instant(iso: str | None) -> float | None:
    """POSIX seconds, or None for no date and for one that cannot be read."""
    if iso is None:
        return None
    try:
        return timestamp(iso)
    except ValueError:
        return None


def _retire(conn: sqlite3.Connection, current: _Current, until: float) -> None:
    conn.execute(
        "UPDATE revisions SET current = 0, valid_to = ? WHERE id = ?", (until, current.row)
    )
    first, end = current.first_passage, current.first_passage + current.passages
    conn.execute("UPDATE passages SET current = 0 WHERE id >= ? AND id < ?", (first, end))


def _insert_revision(
    conn: sqlite3.Connection, item: Write, article_id: str, revision: int, since: float | None
) -> None:
    article = item.article
    count = len(item.passages)
    first = take_rows(conn, count)
    values: dict[str, object] = {
        "article_id": article_id,
        "revision": revision,
        "current": 1,
        "added": item.added,
        "valid_from": since,
        "content_hash": article.content_hash,
        "structure_hash": structure_hash(article),
        "header": item.header,
        "first_passage": first,
        "passages": count,
        **_labels(item),
    }
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    row = conn.execute(
        f"INSERT INTO revisions ({names}) VALUES ({marks})", tuple(values.values())
    ).lastrowid
    conn.execute("INSERT INTO texts VALUES (?, ?)", (row, article.text))
    insert_blocks(conn, row, article.blocks)
    insert_passages(conn, item, article_id, revision, first)


def take_rows(conn: sqlite3.Connection, count: int) -> int:
    """The first of ``count`` row ids for passages that nobody else has had or will have."""
    first = int(one(conn, "SELECT value FROM meta WHERE key = 'next_passage'"))
    conn.execute("UPDATE meta SET value = ? WHERE key = 'next_passage'", (str(first + count),))
    return first


def insert_blocks(conn: sqlite3.Connection, row: int | None, blocks: Iterable[Block]) -> None:
    """Stores the blocks of the revision in this row."""
    conn.executemany(
        "INSERT INTO blocks VALUES (?, ?, ?, ?, ?)",
        [(row, n, block.kind.value, block.start, block.end) for n, block in enumerate(blocks)],
    )


def _labels(item: Write) -> dict[str, object]:
    meta = item.article.meta
    columns = meta_columns(item.article, _instant(meta.published))
    return {**columns, "covered": covered_to_text(item.read, meta)}


def insert_passages(
    conn: sqlite3.Connection, item: Write, article_id: str, revision: int, first: int
) -> None:
    """Stores the passages, words and vectors of a revision from row ``first`` on."""
    text = item.article.text
    rows = []
    for ordinal, (start, end) in enumerate(item.passages):
        words = text[start:end]
        rows.append(
            (
                first + ordinal,
                f"{article_id}-{revision}-{ordinal}",
                article_id,
                revision,
                ordinal,
                start,
                end,
                crc32(words.encode()),
                item.header,
                words,
            )
        )
    conn.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)", rows)
    conn.executemany(
        "INSERT INTO passages_fts (rowid, title, text) VALUES (?, ?, ?)",
        [(values[0], values[8], values[9]) for values in rows],
    )
    _insert_vectors(conn, item, first)
    queue_range(conn, "upsert", first, len(rows))


def _insert_vectors(conn: sqlite3.Connection, item: Write, first: int) -> None:
    vectors = item.vectors
    if vectors is None or vectors.shape[0] != len(item.passages):
        given = 0 if vectors is None else vectors.shape[0]
        raise ValueError(f"{len(item.passages)} passages, but {given} vectors")
    conn.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
        [(first + n, vector.tobytes()) for n, vector in enumerate(vectors.astype("<f4"))],
    )


def relabel(conn: sqlite3.Connection, item: Write, revision: int) -> bool:
    """See ``Catalogue.relabel``."""
    current = _current(conn, item)
    if current is None or current.revision != revision or not _same_words(conn, item, current):
        return False
    if item.vectors is None and current.header != item.header:
        return False
    conn.execute(
        "UPDATE articles SET overrides = ? WHERE article_id = ?",
        (overrides_to_text(item.overrides), current.article_id),
    )
    _relabel(conn, item, current)
    return True


def _relabel(conn: sqlite3.Connection, item: Write, current: _Current) -> None:
    """Puts new metadata on the current revision; the passages keep their ids."""
    values = {**_labels(item), "header": item.header}
    setters = ", ".join(f"{name} = ?" for name in values)
    conn.execute(f"UPDATE revisions SET {setters} WHERE id = ?", (*values.values(), current.row))
    if current.header == item.header or item.vectors is None:
        return
    first, count = current.first_passage, current.passages
    forget_words(conn, first, count)
    conn.execute(
        "UPDATE passages SET title = ? WHERE id >= ? AND id < ?",
        (item.header, first, first + count),
    )
    learn_words(conn, first, count)
    _insert_vectors(conn, item, first)
    queue_range(conn, "upsert", first, count)
