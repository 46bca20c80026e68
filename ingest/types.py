"""The values that travel through ingest, each a frozen dataclass named by its role.

Offsets are Unicode code points into ``Article.text``; ``text[start:end]`` is always
the quoted wording itself, character for character.
"""

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
    a path, a URL, ``-`` for standard input.
    """

    identity: str
    source: str
    text: str
    blocks: tuple[Block, ...]
    meta: Metadata
    warnings: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """sha256 (hex) of the text; finds moves and copies, never decides identity."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def withheld(self, kind: BlockKind) -> int:
        """Number of blocks of the given kind."""
        return sum(1 for block in self.blocks if block.kind is kind)


@dataclass(frozen=True, slots=True)
class Overrides:
    """Metadata that the user states on the command line; it wins over what is read."""

    publisher: str | None = None
    published: str | None = None
    published_precision: DatePrecision | None = None
    tags: tuple[str, ...] = ()

    def apply(self, meta: Metadata) -> Metadata:
        """``meta`` with every stated value put in place; tags are added to those there."""
        changes: dict[str, object] = {}
        if self.publisher is not None:
            changes["publisher"] = self.publisher
        if self.published is not None:
            changes["published"] = self.published
            changes["published_precision"] = self.published_precision
        if self.tags:
            changes["tags"] = tuple(dict.fromkeys((*meta.tags, *self.tags)))
        return replace(meta, **changes) if changes else meta  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a file, a URL or standard input.

    ``location`` is an absolute path, a URL or ``-``; ``size`` and ``mtime_ns`` are those of
    a file, for telling an unchanged one without reading it.
    """

    location: str
    kind: Literal["file", "url", "stdin"]
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a source, before anything is made of them."""

    source: Source
    data: bytes
    media_type: str
    url: str | None = None
    charset: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in a source that no article came of: the reason, with its next step."""

    source: str
    reason: str
    skipped: bool = False


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
    """An article's current revision without its text: what lists and citations show."""

    article_id: str
    revision: int
    source: str
    meta: Metadata
    content_hash: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be used.

    ``since``, ``until`` and ``as_of`` are ISO dates or date-times. Undated articles stay in
    under ``until`` and ``as_of`` and fall out under ``since``. A bare ``as_of`` or ``until``
    day means the end of that day. Publishers match without regard to case.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    publishers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Status(StrEnum):
    """What became of one article, or of a source that held none. ``removed`` is an article
    whose file is gone, when that was asked for."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the ingest report."""

    source: str
    status: Status
    article_id: str | None = None
    title: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, for a progress bar. ``total`` is None until it is known."""

    done: int
    total: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one ingest did, as a whole."""

    items: tuple[Item, ...]
    withheld_comments: int = 0
    withheld_boilerplate: int = 0
    passages: int = 0
    seconds: float = 0.0
    dry_run: bool = False
    interrupted: bool = False

    def count(self, status: Status) -> int:
        """Number of items with this status."""
        return sum(1 for item in self.items if item.status is status)

    @property
    def failed(self) -> bool:
        """Whether any source failed (exit code 3)."""
        return any(item.status is Status.FAILED for item in self.items)


__all__ = [
    "Access",
    "Article",
    "ArticleKind",
    "ArticleRow",
    "Block",
    "BlockKind",
    "DatePrecision",
    "Fetched",
    "Filters",
    "Item",
    "Metadata",
    "Overrides",
    "Passage",
    "Progress",
    "Rejected",
    "Report",
    "Source",
    "Status",
    "StoredArticle",
]
