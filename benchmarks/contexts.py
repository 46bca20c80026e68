"""What the embedded engine is given for each development question, with and without its gold.

Used by the answer figures and by the three fits. Contexts hold exactly 20 passages, found
for the question alone (never for its choices), nothing newer than the question's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.types import Context, Hit, Numbered
from benchmarks.data import Data, Item, bare_url, holds, plain
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


def cases(data: Data, library: Library, step: int = 1, first: int = 0) -> Iterator[Case]:
    """Every ``step``-th question from ``first`` on.

    The unanswerable context leaves out the question's gold articles and every article in
    which the answer's words stand.
    """
    from assistant.retrieve import Retriever

    retriever = Retriever(library)
    rows = library.catalogue.rows()
    texts = {
        row.article_id: plain(
            f"{row.meta.title or ''}\n{library.catalogue.article(row.article_id).article.text}"
        )
        for row in rows
    }
    address = {row.article_id: bare_url(row.meta.url or row.source) for row in rows}
    for item, none in list(zip(data.questions, data.none_of_the_above, strict=True))[first::step]:
        words = plain(item.answer_text)
        banned = tuple(
            article
            for article, text in texts.items()
            if words in text or address[article] in item.gold
        )
        context = _context(retriever, item, ())
        yield Case(
            item,
            none,
            context,
            _context(retriever, item, banned),
            any(
                holds(numbered.hit.passage.text, item.answer_text) for numbered in context.passages
            ),
        )


def _context(retriever: Retriever, item: Item, banned: tuple[str, ...]) -> Context:
    filters = Filters(as_of=item.asked, exclude=banned)
    hits: Sequence[Hit] = retriever.search(item.text, filters, PASSAGES)
    around = retriever.neighbours(hits)
    return Context(
        item.text,
        tuple(
            Numbered(number, hit, *around[hit.passage.passage_id])
            for number, hit in enumerate(hits, start=1)
        ),
    )


def with_choices(context: Context, item: Item) -> Context:
    """The context of a multiple-choice question."""
    return replace(context, choices=item.choices)
