"""The catalogue: every article, revision, passage and vector of a library, in SQLite.

It is the truth; the vector index is made from it. ``Catalogue`` is the one door: what lies
in ``ingest.store`` is its inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from ingest.records import Counts, Known, KnownSource, PendingOp, Write, Written
from ingest.store import checks, passages, reading, remembered, writing
from ingest.store.access import Access, changes_of
from ingest.store.rows import one
from ingest.types import ArticleRow, Filters, Passage, StoredArticle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.store.searching import Places

EVERYTHING = Filters()


class Catalogue(Access):
    """One library's ``library.db``. Usable from several threads and several processes.

    Every method raises LibraryDamaged when the file turns out not to hold what it should,
    and LibraryError when it is busy, unwritable or the disk is full.
    """

    # ── articles ──────────────────────────────────────────────────────────────────────

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """An article with its text and blocks: the current revision, or the given one.

        A beginning of an id that only one article has will do. Raises UnknownArticle, and
        LibraryDamaged when the text is not the one that was stored.
        """
        with self._read() as conn:
            return reading.article(conn, self.path, article_id, revision)

    def rows(self, filters: Filters = EVERYTHING) -> list[ArticleRow]:
        """The articles that the filters let through, newest published first, undated last."""
        with self._read() as conn:
            return reading.rows(conn, filters)

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
            return writing.write(conn, batch)

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

        Their sources are forgotten too. Unknown ids are passed over.
        """
        with self._change() as conn:
            writing.remove(conn, article_ids)

    # ── search ────────────────────────────────────────────────────────────────────────

    def lexical(
        self,
        match: str,
        filters: Filters = EVERYTHING,
        limit: int = 100,
        weights: tuple[float, float] = (1.0, 1.0),
    ) -> list[tuple[int, float]]:
        """The passages that best match an FTS5 expression: (row id, BM25 score), best first.

        Larger is better. ``weights`` are those of the header and of the text. Raises
        ValueError for an expression that FTS5 does not understand.
        """
        from ingest.store import searching

        with self._read() as conn:
            view = self._current_view(conn)
            mask = view.mask(conn, filters)
            return searching.lexical(conn, view.ranges, mask, match, limit, weights)

    def frequencies(self, phrases: Sequence[str], filters: Filters = EVERYTHING) -> list[int]:
        """About how many passages that the filters let through match each FTS5 expression.

        Counted over all and reckoned down by the share that passes; at least 1 where any
        matches. Raises ValueError as ``lexical`` does.
        """
        from ingest.store import searching

        with self._read() as conn:
            view = self._current_view(conn)
            share = view.ranges.share(view.mask(conn, filters))
            return [ceil(share * searching.frequency(conn, phrase)) for phrase in phrases]

    def passages(self, rowids: Sequence[int]) -> dict[int, Passage]:
        """The passages by row id; unknown ones are left out."""
        with self._read() as conn:
            return passages.passages(conn, self.path, rowids)

    def rowids(self, passage_ids: Sequence[str]) -> dict[str, int]:
        """The row ids by passage id; unknown ones are left out."""
        with self._read() as conn:
            return passages.rowids(conn, passage_ids)

    def neighbours(self, rowids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The texts of the passages before and after, "" at either end of the article."""
        with self._read() as conn:
            return passages.neighbours(conn, rowids)

    def eligible(self, rowids: Sequence[int], filters: Filters = EVERYTHING) -> set[int]:
        """Those of the rows that the filters let through."""
        import numpy as np

        rows = np.asarray(rowids, dtype=np.int64)
        with self._read() as conn:
            view = self._current_view(conn)
            keep = view.mask(conn, filters)[view.ranges.locate(rows)]
        return set(rows[keep].tolist())

    def published_ts(self, rowids: Sequence[int]) -> dict[int, float | None]:
        """When each passage's article was published, in POSIX seconds; None if undated.

        Unknown rows are left out.
        """
        import numpy as np

        rows = np.asarray(rowids, dtype=np.int64)
        with self._read() as conn:
            ranges = self._current_view(conn).ranges
        at = ranges.locate(rows)
        times = np.append(ranges.published, np.nan)[at]
        return {
            row: None if time != time else time
            for row, time, index in zip(rows.tolist(), times.tolist(), at.tolist(), strict=True)
            if index >= 0
        }

    def places(self, rowids: Sequence[int] | NDArray[np.int64]) -> Places:
        """Where each passage lies in its revision, and when that was published, as arrays."""
        import numpy as np

        with self._read() as conn:
            ranges = self._current_view(conn).ranges
        return ranges.places(np.asarray(rowids, dtype=np.int64))

    def vectors(self, rowids: Sequence[int]) -> NDArray[np.float32]:
        """A float32 array (rows, dimension) in the order of ``rowids``.

        Raises KeyError for a row without a vector.
        """
        from ingest.store import searching

        with self._read() as conn:
            return searching.vectors(conn, rowids)

    def all_vectors(
        self, filters: Filters = EVERYTHING
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The row ids and vectors of all passages that the filters let through.

        For exact search. Both arrays are shared between callers: read only.
        """
        with self._read() as conn:
            return self._current_view(conn).vectors(conn, filters)

    def nearest(
        self, vector: NDArray[np.float32], count: int, *filters: Filters
    ) -> NDArray[np.int64]:
        """The rows nearest to ``vector`` that any of the filters lets through, nearest first.

        Exact, over all vectors: tens of milliseconds for 100,000 passages.
        """
        with self._read() as conn:
            return self._current_view(conn).nearest(conn, vector, count, filters or (EVERYTHING,))

    def not_in_index(self, filters: Filters = EVERYTHING) -> list[int]:
        """Passages that the filters let through, but the vector index does not hold yet.

        Those in the outbox; with ``as_of`` also those of the earlier revisions of then.
        """
        from ingest.store import searching

        with self._read() as conn:
            view = self._current_view(conn)
            mask = view.mask(conn, filters)
            return searching.not_in_index(conn, view.ranges, mask, filters)

    # ── outbox ────────────────────────────────────────────────────────────────────────

    def pending(self, limit: int = 300) -> list[PendingOp]:
        """The oldest changes that the vector index has yet to take over.

        There is at most one for a passage, and a revision's upserts come before the
        deletions of the one it replaces.
        """
        with self._read() as conn:
            return passages.pending(conn, limit)

    def acknowledge(self, ops: Sequence[PendingOp]) -> None:
        """Takes from the outbox what the index has taken over; newer changes stay."""
        with self._change(counted=False) as conn:
            conn.executemany("DELETE FROM outbox WHERE seq = ?", [(op.seq,) for op in ops])

    def indexable(self, after: int = 0, limit: int = 300) -> list[PendingOp]:
        """Current passages with a row id above ``after``, for building an index anew.

        As upserts with ``seq`` 0. Take ``last_seq`` first and ``acknowledge_through`` it when
        the new index is complete: what changed meanwhile stays in the outbox.
        """
        with self._read() as conn:
            return passages.indexable(conn, after, limit)

    def last_seq(self) -> int:
        """The number of the newest change in the outbox, 0 when it is empty."""
        with self._read() as conn:
            return int(one(conn, "SELECT max(seq) FROM outbox") or 0)

    def acknowledge_through(self, seq: int) -> None:
        """Takes from the outbox every change up to and with number ``seq``."""
        with self._change(counted=False) as conn:
            conn.execute("DELETE FROM outbox WHERE seq <= ?", (seq,))

    def replace_vectors(self, rowids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Puts other vectors in place (a row for each of ``rowids``) and queues the upserts."""
        with self._change() as conn:
            writing.replace_vectors(conn, rowids, vectors)

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
