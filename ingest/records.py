"""What goes into the catalogue and what it knows, as values without any database in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from ingest.types import Article, ArticleRow, Metadata, Overrides

if TYPE_CHECKING:
    import numpy as np


def structure_hash(article: Article) -> str:
    """sha256 (hex) over the kinds and offsets of the blocks; tells a change of structure."""
    # A list: a generator would take twice as long, and every block of an ingest comes by.
    tiles = "\n".join([f"{block.kind} {block.start} {block.end}" for block in article.blocks])
    return sha256(tiles.encode()).hexdigest()


def lies_in(identity: str, location: str) -> bool:
    """Whether an identity is that of the file at ``location``, or of a record in it."""
    place = f"file:{location}"
    return identity == place or identity.startswith(f"{place}#")


@dataclass(frozen=True, slots=True)
class Known:
    """An article's current revision, as far as a decision about a newcomer needs it.

    ``overrides`` is what the user once stated for it, ``read`` are the metadata without that
    (None where nothing was stated); ``locations`` are the remembered sources it was read from
    (absolute paths, URLs).
    """

    article_id: str
    revision: int
    identity: str
    content_hash: str
    structure_hash: str
    source: str
    meta: Metadata
    overrides: Overrides = field(default_factory=Overrides)
    locations: tuple[str, ...] = ()
    read: Metadata | None = None

    @property
    def as_read(self) -> Metadata:
        """The metadata without what the user stated."""
        return self.read or self.meta


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source that was read to its end, so that an unchanged one need not be read again.

    ``size`` and ``mtime_ns`` are those of a file; ``sha256`` (hex) is that of the bytes;
    ``options`` is a fingerprint of everything else that decides what comes of them;
    ``articles`` are the ids of the articles that came of it, copies that were not stored
    counted as the article they are a copy of.
    """

    location: str
    size: int | None
    mtime_ns: int | None
    sha256: str
    options: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that follows from it alone, made where it was read.

    ``passages`` are offsets into its text; ``signature`` is the MinHash of its words (empty
    for a text too short to have one); ``paragraphs`` are the digests of those of its blocks
    that could be a publisher's boilerplate, with the number of the block: (digest, ordinal).
    """

    article: Article
    passages: tuple[tuple[int, int], ...]
    signature: bytes = b""
    paragraphs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Write:
    """One article on its way into the catalogue.

    ``passages`` are offsets into the article's text, in order; ``vectors`` is a float32
    array (number of passages, dimension) with a row of length 1 for each; ``header`` is the
    line that is indexed with each passage. ``added`` is the time of this ingest (ISO 8601,
    with zone). ``article_id`` names the known article that this one is, where the identity
    does not tell (a moved file). ``vectors`` may be None only where the metadata alone
    changes and the header stays as it was. ``signature`` and ``paragraphs`` as in Prepared.
    ``read`` are the metadata without what the user stated; None where nothing was.
    """

    article: Article
    passages: tuple[tuple[int, int], ...]
    header: str
    vectors: np.ndarray | None
    added: str
    overrides: Overrides = field(default_factory=Overrides)
    article_id: str | None = None
    signature: bytes = b""
    paragraphs: tuple[tuple[int, int], ...] = ()
    read: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a write came to; ``action`` is ``unchanged`` when a newer state stood there."""

    article_id: str
    revision: int
    action: Literal["added", "updated", "relabelled", "unchanged"]


@dataclass(frozen=True, slots=True)
class PendingOp:
    """A change of the catalogue that the vector index has yet to take over."""

    seq: int
    op: Literal["upsert", "delete"]
    passage_id: str
    rowid: int


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list: its current row, when it was first added (ISO 8601), how many
    revisions it has, and how many blocks of its readers' comments are withheld."""

    row: ArticleRow
    added: str
    revisions: int
    comments: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is. Blocks and passages are those of current revisions.

    ``boilerplate`` counts every withheld block that is no comment: credits, promos, related
    links, boilerplate. ``pending`` is the number of changes that the index lacks.
    """

    articles: int = 0
    revisions: int = 0
    passages: int = 0
    comments: int = 0
    boilerplate: int = 0
    undated: int = 0
    publishers: int = 0
    sources: int = 0
    pending: int = 0


__all__ = [
    "Counts",
    "Known",
    "KnownSource",
    "ListedArticle",
    "PendingOp",
    "Prepared",
    "Write",
    "Written",
    "lies_in",
    "structure_hash",
]
