"""Scores of extracted text against gold text: precision, recall and F1 of token 4-grams.

The measure is that of the article extraction benchmark of Zyte (formerly Scrapinghub):
the counts of each page are scaled to one so that long pages weigh no more than short ones,
precision and recall are averaged over pages, and F1 is taken of the averages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageScore:
    """Precision and recall of one page; ``None`` where they are not defined."""

    precision: float | None
    recall: float | None


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Runs of ``size`` tokens of the text with their counts; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)))


def page_score(gold: str, found: str) -> PageScore:
    """How much of ``found`` is in ``gold`` and the other way round, in shingles."""
    true, predicted = shingles(gold), shingles(found)
    hits = sum((true & predicted).values())
    return PageScore(
        precision=hits / total if (total := sum(predicted.values())) else None,
        recall=hits / total if (total := sum(true.values())) else None,
    )


def summary(scores: Iterable[PageScore]) -> tuple[float, float, float]:
    """``(precision, recall, F1)`` over all pages."""
    pages = list(scores)
    precision = mean(p.precision for p in pages if p.precision is not None)
    recall = mean(p.recall for p in pages if p.recall is not None)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0)
