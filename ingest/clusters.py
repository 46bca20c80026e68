"""Articles of one origin: what a cluster is, and how articles that are copies form them. Pure.

Every member is a copy of its cluster's origin itself, never only a copy of a copy: a round-up
that holds two reports does not make one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.types import ArticleRow

NAMED = 2
"""Carriers that a label names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An article with the copies of it that other outlets, or its own, carry.

    ``origin`` is the article that stands for all, ``copies`` the others, earliest published
    first. ``wire`` is the agency that the origin is credited to, such as ``AP``; an article
    that only is an agency's, without any copy in the library, has no ``copies``.
    """

    origin: ArticleRow
    copies: tuple[ArticleRow, ...] = ()
    wire: str | None = None

    @property
    def name(self) -> str:
        """What tells the cluster from others: the article id of its origin."""
        return self.origin.article_id

    @property
    def members(self) -> tuple[ArticleRow, ...]:
        """All its articles, the origin first."""
        return (self.origin, *self.copies)

    @property
    def source(self) -> str:
        """Whose report it is: ``AP``, ``AP (as carried by Valley Post)``, ``Valley Post``."""
        from ingest.credits import is_agency

        publisher = self.origin.meta.publisher
        if self.wire is None:
            return publisher or "publisher unknown"
        if publisher is None or is_agency(publisher, self.wire):
            return self.wire
        return f"{self.wire} (as carried by {publisher})"

    def carriers(self, but: ArticleRow | None = None) -> tuple[str, ...]:
        """The other outlets that carry it, each once: without that of ``but`` (the origin
        unless told otherwise) and without the agency itself."""
        from ingest.credits import is_agency

        own = (but or self.origin).meta.publisher
        names = (row.meta.publisher for row in self.members)
        return tuple(
            dict.fromkeys(
                name
                for name in names
                if name and name != own and not (self.wire and is_agency(name, self.wire))
            )
        )

    def carried(self, row: ArticleRow) -> Carried:
        """What a citation of one of its members says of the others."""
        from ingest.credits import is_agency

        publisher = row.meta.publisher
        itself = bool(publisher and self.wire and is_agency(publisher, self.wire))
        return Carried(None if itself else self.wire, self.carriers(row))

    def label(self, named: int = NAMED) -> str:
        """``AP, also carried by Valley Post, Tarn Echo +3``."""
        others = also_carried(self.carriers(), named)
        return f"{self.source}, {others}" if others else self.source


@dataclass(frozen=True, slots=True)
class Carried:
    """Whose report an article is besides its outlet's, and who else has it.

    ``agency`` where the outlet is not the agency itself; ``by`` are the other outlets.
    """

    agency: str | None = None
    by: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``AP report, also carried by Tarn Echo, Hill Post +3``; "" when there is nothing."""
        own = f"{self.agency} report" if self.agency else ""
        return ", ".join(part for part in (own, also_carried(self.by)) if part)


def also_carried(names: Sequence[str], named: int = NAMED) -> str:
    """``also carried by A, B +3``; "" without any name."""
    if not names:
        return ""
    more = f" +{len(names) - named}" if len(names) > named else ""
    return f"also carried by {', '.join(names[:named])}{more}"


@dataclass(frozen=True, slots=True)
class Member:
    """An article as far as the choice of an origin needs it.

    ``published`` is the ISO date as stored, ``grams`` the number of its different word
    5-grams, ``wire`` the agency that it is credited to, ``own`` whether the agency itself
    published it.
    """

    article_id: str
    published: str | None = None
    grams: int = 0
    wire: str | None = None
    own: bool = False

    @property
    def order(self) -> tuple[int, bool, str, int, str, str]:
        """Origins come first: an agency's own, then one credited to an agency, then the
        earliest day; of one day the fullest text, then the earliest hour."""
        credited = 0 if self.own else 1 if self.wire else 2
        published = self.published or ""
        return credited, not published, published[:10], -self.grams, published, self.article_id


def form(members: Iterable[Member], links: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The cluster of each member that has one: article id → the origin's article id.

    ``links`` are the pairs that are copies of each other, both ways. The first in order takes
    all that are linked with it, then the first of those left, and so on: the outcome follows
    from members and links alone, in whatever order they came in.
    """
    found: dict[str, str] = {}
    for one in sorted(members, key=lambda member: member.order):
        if one.article_id in found:
            continue
        taken = [other for other in links.get(one.article_id, ()) if other not in found]
        if taken:
            found |= dict.fromkeys([one.article_id, *taken], one.article_id)
    return found


__all__ = ["NAMED", "Carried", "Cluster", "Member", "also_carried", "form"]
