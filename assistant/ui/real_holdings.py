"""The articles of the real library, for the library's screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from assistant.ui.services import Cancelled, OpenLibrary, Watch
from ingest.types import Followed, Report

if TYPE_CHECKING:
    from assistant.ui.library_entries import Entry
    from assistant.ui.reading import Reading
    from ingest.library import Library
    from ingest.options import IngestOptions
    from ingest.stating import Edit


_MANY = 100
"""Articles of one source from which it takes minutes to read them all again for one."""


class RealHoldings:
    """``options`` gives those of an ingest that begins now."""

    def __init__(self, options: Callable[[], IngestOptions]) -> None:
        self._options = options

    def entries(self, library: OpenLibrary) -> tuple[Entry, ...]:
        """All articles, the newest first, with the copies of each."""
        from assistant.ui.library_entries import entries

        catalogue = real_library(library).catalogue
        clusters = {
            row.article_id: cluster.name
            for cluster in catalogue.clusters()
            for row in cluster.members
        }
        return entries(catalogue.listed(), clusters)

    def reading(self, library: OpenLibrary, article_id: str, revision: int | None) -> Reading:
        """One revision with all that is known of the article."""
        from assistant.ui.reading import Reading

        catalogue = real_library(library).catalogue
        stored = catalogue.article(article_id, revision)
        known = catalogue.known([stored.article.identity])
        return Reading(
            stored,
            tuple((number, added) for number, added in catalogue.revisions(stored.article_id)),
            catalogue.cluster_of([stored.article_id]).get(stored.article_id),
            tuple(place for each in known for place in each.locations),
        )

    def remove(self, library: OpenLibrary, article_ids: Sequence[str]) -> None:
        """Takes articles out for good."""
        from ingest.pipeline import remove

        remove(list(article_ids), real_library(library))

    def edit(self, library: OpenLibrary, article_id: str, change: Edit) -> None:
        """States metadata of an article."""
        from ingest.editing import edit

        edit([article_id], change, real_library(library), now=self._options().now)

    def refresh(
        self, article_id: str, library: OpenLibrary, watch: Watch, cancelled: Cancelled
    ) -> Report:
        """Reads the sources of an article again, however unchanged they look; one of a great
        many articles, an export or an archive, only when it has changed."""
        from ingest.pipeline import ingest

        reading = self.reading(library, article_id, None)
        article = reading.stored.article
        places = reading.locations or (article.meta.url or article.source,)
        known = [real_library(library).catalogue.source(place) for place in places]
        alone = all(source is None or len(source.articles) <= _MANY for source in known)
        options = replace(self._options(), force=alone)
        return ingest(places, real_library(library), options, progress=watch, cancelled=cancelled)

    def feeds(self, library: OpenLibrary) -> tuple[Followed, ...]:
        """The addresses that are followed."""
        return tuple(real_library(library).catalogue.followed())

    def unfollow(self, library: OpenLibrary, location: str) -> None:
        """Forgets one of them; its articles stay."""
        real_library(library).catalogue.forget([location])

    def update(
        self,
        locations: Sequence[str],
        library: OpenLibrary,
        watch: Watch,
        cancelled: Cancelled,
    ) -> Report:
        """Fetches these followed addresses again, all that are due when none is given; what
        became of an article that was there already stands beside its title."""
        from ingest.updating import matching, update

        chosen = [
            found
            for found in matching(self.feeds(library), locations)
            if not isinstance(found, str)
        ]
        if locations and not chosen:
            return Report(())
        done = update(
            real_library(library), self._options(), only=chosen, progress=watch, cancelled=cancelled
        )
        natures = {edit.article_id: edit.changes.nature.value for edit in done.edits}
        items = tuple(
            replace(item, title=f"{item.title or 'untitled'} ({natures[item.article_id]})")
            if item.article_id in natures
            else item
            for item in done.report.items
        )
        return replace(done.report, items=items)

    def pages(
        self, location: str, library: OpenLibrary, watch: Watch, cancelled: Cancelled
    ) -> Report:
        """Fetches the pages that a followed address only names."""
        from ingest.pipeline import ingest

        options = replace(self._options(), follow=True)
        return ingest(
            [location], real_library(library), options, progress=watch, cancelled=cancelled
        )


def real_library(library: OpenLibrary) -> Library:
    """The library is the one that ``open_library`` gave."""
    return cast("Library", library)
