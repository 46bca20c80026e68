"""The vector index of a library while an ingest fills the catalogue: fed by a process beside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from ingest.interrupts import Interrupts
from ingest.library import FEW, Library
from ingest.types import Progress

if TYPE_CHECKING:
    from ingest.indexing.indexer import Indexer

Watch = Callable[[Progress], None]


class Feeding:
    """Feeds the index of one library with what one ingest writes."""

    def __init__(self, library: Library, progress: Watch, stop: Interrupts) -> None:
        self._library = library
        self._progress = progress
        self._stop = stop
        self._indexer: Indexer | None = None
        self._waiting = 0

    def wrote(self, passages: int) -> None:
        """Told how many passages were written; for more than a few it starts the process."""
        self._waiting += passages
        if self._waiting > FEW and self._indexer is None:
            self._start()

    def finish(self) -> None:
        """Waits until the index has taken over what was written."""
        from ingest.vectors import IndexUnavailable

        indexer, self._indexer = self._indexer, None
        try:
            if indexer is not None:
                # One that failed may have found this process itself in the way, which opened
                # the index for a question meanwhile: ``apply`` lets go of it first.
                with indexer, suppress(IndexUnavailable):
                    indexer.finish(self._applied, self._stop)
            if not self._stop():
                self._library.apply(self._progress, self._stop)
        except IndexUnavailable as error:
            self._library.why_no_index = error.message

    def close(self) -> None:
        """Ends the process after its current batch."""
        if self._indexer is not None:
            self._indexer.stop()

    def _start(self) -> None:
        from ingest.indexing.indexer import Indexer
        from ingest.vectors import IndexUnavailable

        self._library.release_index()
        with suppress(IndexUnavailable):
            self._indexer = Indexer(self._library.path, self._library.server)

    def _applied(self, applied: int) -> None:
        total = max(applied, self._waiting)
        self._progress(Progress(applied, total, "indexing"))
