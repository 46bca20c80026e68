"""From the proposals of both searches to one order: fusion, recency, article evidence, variety.

Pure: arrays in, arrays out; one element a passage. The weights were chosen on one half of a
set of dated news questions and checked on the other; see ``docs/retrieval.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.reading import Readings

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

SIMILARITY = 0.75
"""Weight of the cosine between question and passage; that of the words (BM25) is 1."""

SUPPORT = 0.1
"""Weight of the words of the article's best three passages."""

ARTICLE = 0.75
"""Weight of the cosine between question and article."""

LEAD = 0.2
"""Weight of standing at the top of the article, where news says what happened."""

RECENT = 1.5
"""How much more an article of the day of asking counts than an old one."""

HINT = 0.3
"""The same when no day was asked for and the newest article stands for it."""

DECAY_DAYS = 14.0
"""Days in which the advantage of a recent article falls to 1/e."""

AFTER_DAYS = 4.0
"""Days in which it falls to 1/e after the time that a question names."""

AGAIN = 0.92
"""What each further passage of an article counts, as a share of the one before."""

COPY = 0.97
"""Cosine from which a passage says the same as another, as agency copy in two papers does."""

COPIED = 0.4
"""What a copy of a passage that stands before it counts."""

AROUND, MANY, COUNTED = 0.8, 0.6, 0.4
"""Weights of what is read in a passage; see ``reading.Readings``."""

_DAY = 86_400.0


def recency(published: Floats, now: float, strength: float = RECENT) -> Floats:
    """Factors ``1 + strength · e^(-age / 14 d)``; 1 where ``published`` is NaN.

    ``published`` and ``now`` are POSIX seconds; what is newer than ``now`` has age 0.
    """
    age = np.maximum(0.0, now - published) / _DAY
    return 1.0 + strength * np.exp(-np.where(np.isnan(age), np.inf, age) / DECAY_DAYS)


def of_then(published: Floats, first: float, last: float) -> Floats:
    """The same for articles of a time that a question names, from ``first`` to ``last``.

    What appears shortly after still tells of it; before it, and without a date, 1.
    """
    after = np.where(published >= first, np.maximum(0.0, published - last) / _DAY, np.inf)
    return np.asarray(1.0 + RECENT * np.exp(-after / AFTER_DAYS), dtype=np.float64)


def in_unit(scores: Floats) -> Floats:
    """Scores as shares of the largest; zeros when none is above 0."""
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else np.zeros_like(scores)


def support(words: Floats, owners: Ints, best: int = 3) -> Floats:
    """For each passage the sum of its article's ``best`` word scores, divided by ``best``.

    ``owners`` tells which passages are of one article.
    """
    order = np.lexsort((-words, owners))
    grouped = owners[order]
    place = np.arange(len(order)) - np.searchsorted(grouped, grouped)
    top = order[place < best]
    _, group = np.unique(owners, return_inverse=True)
    sums = np.bincount(group[top], weights=words[top], minlength=1)
    return np.asarray(sums[group] / best, dtype=np.float64)


def relevance(words: Floats, similarity: Floats, supported: Floats) -> Floats:
    """What passages count by themselves: words and meaning, and words of the article."""
    return words + SIMILARITY * np.maximum(0.0, similarity) + SUPPORT * supported


def of_article(article_similarity: Floats, ordinals: Ints) -> Floats:
    """What passages count by their article and their place in it (0 is its first)."""
    return ARTICLE * np.maximum(0.0, article_similarity) + LEAD / (1.0 + ordinals)


def of_reading(read: Readings, count: int) -> Floats:
    """What ``count`` passages count by what was read in the first of them; 0 for the others."""
    gained = np.zeros(count)
    gained[: len(read.around)] = AROUND * read.around + MANY * read.many + COUNTED * read.counted
    return gained


def best_first(scores: Floats, ties: Ints, count: int) -> Ints:
    """The places of the ``count`` largest scores, largest first; equal ones by ``ties``."""
    order: Ints = np.lexsort((ties, -scores))
    return order[:count]


@dataclass(frozen=True, slots=True, eq=False)
class Varied:
    """Which places were chosen, with what they count there, best first.

    ``copy_of`` gives, for a place that is a copy of one chosen before it, that place.
    """

    chosen: tuple[tuple[int, float], ...]
    copy_of: Mapping[int, int]


def varied(scores: Floats, owners: Ints, vectors: NDArray[np.float32], count: int) -> Varied:
    """The best ``count`` places.

    ``scores`` come best first. A further passage of an article counts a little less than the
    one before, and a copy of one already taken ``COPIED``; so one article or one agency report
    does not fill the list. The rows of ``vectors`` have length 1.
    """
    worth = scores.astype(np.float64)
    left = np.ones(len(scores), dtype=bool)
    copied = np.zeros(len(scores), dtype=bool)
    chosen: list[tuple[int, float]] = []
    copy_of: dict[int, int] = {}
    for _ in range(min(count, len(scores))):
        at = int(np.argmax(np.where(left, worth, -np.inf)))
        chosen.append((at, float(worth[at])))
        left[at] = False
        same = owners == owners[at]
        worth[same] *= AGAIN
        copies = left & ~copied & ~same & (vectors @ vectors[at] >= COPY)
        worth[copies] *= COPIED
        copied |= copies
        copy_of |= dict.fromkeys(np.flatnonzero(copies).tolist(), at)
    return Varied(tuple(chosen), copy_of)


__all__ = [
    "HINT",
    "RECENT",
    "Varied",
    "best_first",
    "in_unit",
    "of_article",
    "of_reading",
    "of_then",
    "recency",
    "relevance",
    "support",
    "varied",
]
