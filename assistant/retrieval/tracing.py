"""What a search says of itself: its terms, its counts, and what it found but left out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.counting import counted
from assistant.retrieval.ranking import Ranking
from assistant.types import Dropped, Hit, Trace
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


def with_copies(
    traces: Sequence[Trace], hits: Sequence[Hit], given: Sequence[Hit]
) -> tuple[Trace, ...]:
    """The traces of a question's searches when ``given`` is what copies among ``hits`` left: the
    first one names those that another article stands for, and none what was given after all."""
    kept = {hit.passage.passage_id for hit in given}
    copies = {
        hit.passage.passage_id: Dropped(hit.passage.passage_id, hit.article.meta.title, reason)
        for hit in hits
        if hit.passage.passage_id not in kept and (reason := _stands_for(hit, given))
    }
    told = [
        replace(
            each,
            dropped=tuple(one for one in each.dropped if one.passage_id not in {*kept, *copies}),
        )
        for each in traces
    ]
    first, *rest = told
    return replace(first, dropped=(*copies.values(), *first.dropped)), *rest


def _stands_for(hit: Hit, given: Sequence[Hit]) -> str | None:
    """Why a passage of a copy was left out; None where no other article stands for it."""
    cluster, own = hit.article.cluster, hit.article.article_id
    for rank, other in enumerate(given, 1):
        if cluster and other.article.cluster == cluster and other.article.article_id != own:
            return f"a copy: its words stand in the article of passage {rank}"
    return None


def _reason(ranking: Ranking, place: int) -> str:
    chosen = ranking.varied.chosen
    original = ranking.varied.copy_of.get(place)
    if original is not None:
        rank = next(rank for rank, (other, _) in enumerate(chosen, 1) if other == original)
        return f"says the same as passage {rank}"
    if ranking.scores[place] > min(score for _, score in chosen):
        same = _of_article([other for other, _ in chosen], ranking, place)
        return f"{counted(same, 'passage')} of its article come before it"
    return f"scores less than the {len(chosen)} that were taken"


def _of_article(places: Sequence[int], ranking: Ranking, place: int) -> int:
    return sum(1 for other in places if ranking.owners[other] == ranking.owners[place])


__all__ = ["LEFT_OUT", "closest", "dropped", "with_copies"]
