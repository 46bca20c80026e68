"""All vectors of a library made again from the texts in its catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.embedders import header, with_header
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
