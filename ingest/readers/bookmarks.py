"""Bookmarks exported by browsers, Pinboard, Pocket and others: addresses without their pages.

The form is Netscape's: ``<DT><A HREF="…" ADD_DATE="…">title</A>``; the pages that Pocket and
Instapaper export are lists of the same links. When a bookmark was made says
nothing about when its page was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from ingest.errors import ReadError
from ingest.fetching.decoding import declared_in_page, decode
from ingest.fetching.urls import is_url
from ingest.metadata import MAX_TITLE
from ingest.readers.document import Document
from ingest.text.clean import clean_line
from ingest.types import Link

MAX_LINKS = 100_000
_MAX_URL = 2000
_PIECE = 64 * 1024


def read(document: Document) -> Iterator[Link]:
    """The pages that the bookmarks name, each once. Raises ReadError when there are none."""
    data = document.data()
    text = decode(data, document.fetched.charset or declared_in_page(data))
    parser = _Bookmarks()
    for start in range(0, len(text), _PIECE):
        parser.feed(text[start : start + _PIECE])
        if len(parser.found) > MAX_LINKS:
            break
    parser.close()
    seen: set[str] = set()
    for url, title in parser.found[:MAX_LINKS]:
        if url not in seen:
            seen.add(url)
            yield Link(document.shown, url, title=title or None)
    if not seen:
        raise ReadError(
            "No web address was found among its bookmarks.", "Export the bookmarks again as HTML."
        )


class _Bookmarks(HTMLParser):
    """Collects ``(address, title)`` of the links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._url = ""
        self._title: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end()
        if tag == "a":
            url = clean_line(dict(attrs).get("href") or "")
            self._url = url if is_url(url) and len(url) <= _MAX_URL and " " not in url else ""

    def handle_endtag(self, tag: str) -> None:
        self._end()

    def handle_data(self, data: str) -> None:
        if self._url:
            self._title.append(data)

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        if self._url:
            self.found.append((self._url, clean_line("".join(self._title))[:MAX_TITLE]))
        self._url = ""
        self._title = []


__all__ = ["read"]
