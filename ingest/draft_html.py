"""A small document in HTML as its blocks, nothing left out: for drafts, not for web pages."""

from __future__ import annotations

from html.parser import HTMLParser

from ingest.text.clean import clean_line
from ingest.text.wordlist import wordlist
from ingest.types import BlockKind

MOST = 64 * 1024
"""Characters up to which a document is read here; what is larger goes to the page reader."""

_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_BREAKS = frozenset(
    wordlist("""
    address article blockquote body br dd div dl dt figcaption figure footer header hr html li
    main nav ol p pre section table tbody td tfoot th thead tr ul
    """)
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe"})
_PAGE = ("<script", "<nav", "<aside", "<footer", "<form", "<iframe")


def looks_like_page(html: str) -> bool:
    """Whether it is a page of a web site, with more around its text than a draft has."""
    lower = html.lower()
    return any(tag in lower for tag in _PAGE)


def blocks(html: str) -> list[tuple[BlockKind, str]]:
    """``(kind, text)`` of every paragraph, list item, cell, heading and quotation, in order.

    Kinds are SUBHEADING, QUOTATION and BODY. Never raises for what a document can hold.
    """
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.cut()
    return parser.found


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[BlockKind, str]] = []
        self._text: list[str] = []
        self._unseen: list[str] = []
        self._kind = BlockKind.BODY
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if tag == "body":
            self._unseen.clear()
        if tag in _HEADS or tag in _BREAKS:
            self.cut()
        if tag in _HEADS:
            self._kind = BlockKind.SUBHEADING
        self._quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            self._unseen.remove(tag)
        if tag in _HEADS or tag in _BREAKS:
            self.cut()
            self._kind = BlockKind.BODY
        self._quoted = max(0, self._quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text.append(data)

    def cut(self) -> None:
        """Ends the block that is being read."""
        text = clean_line("".join(self._text))
        self._text = []
        if text:
            body = BlockKind.QUOTATION if self._quoted else BlockKind.BODY
            heading = self._kind is BlockKind.SUBHEADING
            self.found.append((self._kind if heading else body, text))


__all__ = ["MOST", "blocks", "looks_like_page"]
