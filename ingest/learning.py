"""Learning a publisher's boilerplate while articles come in.

A paragraph that a third story of a publisher repeats is labelled in that article before it is
written. The earlier articles are put right at the same time: they keep text and revision and get
other blocks, passages and vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest import boilerplate
from ingest.cancelling import quiet
from ingest.chunk import chunk
from ingest.copies import signature
from ingest.embedders import header, with_header
from ingest.errors import ArticleDamaged, UnknownArticle
from ingest.plan import Decision
from ingest.records import Prepared, Write
from ingest.store.learned import Mark, mark

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ingest.catalogue import Catalogue

    Embed = Callable[[list[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A batch with its boilerplate labelled, and what it was labelled by.

    ``marks`` are those that stand in it, ``known`` those of them that were taken for boilerplate,
    ``fresh`` those of these that it taught; ``mended`` are the ids of the earlier articles that
    were looked at for these.
    """

    batch: Sequence[Prepared]
    marks: frozenset[Mark] = frozenset()
    known: frozenset[Mark] = frozenset()
    fresh: frozenset[Mark] = frozenset()
    mended: frozenset[str] = frozenset()


def recognised(
    batch: Sequence[Prepared],
    decisions: Sequence[Decision],
    catalogue: Catalogue,
    embed: Embed | None,
    *,
    now: str = "",
    damaged: Callable[[str], None] = quiet,
) -> Recognised:
    """The batch with its boilerplate labelled; what is learned by it is put right before.

    ``decisions`` tell which known article each is, and under which publisher it will stand.
    ``embed`` makes the vectors of the earlier articles' new passages; with None (a dry run)
    nothing is written. ``now`` is the time of this ingest. ``damaged`` is told the id of an
    earlier article that cannot be put right because what is stored of it is damaged. The batch
    is ``batch`` itself when there is nothing to label in it.
    """
    marks = [_marks(one, _outlets(one, each)) for one, each in zip(batch, decisions, strict=True)]
    every = {each for several in marks for each, _ in several}
    if not every:
        return Recognised(batch)
    known, fresh, mended = catalogue.learned(every), set[Mark](), set[str]()
    for each, stories in _seen(batch, decisions, catalogue).items():
        if each not in known and len(set(stories.values())) >= boilerplate.STORIES:
            fresh.add(each)
    if fresh and embed is not None:
        mended = catalogue.holders(fresh)
        catalogue.learn(fresh, _put_right(catalogue, mended, fresh, embed, now, damaged))
    known |= fresh
    if known:
        batch = [
            _labelled(one, {number for each, number in several if each in known})
            for one, several in zip(batch, marks, strict=True)
        ]
    return Recognised(
        batch, frozenset(every), frozenset(known), frozenset(fresh), frozenset(mended)
    )


def settle(
    found: Recognised,
    written: Collection[str],
    catalogue: Catalogue,
    embed: Embed,
    *,
    now: str,
    damaged: Callable[[str], None] = quiet,
) -> None:
    """After a batch is written (``written``: the ids of its articles): puts right what another
    process wrote or learned of the same publishers meanwhile.

    Of two batches that are made at once, the one written later finds both here, so that they end
    as if one had come after the other. See ``recognised`` for the other parameters.
    """
    if not found.marks:
        return
    late = catalogue.learned(found.marks) - found.known
    stories = catalogue.stories(found.marks - found.known - late)
    fresh = {each for each, of in stories.items() if len(set(of.values())) >= boilerplate.STORIES}
    late |= fresh
    others = catalogue.holders(found.fresh) - found.mended - set(written) if found.fresh else set()
    holders = others | catalogue.holders(late)
    if holders:
        marks = late | found.fresh
        catalogue.learn(fresh, _put_right(catalogue, holders, marks, embed, now, damaged))


def _seen(
    batch: Sequence[Prepared], decisions: Sequence[Decision], catalogue: Catalogue
) -> dict[Mark, dict[str, int]]:
    """The story of each article in which a mark was seen, before or in the batch.

    An article that is read again counts with what it says now, once.
    """
    found: dict[Mark, dict[str, int]] = {}
    for one, decision in zip(batch, decisions, strict=True):
        if marks := _marks(one, [decision.article.meta.publisher]):
            known = decision.known
            name = (known.article_id or known.identity) if known else one.article.identity
            story = boilerplate.story(one.article, {number for _, number in marks})
            for each, _ in marks:
                found.setdefault(each, {})[name] = story
    stored = catalogue.stories(found)
    return {each: stored.get(each, {}) | stories for each, stories in found.items()}


def _put_right(
    catalogue: Catalogue,
    article_ids: Iterable[str],
    fresh: Collection[Mark],
    embed: Embed,
    now: str,
    damaged: Callable[[str], None],
) -> Iterator[Write]:
    """Those of the articles that were stored with what is boilerplate by now, as they should
    be."""
    for article_id in sorted(article_ids):
        try:
            stored = catalogue.article(article_id)
        except UnknownArticle:  # Removed by another process meanwhile.
            continue
        except ArticleDamaged:
            damaged(article_id)
            continue
        prepared = Prepared(stored.article, (), b"", boilerplate.paragraphs(stored.article))
        marks = _marks(prepared, [stored.article.meta.publisher])
        after = _labelled(prepared, {number for each, number in marks if each in fresh})
        if after is prepared:
            continue
        head, text = header(stored.article.meta), stored.article.text
        vectors = embed([with_header(head, text[start:end]) for start, end in after.passages])
        yield Write(after.article, after.passages, head, vectors, now, article_id=article_id)


def _outlets(one: Prepared, decision: Decision) -> Iterable[str | None]:
    """The publishers that may have put their boilerplate under an article: the one that it
    will stand under, and the one that was read where the user states another."""
    return dict.fromkeys((decision.article.meta.publisher, one.article.meta.publisher))


def _marks(one: Prepared, publishers: Iterable[str | None]) -> list[tuple[Mark, int]]:
    return [
        (mark(name, digest), number)
        for name in publishers
        if name
        for digest, number in one.paragraphs
    ]


def _labelled(one: Prepared, numbers: Collection[int]) -> Prepared:
    article = boilerplate.withheld(one.article, numbers, {n for _, n in one.paragraphs})
    if article is one.article:
        return one
    passages = tuple(chunk(article.text, article.blocks))
    return replace(one, article=article, passages=passages, signature=signature(article))
