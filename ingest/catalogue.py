"""The catalogue: every article, revision, passage and vector of a library, in SQLite.

It is the truth; the vector index is made from it. ``Catalogue`` is the one door: what lies
in ``ingest.store`` is its inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Counts, Known, KnownSource, PendingOp, Write, Written
from ingest.store import checks, copies, learned, reading, remembered, removing, writing
from ingest.store.access import changes_of
from ingest.store.clustered import Clustered
from ingest.store.edited import Edited
from ingest.store.followed import FollowedSources
from ingest.store.learned import Learned
from ingest.store.listed import Listed
from ingest.store.named import Named
from ingest.store.orphans import Orphans
from ingest.store.queued import Queued
from ingest.store.rows import one
from ingest.store.searched import EVERYTHING, Searched
from ingest.types import ArticleRow, Filters, StoredArticle


class Catalogue(
    Searched, Queued, Clustered, FollowedSources, Listed, Named, Learned, Edited, Orphans
):
    """One library's ``library.db``. Usable from several threads and several processes.

    Every method raises LibraryDamaged when the file turns out not to hold what it should,
    and LibraryError when it is busy, unwritable or the disk is full.
    """

    # ── articles ──────────────────────────────────────────────────────────────────────

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """An article with its text and blocks: the current revision, or the given one.

        A beginning of an id that only one article has will do. Raises UnknownArticle, and
        ArticleDamaged when the text is not the one that was stored.
        """
        with self._read() as conn:
            return reading.article(conn, article_id, revision)

    def rows(self, filters: Filters = EVERYTHING) -> list[ArticleRow]:
        """The articles that the filters let through, newest published first, undated last."""
        with self._read() as conn:
            return reading.rows(conn, filters)

    def named_row(self, article_id: str) -> ArticleRow:
        """The current row of one article, whose text is not read: that may be damaged.

        A beginning of an id that only one article has will do. Raises UnknownArticle, and
        ArticleDamaged for an article without a current revision.
        """
        with self._read() as conn:
            return reading.named_row(conn, article_id)

    def row_of(self, article_ids: Iterable[str]) -> dict[str, ArticleRow]:
        """The current row of each article by its id; unknown ids are left out."""
        with self._read() as conn:
            return reading.row_of(conn, article_ids)

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        """The row of one revision, current or not. Raises UnknownArticle."""
        with self._read() as conn:
            return reading.revision_row(conn, article_id, revision)

    def revision_rows(self, pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], ArticleRow]:
        """The rows of many revisions by (article id, revision); unknown ones are left out."""
        with self._read() as conn:
            return reading.revision_rows(conn, pairs)

    def revisions(self, article_id: str) -> list[tuple[int, str]]:
        """Each revision's number and the ISO time it was added, oldest first.

        Raises UnknownArticle.
        """
        with self._read() as conn:
            return reading.revisions(conn, article_id)

    def same_content(self, content_hash: str) -> list[ArticleRow]:
        """The articles whose current text has this hash, oldest published first."""
        with self._read() as conn:
            return reading.same_content(conn, content_hash)

    def counts(self) -> Counts:
        """How much there is."""
        with self._read() as conn:
            return reading.counts(conn)

    def newest(self) -> str | None:
        """The publication date of the newest article (ISO, as stored), if any has one."""
        with self._read() as conn:
            return reading.newest(conn)

    # ── what an ingest asks ───────────────────────────────────────────────────────────

    def known(self, identities: Iterable[str], content_hashes: Iterable[str] = ()) -> list[Known]:
        """Every article with one of the identities or one of the (current) content hashes."""
        with self._read() as conn:
            return remembered.known(conn, identities, content_hashes)

    def source(self, location: str) -> KnownSource | None:
        """What is remembered of a source that was read to its end."""
        with self._read() as conn:
            return remembered.source(conn, location)

    def sources(self) -> list[KnownSource]:
        """All remembered sources, by location."""
        with self._read() as conn:
            return remembered.sources(conn)

    # ── changes ───────────────────────────────────────────────────────────────────────

    def write(self, batch: Sequence[Write]) -> list[Written]:
        """Stores articles in one transaction: all of the batch or nothing of it.

        An article is found by its identity, else by ``Write.article_id``, inside the
        transaction, so another process may have written meanwhile: a new one is added, one
        with other text becomes a new revision, one with the same text gets the metadata.
        Returns what each came to, in order.
        """
        with self._change() as conn:
            written = writing.write(conn, batch)
            learned.remember(conn, batch, written)
            held = self._compare(conn, batch, written)
        self._held = held
        return written

    def record_sources(self, sources: Sequence[KnownSource]) -> None:
        """Remembers sources as read to their end."""
        with self._change() as conn:
            remembered.record_sources(conn, sources)

    def forget_sources(self, locations: Sequence[str]) -> list[str]:
        """Forgets sources; returns the ids of the articles that no other source gives."""
        with self._change() as conn:
            return remembered.forget_sources(conn, locations)

    def remove(self, article_ids: Sequence[str]) -> None:
        """Takes articles out with all revisions, passages and vectors.

        Their sources no longer count as read. Unknown ids are passed over.
        """
        with self._change() as conn:
            removing.remove(conn, article_ids)
            copies.drop(conn, article_ids)
            learned.forget(conn, article_ids)

    # ── the library itself ────────────────────────────────────────────────────────────

    def meta(self, key: str) -> str | None:
        """A named entry of the library, such as the fingerprint of its embedder."""
        with self._read() as conn:
            value = one(conn, "SELECT value FROM meta WHERE key = ?", key)
            return None if value is None else str(value)

    def set_meta(self, key: str, value: str) -> None:
        """Keeps a named entry."""
        with self._change(counted=False) as conn:
            conn.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def fingerprint(self) -> str:
        """sha256 (hex) over the embedder's name and the current content.

        Two libraries with the same articles in the same revisions have the same one,
        whatever way they came to it.
        """
        with self._read() as conn:
            embedder = one(conn, "SELECT value FROM meta WHERE key = 'embedder'") or ""
            state = (changes_of(conn), embedder)
            if self._fingerprint is None or self._fingerprint[0] != state:
                self._fingerprint = (state, reading.fingerprint(conn, embedder))
            return self._fingerprint[1]

    def check(self) -> list[str]:
        """Everything that is wrong inside the file, a line each; reads all of it."""
        with self._pool.lend() as conn:
            return checks.check(conn)

    def rebuild_search(self) -> None:
        """Makes the word index anew from the passages."""
        with self._change() as conn:
            conn.execute("INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')")


__all__ = [
    "Catalogue",
    "Counts",
    "Known",
    "KnownSource",
    "PendingOp",
    "Write",
    "Written",
]
