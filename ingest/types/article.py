"""An article as a reader gives it: clean text, tiled by blocks, with its metadata."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Literal

DatePrecision = Literal["minute", "day", "month", "year"]


class BlockKind(StrEnum):
    """What a stretch of an article's text is. Blocks tile the text without gaps."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATE = "date"
    BODY = "body"
    SUBHEADING = "subheading"
    QUOTATION = "quotation"
    CAPTION = "caption"
    CREDIT = "credit"
    PROMO = "promo"
    RELATED = "related"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"

    @property
    def citable(self) -> bool:
        """Whether words in such a block may be retrieved and cited."""
        return self in (BlockKind.BODY, BlockKind.QUOTATION)

    @property
    def withheld(self) -> bool:
        """Whether the reader should be told that such a block was set aside."""
        return self in (
            BlockKind.CREDIT,
            BlockKind.PROMO,
            BlockKind.RELATED,
            BlockKind.COMMENT,
            BlockKind.BOILERPLATE,
        )


class ArticleKind(StrEnum):
    """What sort of text an article is, as far as its own signals tell."""

    REPORT = "report"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    INTERVIEW = "interview"
    LIVE_BLOG = "live blog"
    PRESS_RELEASE = "press release"
    FORUM = "forum"


class Access(StrEnum):
    """How much of the article the source gave."""

    FULL = "full"
    PARTIAL = "partial"
    SUMMARY = "summary"
    METADATA_ONLY = "metadata only"


@dataclass(frozen=True, slots=True)
class Block:
    """One labelled stretch ``text[start:end]`` of an article."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; ``None`` where it is not known.

    Dates are ISO 8601: ``2025-08-14``, ``2025-08`` and ``2025`` by precision, or a full
    date-time with its zone when the precision is ``minute``.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_precision: DatePrecision | None = None
    modified: str | None = None
    retrieved: str | None = None
    url: str | None = None
    kind: ArticleKind = ArticleKind.REPORT
    access: Access = Access.FULL
    language: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader gave it: clean text, tiled by blocks, with its metadata.

    ``identity`` says which article it is across re-ingests: canonical URL, else URL, else
    source path and record key. ``source`` is where it was read from, for people:
    a path, a URL, ``-`` for standard input. ``meta_sources`` says for each known field of
    ``meta`` where its value came from, as (field, source) in the order of their names.
    """

    identity: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    meta: Metadata
    warnings: tuple[str, ...] = ()
    meta_sources: tuple[tuple[str, str], ...] = ()

    @property
    def content_hash(self) -> str:
        """sha256 (hex) of the text; finds moves and copies, never decides identity."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def withheld(self, kind: BlockKind) -> int:
        """Number of blocks of the given kind."""
        return sum(1 for block in self.blocks if block.kind is kind)


@dataclass(frozen=True, slots=True)
class Overrides:
    """Metadata that the user states; it wins over what is read.

    ``tags`` are added to those that are read, ``untagged`` are taken from them; their case
    makes no difference. ``edited`` names the fields that were stated for one article by
    itself: what a later ingest states for all of its articles does not change those.
    """

    publisher: str | None = None
    published: str | None = None
    published_precision: DatePrecision | None = None
    tags: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    kind: ArticleKind | None = None
    untagged: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()

    def apply(self, meta: Metadata) -> Metadata:
        """``meta`` with every stated value put in place."""
        changes: dict[str, object] = {
            name: value for name in STATED if (value := getattr(self, name))
        }
        if "published" in changes:
            changes["published_precision"] = self.published_precision
        if self.tags or self.untagged:
            changes["tags"] = merged(meta.tags, self.tags, without=self.untagged)
        return replace(meta, **changes) if changes else meta  # type: ignore[arg-type]

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the metadata that it has a say in."""
        found = {name for name in STATED if getattr(self, name)}
        return frozenset(found | ({"tags"} if self.tags or self.untagged else set()))


STATED = ("title", "publisher", "authors", "published", "kind")
"""The fields that a user's value replaces; tags are added and taken away instead."""


def merged(*lists: tuple[str, ...], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Tags of several lists in order, each once however it is written, without some."""
    left_out = {tag.casefold() for tag in without}
    found: dict[str, str] = {}
    for tag in (tag for tags in lists for tag in tags):
        if tag.casefold() not in left_out:
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())
