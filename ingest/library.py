"""A library: its folder, catalogue, embedder and vector index, opened together.

The embedder and the index are opened when they are first needed: listing articles loads
neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Self

from ingest.cancelling import never, quiet
from ingest.catalogue import Catalogue
from ingest.closing import Closing
from ingest.embedder_choice import NAME, adopt, choose, unfinished
from ingest.embedders import DEFAULT, EmbedderSettings, make_embedder
from ingest.types import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.embedders import Embedder
    from ingest.index import VectorIndex

FEW = 600
"""Changes that are taken over in this process; more go to a process of their own."""

_RETRY = 10.0
"""Seconds until an index that could not be opened is tried again."""


class Library(Closing):
    """One library. Safe for several threads; a context manager.

    ``path`` is its folder, ``catalogue`` the truth, ``server`` the URL of a Chroma server
    or None for the folder of its own. ``write`` says whether this process may change the
    vector index.
    """

    def __init__(
        self,
        path: Path,
        catalogue: Catalogue,
        *,
        embedder: str | None,
        settings: EmbedderSettings,
        server: str | None,
        write: bool,
    ) -> None:
        self.path = path
        self.catalogue = catalogue
        self.server = server
        self.write = write
        self.why_no_index: str | None = None
        self._wanted = embedder
        self._settings = settings
        self._embedder: Embedder | None = None
        self._index: VectorIndex | None = None
        self._next_try = 0.0
        self._lock = RLock()
        # Apart from the other, which is held for as long as the index takes changes over.
        self._choosing = Lock()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        embedder: str | None = None,
        settings: EmbedderSettings | None = None,
        create: bool = False,
        server: str | None = None,
        write: bool = False,
    ) -> Self:
        """Opens the library in the folder ``path``; with ``create``, makes it first.

        ``embedder`` is the name of the one that the caller means to use; None takes the one
        that made the library. Raises LibraryMissing, LibraryDamaged, LibraryTooNew.
        """
        folder = Path(path).expanduser().resolve()
        return cls(
            folder,
            Catalogue.open(folder, create=create),
            embedder=embedder,
            settings=settings or EmbedderSettings(),
            server=server,
            write=write,
        )

    @classmethod
    def open_for_reindex(
        cls,
        path: Path,
        *,
        settings: EmbedderSettings | None = None,
        server: str | None = None,
    ) -> Self:
        """Opens it for ``reindex``, whatever embedder the caller uses otherwise."""
        return cls.open(path, settings=settings, server=server, write=True)

    # ── the embedder ──────────────────────────────────────────────────────────────────

    @property
    def embedder_name(self) -> str:
        """The name of the embedder that made the vectors, or will make the first."""
        return self.catalogue.meta(NAME) or self._wanted or DEFAULT

    @property
    def embedder(self) -> Embedder:
        """The embedder of this library's vectors.

        Raises EmbedderMismatch when another one was asked for, when the one of that name
        now makes other vectors, or when a change of embedders was cut off; EmbedderError
        when it is unknown or not installed.
        """
        with self._choosing:
            if self._embedder is None:
                self._embedder = choose(self.catalogue, self._wanted, self._settings)
            return self._embedder

    def adopt_embedder(self) -> Embedder:
        """The embedder, remembered as the one that this library's vectors come from.

        To be asked for before each batch: raises EmbedderMismatch also when another process
        has changed the library's embedder meanwhile.
        """
        embedder = self.embedder
        adopt(self.catalogue, embedder)
        return embedder

    # ── the index ─────────────────────────────────────────────────────────────────────

    @property
    def index(self) -> VectorIndex | None:
        """The vector index when it is sound and no other process has it, else None.

        Never waits, never builds: ``why_no_index`` says why there is none, and the
        catalogue's own vectors serve.
        """
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._index is None and time.monotonic() >= self._next_try:
                self._open_index()
            return self._index
        finally:
            self._lock.release()

    def _open_index(self) -> None:
        from ingest.index import VectorIndex
        from ingest.vectors import IndexUnavailable

        try:
            self._index = VectorIndex.open(
                self.path, self.catalogue, write=False, server=self.server
            )
            self.why_no_index = None
        except IndexUnavailable as error:
            self.why_no_index = error.message
            self._next_try = time.monotonic() + _RETRY

    def nearest(
        self, vector: Sequence[float] | NDArray[np.float32], n: int
    ) -> list[tuple[str, float]] | None:
        """What the index proposes: (passage id, cosine similarity), nearest first.

        None when there is no index, or it fails: then search the catalogue's own vectors.
        """
        from ingest.vectors import IndexUnavailable

        index = self.index
        if index is None:
            return None
        try:
            return index.query(vector, n)
        except IndexUnavailable as error:
            self.release_index()
            self.why_no_index = error.message
            self._next_try = time.monotonic() + _RETRY
            return None

    def release_index(self) -> None:
        """Closes the index, so that another process may own it. It opens again when needed."""
        with self._lock:
            index, self._index = self._index, None
            self._next_try = 0.0
            if index is not None:
                index.close()

    def apply(
        self,
        progress: Callable[[Progress], None] = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> int:
        """Brings the index up to the catalogue; returns how many changes it took over.

        Builds it anew when it is missing or not sound. Does not even load Chroma when
        nothing waits and the index looks sound. Raises IndexUnavailable when another process
        owns it (that one takes the changes over) or the server does not answer;
        ``why_no_index`` then says so until it goes well.
        """
        from ingest.indexing.opening import looks_sound
        from ingest.vectors import IndexUnavailable

        waiting = len(self.catalogue.pending(FEW + 1))
        sound = looks_sound(self.path, self.catalogue, self.server)
        if not waiting and sound:
            return 0
        with self._lock:
            self.release_index()
            try:
                if waiting <= FEW and sound:
                    applied = self._apply_here(cancelled)
                else:
                    applied = self._apply_beside(progress, cancelled)
            except IndexUnavailable as error:
                self.why_no_index = error.message
                raise
            self.why_no_index = None
            return applied

    def _apply_here(self, cancelled: Callable[[], bool]) -> int:
        from ingest.index import VectorIndex

        with VectorIndex.open(
            self.path, self.catalogue, write=True, server=self.server, wait=2.0, passing=True
        ) as index:
            return index.apply(cancelled=cancelled)

    def _apply_beside(
        self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> int:
        from ingest.indexing.indexer import Indexer

        with Indexer(self.path, self.server) as indexer:
            return indexer.finish(
                lambda done: progress(Progress(done, None, "indexing")), cancelled
            )

    # ── another embedder ──────────────────────────────────────────────────────────────

    def reindex(
        self,
        embedder: str | None = None,
        progress: Callable[[Progress], None] = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> int:
        """Makes all vectors again, with another embedder when one is named, and a new index.

        Returns the number of passages. Until the new vectors are complete the old ones
        serve; a change that is cut off is noticed and finished by running it again. Raises
        LibraryError when another process has the index open, and EmbedderError.
        """
        from ingest.reindex import make_again

        name = embedder or unfinished(self.catalogue) or self.embedder_name
        new = make_embedder(name, self._settings)
        self.release_index()
        passages = make_again(self.catalogue, new, progress, cancelled)
        if passages is None:
            return 0
        with self._choosing:
            self._embedder = new
            self._wanted = None
        self._build_anew(progress, cancelled)
        return passages

    def _build_anew(
        self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> None:
        from ingest.index import VectorIndex

        total = self.catalogue.counts().passages

        def watch(done: int, _: int) -> None:
            progress(Progress(done, max(done, total), "indexing"))

        with VectorIndex.open(
            self.path,
            self.catalogue,
            write=True,
            server=self.server,
            wait=2.0,
            watch=watch,
            cancelled=cancelled,
            anew=True,
        ) as index:
            index.apply(watch=watch, cancelled=cancelled)

    # ── closing ───────────────────────────────────────────────────────────────────────

    def close(self) -> None:
        """Closes the index and the catalogue. Closing twice is harmless."""
        self.release_index()
        self.catalogue.close()
