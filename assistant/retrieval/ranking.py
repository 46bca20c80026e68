"""From the pool to one order: words, meaning, article, recency, what is read, variety."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.retrieval import fusion
from assistant.retrieval.fusion import Floats, Ints
from assistant.retrieval.proposals import Moment, Pool, cosines
from assistant.retrieval.query import Query
from assistant.retrieval.reading import read, reader
from assistant.types import Fusion
from ingest.types import Passage

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from ingest.store.searching import Places

RANKED = 120
"""Passages that are ranked again with their article, and read."""

WHOLE = 24
"""Passages of an article, from its top, that stand for the whole of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The passages that were ranked, best first before variety; arrays have one element each.

    ``rows`` are their row ids and ``at`` their places in the pool, ``owners`` says which are
    of one article. ``varied`` refers to them by place.
    """

    rows: Ints
    at: Ints
    owners: Ints
    scores: Floats
    fused: tuple[Fusion, ...]
    passages: Mapping[int, Passage]
    varied: fusion.Varied


def rank(catalogue: Catalogue, asked: Query, pool: Pool, moment: Moment, k: int) -> Ranking:
    """The pool's best passages and the ``k`` chosen of them.

    Raises KeyError when a passage was taken out of the catalogue in between.
    """
    places = catalogue.places(pool.rows)
    factor = moment.recency(places)
    supported = fusion.support(pool.words, places.owner)
    own = fusion.relevance(pool.words, pool.similarity, supported)
    top = fusion.best_first(own * factor, pool.rows, max(RANKED, 2 * k))

    rows = pool.rows[top]
    places = catalogue.places(rows)
    whole = fusion.of_article(_about(catalogue, places, pool), rows - places.first)
    scores = (own[top] + whole) * factor[top]
    found = catalogue.passages(rows.tolist())
    texts = [found[row].text for row in rows[:RANKED].tolist()]
    own_words = pool.counts[: len(asked.words)]
    readings = read(reader(asked.text, asked.words, own_words, asked.spellings), texts)
    # As much as for the most recent: what is read in an old article is worth no less.
    gained = fusion.of_reading(readings, len(rows)) * factor[top].max(initial=1.0)
    # Which article is meant, the whole of it tells; reading decides what comes after.
    gained[fusion.best_first(scores, rows, 1)] = gained.max(initial=0.0)
    scores = scores + gained

    order = fusion.best_first(scores, rows, len(rows))
    at = top[order]
    parts = (
        pool.words[at],
        pool.similarity[at],
        fusion.SUPPORT * supported[at] + whole[order],
        factor[at],
        gained[order],
    )
    return Ranking(
        rows[order],
        at,
        places.owner[order],
        scores[order],
        tuple(_fused(each) for each in zip(*parts, strict=True)),
        found,
        fusion.varied(scores[order], places.owner[order], pool.vectors[at], k),
    )


def _fused(parts: Iterable[float]) -> Fusion:
    return Fusion(*(round(float(part), 6) for part in parts))


def _about(catalogue: Catalogue, places: Places, pool: Pool) -> Floats:
    """For each passage the cosine of the question with the mean of its article."""
    _, first, which = np.unique(places.owner, return_index=True, return_inverse=True)
    sizes = np.minimum(places.end[first] - places.first[first], WHOLE)
    rows = _runs(places.first[first], sizes)
    vectors = catalogue.vectors(rows.tolist())
    starts = np.cumsum(sizes) - sizes
    sums = np.add.reduceat(vectors, starts, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means = (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return cosines(means, pool.vector)[which]


def _runs(first: Ints, sizes: Ints) -> Ints:
    """The numbers ``first[i]`` to ``first[i] + sizes[i] - 1``, one run after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(first - before, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


__all__ = ["RANKED", "Ranking", "rank"]
