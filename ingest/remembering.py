"""What is remembered of sources that were read, and whether it still counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.records import KnownSource
from ingest.store.rows import overrides_to_text
from ingest.text.clean import visible
from ingest.types import ArticleRow, Overrides, Source

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from ingest.options import IngestOptions

_VERSION = "2"
"""To be raised when unchanged sources must be read again, because readers read otherwise."""

_FOLLOWED = "f"
"""Says that the pages that the source names were fetched as well."""


class Memory:
    """The remembered sources of one library, as an ingest with these options may use them."""

    def __init__(self, catalogue: Catalogue, options: IngestOptions) -> None:
        self._catalogue = catalogue
        self._options = options
        self._stated = overrides_to_text(options.overrides)

    def recall(self, location: str) -> KnownSource | None:
        """What is known of a source that was read with the same options, if it still counts."""
        known = self._catalogue.source(location)
        if known is None or not known.articles:
            return None
        version, _, stated = known.options.partition("|")
        followed = version.endswith(_FOLLOWED)
        version = version.removesuffix(_FOLLOWED)
        if self._options.follow and not followed:
            return None
        # Nothing stated now leaves standing what was stated then.
        same = self._options.overrides == Overrides() or stated == self._stated
        return known if same and version == _VERSION else None

    def copied(self, known: KnownSource) -> list[ArticleRow]:
        """Of the articles that the source gave, those without a URL that another file has."""
        place = visible(known.location)
        return [
            row
            for row in self._catalogue.row_of(known.articles).values()
            if row.meta.url is None
            and row.source != place
            and not row.source.startswith((f"{place}:", f"{place}#"))
        ]

    def read_now(self, source: Source, digest: str) -> KnownSource:
        """What to remember of a source whose bytes have the sha256 ``digest``."""
        options = f"{_VERSION}|{self._stated}"
        return KnownSource(source.location, source.size, source.mtime_ns, digest, options)

    def pages_fetched(self, locations: Iterable[str]) -> None:
        """Remembers that all pages that these sources name were fetched. Until then a source is
        read again when its pages are wanted, so that none is lost to a failure."""
        found = (self._catalogue.source(location) for location in locations)
        done = [
            replace(known, options=f"{_VERSION}{_FOLLOWED}{known.options.removeprefix(_VERSION)}")
            for known in found
            if known is not None and known.options.startswith(f"{_VERSION}|")
        ]
        if done:
            self._catalogue.record_sources(done)


def untouched(source: Source, known: KnownSource) -> bool:
    """Whether a file has the size and time that it had; of anything else that is not known."""
    return source.size is not None and (source.size, source.mtime_ns) == (
        known.size,
        known.mtime_ns,
    )


def renewed(known: KnownSource, source: Source) -> KnownSource:
    """The same bytes under a new time."""
    return replace(known, size=source.size, mtime_ns=source.mtime_ns)
