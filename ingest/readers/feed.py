"""RSS 0.9 to 2.0 and Atom: the articles of a feed, and the pages that it only names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest import sandbox
from ingest.errors import ReadError
from ingest.readers.document import Document
from ingest.readers.feed_entry import Entry, Feed, results
from ingest.readers.feed_xml import cut_off, prepared
from ingest.types import Article, Link, Rejected


def read(document: Document) -> Iterator[Article | Rejected | Link]:
    """What the entries come to. Raises ReadError for what is no feed."""
    payload = prepared(document.data(), document.fetched.charset)
    found: Mapping[str, Any] = sandbox.shared().run("feed", payload, {"kind": "feed"}, what="feed")
    if problem := found.get("problem"):
        raise ReadError(
            f"It is no feed that can be read ({problem}).",
            "Open its address in a browser; ingest the pages that you want by themselves.",
        )
    entries = tuple(_entry(entry, found["language"]) for entry in found["entries"])
    cut = cut_off(payload)
    if not entries:
        empty = (
            "The feed is cut off before its first entry."
            if cut
            else "The feed holds no entries now."
        )
        yield Rejected(document.shown, empty, skipped=True)
    feed = Feed(found["title"], found["link"], entries, found["left"], cut)
    yield from results(document, feed)


def _entry(found: Mapping[str, Any], language: str) -> Entry:
    return Entry(
        guid=found["guid"],
        title=found["title"],
        link=found["link"],
        authors=tuple(found["authors"]),
        published=found["published"],
        updated=found["updated"],
        tags=tuple(found["tags"]),
        content=found["content"],
        summary=found["summary"],
        language=language,
        large=found["large"],
        source=found["source"],
    )
