"""What the vector index has yet to take over: the outbox of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.records import PendingOp
from ingest.store import passages, search_tables
from ingest.store.access import Access
from ingest.store.rows import one

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Queued(Access):
    """The outbox of a library. Part of ``Catalogue``."""

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
            search_tables.replace_vectors(conn, rowids, vectors)
