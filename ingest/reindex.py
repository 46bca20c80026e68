"""All vectors of a library made again from the texts in its catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.cancelling import never, quiet
from ingest.embedder_choice import announce, replace_all
from ingest.embedders import header, with_header
from ingest.errors import LibraryError
from ingest.indexing.generations import Generations
from ingest.indexing.lock import LockUnavailable, OwnerLock
from ingest.types import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue
    from ingest.embedders import Embedder

_AT_ONCE = 500


def embed_again(
    catalogue: Catalogue,
    embedder: Embedder,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    first: int = 1,
) -> tuple[list[int], NDArray[np.float32]]:
    """The row ids of all passages from ``first`` on, and their new vectors.

    Passages of earlier revisions are included. The vectors are a float32 array (rows,
    dimension). Ends early when ``cancelled`` says so.
    """
    import numpy as np

    rows: list[int] = []
    parts: list[NDArray[np.float32]] = []
    end = int(catalogue.meta("next_passage") or 1)
    at = first
    while at < end and not cancelled():
        passages = catalogue.passages(range(at, min(at + _AT_ONCE, end)))
        labels = catalogue.revision_rows({(p.article_id, p.revision) for p in passages.values()})
        texts = [
            with_header(header(labels[p.article_id, p.revision].meta), p.text)
            for p in passages.values()
            if (p.article_id, p.revision) in labels
        ]
        if texts:
            rows += [row for row, p in passages.items() if (p.article_id, p.revision) in labels]
            parts.append(embedder.embed_documents(texts))
        at += _AT_ONCE
        # Another process may have added some meanwhile.
        end = int(catalogue.meta("next_passage") or 1)
        progress(Progress(min(at, end) - 1, end - 1, "embedding"))
    return rows, np.concatenate(parts) if parts else np.empty((0, 0), dtype=np.float32)


def make_again(
    catalogue: Catalogue,
    embedder: Embedder,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> int | None:
    """Puts ``embedder``'s vectors in place of all that there are; the number of passages.

    None when ``cancelled`` came before anything was changed. Raises LibraryError while another
    process has the index open.
    """
    import numpy as np

    try:
        lock = OwnerLock.acquire(Generations(catalogue.library).lock_path, wait=2.0)
    except LockUnavailable as error:
        raise LibraryError(
            f"The vectors cannot be made again now: {error}.",
            "Close the app or wait for the other command, then run it again.",
        ) from error
    with lock:
        rows, vectors = embed_again(catalogue, embedder, progress, cancelled)
        if cancelled():
            return None
        announce(catalogue, embedder)
        # What another process added since the last look; it adds nothing more.
        late, more = embed_again(catalogue, embedder, quiet, never, max(rows, default=0) + 1)
        if late:
            vectors = np.concatenate([vectors, more]) if rows else more
        rows += late
        replace_all(catalogue, embedder, rows, vectors)
    return len(rows)
