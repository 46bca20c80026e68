"""The feed that a web page names for itself. Pure."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from ingest.fetching.urls import is_url

_HEAD = 100_000
_LINK = re.compile(r"<link\b[^<>]{1,1000}>", re.IGNORECASE)
_FIELD = re.compile(r"""\b(rel|type|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def feed_named(page: str, url: str | None) -> str | None:
    """The http(s) address of the first feed that a page declares; ``url`` is the page's own."""
    for link in _LINK.finditer(page[:_HEAD]):
        fields = {found[1].lower(): found[2] or found[3] or found[4] or "" for found in
                  _FIELD.finditer(link[0])}  # fmt: skip
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
