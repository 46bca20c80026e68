"""What the embedded engine is given for each development question, with and without its gold.

Used by the answer figures and by the three fits. Contexts hold exactly 20 passages, found
for the question alone (never for its choices), nothing newer than the question's day.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.types import Context, Hit, Numbered
from benchmarks.data import Data, Item, bare_url, holds, load, plain
from benchmarks.hit_cache import HitCache
from ingest.types import Filters

if TYPE_CHECKING:
    from assistant.retrieve import Retriever
    from ingest.library import Library

PASSAGES = 20


@dataclass(frozen=True)
class Case:
    """A question with its passages, and with those of a library that cannot answer it.

    ``none`` is the same question with a "None of the above" among its choices; ``held`` says
    whether the answer's words stand in the passages.
    """

    item: Item
    none: Item
    context: Context
    unanswerable: Context
    held: bool


def cases(
    data: Data, library: Library, step: int = 1, first: int = 0, work: Path | None = None
) -> Iterator[Case]:
    """Every ``step``-th question from ``first`` on.

    The unanswerable context leaves out the question's gold articles and every article in
    which the answer's words stand. With ``work`` the search results are kept in that folder
    and taken from there the next time.
    """
    from assistant.retrieve import Retriever

    retriever = Retriever(library)
    cache = HitCache(library, work / "hits.json" if work else None, data.sha256)
    banned = _Banned(library)
    try:
        for item, none in list(zip(data.questions, data.none_of_the_above, strict=True))[
            first::step
        ]:
            context = _context(retriever, cache, item, None)
            yield Case(
                item,
                none,
                context,
                _context(retriever, cache, item, banned),
                any(
                    holds(numbered.hit.passage.text, item.answer_text)
                    for numbered in context.passages
                ),
            )
    finally:
        cache.save()


@dataclass
class _Banned:
    """What an unanswerable library lacks. The articles' texts are read when first asked for."""

    library: Library

    @cached_property
    def _texts(self) -> list[tuple[str, str, str]]:
        """The id, the bare address and the folded words of each article."""
        catalogue = self.library.catalogue
        return [
            (
                row.article_id,
                bare_url(row.meta.url or row.source),
                plain(f"{row.meta.title or ''}\n{catalogue.article(row.article_id).article.text}"),
            )
            for row in catalogue.rows()
        ]

    def articles(self, item: Item) -> tuple[str, ...]:
        """The question's gold articles and every article that has the answer's words."""
        words = plain(item.answer_text)
        return tuple(
            article
            for article, address, text in self._texts
            if words in text or address in item.gold
        )


def _context(retriever: Retriever, cache: HitCache, item: Item, banned: _Banned | None) -> Context:
    def search() -> Sequence[Hit]:
        exclude = banned.articles(item) if banned else ()
        return retriever.search(item.text, Filters(as_of=item.asked, exclude=exclude), PASSAGES)

    hits = cache.hits(f"{item.number}{' without' if banned else ''}", search)
    around = retriever.neighbours(hits)
    return Context(
        item.text,
        tuple(
            Numbered(number, hit, *around[hit.passage.passage_id])
            for number, hit in enumerate(hits, start=1)
        ),
        as_of=item.asked,
    )


def with_choices(context: Context, item: Item) -> Context:
    """The context of a multiple-choice question."""
    return replace(context, choices=item.choices)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options by which a program is told where the questions come from."""
    parser.add_argument("--data", type=Path, required=True, help="folder of the data")
    parser.add_argument("--library", type=Path, required=True, help="library of all articles")
    parser.add_argument("--work", type=Path, help="folder in which search results are kept")
    parser.add_argument("--step", type=int, default=1, help="every n-th question only")


def given_cases(given: argparse.Namespace) -> list[Case]:
    """The cases that the options of ``add_options`` name."""
    from ingest.library import Library

    with Library.open(given.library) as library:
        return list(cases(load(given.data), library, given.step, work=given.work))
