"""Which articles have one origin, and what is left of passages when copies are put together. Pure.

An agency's report that five outlets carry is one source, cited once. Articles are known to be
copies by the library's clusters and by their very text, passages by the words that they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.terms import padded
from assistant.types import Hit
from ingest.types import ArticleRow, Passage

COPIED = 0.5
"""Share of the shorter text's shingles that must stand in the other for it to be a copy."""

HELD = 0.8
"""Share of a passage's shingles that must stand in another article for that to be given in its
place: what an outlet wrote itself is never lost."""

_PART = 0.15
"""Share of them from which a passage of that article is one of those to be given."""

_SHINGLE = 5
"""Words of a shingle (Broder 1997, "On the resemblance and containment of documents")."""

_LEAST = 20
"""Shingles of the shorter text, at least so many: a shared sentence may be a quotation."""

PassagesOf = Callable[[ArticleRow], Sequence[Passage]]
"""All passages of the revision that a row is of."""


@lru_cache(maxsize=512)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = padded(text).split()
    return frozenset(tuple(found[at : at + _SHINGLE]) for at in range(len(found) - _SHINGLE + 1))


def copied(one: str, other: str) -> bool:
    """Whether one of two texts is, in most of its wording, taken from the other.

    Texts of fewer than 24 words are never called copies.
    """
    mine, theirs = _shingles(one), _shingles(other)
    least = min(len(mine), len(theirs))
    return least >= _LEAST and len(mine & theirs) >= COPIED * least


def same_text(one: ArticleRow, other: ArticleRow) -> bool:
    """Whether two articles are one, carry the very same text, or are copies that two outlets
    carry of one report.

    Two versions of one outlet are not: what it first wrote and then wrote may differ.
    """
    return (
        one.article_id == other.article_id
        or (bool(one.content_hash) and one.content_hash == other.content_hash)
        or (one_cluster(one, other) and _outlet(one) != _outlet(other))
    )


def one_cluster(one: ArticleRow, other: ArticleRow) -> bool:
    """Whether the library has them in one cluster of copies."""
    return one.cluster is not None and one.cluster == other.cluster


def outlets(articles: Iterable[ArticleRow]) -> int:
    """How many outlets the articles are of; one without a name is of an outlet of its own."""
    return len({_outlet(article) for article in articles})


def _outlet(article: ArticleRow) -> str:
    return (article.meta.publisher or article.article_id).casefold()


def collapse(hits: Sequence[Hit], passages_of: PassagesOf) -> tuple[Hit, ...]:
    """The hits with those of copies given as passages of one article, best first.

    Of each cluster with several articles among the hits, the origin stands for all, or else
    the best. A passage of another that stands in it, with all its numbers, is left out, and
    those of that article with the same words take its place. Others stay as they are.
    """
    chosen = _standing(hits)
    kept: dict[str, Hit] = {}
    for hit in hits:
        article = chosen.get(hit.article.cluster or "")
        if article is None or article.article_id == hit.article.article_id:
            found = [hit]
        else:
            held = _holding(hit.passage.text, passages_of(article))
            found = [replace(hit, passage=each, article=article) for each in held] or [hit]
        for each in found:
            kept.setdefault(each.passage.passage_id, each)
    return tuple(kept.values())


def _standing(hits: Sequence[Hit]) -> dict[str, ArticleRow]:
    """The article that stands for each cluster with several among the hits."""
    groups: dict[str, dict[str, ArticleRow]] = {}
    for hit in hits:
        if hit.article.cluster is not None:
            groups.setdefault(hit.article.cluster, {}).setdefault(
                hit.article.article_id, hit.article
            )
    return {
        cluster: articles.get(cluster) or next(iter(articles.values()))
        for cluster, articles in groups.items()
        if len(articles) > 1
    }


def _holding(text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Those passages that together have nearly all shingles of a text, and all its numbers."""
    wanted = _shingles(text)
    if len(wanted) < _LEAST:
        return []
    shares = [(len(wanted & _shingles(each.text)) / len(wanted), each) for each in passages]
    found = [each for share, each in shares if share >= _PART]
    together: frozenset[tuple[str, ...]] = frozenset().union(
        *(_shingles(each.text) for each in found)
    )
    numbers = _numbers(text) - frozenset().union(*(_numbers(each.text) for each in found))
    return [] if numbers or len(wanted & together) < HELD * len(wanted) else found


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in padded(text).split() if any(map(str.isdigit, word)))


__all__ = [
    "COPIED",
    "HELD",
    "PassagesOf",
    "collapse",
    "copied",
    "one_cluster",
    "outlets",
    "same_text",
]
