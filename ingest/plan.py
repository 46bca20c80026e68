"""What to do with an article that came in, given what is known. Pure.

The catalogue tells what it knows (``Known``), the caller which files are gone; everything
else is decided here. ``Planner`` also knows what it decided before in the same run, so an
article that comes twice is met as one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.fetching.urls import is_url
from ingest.records import Known, structure_hash
from ingest.stating import combine, put
from ingest.types import Access, Article, Metadata, Overrides


class Action(StrEnum):
    """What is to be done with an article.

    ``relabel``: the same words under other metadata. ``moved``: the same words, whose old
    source is gone. ``duplicate``: a second copy that tells nothing new, not stored.
    ``covered``: nothing is different but metadata in whose place the user's own stand.
    """

    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    DUPLICATE = "duplicate"
    RELABEL = "relabel"
    COVERED = "covered"

    @property
    def stored(self) -> bool:
        """Whether the catalogue is written to."""
        return self not in (Action.UNCHANGED, Action.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, with everything needed to do it.

    ``article`` is to be stored: what the user once stated for it is put in place.
    ``overrides`` is what the user has stated by now. ``known`` is the article that it is, or
    is a copy of; None for a new one. ``same_words`` says that text and blocks are those
    stored, so passages need not be made again (and with an unchanged header no vectors).
    ``read`` are the article's metadata without what the user stated.
    """

    action: Action
    article: Article
    overrides: Overrides
    known: Known | None = None
    same_words: bool = False
    reason: str | None = None
    read: Metadata | None = None


def plan(
    article: Article,
    overrides: Overrides,
    *,
    by_identity: Known | None,
    by_content: Iterable[Known] = (),
    gone: Container[str] = (),
) -> Decision:
    """Decides about one article.

    ``by_identity`` is the known article with its identity, ``by_content`` are those with
    its very text, ``gone`` holds the ids of those among them whose source no longer exists.
    Identity decides first; the text only tells moves and copies.
    """
    if by_identity is not None:
        return _again(article, overrides, by_identity)
    if not article.text.strip():
        by_content = ()
    copies = [known for known in by_content if known.content_hash == article.content_hash]
    new = put(article, overrides)
    for known in copies:
        if known.article_id in gone and not _contradicts(new.meta, known):
            return _moved(article, overrides, known)
    for known in copies:
        if _adds_nothing(new.meta, known):
            reason = f"the same text as {known.meta.title or known.source}"
            return Decision(Action.DUPLICATE, new, overrides, known, True, reason)
    return Decision(Action.ADD, new, overrides, read=article.meta)


class Planner:
    """Decides about the articles of one batch, in order.

    ``known`` is what the catalogue knows of their identities and texts; ``gone`` as for
    ``plan``. An article that was decided on before in the batch counts as known; its
    ``article_id`` is "" while it is new, and can be looked up by its identity once it is
    written.
    """

    def __init__(self, known: Iterable[Known], gone: Iterable[str] = ()) -> None:
        self._by_identity: dict[str, Known] = {}
        self._by_content: dict[str, dict[str, Known]] = {}
        self._gone = set(gone)
        for one in known:
            self._remember(one)

    def decide(self, article: Article, overrides: Overrides | None = None) -> Decision:
        """See ``plan``."""
        decision = plan(
            article,
            overrides or Overrides(),
            by_identity=self._by_identity.get(article.identity),
            by_content=self._by_content.get(article.content_hash, {}).values(),
            gone=self._gone,
        )
        if decision.action.stored:
            self._note(decision)
        return decision

    def _note(self, decision: Decision) -> None:
        article, before = decision.article, decision.known
        if before is not None:
            self._by_identity.pop(before.identity)
            self._by_content[before.content_hash].pop(before.identity)
            self._gone.discard(before.article_id)
        self._remember(
            Known(
                article_id=before.article_id if before else "",
                revision=before.revision if before else 0,
                identity=article.identity,
                content_hash=article.content_hash,
                structure_hash=structure_hash(article),
                source=article.source,
                meta=article.meta,
                overrides=decision.overrides,
                read=decision.read,
            )
        )

    def _remember(self, known: Known) -> None:
        self._by_identity[known.identity] = known
        self._by_content.setdefault(known.content_hash, {})[known.identity] = known


