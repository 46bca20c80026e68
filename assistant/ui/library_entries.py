"""The articles of a library as a list shows, sorts, narrows and searches them. Pure.

Everything that is shown or looked through is cleaned and folded once, when an entry is made:
a key pressed in a list of ten thousand then has little left to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.counting import counted
from ingest.records import ListedArticle
from ingest.text.clean import clean_line
from ingest.types import Access, ArticleKind

_ACCENTS = re.compile("[\u0300-\u036f]")

Facet = tuple[str, str]
"""A property that a list can be narrowed to: what sort of property, and its value."""

_BEFORE_WORDS = "“”‘’\"'«»„‚([{- "
"""What does not count where a title is sorted by its first letter."""

UNDATED: Facet = ("date", "undated")
COMMENTS: Facet = ("comments", "comments withheld")
COPIES: Facet = ("copies", "carried by several")
CHANGED: Facet = ("revisions", "changed since it came")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the list.

    ``day`` is the date of publication as far as it is known (ISO), empty when it is not;
    ``copies`` how many articles its cluster has, itself among them (1: no copies); ``words``
    is what a search looks through, folded; the keys are what titles and publishers are sorted
    by.
    """

    article_id: str
    title: str
    publisher: str
    day: str
    added: str
    notes: tuple[str, ...]
    facets: frozenset[Facet]
    words: str
    published: str
    title_key: str
    publisher_key: str
    copies: int = 1


class Sort(StrEnum):
    """What a list is sorted by."""

    DATE = "date"
    PUBLISHER = "publisher"
    TITLE = "title"
    ADDED = "added"

    @property
    def falling(self) -> bool:
        """Whether it begins with the greatest: the newest first, names from A."""
        return self in (Sort.DATE, Sort.ADDED)

    @property
    def next(self) -> Sort:
        """The one after it, the first after the last."""
        order = list(Sort)
        return order[(order.index(self) + 1) % len(order)]


def folded(text: str) -> str:
    """Text as a search compares it: without regard to case and accents."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def entry(listed: ListedArticle, copies: int = 1) -> Entry:
    """An article of the catalogue as an entry; ``copies`` as ``Entry`` has it."""
    meta = listed.row.meta
    title = clean_line(meta.title or "") or "untitled"
    publisher = clean_line(meta.publisher or "") or "publisher unknown"
    tags = tuple(clean_line(tag) for tag in meta.tags)
    facets = {("kind", meta.kind.value), ("access", meta.access.value), ("publisher", publisher)}
    facets |= {("tag", tag) for tag in tags}
    notes: list[str] = []
    if meta.kind is not ArticleKind.REPORT:
        notes.append(meta.kind.value)
    if meta.access is not Access.FULL:
        notes.append(meta.access.value)
    if copies > 1:
        notes.append(f"{copies} copies")
        facets.add(COPIES)
    if listed.revisions > 1:
        notes.append(f"{listed.revisions} revisions")
        facets.add(CHANGED)
    if listed.comments:
        notes.append(f"{counted(listed.comments, 'comment')} withheld")
        facets.add(COMMENTS)
    if not meta.published:
        facets.add(UNDATED)
    searched = (title, publisher, *meta.authors, *tags, meta.url or "", listed.row.source)
    return Entry(
        article_id=listed.row.article_id,
        title=title,
        publisher=publisher,
        day=clean_line(meta.published or "")[:10],
        added=listed.added,
        notes=tuple(notes),
        facets=frozenset(facets),
        words=folded(clean_line("\n".join(searched))),
        published=meta.published or "",
        title_key=folded(title).lstrip(_BEFORE_WORDS),
        publisher_key=folded(publisher),
        copies=copies,
    )


def entries(
    listed: Iterable[ListedArticle], clusters: Mapping[str, str] | None = None
) -> tuple[Entry, ...]:
    """The entries of a catalogue's articles; ``clusters`` names the cluster of those that have
    copies, by article id."""
    known = clusters or {}
    sizes = Counter(known.values())
    return tuple(entry(each, sizes.get(known.get(each.row.article_id, ""), 1)) for each in listed)


def ordered(given: Sequence[Entry], sort: Sort, falling: bool) -> tuple[Entry, ...]:
    """The entries sorted; those of one value the newest first, those without one last."""
    newest = sorted(given, key=lambda each: each.published, reverse=True)
    if sort is Sort.PUBLISHER:
        made = sorted(newest, key=lambda each: each.publisher_key, reverse=falling)
    elif sort is Sort.TITLE:
        made = sorted(newest, key=lambda each: each.title_key, reverse=falling)
    elif sort is Sort.ADDED:
        made = sorted(newest, key=lambda each: each.added, reverse=falling)
    else:
        made = newest if falling else sorted(newest, key=lambda each: each.published)
    missing = _missing(sort)
    if missing is None:
        return tuple(made)
    return tuple(
        [each for each in made if missing not in each.facets]
        + [each for each in made if missing in each.facets]
    )


def _missing(sort: Sort) -> Facet | None:
    """The property of an article that has no value to sort it by."""
    unknown: dict[Sort, Facet] = {
        Sort.DATE: UNDATED,
        Sort.PUBLISHER: ("publisher", "publisher unknown"),
    }
    return unknown.get(sort)


def selected(
    given: Sequence[Entry], query: str = "", chosen: Collection[Facet] = ()
) -> tuple[Entry, ...]:
    """The entries, in their order, that hold every word of ``query`` and the chosen
    properties: of several of one sort any will do."""
    words = folded(query).split()
    if not words and not chosen:
        return tuple(given)
    groups: dict[str, set[Facet]] = {}
    for facet in chosen:
        groups.setdefault(facet[0], set()).add(facet)
    wanted = list(groups.values())
    return tuple(
        each
        for each in given
        if all(word in each.words for word in words)
        and not any(each.facets.isdisjoint(group) for group in wanted)
    )


def offered(given: Iterable[Entry], chosen: Iterable[Facet] = ()) -> list[tuple[Facet, int]]:
    """The properties that a list can be narrowed to, with how many articles have each: flags
    first, then kinds and access, then publishers and tags by their number. The ``chosen``
    ones are there even when no article has them any more."""
    counts = Counter(facet for each in given for facet in each.facets)
    return offering(counts.items(), chosen)


def offering(
    counted: Iterable[tuple[Facet, int]], chosen: Iterable[Facet]
) -> list[tuple[Facet, int]]:
    """What ``offered`` gives, from properties that are counted already."""
    counts = dict(counted)
    for facet in chosen:
        counts.setdefault(facet, 0)
    order = ["date", "comments", "copies", "revisions", "kind", "access", "publisher", "tag"]
    return sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0]))


def facet_words(chosen: Iterable[Facet]) -> str:
    """The chosen properties in words; "all" when there are none."""
    return ", ".join(value for _, value in sorted(chosen)) or "all"
