"""Reads that need no numpy: articles, lists, passages, sources, the outbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from ingest.errors import UnknownArticle
from ingest.records import Counts, Known, KnownSource, PendingOp
from ingest.store.connection import damaged
from ingest.store.filters import condition
from ingest.store.rows import (
    PASSAGE_COLUMNS,
    ROW_COLUMNS,
    ids,
    one,
    overrides_from_text,
    pack,
    passage,
    row,
    unpack,
)
from ingest.types import (
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    Passage,
    StoredArticle,
)

_EACH = "(SELECT value FROM json_each(?))"

#: Names are bound one by one (they may be no valid UTF-8), so many at a time.
_AT_ONCE = 500


def full_id(conn: sqlite3.Connection, article_id: str) -> str:
    """The id that ``article_id`` is, or is the only beginning of. Raises UnknownArticle."""
    if one(conn, "SELECT 1 FROM articles WHERE article_id = ?", article_id):
        return article_id
    found = []
    if article_id:
        after = article_id[:-1] + chr(ord(article_id[-1]) + 1)
        found = conn.execute(
            "SELECT article_id FROM articles WHERE article_id >= ? AND article_id < ? LIMIT 4",
            (article_id, after),
        ).fetchall()
    if len(found) == 1:
        return str(found[0][0])
    if found:
        some = ", ".join(name for (name,) in found[:3]) + (", …" if len(found) > 3 else "")
        raise UnknownArticle(
            f"Several articles have ids that begin with {article_id!r}: {some}.",
            "Give more of the id.",
        )
    raise UnknownArticle(f"No article has the id {article_id!r}.", "`briefing list` shows the ids.")


def article(
    conn: sqlite3.Connection, path: Path, article_id: str, revision: int | None
) -> StoredArticle:
    """See ``Catalogue.article``."""
    article_id = full_id(conn, article_id)
    where, wanted = ("r.current = 1", ()) if revision is None else ("r.revision = ?", (revision,))
    found = conn.execute(
        f"SELECT {ROW_COLUMNS}, r.id, r.added, r.current, r.warnings, a.identity, t.text"
        " FROM revisions r JOIN articles a USING (article_id)"
        f" LEFT JOIN texts t ON t.revision_id = r.id WHERE r.article_id = ? AND {where}",
        (article_id, *wanted),
    ).fetchone()
    if found is None:
        raise _unknown_revision(article_id, revision)
    head = row(found)
    row_id, added, current, warnings, identity, text = found[16:]
    blocks = conn.execute(
        'SELECT kind, start, "end" FROM blocks WHERE revision_id = ? ORDER BY ordinal', (row_id,)
    )
    value = Article(
        identity=unpack(identity),
        source=head.source,
        text=text or "",
        blocks=tuple(Block(BlockKind(kind), start, end) for kind, start, end in blocks),
        meta=head.meta,
        warnings=_strings(warnings),
    )
    if value.content_hash != head.content_hash:
        raise damaged(path, f"the text of article {article_id} is not the one that was stored")
    return StoredArticle(article_id, head.revision, value, head.content_hash, added, bool(current))


def _strings(value: str) -> tuple[str, ...]:
    import json

    return tuple(json.loads(value))


def _unknown_revision(article_id: str, revision: int | None) -> UnknownArticle:
    return UnknownArticle(
        f"Article {article_id} has no revision {revision}.",
        f"`briefing show {article_id} --revisions` lists those it has.",
    )


def rows(conn: sqlite3.Connection, filters: Filters) -> list[ArticleRow]:
    """See ``Catalogue.rows``."""
    where, params = condition(filters)
    found = conn.execute(
        f"SELECT {ROW_COLUMNS} FROM revisions r WHERE {where}"
        " ORDER BY r.published_ts IS NULL, r.published_ts DESC, r.id DESC",
        params,
    )
    return [row(values) for values in found]


def row_of(conn: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, ArticleRow]:
    """See ``Catalogue.row_of``."""
    found = conn.execute(
        f"SELECT {ROW_COLUMNS} FROM revisions r WHERE r.current = 1 AND r.article_id IN {_EACH}",
        (ids(article_ids),),
    )
    return {values[0]: row(values) for values in found}


def revision_row(conn: sqlite3.Connection, article_id: str, revision: int) -> ArticleRow:
    """See ``Catalogue.revision_row``."""
    article_id = full_id(conn, article_id)
    found = revision_rows(conn, [(article_id, revision)])
    if not found:
        raise _unknown_revision(article_id, revision)
    return found[article_id, revision]


def revision_rows(
    conn: sqlite3.Connection, pairs: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], ArticleRow]:
    """See ``Catalogue.revision_rows``."""
    wanted = set(pairs)
    found = conn.execute(
        f"SELECT {ROW_COLUMNS} FROM revisions r WHERE r.article_id IN {_EACH}",
        (ids({article_id for article_id, _ in wanted}),),
    )
    return {pair: row(values) for values in found if (pair := (values[0], values[1])) in wanted}


def revisions(conn: sqlite3.Connection, article_id: str) -> list[tuple[int, str]]:
    """See ``Catalogue.revisions``."""
    return conn.execute(
        "SELECT revision, added FROM revisions WHERE article_id = ? ORDER BY revision",
        (full_id(conn, article_id),),
    ).fetchall()


def same_content(conn: sqlite3.Connection, content_hash: str) -> list[ArticleRow]:
    """See ``Catalogue.same_content``."""
    found = conn.execute(
        f"SELECT {ROW_COLUMNS} FROM revisions r WHERE r.current = 1 AND r.content_hash = ?"
        " ORDER BY r.published_ts IS NULL, r.published_ts, r.id",
        (content_hash,),
    )
    return [row(values) for values in found]


def counts(conn: sqlite3.Connection) -> Counts:
    """See ``Catalogue.counts``."""
    articles, passages_, undated, publishers = conn.execute(
        "SELECT count(*), coalesce(sum(passages), 0), count(*) - count(published_ts),"
        " count(DISTINCT publisher_key) FROM revisions WHERE current = 1"
    ).fetchone()
    withheld = dict(
        conn.execute(
            "SELECT b.kind, count(*) FROM blocks b JOIN revisions r ON r.id = b.revision_id"
            " WHERE r.current = 1 GROUP BY b.kind"
        ).fetchall()
    )
    other = sum(n for kind, n in withheld.items() if BlockKind(kind).withheld)
    comments = withheld.get(BlockKind.COMMENT.value, 0)
    return Counts(
        articles=articles,
        revisions=one(conn, "SELECT count(*) FROM revisions"),
        passages=passages_,
        comments=comments,
        boilerplate=other - comments,
        undated=undated,
        publishers=publishers,
        sources=one(conn, "SELECT count(*) FROM sources"),
        pending=one(conn, "SELECT count(*) FROM outbox"),
    )


def newest(conn: sqlite3.Connection) -> str | None:
    """See ``Catalogue.newest``."""
    value = one(
        conn,
        "SELECT published FROM revisions WHERE current = 1 AND published_ts IS NOT NULL"
        " ORDER BY published_ts DESC LIMIT 1",
    )
    return None if value is None else str(value)


def known(
    conn: sqlite3.Connection, identities: Iterable[str], content_hashes: Iterable[str]
) -> list[Known]:
    """See ``Catalogue.known``."""
    packed = [pack(identity) for identity in dict.fromkeys(identities)]
    chosen: list[str] = []
    for at in range(0, len(packed), _AT_ONCE):
        part = packed[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        chosen += [
            name
            for (name,) in conn.execute(
                f"SELECT article_id FROM articles WHERE identity IN ({marks})", part
            )
        ]
    chosen += [
        name
        for (name,) in conn.execute(
            f"SELECT article_id FROM revisions WHERE current = 1 AND content_hash IN {_EACH}",
            (ids(content_hashes),),
        )
    ]
    if not chosen:
        return []
    wanted = ids(dict.fromkeys(chosen))
    places: dict[str, list[str]] = {}
    for name, location in conn.execute(
        f"SELECT article_id, location FROM source_articles WHERE article_id IN {_EACH}"
        " ORDER BY location",
        (wanted,),
    ):
        places.setdefault(name, []).append(unpack(location))
    found = conn.execute(
        f"SELECT {ROW_COLUMNS}, a.identity, r.structure_hash, a.overrides"
        " FROM revisions r JOIN articles a USING (article_id)"
        f" WHERE r.current = 1 AND r.article_id IN {_EACH} ORDER BY r.id",
        (wanted,),
    )
    return [_known(values, places) for values in found]


def _known(values: tuple[object, ...], places: dict[str, list[str]]) -> Known:
    head = row(values)
    identity, structure, overrides = values[16:]
    return Known(
        article_id=head.article_id,
        revision=head.revision,
        identity=unpack(identity),  # type: ignore[arg-type]
        content_hash=head.content_hash,
        structure_hash=str(structure),
        source=head.source,
        meta=head.meta,
        overrides=overrides_from_text(str(overrides)),
        locations=tuple(places.get(head.article_id, ())),
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


def passages(conn: sqlite3.Connection, path: Path, rowids: Sequence[int]) -> dict[int, Passage]:
    """See ``Catalogue.passages``."""
    found = {}
    for values in conn.execute(
        f"SELECT {PASSAGE_COLUMNS} FROM passages p WHERE p.id IN {_EACH}",
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
            f"SELECT passage_id, id FROM passages WHERE passage_id IN {_EACH}",
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
            f"SELECT id, article_id, revision, text FROM passages WHERE id IN {_EACH}",
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


def fingerprint(conn: sqlite3.Connection) -> str:
    """See ``Catalogue.fingerprint``."""
    digest = sha256((one(conn, "SELECT value FROM meta WHERE key = 'embedder'") or "").encode())
    for values in conn.execute(
        "SELECT article_id, revision, content_hash FROM revisions WHERE current = 1"
        " ORDER BY article_id"
    ):
        digest.update("\n{} {} {}".format(*values).encode())
    return digest.hexdigest()


def check(conn: sqlite3.Connection) -> list[str]:
    """See ``Catalogue.check``."""
    return [str(line) for (line,) in conn.execute("PRAGMA quick_check(20)") if line != "ok"]
