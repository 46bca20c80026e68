"""OPML: the feeds that somebody follows, as other readers export them."""

from __future__ import annotations

from collections.abc import Iterator

from ingest import sandbox
from ingest.errors import ReadError
from ingest.fetching.urls import is_url
from ingest.readers.document import Document
from ingest.readers.feed_xml import prepared
from ingest.text.clean import clean_line, visible
from ingest.types import Link, Rejected


def read(document: Document) -> Iterator[Rejected | Link]:
    """A link for each feed of the outline. Raises ReadError when it names none."""
    payload = prepared(document.data(), document.fetched.charset)
    found = sandbox.shared().run("feed", payload, {"kind": "opml"}, what="list")
    if not found["links"]:
        raise ReadError(
            "The outline names no feed" + (f" ({found['damage']})." if found["damage"] else "."),
            "Export the list of feeds as OPML again.",
        )
    for feed in found["links"]:
        title = clean_line(feed["title"]) or None
        if is_url(feed["url"]):
            yield Link(document.shown, feed["url"], "feed", title, follow=True)
        else:
            yield not_fetched(document, feed["url"])
    if found["damage"]:
        yield cut_off(document, found["damage"])


def not_fetched(document: Document, url: str) -> Rejected:
    """An address that is no http or https address."""
    reason = f"{visible(url[:200])} is no http or https address, so it is not fetched."
    return Rejected(document.shown, reason, skipped=True)


def cut_off(document: Document, damage: str) -> Rejected:
    """A list that is damaged at some place; what stands before it was taken."""
    reason = f"It is damaged ({damage}); what stands before the damage was taken. Fetch it again."
    return Rejected(document.shown, reason)