_POORER = (Access.SUMMARY, Access.METADATA_ONLY)
"""What holds no more than this never takes the place of what holds the article's text."""


def _again(article: Article, overrides: Overrides, known: Known) -> Decision:
    """An article that is known by its identity."""
    if article.meta.access in _POORER and known.meta.access not in _POORER:
        # A feed goes on giving the summary of a page that was fetched since.
        return Decision(Action.UNCHANGED, article, overrides, known, True)
    read, stated = _placed(article, overrides, known)
    now = put(read, stated)
    if not _same_words(now, known):
        return Decision(Action.UPDATE, now, stated, known, read=read.meta)
    action = Action.UNCHANGED
    if _labels(now.meta) != _labels(known.meta) or stated != known.overrides:
        action = Action.RELABEL
    elif _labels(read.meta) != _labels(known.as_read):
        action = Action.COVERED
    return Decision(action, now, stated, known, True, read=read.meta)


def _moved(article: Article, overrides: Overrides, known: Known) -> Decision:
    """A known text in another place, the old one being gone."""
    read, stated = _placed(article, overrides, known)
    now = put(read, stated)
    if is_path(now.identity) and not is_path(known.identity):
        now = replace(now, identity=known.identity)
    same = _same_words(now, known)
    reason = f"moved from {known.source}"
    return Decision(Action.MOVED, now, stated, known, same, reason, read.meta)


def is_path(identity: str) -> bool:
    """Whether an identity rests on where the article lay, not on its URL."""
    return identity.startswith(("file:", "text:"))


def _placed(article: Article, overrides: Overrides, known: Known) -> tuple[Article, Overrides]:
    """The article as it was read, and all that the user stated, now or before.

    The source that it came from last has the say over its metadata; what another source
    does not know is kept, and so is what a page on the web does not say this time. A host's
    name, taken for want of a publisher's, does not replace one.
    """
    meta = article.meta
    if known.as_read.publisher and ("publisher", "url") in article.meta_sources:
        meta = replace(meta, publisher=None)
    if meta is not article.meta or article.source != known.source or is_url(article.source):
        article = replace(article, meta=_filled(meta, known.as_read))
    return article, combine(known.overrides, overrides)


def _filled(meta: Metadata, known: Metadata) -> Metadata:
    dated = meta if meta.published is not None else known
    return replace(
        meta,
        title=meta.title or known.title,
        publisher=meta.publisher or known.publisher,
        authors=meta.authors or known.authors,
        published=dated.published,
        published_precision=dated.published_precision,
        modified=meta.modified or known.modified,
        url=meta.url or known.url,
        language=meta.language or known.language,
        tags=tuple(dict.fromkeys((*known.tags, *meta.tags))),
    )


def _same_words(article: Article, known: Known) -> bool:
    return known.content_hash == article.content_hash and known.structure_hash == structure_hash(
        article
    )


def _labels(meta: Metadata) -> Metadata:
    """The metadata whose change matters: not when it was fetched or touched."""
    return replace(meta, retrieved=None, modified=None)


def _contradicts(new: Metadata, known: Known) -> bool:
    """Whether both state an URL, publisher or date, and not the same."""
    return any(a is not None and b and a not in b for a, b in _origins(new, known))


def _adds_nothing(new: Metadata, known: Known) -> bool:
    """Whether the newcomer states no URL, publisher or date but those already known."""
    return all(a is None or a in b for a, b in _origins(new, known))


def _origins(new: Metadata, known: Known) -> Iterable[tuple[str | None, frozenset[str]]]:
    """URL, publisher and date of the newcomer, each with those of the known article: the one
    that was read and the one that the user put in its place."""
    for read in (_url, _publisher, _published):
        values = (read(meta) for meta in (known.meta, known.as_read))
        yield read(new), frozenset(value for value in values if value is not None)


def _url(meta: Metadata) -> str | None:
    return meta.url


def _publisher(meta: Metadata) -> str | None:
    return meta.publisher.casefold() if meta.publisher is not None else None


def _published(meta: Metadata) -> str | None:
    return meta.published


__all__ = ["Action", "Decision", "Planner", "combine", "is_path", "plan"]
