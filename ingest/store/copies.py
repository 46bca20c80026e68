"""Signatures, copies and clusters in the catalogue, on a connection.

Pairs of copies are kept both ways. Whatever changes of an article, the clusters of all that
hang together with it are formed anew, so they never depend on the order of ingest.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.clusters import Member, form
from ingest.copies import is_copy, shingled, size_of, values_of
from ingest.credits import agency_named, credited
from ingest.store.rows import ids, key, one, strings
from ingest.types import Article, Block, BlockKind, Metadata

if TYPE_CHECKING:
    from ingest.resembling import Signatures

_EACH = "(SELECT value FROM json_each(?))"
_STATE = "signatures"
_KINDS = frozenset(kind.value for kind in BlockKind)

MOST = 200
"""Articles that one may resemble and still count as a copy. A text that stands more often is no
story but a notice (a cookie wall, a page of the law), and pairs grow with the square: 1,000 took
19 s and 38 MB, 200 take 1 s."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An article as it now stands in the catalogue, with the signature of its text.

    ``content_hash`` is that of the stored text.
    """

    article_id: str
    article: Article
    content_hash: str
    signature: bytes


def state(conn: sqlite3.Connection) -> int:
    """The number of the state of all signatures; every change of one counts it up."""
    return int(one(conn, "SELECT value FROM meta WHERE key = ?", _STATE) or 0)


def load(conn: sqlite3.Connection) -> Signatures:
    """The signatures of all articles."""
    import numpy as np

    from ingest.resembling import Signatures

    found = Signatures()
    stored = [
        (name, values)
        for name, blob in conn.execute("SELECT article_id, signature FROM signatures ORDER BY 1")
        if (values := values_of(blob)) is not None
    ]
    if stored:
        found.extend([name for name, _ in stored], np.array([values for _, values in stored]))
    return found


def put(conn: sqlite3.Connection, held: Signatures, changed: Sequence[Signed]) -> None:
    """Takes over the text of new and edited articles: signatures, copies, clusters.

    ``held`` are the signatures of all articles, brought up to date with it.
    """
    names = [each.article_id for each in changed]
    touched = {*names, *_linked(conn, names)}
    _unlink(conn, names)
    conn.executemany(
        "INSERT OR REPLACE INTO signatures VALUES (?, ?, ?, ?)",
        [
            (each.article_id, each.content_hash, each.signature, credited(each.article))
            for each in changed
        ],
    )
    for each in changed:
        held.put(each.article_id, values_of(each.signature))
    found = _verified(conn, _fewer(held.resembling(names)), changed)
    conn.executemany(
        "INSERT OR IGNORE INTO copies VALUES (?, ?)",
        [pair for one_, other in found for pair in ((one_, other), (other, one_))],
    )
    _reform(conn, touched | {name for pair in found for name in pair})
    _count(conn)


def _fewer(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs without those of articles that resemble more than ``MOST`` others."""
    counted = Counter(name for pair in pairs for name in pair)
    return [pair for pair in pairs if max(map(counted.__getitem__, pair)) <= MOST]


def signed(conn: sqlite3.Connection, names: Iterable[str]) -> list[Signed]:
    """Those of the articles whose current text has a signature, with it: to be put again
    when who published them, and when, has changed."""
    blobs = dict(
        conn.execute(
            "SELECT s.article_id, s.signature FROM signatures s JOIN revisions r USING (article_id)"
            f" WHERE s.article_id IN {_EACH} AND +r.current = 1"
            " AND s.content_hash = r.content_hash",
            (ids(names),),
        ).fetchall()
    )
    return [replace(each, signature=blobs[each.article_id]) for each in stored(conn, blobs)]


def again(conn: sqlite3.Connection, names: Iterable[str]) -> None:
    """Puts articles to their copies anew, when other metadata stand on them."""
    put(conn, load(conn), signed(conn, names))


def outdated(conn: sqlite3.Connection, names: Iterable[str]) -> None:
    """Says that other parts of the articles can be cited now: they are to be signed again."""
    conn.execute(
        f"UPDATE signatures SET content_hash = '' WHERE article_id IN {_EACH}", (ids(names),)
    )


def drop(conn: sqlite3.Connection, article_ids: Sequence[str]) -> None:
    """Takes articles out of signatures, copies and clusters."""
    left = set(_linked(conn, article_ids)) - set(article_ids)
    _unlink(conn, article_ids)
    for table in ("signatures", "clusters"):
        conn.execute(f"DELETE FROM {table} WHERE article_id IN {_EACH}", (ids(article_ids),))
    _reform(conn, left)
    _count(conn)


