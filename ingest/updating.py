"""Fetching again what is followed: feeds and pages, conditionally, and what changed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.cancelling import never, quiet
from ingest.changes import compare
from ingest.fetching.urls import identity_of
from ingest.following_rules import due
from ingest.links import ONLY_NAMED
from ingest.pipeline import ingest
from ingest.text.clean import visible
from ingest.types import (
    Access,
    Followed,
    Item,
    Overrides,
    Progress,
    Report,
    Status,
)
from ingest.types.changes import Changes, Nature

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from ingest.library import Library
    from ingest.options import IngestOptions

_EDITS = (Nature.SILENT, Nature.UPDATE, Nature.CORRECTION)


@dataclass(frozen=True, slots=True)
class Edit:
    """An article whose words are others than before; ``before`` and ``revision`` are numbers
    of its revisions."""

    article_id: str
    title: str | None
    url: str | None
    before: int
    revision: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update came to. ``followed`` is what is remembered now, by location."""

    report: Report
    edits: tuple[Edit, ...]
    followed: tuple[Followed, ...]


def update(
    library: Library,
    options: IngestOptions,
    *,
    only: Sequence[Followed] = (),
    progress: Callable[[Progress], None] = quiet,
    cancelled: Callable[[], bool] = never,
) -> Updated:
    """Fetches what is followed again and takes in what is new.

    ``only`` names sources to be fetched now, also those that would be left alone for some
    time because they failed. Sources that are gone are not fetched. Raises as ``ingest``.
    """
    catalogue = library.catalogue
    ready, later = due(only or catalogue.followed(), datetime.fromisoformat(options.now))
    if only:
        ready, later = [*ready, *later], []
    reports = []
    for (follow, stated), group in _groups(ready):
        own = replace(options, follow=follow or options.follow, overrides=stated)
        places = [source.location for source in group]
        reports.append(ingest(places, library, own, progress=progress, cancelled=cancelled))
        if reports[-1].interrupted:
            break
    followed = tuple(catalogue.followed())
    gone = {source.location for source in followed if source.state == "gone"}
    items = [_said(item, gone) for report in reports for item in report.items]
    items = _named_only(items)
    items += [_left_alone(source) for source in later]
    edits = () if options.dry_run else tuple(_edits(catalogue, items, options.now))
    return Updated(_joined(reports, items, options), edits, followed)


def matching(followed: Iterable[Followed], names: Sequence[str]) -> list[Followed | str]:
    """For each name the followed source with this address, or the name where there is none.

    Addresses that differ in ``www.``, scheme or tracking parameters are the same.
    """
    by_identity: dict[str, Followed] = {}
    by_location: dict[str, Followed] = {}
    for source in followed:
        by_identity[identity_of(source.location)] = source
        by_location[source.location] = source
    return [by_location.get(name) or by_identity.get(identity_of(name)) or name for name in names]


def _groups(
    sources: Iterable[Followed],
) -> Iterable[tuple[tuple[bool, Overrides], list[Followed]]]:
    """The sources by how they were once ingested."""
    groups: dict[tuple[bool, Overrides], list[Followed]] = {}
    for source in sources:
        groups.setdefault((source.follow, source.overrides), []).append(source)
    return groups.items()


def _said(item: Item, gone: set[str]) -> Item:
    if item.status is Status.FAILED and item.source in gone:
        reason = "It is gone for good and is not fetched any more; its articles stay."
        return replace(item, status=Status.SKIPPED, reason=reason)
    return item


def _named_only(items: Sequence[Item]) -> list[Item]:
    """The items, with one in the place of all that are only named: they are so each time."""
    named = [item for item in items if item.reason == ONLY_NAMED]
    kept = [item for item in items if item.reason != ONLY_NAMED]
    if named:
        reason = (
            f"{len(named)} pages are only named by what is followed, this among them. "
            "Fetch them: briefing ingest --follow FEED"
        )
        kept.append(replace(named[0], reason=reason))
    return kept


def _left_alone(source: Followed) -> Item:
    times = "once" if source.failures == 1 else f"{source.failures} times in a row"
    reason = (
        f"It failed {times} ({source.message}) and is left alone until {source.not_before}. "
        f"Ask now: briefing update {visible(source.location)}"
    )
    return Item(visible(source.location), Status.SKIPPED, title=source.title, reason=reason)


def _edits(catalogue: Catalogue, items: Iterable[Item], now: str) -> Iterable[Edit]:
    """Of the updated articles, those whose words changed since the revision before this run."""
    ids = [item.article_id for item in items if item.status is Status.UPDATED and item.article_id]
    for article_id in dict.fromkeys(ids):
        revisions = catalogue.revisions(article_id)
        earlier = [number for number, added in revisions if added != now]
        if not earlier or revisions[-1][1] != now:
            continue
        old = catalogue.article(article_id, earlier[-1])
        new = catalogue.article(article_id)
        if old.article.meta.access in (Access.SUMMARY, Access.METADATA_ONLY):
            continue
        changes = compare(old.article, new.article)
        if changes.nature in _EDITS:
            meta = new.article.meta
            yield Edit(article_id, meta.title, meta.url, old.revision, new.revision, changes)


def _joined(reports: Sequence[Report], items: Sequence[Item], options: IngestOptions) -> Report:
    return Report(
        items=tuple(items),
        withheld_comments=sum(report.withheld_comments for report in reports),
        withheld_boilerplate=sum(report.withheld_boilerplate for report in reports),
        passages=sum(report.passages for report in reports),
        seconds=sum(report.seconds for report in reports),
        dry_run=options.dry_run,
        interrupted=any(report.interrupted for report in reports),
    )


__all__ = ["Edit", "Updated", "matching", "update"]
