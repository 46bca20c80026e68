"""What a search keeps in memory of one state of the catalogue."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.store import searching
from ingest.store.searching import Floats, Ints, Ranges
from ingest.types import Filters

#: Vectors are kept between searches up to this size (bytes); 75,000 × 256 take 77 MB.
_KEEP_VECTORS = 256 * 1024 * 1024

_KEEP_MASKS = 64


class View:
    """The passage ranges, recent filters' answers, and the vectors once they were asked for.

    ``changes`` is the number of the state it was made from; it is thrown away for a newer
    one. Safe for several threads.
    """

    def __init__(self, conn: sqlite3.Connection, changes: int) -> None:
        self.changes = changes
        self.ranges = Ranges.load(conn)
        self._masks: OrderedDict[Filters, NDArray[np.bool_]] = OrderedDict()
        self._vectors: tuple[Ints, Floats] | None = None
        self._lock = Lock()

    def mask(self, conn: sqlite3.Connection, filters: Filters) -> NDArray[np.bool_]:
        """See ``Ranges.mask``."""
        with self._lock:
            found = self._masks.get(filters)
            if found is not None:
                self._masks.move_to_end(filters)
                return found
        found = self.ranges.mask(conn, filters)
        with self._lock:
            self._masks[filters] = found
            if len(self._masks) > _KEEP_MASKS:
                self._masks.popitem(last=False)
        return found

    def vectors(self, conn: sqlite3.Connection, filters: Filters) -> tuple[Ints, Floats]:
        """All row ids and vectors that the filters let through."""
        rowids, matrix = self._all(conn)
        keep = self.mask(conn, filters)[self.ranges.locate(rowids)]
        return (rowids, matrix) if keep.all() else (rowids[keep], matrix[keep])

    def nearest(
        self,
        conn: sqlite3.Connection,
        vector: NDArray[np.float32],
        count: int,
        filters: Sequence[Filters],
    ) -> Ints:
        """The ``count`` rows nearest to ``vector`` that any of the filters lets through.

        Nearest first; equally near ones (to six decimals) by row.
        """
        rowids, matrix = self._all(conn)
        if not len(rowids):
            return rowids
        allowed = np.logical_or.reduce([self.mask(conn, each) for each in filters])
        usable = allowed[self.ranges.locate(rowids)]
        similarity = np.where(usable, np.round(matrix @ vector, 6), -np.inf)
        count = min(count, int(usable.sum()))
        if count == 0:
            return rowids[:0]
        edge = np.partition(similarity, -count)[-count]
        near = np.flatnonzero(similarity >= edge)
        return rowids[near[np.lexsort((near, -similarity[near]))[:count]]]

    def _all(self, conn: sqlite3.Connection) -> tuple[Ints, Floats]:
        with self._lock:
            if self._vectors is not None:
                return self._vectors
            rowids, matrix = searching.all_vectors(conn)
            rowids.flags.writeable = matrix.flags.writeable = False
            if matrix.nbytes <= _KEEP_VECTORS:
                self._vectors = (rowids, matrix)
            return rowids, matrix
