"""What a search asks of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from ingest.store import passages
from ingest.store.access import Access
from ingest.types import Filters, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.store.searching import Places

EVERYTHING = Filters()


class Searched(Access):
    """The passages and vectors of a library as search reads them. Part of ``Catalogue``."""

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
