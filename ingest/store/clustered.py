"""Which articles are copies of one another: the clusters of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.boilerplate import paragraphs
from ingest.clusters import Carried, Cluster
from ingest.copies import signature
from ingest.records import Write, Written
from ingest.store import clusters, copies, learned, passages, reading
from ingest.store.access import Access
from ingest.types import ArticleRow, Passage

if TYPE_CHECKING:
    from ingest.resembling import Signatures

_AT_ONCE = 200
"""Articles that are signed in one transaction: others who write wait half a second for it."""

_Held = tuple[int, "Signatures"]


class Clustered(Access):
    """The copies in a library. Part of ``Catalogue``."""

    _held: _Held | None = None
    """The signatures of all articles, with the number of the state that they are of."""

    def cluster_of(self, article_ids: Iterable[str]) -> dict[str, Cluster]:
        """The cluster of each article by its id; one that has no copy in the library and no
        agency's credit is left out."""
        with self._read() as conn:
            return clusters.cluster_of(conn, article_ids)

    def clusters(self) -> list[Cluster]:
        """Every cluster of two or more articles, the newest origin first, undated last."""
        with self._read() as conn:
            return clusters.clusters(conn)

    def carried(self, row: ArticleRow) -> Carried:
        """Whose report an article is besides its outlet's, and which other outlets have it:
        the same text, or a copy of it."""
        with self._read() as conn:
            cluster = clusters.cluster_of(conn, [row.article_id]).get(row.article_id)
            same = reading.same_content(conn, row.content_hash)
        found = cluster.carried(row) if cluster else Carried()
        names = (each.meta.publisher for each in same if each.article_id != row.article_id)
        others = (name for name in names if name and name != row.meta.publisher)
        return replace(found, by=tuple(dict.fromkeys((*found.by, *others))))

    def passages_of(self, row: ArticleRow) -> list[Passage]:
        """All passages of the revision that the row is of, in order; none of an unknown one."""
        with self._read() as conn:
            found = conn.execute(
                "SELECT first_passage, passages FROM revisions"
                " WHERE article_id = ? AND revision = ?",
                (row.article_id, row.revision),
            ).fetchone()
            first, count = found or (0, 0)
            return list(passages.passages(conn, self.path, range(first, first + count)).values())

    def unsigned(self) -> int:
        """Articles that were never compared with the others: those of an earlier format."""
        with self._read() as conn:
            return len(copies.unsigned(conn))

    def sign(self, limit: int = _AT_ONCE) -> int:
        """Compares some of those with all others; how many it were, 0 when none was left."""
        with self._change(counted=False) as conn:
            names = copies.unsigned(conn, limit)
            if not names:
                return 0
            held = self._signatures(conn)
            found = copies.stored(conn, names)
            signed = [replace(each, signature=signature(each.article)) for each in found]
            copies.put(conn, held, signed)
            for each in signed:
                # Of an earlier format nothing is known that boilerplate is learned from, either.
                learned.note(conn, each.article_id, each.article, paragraphs(each.article))
            state = copies.state(conn)
        self._held = (state, held)
        return len(names)

    def _compare(
        self, conn: sqlite3.Connection, batch: Sequence[Write], written: Sequence[Written]
    ) -> _Held | None:
        """Brings the clusters up to what was written; what is to be held once it is kept."""
        done = list(zip(batch, written, strict=True))
        changed = {
            each.article_id: copies.Signed(
                each.article_id, item.article, item.article.content_hash, item.signature
            )
            for item, each in done
            if each.action in ("added", "updated")
        }
        labelled = {
            each.article_id: item.article for item, each in done if each.action == "relabelled"
        }
        for name in labelled.keys() & changed.keys():
            changed[name] = replace(changed[name], article=labelled[name])
        for one in copies.signed(conn, labelled.keys() - changed.keys()):
            changed[one.article_id] = one
        if not changed:
            return self._held
        held = self._signatures(conn)
        copies.put(conn, held, list(changed.values()))
        return copies.state(conn), held

    def _signatures(self, conn: sqlite3.Connection) -> Signatures:
        """Those of the connection's state. They are let go of here, so that a transaction
        that is undone leaves none behind that were never stored."""
        held, self._held = self._held, None
        if held is not None and held[0] == copies.state(conn):
            return held[1]
        return copies.load(conn)
