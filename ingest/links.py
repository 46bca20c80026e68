"""Which of the addresses that sources name are fetched, and what is said of the others.

Kept small on purpose: a list of addresses may be of any length and comes from anyone. What a
list names counts against the source that the user named, however deeply lists are nested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.fetching.urls import identity_of, is_url
from ingest.text.clean import visible
from ingest.types import Item, Link, Source, Status

PAGES = 100
"""Pages that are fetched for one source that the user named, unless another number is given."""

FEEDS = 500
"""Feeds that are taken out of one list."""

LISTS = 10
"""Lists that are fetched for one source: an index of sitemaps names one for each month."""

DEPTH = 3
"""How deeply lists may lead to lists."""

ONLY_NAMED = "Only its address is there. Fetch it with: briefing ingest --follow"
"""What is said of an address that is not followed."""

FETCH_PAGE = " Fetch the page with --follow."
"""What is said at the end of a remark on a summary whose page is not followed."""

FORGOTTEN = "You follow it no more. To follow it again, ingest it by its own address."
"""What is said of a feed or list that was forgotten."""

_WORDS = {"page": "pages", "feed": "feeds", "pages": "lists of pages"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address came from: the source that the user named, the one that names it, and
    how many lists lie between."""

    root: str
    depth: int
    parent: str = ""


class Links:
    """The addresses named in one ingest.

    ``follow`` fetches also what is only listed; ``limit`` is the number of pages for each
    source that the user named.
    """

    def __init__(self, *, follow: bool = False, limit: int | None = None) -> None:
        self._follow = follow
        self._limits = {"page": PAGES if limit is None else limit, "feed": FEEDS, "pages": LISTS}
        self._places: dict[str, _Place] = {}
        self._taken: Counter[tuple[str, str]] = Counter()
        self._left: Counter[tuple[str, str]] = Counter()
        self._seen: set[str] = set()
        self._held: set[str] = set()
        self._forgotten: set[str] = set()

    def known(self, locations: Iterable[str]) -> None:
        """Sources that are read anyway; none is taken again because another names it."""
        self._seen.update(locations)

    def forgotten(self, locations: Iterable[str]) -> None:
        """Feeds and lists that the user wants no more; that another source names them is no
        reason to fetch them."""
        self._forgotten.update(map(identity_of, locations))

    def unwanted(self, location: str) -> bool:
        """Whether ``location`` is one of those that were forgotten."""
        return identity_of(location) in self._forgotten

    def root_of(self, location: str) -> str:
        """The source that the user named, by way of which ``location`` was reached."""
        place = self._places.get(location)
        return place.root if place else location

    def named(self, location: str) -> bool:
        """Whether another source named it, not the user."""
        return location in self._places

    def parents(self, locations: Iterable[str]) -> set[str]:
        """The sources that name these addresses."""
        places = (self._places.get(location) for location in locations)
        return {place.parent for place in places if place is not None}

    def held(self, location: str) -> bool:
        """Whether something of this page is in the library by another name: a feed's summary."""
        return location in self._held

    def take(self, link: Link, parent: str) -> Source | Item | None:
        """The source to fetch for an address that ``parent`` names, or what to report of it.

        None for one that is nothing new.
        """
        if not is_url(link.url):
            reason = "It is no http or https address, so it is not fetched."
            return Item(visible(link.url[:200]), Status.SKIPPED, title=link.title, reason=reason)
        if not (link.follow or self._follow):
            if link.held:
                return None
            return Item(visible(link.url), Status.SKIPPED, title=link.title, reason=ONLY_NAMED)
        if link.url in self._seen:
            return None
        if link.kind != "page" and self.unwanted(link.url):
            return Item(visible(link.url), Status.SKIPPED, title=link.title, reason=FORGOTTEN)
        above = self._places.get(parent, _Place(parent, 0))
        if link.kind != "page" and above.depth >= DEPTH:
            reason = f"Lists in it lead to lists more than {DEPTH} times. Name the last one itself."
            return Item(visible(link.url), Status.SKIPPED, title=link.title, reason=reason)
        count = (above.root, link.kind)
        if self._taken[count] >= self._limits[link.kind]:
            self._left[count] += 1
            return None
        self._taken[count] += 1
        self._seen.add(link.url)
        self._places[link.url] = _Place(above.root, above.depth + 1, parent)
        if link.held:
            self._held.add(link.url)
        return Source(link.url, "url")

    def left_out(self) -> list[Item]:
        """What is to be said of the addresses that went beyond the limits."""
        return [
            Item(visible(root), Status.SKIPPED, reason=self._why(kind, number))
            for (root, kind), number in self._left.items()
        ]

    def _why(self, kind: str, number: int) -> str:
        taken = f"The first {self._limits[kind]} {_WORDS[kind]} were taken"
        if kind == "page":
            return f"{taken}, the newest first; {number} more were left out. Take more: --limit N"
        return f"{taken}; {number} more were left out. Name those that you want by themselves."
