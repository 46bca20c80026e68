"""What a search gives: passages with their scores, and how they were found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.types import ArticleRow, Filters, Passage


@dataclass(frozen=True, slots=True)
class Fusion:
    """What the score of a passage is made of; shares of the best, about 0..1 each.

    ``words`` the BM25 share, ``meaning`` the cosine, ``article`` what its article adds,
    ``recency`` the factor that its date gives, ``reading`` what its sentences add.
    """

    words: float = 0.0
    meaning: float = 0.0
    article: float = 0.0
    recency: float = 1.0
    reading: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with its article, its score and its rank in either search."""

    passage: Passage
    article: ArticleRow
    score: float
    lexical_rank: int | None = None
    vector_rank: int | None = None
    similarity: float | None = None
    fusion: Fusion | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A passage that was found and not given to the engine, and why, in plain words."""

    passage_id: str
    title: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class TimeReading:
    """How words about time in a question were read.

    ``phrase`` as the question has it; ``start`` and ``end`` ISO days, either may be open;
    ``effect`` says what came of it: only articles of these days (``filter``) or these first
    (``prior``).
    """

    phrase: str
    start: str | None
    end: str | None
    effect: Literal["filter", "prior"]


@dataclass(frozen=True, slots=True)
class Trace:
    """How one search went, for ``--explain``.

    ``terms`` are the words searched for, ``spellings`` their other spellings; the counts are
    passages proposed by words and by meaning, and how many of them were ranked together.
    """

    query: str
    filters: Filters
    terms: tuple[str, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: tuple[TimeReading, ...] = ()
    by_words: int = 0
    by_meaning: int = 0
    ranked: int = 0
    today: str | None = None
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of one search, best first, and how they were found."""

    hits: tuple[Hit, ...]
    trace: Trace
