"""Learning a publisher's boilerplate while articles come in.

A paragraph that a third story of a publisher repeats is labelled in that article before it is
written. The earlier articles are put right at the same time: they keep text and revision and get
other blocks, passages and vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest import boilerplate
from ingest.chunk import chunk
from ingest.copies import signature
from ingest.embedders import header, with_header
from ingest.errors import UnknownArticle
from ingest.records import Prepared, Write
from ingest.store.learned import Mark, mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue

    Embed = Callable[[list[str]], NDArray[np.float32]]


def recognised(
    batch: Sequence[Prepared],
    catalogue: Catalogue,
    embed: Embed | None,
    *,
    publisher: str | None = None,
    now: str = "",
) -> list[Prepared]:
    """The batch with its boilerplate labelled; what is learned by it is put right before.

    ``embed`` makes the vectors of the earlier articles' new passages; with None (a dry run)
    nothing is written. ``publisher`` is the one that the user states for all of the batch,
    ``now`` the time of this ingest.
    """
    marks = [_marks(one, publisher) for one in batch]
    every = {each for several in marks for each, _ in several}
    if not every:
        return list(batch)
    known, seen = catalogue.learned(every), catalogue.stories(every)
    for one, several in zip(batch, marks, strict=True):
        story = boilerplate.story(one.article, {n for _, n in several}) if several else 0
        for each, _ in several:
            seen.setdefault(each, set()).add(story)
    fresh = {
        each
        for each, stories in seen.items()
        if len(stories) >= boilerplate.STORIES and each not in known
    }
    if fresh and embed is not None:
        catalogue.learn(fresh, _put_right(catalogue, fresh, embed, now))
    return [
        _labelled(one, {number for each, number in several if each in known or each in fresh})
        for one, several in zip(batch, marks, strict=True)
    ]


def _put_right(
    catalogue: Catalogue, fresh: Collection[Mark], embed: Embed, now: str
) -> Iterator[Write]:
    """The articles that were stored with what is boilerplate by now, as they should be."""
    for article_id in sorted(catalogue.holders(fresh)):
        with suppress(UnknownArticle):  # Removed by another process meanwhile.
            stored = catalogue.article(article_id)
            prepared = Prepared(stored.article, (), b"", boilerplate.paragraphs(stored.article))
            after = _labelled(prepared, {n for each, n in _marks(prepared) if each in fresh})
            if after is prepared:
                continue
            head, text = header(stored.article.meta), stored.article.text
            vectors = embed([with_header(head, text[start:end]) for start, end in after.passages])
            yield Write(after.article, after.passages, head, vectors, now, article_id=article_id)


def _marks(one: Prepared, publisher: str | None = None) -> list[tuple[Mark, int]]:
    name = publisher or one.article.meta.publisher
    return [(mark(name, digest), number) for digest, number in one.paragraphs] if name else []


def _labelled(one: Prepared, numbers: Collection[int]) -> Prepared:
    article = boilerplate.withheld(one.article, numbers)
    if article is one.article:
        return one
    passages = tuple(chunk(article.text, article.blocks))
    return replace(one, article=article, passages=passages, signature=signature(article))
