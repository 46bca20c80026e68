"""The vector index of a library: owned by one process, made from the catalogue, disposable.

Opened for reading, it is used only when it is sound. Opened for writing, it is also built
anew when it is missing, damaged, made for another state or embedder, or when more than a
fifth of it is deleted vectors; and it takes over what waits in the catalogue's outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self

from ingest.cancelling import never
from ingest.closing import Closing
from ingest.indexing import generations as folders
from ingest.indexing.generations import Generations
from ingest.indexing.lock import LockUnavailable, OwnerLock
from ingest.indexing.opening import Opened, Opening, Watch, quiet, take_over
from ingest.vectors import IndexUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue


class VectorIndex(Closing):
    """An open index. Safe for several threads of the process that owns it."""

    def __init__(
        self, catalogue: Catalogue, opened: Opened, lock: OwnerLock | None, *, write: bool
    ) -> None:
        self._catalogue = catalogue
        self._home = opened.home
        self._collection = opened.collection
        self._folder = opened.folder
        self._batch = opened.batch
        self._lock = lock
        self._busy = RLock()
        self._sound = True
        self._closed = False
        self.write = write

    @classmethod
    def open(
        cls,
        library: Path,
        catalogue: Catalogue,
        *,
        write: bool,
        server: str | None = None,
        wait: float = 0.0,
        watch: Watch = quiet,
        cancelled: Callable[[], bool] = never,
        anew: bool = False,
        passing: bool = False,
    ) -> Self:
        """Opens the index of the library in the folder ``library``.

        With ``server`` (http://HOST:PORT) it is a collection there instead of the folder.
        With ``write`` an index that is not sound is built anew first, with ``anew`` one that
        is sound, too. ``wait`` and ``passing`` are those of ``OwnerLock.acquire``. Raises
        IndexUnavailable when another process owns it, the server does not answer, or it is
        not sound and only reading was asked for.
        """
        generations = Generations(library)
        lock = None
        if write or server is None:
            try:
                lock = OwnerLock.acquire(generations.lock_path, wait=wait, passing=passing)
            except LockUnavailable as error:
                raise IndexUnavailable(
                    f"The vector index is not at hand: {error}.",
                    "The catalogue's own vectors serve; what is new waits for the owner.",
                ) from error
        try:
            opened = Opening(catalogue, generations, server, write).settle(watch, cancelled, anew)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return cls(catalogue, opened, lock, write=write)

    def count(self) -> int:
        """Number of vectors in it."""
        with self._used():
            return self._collection.count()

    def query(
        self, vector: Sequence[float] | NDArray[np.float32], n: int
    ) -> list[tuple[str, float]]:
        """The (passage id, cosine similarity) of about the ``n`` nearest, nearest first.

        Approximate: rescore with the exact vectors. Raises IndexUnavailable when it fails.
        """
        with self._used():
            return self._collection.query(vector, n)

    def apply(
        self,
        catalogue: Catalogue | None = None,
        watch: Watch = quiet,
        cancelled: Callable[[], bool] = never,
        *,
        whole: bool = False,
    ) -> int:
        """Takes over what waits in the outbox, in batches; returns how many changes it was.

        With ``whole`` it leaves what does not fill a batch: many small writes take longer than
        a few large ones. Stops after the current batch when ``cancelled`` says so. Does nothing
        on an index opened for reading. Chroma holds Python's global lock during a write: a
        process that must stay responsive leaves long outboxes to another one
        (``ingest.indexing.indexer``).
        """
        source = catalogue or self._catalogue
        done = 0
        while self.write and not cancelled():
            ops = source.pending(self._batch)
            if not ops or (whole and len(ops) < self._batch):
                break
            with self._used():
                take_over(source, self._collection, ops)
            source.acknowledge(ops)
            done += len(ops)
            watch(done, done)
        return done

    def close(self) -> None:
        """Closes it cleanly and gives the lock back. Closing twice is harmless."""
        with self._busy:
            if self._closed:
                return
            self._closed = True
            try:
                self._close()
            finally:
                if self._lock is not None:
                    self._lock.release()

    def _close(self) -> None:
        count = -1
        with suppress(IndexUnavailable):
            count = self._collection.count() if self._sound and self.write else -1
        try:
            self._collection.close()
        except IndexUnavailable:
            self._sound = False
        if self._folder is not None and not self._sound:
            folders.unseal(self._folder)
        elif self._folder is not None and (self.write or folders.is_sealed(self._folder)):
            with suppress(OSError):
                folders.seal(self._folder)
        if count >= 0 and count != self._home.count:
            replace(self._home, count=count).remember(self._catalogue)

    @contextmanager
    def _used(self) -> Iterator[None]:
        """One call at a time; one that fails marks the index as unsound."""
        with self._busy:
            if self._closed:
                raise IndexUnavailable("The vector index is closed.", "Open the library again.")
            try:
                yield
            except IndexUnavailable:
                self._sound = False
                raise
