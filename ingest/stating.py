"""What a user states about articles, put together over time. Pure.

A statement is made for all articles of an ingest, or for one article by itself (an edit); the
latter is the closer one and stays.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.types.article import STATED, Article, Overrides, merged

SOURCE = "you"
"""What ``Article.meta_sources`` calls a value that the user stated."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What the user changes about one article.

    The fields of ``cleared`` (``title``, ``publisher``, ``authors``, ``published``, ``kind``,
    ``tags``) lose what was stated for them before, so that what was read counts again; then
    comes what ``stated`` holds. Tags of ``stated`` are added, its ``untagged`` taken away.
    """

    stated: Overrides = field(default_factory=Overrides)
    cleared: frozenset[str] = frozenset()


def combine(before: Overrides, now: Overrides) -> Overrides:
    """What is stated by now, when an ingest states ``now`` for all of its articles.

    The newer value wins, tags are added to those before; what was edited stays.
    """
    changes: dict[str, object] = {
        name: value
        for name in STATED
        if name not in before.edited and (value := getattr(now, name))
    }
    if "published" in changes:
        changes["published_precision"] = now.published_precision
    changes["tags"] = merged(before.tags, now.tags, without=before.untagged)
    return replace(before, **changes)  # type: ignore[arg-type]


def edited(before: Overrides, edit: Edit) -> Overrides:
    """What is stated by now, when the user edits an article."""
    stated, names = edit.stated, set(before.edited) - edit.cleared
    changes: dict[str, object] = {}
    for name in STATED:
        value = getattr(stated, name)
        if value:
            names.add(name)
        if value or name in edit.cleared:
            changes[name] = value
            if name == "published":
                changes["published_precision"] = stated.published_precision
    anew = "tags" in edit.cleared
    tags, untagged = ((), ()) if anew else (before.tags, before.untagged)
    changes["tags"] = merged(tags, stated.tags, without=stated.untagged)
    changes["untagged"] = merged(untagged, stated.untagged, without=stated.tags)
    if stated.tags or stated.untagged:
        names.add("tags")
    changes["edited"] = tuple(sorted(names))
    return replace(before, **changes)  # type: ignore[arg-type]


def put(article: Article, stated: Overrides) -> Article:
    """``article`` under the metadata that the user states, which are named as their source."""
    named = [pair for pair in article.meta_sources if pair[0] not in stated.fields]
    named += [(name, SOURCE) for name in stated.fields]
    return replace(article, meta=stated.apply(article.meta), meta_sources=tuple(sorted(named)))


__all__ = ["SOURCE", "Edit", "combine", "edited", "put"]
