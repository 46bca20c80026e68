"""Editing an article's metadata: what the user states wins over what is read, and stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.batch import embed
from ingest.changes import field_changes
from ingest.embedders import header, with_header
from ingest.errors import LibraryError
from ingest.prepare import prepare
from ingest.records import Write
from ingest.stating import Edit, edited, put
from ingest.types import FieldChange, Metadata

if TYPE_CHECKING:
    from ingest.library import Library

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit came to: the article's metadata now, and what is different about them."""

    article_id: str
    revision: int
    meta: Metadata
    changed: tuple[FieldChange, ...]


def edit(article_ids: Sequence[str], change: Edit, library: Library, *, now: str) -> list[Edited]:
    """Puts ``change`` on the articles; a beginning of an id that only one has will do.

    Where the passages' header changes, they are indexed anew under it; ``library.why_no_index``
    says why, if the index cannot take that over now. ``now`` is the time (ISO 8601). Raises
    UnknownArticle before anything is changed, LibraryError and EmbedderError.
    """
    from ingest.vectors import IndexUnavailable

    ids = dict.fromkeys(library.catalogue.named_row(given).article_id for given in article_ids)
    done = [edit_one(article_id, change, library, now=now) for article_id in ids]
    try:
        library.apply()
    except IndexUnavailable as error:
        library.why_no_index = error.message
    return done


def edit_one(article_id: str, change: Edit, library: Library, *, now: str) -> Edited:
    """As ``edit``, for the article with this whole id and in the catalogue alone."""
    for _ in range(_TRIES):
        done = _try(article_id, change, library, now)
        if done is not None:
            return done
    raise LibraryError(
        f"Article {article_id} is being changed by another process.", "Run the command again."
    )


def _try(article_id: str, change: Edit, library: Library, now: str) -> Edited | None:
    """One attempt; None when the article was changed meanwhile."""
    catalogue = library.catalogue
    stored = catalogue.article(article_id)
    known = next(
        one for one in catalogue.known([stored.article.identity]) if one.article_id == article_id
    )
    if (known.revision, known.content_hash) != (stored.revision, stored.content_hash):
        return None
    stated = edited(known.overrides, change)
    # What stood in the place of the user's own values, and no longer does, has no source named.
    sources = tuple(
        pair for pair in stored.article.meta_sources if pair[0] not in known.overrides.fields
    )
    read = replace(stored.article, meta=known.as_read, meta_sources=sources)
    article = put(read, stated)
    spans = catalogue.spans(article_id, stored.revision)
    head = header(article.meta)
    vectors = None
    if head != header(stored.article.meta):
        texts = [with_header(head, article.text[start:end]) for start, end in spans]
        vectors = embed(texts, library)
    prepared = prepare(article)
    item = Write(
        article,
        spans,
        head,
        vectors,
        now,
        stated,
        article_id,
        prepared.signature,
        prepared.paragraphs,
        known.as_read,
    )
    if not catalogue.relabel(item, stored.revision):
        return None
    changed = tuple(field_changes(stored.article.meta, article.meta))
    return Edited(article_id, stored.revision, article.meta, changed)


__all__ = ["Edit", "Edited", "edit", "edit_one"]
