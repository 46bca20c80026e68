"""Hybrid search: words (SQLite FTS5) and meaning (vectors), fused into one order of passages.

Both searches propose (``proposals``); words, cosine and recency make one score
(``fusion``); the best are ranked again with their whole article and varied. Ties go by
passage row, so the same library always gives the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from assistant.retrieval import fusion
from assistant.retrieval.proposals import Floats, Ints, Moment, Pool, cosines, propose
from assistant.retrieval.query import Query, parse
from assistant.types import Found, Hit, Trace
from ingest.errors import LibraryDamaged
from ingest.text.dates import timestamp
from ingest.types import Filters

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.store.searching import Places

RANKED = 100
"""Passages that are ranked again with their article."""

WHOLE = 24
"""Passages of an article, from its top, that stand for the whole of it."""

EVERYTHING = Filters()

_LONG_AGO = 60 * 86_400.0
"""A question whose every date lies so many seconds back is not about the latest news."""

_TRIES = 20


class Retriever:
    """Finds the passages of a library that bear on a question. Safe for several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._catalogue = library.catalogue

    def search(self, query: str, filters: Filters = EVERYTHING, k: int = 20) -> list[Hit]:
        """At most ``k`` passages that the filters let through, best first.

        Scores are comparable within one search only. Raises UsageError for a query without
        words, LibraryError and EmbedderError.
        """
        return list(self.find(query, filters, k).hits)

    def find(self, query: str, filters: Filters = EVERYTHING, k: int = 20) -> Found:
        """The same with the trace of the search; raises the same."""
        asked = parse(query)
        if k <= 0:
            return Found((), Trace(query, filters))
        for _ in range(_TRIES):
            # Another process may take passages out between two looks at the catalogue.
            with suppress(KeyError):
                return Found(tuple(self._search(asked, filters, k)), Trace(query, filters))
        raise LibraryDamaged(
            f"Some passages in {self._catalogue.path} have no vector.",
            "Make the vectors again: briefing reindex",
        )

    def neighbours(self, hits: Sequence[Hit]) -> dict[str, tuple[str, str]]:
        """The texts before and after each passage by its id, "" at either end of an article."""
        rows = self._catalogue.rowids([hit.passage.passage_id for hit in hits])
        found = self._catalogue.neighbours(list(rows.values()))
        return {name: found.get(row, ("", "")) for name, row in rows.items()}

    def _search(self, asked: Query, filters: Filters, k: int) -> list[Hit]:
        moment = self._moment(asked, filters)
        pool = propose(self._library, asked, filters, moment)
        return self._hits(pool, self._ranked(pool, moment, k)) if len(pool.rows) else []

    def _moment(self, asked: Query, filters: Filters) -> Moment:
        """Asked on ``as_of``; else on the day of the newest article, which is but a hint."""
        if filters.as_of is not None:
            return Moment(timestamp(filters.as_of, end_of_day=True), fusion.RECENT)
        newest = self._catalogue.newest()
        if newest is None:
            return Moment(0.0, 0.0)
        now = timestamp(newest, end_of_day=True)
        if filters.until is not None:
            now = min(now, timestamp(filters.until, end_of_day=True))
        past = [timestamp(end, end_of_day=True) < now - _LONG_AGO for _, end in asked.dates]
        return Moment(now, 0.0 if past and all(past) else fusion.HINT)

    def _ranked(self, pool: Pool, moment: Moment, k: int) -> list[tuple[int, float]]:
        """The places in the pool of the best ``k`` passages, with their scores."""
        places = self._catalogue.places(pool.rows)
        factor = moment.recency(places)
        supported = fusion.support(pool.words, places.owner)
        own = fusion.relevance(pool.words, pool.similarity, supported)
        top = fusion.best_first(own * factor, pool.rows, max(RANKED, 2 * k))

        rows = pool.rows[top]
        places = self._catalogue.places(rows)
        whole = fusion.of_article(self._about(places, pool), rows - places.first)
        scores = (own[top] + whole) * factor[top]
        order = fusion.best_first(scores, rows, len(rows))
        at = top[order]
        chosen = fusion.varied(scores[order], places.owner[order], pool.vectors[at], k)
        return [(int(at[place]), score) for place, score in chosen]

    def _about(self, places: Places, pool: Pool) -> Floats:
        """For each passage the cosine of the question with the mean of its article."""
        _, first, which = np.unique(places.owner, return_index=True, return_inverse=True)
        sizes = np.minimum(places.end[first] - places.first[first], WHOLE)
        rows = _runs(places.first[first], sizes)
        vectors = self._catalogue.vectors(rows.tolist())
        starts = np.cumsum(sizes) - sizes
        sums = np.add.reduceat(vectors, starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        means = (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return cosines(means, pool.vector)[which]

    def _hits(self, pool: Pool, ranked: Sequence[tuple[int, float]]) -> list[Hit]:
        rows = [int(pool.rows[at]) for at, _ in ranked]
        passages = self._catalogue.passages(rows)
        pairs = {(found.article_id, found.revision) for found in passages.values()}
        articles = self._catalogue.revision_rows(pairs)
        return [
            Hit(
                passage=passages[row],
                article=articles[passages[row].article_id, passages[row].revision],
                score=round(score, 6),
                lexical_rank=pool.lexical_rank.get(row),
                vector_rank=pool.vector_rank.get(row),
                similarity=float(pool.similarity[at]),
            )
            for row, (at, score) in zip(rows, ranked, strict=True)
        ]


def _runs(first: Ints, sizes: Ints) -> Ints:
    """The numbers ``first[i]`` to ``first[i] + sizes[i] - 1``, one run after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(first - before, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


__all__ = ["Retriever"]
