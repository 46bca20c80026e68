"""Articles, their revisions, and what can be said of the library as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from ingest.errors import UnknownArticle
from ingest.records import Counts
from ingest.store.connection import article_damaged
from ingest.store.filters import condition
from ingest.store.rows import (
    CLUSTER,
    ROW_COLUMNS,
    ids,
    one,
    pairs,
    row,
    strings,
    unpack,
)
from ingest.types import (
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    StoredArticle,
)

_EACH = "(SELECT value FROM json_each(?))"
_WITHHELD = frozenset(kind.value for kind in BlockKind if kind.withheld)
_ROWS = f"SELECT {ROW_COLUMNS}, {CLUSTER}, r.current FROM revisions r"


def _row(values: tuple[Any, ...]) -> ArticleRow:
    """An ArticleRow from the columns of ``_ROWS``."""
    return replace(row(values, values[16]), current=bool(values[17]))


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


def article(conn: sqlite3.Connection, article_id: str, revision: int | None) -> StoredArticle:
    """See ``Catalogue.article``."""
    article_id = full_id(conn, article_id)
    where, wanted = ("+r.current = 1", ()) if revision is None else ("r.revision = ?", (revision,))
    found = conn.execute(
        f"SELECT {ROW_COLUMNS}, r.id, r.added, r.current, r.warnings, r.meta_sources, a.identity,"
        " CAST(t.text AS BLOB)"
        " FROM revisions r JOIN articles a USING (article_id)"
        f" LEFT JOIN texts t ON t.revision_id = r.id WHERE r.article_id = ? AND {where}",
        (article_id, *wanted),
    ).fetchone()
    if found is None:
        raise _unknown_revision(article_id, revision)
    head = row(found)
    row_id, added, current, warnings, places, identity, text = found[16:]
    blocks = conn.execute(
        'SELECT kind, start, "end" FROM blocks WHERE revision_id = ? ORDER BY ordinal', (row_id,)
    )
    try:
        tiles = tuple(Block(BlockKind(kind), start, end) for kind, start, end in blocks)
    except ValueError:
        raise article_damaged(article_id) from None
    value = Article(
        identity=unpack(identity),
        source=head.source,
        text=(text or b"").decode("utf-8", "replace"),
        blocks=tiles,
        meta=head.meta,
        warnings=strings(warnings),
        meta_sources=pairs(places),
    )
    if value.content_hash != head.content_hash:
        raise article_damaged(article_id)
    return StoredArticle(article_id, head.revision, value, head.content_hash, added, bool(current))


def _unknown_revision(article_id: str, revision: int | None) -> UnknownArticle:
    return UnknownArticle(
        f"Article {article_id} has no revision {revision}.",
        f"`briefing show {article_id} --revisions` lists those it has.",
    )


def rows(conn: sqlite3.Connection, filters: Filters) -> list[ArticleRow]:
    """See ``Catalogue.rows``."""
    where, params = condition(filters)
    found = conn.execute(
        f"{_ROWS} WHERE {where} ORDER BY r.published_ts IS NULL, r.published_ts DESC, r.id DESC",
        params,
    )
    return [_row(values) for values in found]


def named_row(conn: sqlite3.Connection, article_id: str) -> ArticleRow:
    """See ``Catalogue.named_row``."""
    whole = full_id(conn, article_id)
    found = row_of(conn, [whole]).get(whole)
    if found is None:
        raise article_damaged(whole)
    return found


def row_of(conn: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, ArticleRow]:
    """See ``Catalogue.row_of``."""
    found = conn.execute(
        f"{_ROWS} WHERE r.article_id IN {_EACH} AND +r.current = 1",
        (ids(article_ids),),
    )
    return {values[0]: _row(values) for values in found}


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
        f"{_ROWS} WHERE r.article_id IN {_EACH}",
        (ids({article_id for article_id, _ in wanted}),),
    )
    return {pair: _row(values) for values in found if (pair := (values[0], values[1])) in wanted}


def revisions(conn: sqlite3.Connection, article_id: str) -> list[tuple[int, str]]:
    """See ``Catalogue.revisions``."""
    return conn.execute(
        "SELECT revision, added FROM revisions WHERE article_id = ? ORDER BY revision",
        (full_id(conn, article_id),),
    ).fetchall()


def same_content(conn: sqlite3.Connection, content_hash: str) -> list[ArticleRow]:
    """See ``Catalogue.same_content``."""
    found = conn.execute(
        f"{_ROWS} WHERE r.content_hash = ? AND +r.current = 1"
        " ORDER BY r.published_ts IS NULL, r.published_ts, r.id",
        (content_hash,),
    )
    return [_row(values) for values in found]


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
    other = sum(n for kind, n in withheld.items() if kind in _WITHHELD)
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


def fingerprint(conn: sqlite3.Connection, embedder: str) -> str:
    """See ``Catalogue.fingerprint``."""
    digest = sha256(embedder.encode())
    for values in conn.execute(
        "SELECT article_id, revision, content_hash FROM revisions WHERE current = 1"
        " ORDER BY article_id"
    ):
        digest.update("\n{} {} {}".format(*values).encode())
    return digest.hexdigest()
