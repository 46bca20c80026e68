"""What a search says of itself: its terms, its counts, and what it found but left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.retrieval.ranking import Ranking
from assistant.types import Dropped
from ingest.types import ArticleRow

LEFT_OUT = 8
"""Passages of which it is told why they were left out: those that came closest."""


def closest(ranking: Ranking) -> tuple[int, ...]:
    """The places of the best passages that were not chosen."""
    chosen = {place for place, _ in ranking.varied.chosen}
    left = (place for place in range(len(ranking.rows)) if place not in chosen)
    return tuple(place for place, _ in zip(left, range(LEFT_OUT), strict=False))


def dropped(
    ranking: Ranking, articles: Mapping[tuple[str, int], ArticleRow]
) -> tuple[Dropped, ...]:
    """Those passages, and why each was left out, in plain words."""
    found: list[Dropped] = []
    for place in closest(ranking):
        passage = ranking.passages[int(ranking.rows[place])]
        article = articles[passage.article_id, passage.revision]
        found.append(Dropped(passage.passage_id, article.meta.title, _reason(ranking, place)))
    return tuple(found)


def _reason(ranking: Ranking, place: int) -> str:
    chosen = ranking.varied.chosen
    original = ranking.varied.copy_of.get(place)
    if original is not None:
        rank = next(rank for rank, (other, _) in enumerate(chosen, 1) if other == original)
        return f"says the same as passage {rank}"
    if ranking.scores[place] > min(score for _, score in chosen):
        same = _of_article([other for other, _ in chosen], ranking, place)
        return f"{same} {_plural(same)} of its article come before it"
    return f"scores less than the {len(chosen)} that were taken"


def _of_article(places: Sequence[int], ranking: Ranking, place: int) -> int:
    return sum(1 for other in places if ranking.owners[other] == ranking.owners[place])


def _plural(count: int) -> str:
    return "passage" if count == 1 else "passages"


__all__ = ["LEFT_OUT", "closest", "dropped"]
