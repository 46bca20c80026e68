"""An invented article about a ferry, and answers that rest on it, for tests of how these are worded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.types import Answer, Citation, Hit, Provenance, Sentence, Verdict
from ingest.types import ArticleRow, Filters, Metadata, Passage

META = Metadata(
    title="Ferry stops",
    publisher="Aldmoor Gazette",
    authors=("Ada Lind", "Tom Ruk"),
    published="2025-05-06",
    published_precision="day",
    url="https://gazette.example/ferry",
)
ROW = ArticleRow("a1", 1, "ferry.md", META, "0" * 64)
BARE = ArticleRow("a2", 3, "b.md", Metadata(), "1" * 64)
"""An article of which nothing is known."""
TEXT = "The ferry stopped on Monday. Its engine failed."
PROVENANCE = Provenance("extractive", None, {}, "f1")


def citation(
    number: int = 1, quote: str = "Its engine failed.", article: ArticleRow = ROW, **more: Any
) -> Citation:
    """A citation of words of ``TEXT``."""
    start, passage_id = TEXT.find(quote), f"{article.article_id}-1-0"
    return Citation(number, passage_id, quote, start, start + len(quote), article, **more)


def hit(article: ArticleRow = ROW, text: str = TEXT, **ranks: Any) -> Hit:
    """A passage of the article that was found."""
    made = Passage(f"{article.article_id}-1-0", article.article_id, 1, 0, 0, len(text), text)
    return Hit(made, article, 1.23456789, **ranks)


def sentence(
    text: str = "Its engine failed.",
    numbers: tuple[int, ...] = (1,),
    verdict: Verdict = Verdict.VERIFIED,
    **more: Any,
) -> Sentence:
    """A sentence that cites these numbers."""
    return Sentence(text, numbers, verdict, **more)


ANSWERED = Answer(
    question="why did the ferry stop?",
    asked="why?",
    status="answered",
    confidence=0.87654321,
    sentences=(sentence(),),
    citations=(citation(),),
    retrieved=(hit(lexical_rank=1, vector_rank=2, similarity=0.5),),
    filters=Filters(since="2025-01-01", publishers=("Aldmoor Gazette",)),
    provenance=PROVENANCE,
    timings_ms={"total": 1500.0},
)
ABSTAINED = replace(ANSWERED, status="abstained", sentences=(), citations=())
