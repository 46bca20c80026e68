"""What either search proposes for a question: passages that share its words or its meaning.

The vector index proposes the nearest passages; without an index, or behind a narrow filter,
the catalogue's own vectors are searched exactly. What either proposes gets its exact cosine
from the catalogue, so both ways lead to the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.query import Query, expression
from ingest.types import Filters

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.store.searching import Places

LEXICAL = 1_000
"""Passages taken from the word search, before recency is weighed."""

KEPT = 300
"""Of these, passages whose meaning is compared too."""

NEAREST = 200
"""Passages taken from the vector search."""

ENOUGH = 60
"""When fewer of the nearest pass the filters, all that pass are compared."""

HEADER, TEXT = 2.0, 1.0
"""Weights of the header (title, publisher, date) and of the text in BM25."""

EVERYTHING = Filters()

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked (POSIX seconds), and how much recent articles gain by it.

    ``windows`` are the times that it names (first and last second): articles of then gain as
    much as those of the day of asking.
    """

    now: float
    strength: float
    windows: tuple[tuple[float, float], ...] = ()

    def recency(self, places: Places) -> Floats:
        """The factor of each passage; see ``fusion.recency`` and ``fusion.of_then``."""
        factor = fusion.recency(places.published, self.now, self.strength)
        for first, last in self.windows:
            factor = np.maximum(factor, fusion.of_then(places.published, first, last))
        return factor


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The proposed passages by ascending row; an element of each array for each of them.

    ``words`` are shares of the best BM25 score, ``vector`` is that of the question. The
    ranks are those in either search, from 1, by row. ``counts`` says in about how many
    passages each term of the query stands.
    """

    rows: Ints
    words: Floats
    similarity: Floats
    vectors: Vectors
    vector: Vectors
    lexical_rank: dict[int, int]
    vector_rank: dict[int, int]
    counts: tuple[int, ...]


def propose(library: Library, asked: Query, filters: Filters, moment: Moment) -> Pool:
    """Both searches' proposals that the filters let through.

    Raises LibraryError and EmbedderError, and KeyError when a passage was taken out of the
    catalogue in between.
    """
    catalogue = library.catalogue
    counts = catalogue.frequencies(asked.terms, filters)
    match = expression(asked.terms, counts)
    found = catalogue.lexical(match, filters, LEXICAL, (HEADER, TEXT)) if match else []
    rows = np.array([row for row, _ in found], dtype=np.int64)
    words = fusion.in_unit(np.array([score for _, score in found], dtype=np.float64))
    recent = moment.recency(catalogue.places(rows))
    kept = fusion.best_first(np.multiply(words, recent), rows, KEPT)

    embedder = library.embedder
    # A mean of word vectors is blurred by function words; a sentence model needs them.
    vector = embedder.embed_query(asked.content if embedder.name == "static" else asked.text)
    near = nearest(library, vector, filters)

    every = np.union1d(rows[kept], near)
    shared = np.zeros(len(every))
    shared[np.searchsorted(every, rows[kept])] = words[kept]
    vectors = catalogue.vectors(every.tolist())
    return Pool(
        every,
        shared,
        cosines(vectors, vector),
        vectors,
        vector,
        {row: rank for rank, (row, _) in enumerate(found, start=1)},
        {row: rank for rank, row in enumerate(near.tolist(), start=1)},
        tuple(counts),
    )


def nearest(library: Library, vector: Vectors, filters: Filters) -> Ints:
    """The rows of the nearest passages that the filters let through, nearest first.

    They are those among the ``NEAREST`` of the library; when the filters leave few of these,
    the nearest of those that pass.
    """
    catalogue = library.catalogue
    proposed = library.nearest(vector, NEAREST)
    if proposed is None:
        near = catalogue.nearest(vector, NEAREST, EVERYTHING, filters)
    else:
        known = catalogue.rowids([name for name, _ in proposed]).values()
        rows = sorted({*known, *catalogue.not_in_index(filters)})
        similarity = cosines(catalogue.vectors(rows), vector)
        at = np.array(rows, dtype=np.int64)
        near = at[fusion.best_first(similarity, at, NEAREST)]
    allowed = catalogue.eligible(near.tolist(), filters)
    if len(allowed) == len(near):
        return near
    if len(allowed) < ENOUGH:
        return catalogue.nearest(vector, NEAREST, filters)
    return near[[row in allowed for row in near.tolist()]]


def cosines(matrix: Vectors, vector: Vectors) -> Floats:
    """The cosine of each row with ``vector``, all of length 1, to six decimals.

    A product's last digits depend on how many rows there are; equal texts must stay equal.
    """
    if not len(matrix):
        return np.zeros(0)
    similarity: Floats = (matrix @ vector).astype(np.float64)
    return np.round(similarity, 6)


__all__ = ["Moment", "Pool", "cosines", "nearest", "propose"]