def unsigned(conn: sqlite3.Connection, limit: int = -1) -> list[str]:
    """Articles whose current text has no signature: those of an earlier format."""
    found = conn.execute(
        "SELECT r.article_id FROM revisions r LEFT JOIN signatures s USING (article_id)"
        " WHERE r.current = 1 AND s.content_hash IS NOT r.content_hash LIMIT ?",
        (limit,),
    )
    return [name for (name,) in found]


def stored(conn: sqlite3.Connection, article_ids: Iterable[str]) -> Iterator[Signed]:
    """The current text of each article with its blocks and what credits tell, not signed yet.

    What is damaged is for ``check`` to find: it must not keep other articles out.
    """
    for row, name, digest, publisher, authors, text in conn.execute(
        "SELECT r.id, r.article_id, r.content_hash, r.publisher, r.authors,"
        " CAST(coalesce(t.text, '') AS BLOB)"
        " FROM revisions r LEFT JOIN texts t ON t.revision_id = r.id"
        f" WHERE r.article_id IN {_EACH} AND +r.current = 1 ORDER BY r.id",
        (ids(article_ids),),
    ).fetchall():
        blocks = conn.execute(
            'SELECT kind, start, "end" FROM blocks WHERE revision_id = ? ORDER BY ordinal', (row,)
        )
        article = Article(
            identity="",
            source="",
            text=text.decode("utf-8", "replace"),
            blocks=tuple(
                Block(BlockKind(kind), start, end) for kind, start, end in blocks if kind in _KINDS
            ),
            meta=Metadata(publisher=publisher, authors=strings(authors)),
        )
        yield Signed(name, article, digest, b"")


def _verified(
    conn: sqlite3.Connection, pairs: Sequence[tuple[str, str]], changed: Sequence[Signed]
) -> list[tuple[str, str]]:
    """The pairs that are copies, word by word."""
    articles = {each.article_id: each.article for each in changed}
    wanted = dict.fromkeys(name for pair in pairs for name in pair)
    for each in stored(conn, [name for name in wanted if name not in articles]):
        articles[each.article_id] = each.article
    texts = {name: shingled(articles[name]) for name in wanted}
    outlets = {name: key(articles[name].meta.publisher or name) for name in wanted}
    return [
        (one_, other)
        for one_, other in pairs
        if is_copy(texts[one_], texts[other], one_outlet=outlets[one_] == outlets[other])
    ]


def _linked(conn: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """The copies of any of the articles."""
    found = conn.execute(f"SELECT DISTINCT other FROM copies WHERE one IN {_EACH}", (ids(names),))
    return [name for (name,) in found]


def _unlink(conn: sqlite3.Connection, names: Iterable[str]) -> None:
    others = _linked(conn, names)
    conn.execute(f"DELETE FROM copies WHERE one IN {_EACH}", (ids(names),))
    conn.execute(
        f"DELETE FROM copies WHERE one IN {_EACH} AND other IN {_EACH}", (ids(others), ids(names))
    )


def _reform(conn: sqlite3.Connection, touched: set[str]) -> None:
    """Forms the clusters of all articles that hang together with those touched."""
    reached, front = set(touched), touched
    while front:
        front = set(_linked(conn, front)) - reached
        reached |= front
    wanted = ids(sorted(reached))
    links: dict[str, list[str]] = {}
    for name, other in conn.execute(
        f"SELECT one, other FROM copies WHERE one IN {_EACH} ORDER BY one, other", (wanted,)
    ):
        links.setdefault(name, []).append(other)
    found = form(_members(conn, ids(sorted(links))), links)
    conn.execute(f"DELETE FROM clusters WHERE article_id IN {_EACH}", (wanted,))
    conn.executemany("INSERT INTO clusters VALUES (?, ?)", sorted(found.items()))


def _members(conn: sqlite3.Connection, wanted: str) -> list[Member]:
    found = conn.execute(
        "SELECT r.article_id, r.published, s.signature, s.wire, r.publisher FROM revisions r"
        " JOIN signatures s USING (article_id)"
        f" WHERE r.article_id IN {_EACH} AND +r.current = 1",
        (wanted,),
    )
    return [
        Member(name, published, size_of(blob), wire, agency_named(publisher) is not None)
        for name, published, blob, wire, publisher in found
    ]


def _count(conn: sqlite3.Connection) -> None:
    conn.execute(
        "INSERT INTO meta VALUES (?, '1') ON CONFLICT (key) DO UPDATE SET value = value + 1",
        (_STATE,),
    )
