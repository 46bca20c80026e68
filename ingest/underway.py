"""What one ingest has read and not yet written: articles of a batch, and their sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.records import KnownSource, Prepared
from ingest.types import Rejected, Source


@dataclass(slots=True)
class ReadSource:
    """A source that was read, until all its articles are written.

    ``before`` is what was remembered of it; that stops counting with the first new article.
    """

    known: KnownSource | None
    before: KnownSource | None = None
    whole: bool = True
    articles: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class Waiting:
    """An article in the batch: its place in the report, and the source it came from."""

    slot: int
    prepared: Prepared
    reading: ReadSource


def source_name(source: Source | Rejected) -> str:
    """What a progress bar calls a source."""
    return source.source if isinstance(source, Rejected) else source.location


def record(reading: ReadSource) -> KnownSource | None:
    """What to remember of a source: nothing of one that must be read again next time."""
    known = reading.known
    if known is None or not reading.whole:
        return None
    if known.articles:
        return known
    ids = [article_id for article_id in reading.articles if article_id]
    return replace(known, articles=tuple(dict.fromkeys(ids)))


__all__ = ["ReadSource", "Waiting", "record", "source_name"]
