"""What a library holds and how it is narrowed: passages, stored articles, rows, filters."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.types.article import Article, Metadata


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed, retrieved and given to an engine: whole sentences of one revision."""

    passage_id: str
    article_id: str
    revision: int
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One revision of an article as the catalogue holds it."""

    article_id: str
    revision: int
    article: Article
    content_hash: str
    added: str
    current: bool = True


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article's current revision without its text: what lists and citations show.

    ``cluster`` is the id of the article that it is a copy of, or its own where others are
    copies of it; None for an article without any, and where that was not asked for.
    ``current`` is False for an earlier revision, asked for by its number.
    """

    article_id: str
    revision: int
    source: str
    meta: Metadata
    content_hash: str
    cluster: str | None = None
    current: bool = True


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be used.

    ``since``, ``until`` and ``as_of`` are ISO dates or date-times. Undated articles stay in
    under ``until`` and ``as_of`` and fall out under ``since``. A bare ``as_of`` or ``until``
    day means the end of that day. Publishers match without regard to case. Ids in ``only``
    leave no other article in; those in ``exclude`` take theirs out.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    publishers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
