"""R1–R3: is the right article found, does the answer stand in the first passages?

R1 asks for the gold article among the articles in the order of their best passage; R2 and
R3 for the answer's words in the first 5 and 20 passages. Nothing published after a
question's day is searched, and the choices are not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.data import Data, Item, bare_url, holds
from ingest.types import Filters

if TYPE_CHECKING:
    from assistant.types import Hit
    from ingest.library import Library

DEPTH = 60
"""Passages asked for, so that ten articles are among them."""


@dataclass(frozen=True)
class Outcome:
    """How one question fared: the gold article's rank and the answer's, from 1."""

    item: Item
    article: int | None
    passage: int | None
    in_library: bool


def measure(data: Data, library: Library) -> dict[str, float | int]:
    """The figures, by name."""
    from assistant.retrieve import Retriever

    retriever = Retriever(library)
    addresses = {bare_url(row.meta.url or row.source) for row in library.catalogue.rows()}

    def search(item: Item) -> Sequence[Hit]:
        return retriever.search(item.text, Filters(as_of=item.asked), DEPTH)

    return figures([outcome(item, search, addresses) for item in data.questions])


def outcome(
    item: Item, search: Callable[[Item], Sequence[Hit]], addresses: Iterable[str]
) -> Outcome:
    """One question asked."""
    hits = search(item)
    articles = dict.fromkeys(bare_url(hit.article.meta.url or hit.article.source) for hit in hits)
    ranks = [rank for rank, url in enumerate(articles, start=1) if url in item.gold]
    held = (
        rank
        for rank, hit in enumerate(hits[:20], start=1)
        if holds(hit.passage.text, item.answer_text)
    )
    return Outcome(
        item, min(ranks, default=None), next(held, None), not item.gold.isdisjoint(addresses)
    )


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """R1–R3 over all questions, and over the odd and even ones."""
    found: dict[str, float | int] = {}
    for name, part in (
        ("", outcomes),
        (" odd", [each for each in outcomes if each.item.number % 2]),
        (" even", [each for each in outcomes if not each.item.number % 2]),
    ):
        judged = [each for each in part if each.item.gold]
        found |= {
            f"R1 hit@1{name}": _share(each.article == 1 for each in judged),
            f"R1 hit@5{name}": _share((each.article or 99) <= 5 for each in judged),
            f"R1 mrr@10{name}": _mean(
                1 / each.article if each.article and each.article <= 10 else 0.0 for each in judged
            ),
            f"R1 ceiling{name}": _share(each.in_library for each in judged),
            f"R2{name}": _share((each.passage or 99) <= 5 for each in part),
            f"R3{name}": _share((each.passage or 99) <= 20 for each in part),
        }
    return {**found, "questions": len(outcomes)}


def _share(flags: Iterable[bool]) -> float:
    return _mean(map(float, flags))


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return round(sum(every) / len(every), 4) if every else 0.0
