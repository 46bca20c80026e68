"""Sitemaps: the pages of a site, newest first, and the sitemaps of an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ingest import sandbox
from ingest.errors import ReadError
from ingest.fetching.urls import is_url
from ingest.metadata import plausible_date
from ingest.readers.document import Document
from ingest.readers.feed_xml import prepared
from ingest.readers.opml import cut_off, not_fetched
from ingest.text.clean import clean_line
from ingest.text.dates import timestamp
from ingest.types import Link, Rejected


def read(document: Document) -> Iterator[Rejected | Link]:
    """A link for each address, newest first. Raises ReadError when it names none."""
    payload = prepared(document.data(), document.fetched.charset)
    found = sandbox.shared().run("feed", payload, {"kind": "sitemap"}, what="sitemap")
    if not found["links"]:
        raise ReadError(
            "The sitemap names no page" + (f" ({found['damage']})." if found["damage"] else "."),
            "Name the pages or a feed of the site instead.",
        )
    links: list[tuple[float, Link]] = []
    for named in found["links"]:
        if is_url(named["url"]):
            links.append(_link(document, named))
        else:
            yield not_fetched(document, named["url"])
    links.sort(key=lambda pair: -pair[0])
    for _, link in links:
        yield link
    if found["left"]:
        reason = f"The sitemap is very large: {found['left']} addresses of it were left out."
        yield Rejected(document.shown, reason, skipped=True)
    if found["damage"]:
        yield cut_off(document, found["damage"])


def _link(document: Document, named: Mapping[str, str]) -> tuple[float, Link]:
    published = _date(named["published"], document.now)
    changed = _date(named["changed"], document.now)
    kind = named["kind"]
    link = Link(
        source=document.shown,
        url=named["url"],
        kind="pages" if kind == "pages" else "page",
        title=clean_line(named["title"]) or None,
        published=changed,
        follow=True,
    )
    newest = published or changed
    return (timestamp(newest) if newest else 0.0), link


def _date(text: str, now: datetime) -> str | None:
    moment = plausible_date(text, now)
    return moment.iso if moment else None
