"""Removing the articles that are gone: on demand, apart from an ingest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.prune import Gone, find_gone
from ingest.types import ArticleRow, Item, Status

if TYPE_CHECKING:
    from ingest.library import Library

FILE_GONE = "Its file is gone."
RECORD_GONE = "It is no longer in its file."


def gone(arguments: Sequence[str], library: Library) -> list[Item]:
    """What ``prune`` would remove."""
    return _items(find_gone(arguments, library.catalogue), library)


def prune(arguments: Sequence[str], library: Library) -> list[Item]:
    """Removes the articles that are gone from below ``arguments``, and their vectors.

    ``library.why_no_index`` says why, if the index cannot take that over now.
    """
    from ingest.vectors import IndexUnavailable

    found = find_gone(arguments, library.catalogue)
    items = _items(found, library)
    # In this order: an article whose source is forgotten would never be found again.
    library.catalogue.remove(found.article_ids)
    library.catalogue.forget_sources(found.locations)
    try:
        library.apply()
    except IndexUnavailable as error:
        library.why_no_index = error.message
    return items


def _items(found: Gone, library: Library) -> list[Item]:
    rows = library.catalogue.row_of(found.article_ids)
    return [_item(rows[name], found) for name in found.article_ids if name in rows]


def _item(row: ArticleRow, found: Gone) -> Item:
    reason = RECORD_GONE if row.article_id in found.vanished else FILE_GONE
    return Item(row.source, Status.REMOVED, row.article_id, row.meta.title, reason)


__all__ = ["FILE_GONE", "RECORD_GONE", "gone", "prune"]
