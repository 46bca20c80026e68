"""The feed that a web page names for itself. Pure."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from ingest.fetching.urls import is_url
from ingest.readers.feed_names import comments_title

_HEAD = 100_000
_LINK = re.compile(r"<link\b[^<>]{1,1000}>", re.IGNORECASE)
_OF_COMMENTS = re.compile(
    r"/comments/(?:feed|default)|\b(?:comments? feed|kommentar-feed|flux des commentaires|"
    r"rss de los comentarios)\b", re.I)  # fmt: skip
_FIELD = re.compile(r"""\b(rel|type|href|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def feed_named(page: str, url: str | None) -> str | None:
    """The http(s) address of the first feed that a page declares; ``url`` is the page's own."""
    for link in _LINK.finditer(page[:_HEAD]):
        fields = {found[1].lower(): found[2] or found[3] or found[4] or "" for found in
                  _FIELD.finditer(link[0])}  # fmt: skip
        # WordPress names the feed of the comments beside that of the articles.
        if comments_title(fields.get("title", "")) or _OF_COMMENTS.search(link[0]):
            continue
        if "alternate" in fields.get("rel", "").lower().split() and (
            fields.get("type", "").lower() in _TYPES
        ):
            try:
                address = urljoin(url or "", html.unescape(fields.get("href", "")).strip())
            except ValueError:
                continue
            if is_url(address):
                return address
    return None
