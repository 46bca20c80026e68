"""JSON Feed (jsonfeed.org, version 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.fetching.urls import is_url
from ingest.readers.document import Document
from ingest.readers.feed_entry import Entry, Feed, results
from ingest.readers.feed_parse import MAX_ENTRIES, MAX_ENTRY
from ingest.types import Article, Link, Rejected


def read(document: Document) -> Iterator[Article | Rejected | Link]:
    """What the items come to. Raises ReadError for what is no JSON Feed."""
    try:
        feed = json.loads(decode(document.data(), document.fetched.charset))
    except ValueError as error:
        raise ReadError(
            f"It is a JSON Feed that is not valid JSON ({error}).", "Fetch or copy it again."
        ) from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ReadError(
            "It is a JSON Feed without a list of items.", "Look at it: it may be cut off."
        )
    if not items:
        yield Rejected(document.shown, "The feed holds no entries now.", skipped=True)
    language, everywhere = _text(feed, "language"), _authors(feed)
    entries = [_entry(item, language, everywhere) for item in items if isinstance(item, dict)]
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Rejected(f"{document.shown}:{number}", f"Item {number} is not an object.")
    kept = tuple(entries[:MAX_ENTRIES])
    left = len(entries) - len(kept)
    yield from results(
        document, Feed(_text(feed, "title"), _text(feed, "home_page_url"), kept, left)
    )


def _entry(item: Mapping[str, object], language: str, authors: tuple[str, ...]) -> Entry:
    content = _text(item, "content_html") or _text(item, "content_text")
    identifier = _text(item, "id")
    return Entry(
        guid=identifier,
        title=_text(item, "title"),
        link=_text(item, "url") or (identifier if is_url(identifier) else ""),
        authors=_authors(item) or authors,
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        tags=_texts(item.get("tags")),
        content=content if len(content) <= MAX_ENTRY else "",
        summary=_text(item, "summary"),
        language=_text(item, "language") or language,
        large=len(content) > MAX_ENTRY,
    )


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    found = item.get("authors")
    people = found if isinstance(found, list) else [item.get("author")]
    return tuple(name for one in people if isinstance(one, dict) and (name := _text(one, "name")))


def _text(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
