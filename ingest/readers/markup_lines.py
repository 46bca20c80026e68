"""Every visible line of an HTML or XHTML text, with the kind that its mark-up gives it.

Runs inside ``sandbox`` only. Nothing is chosen among them: for exports of press databases and
books, whose pages hold articles and little else.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.errors import ReadError
from ingest.readers.properties import MAX_CHARACTERS, MAX_PARAGRAPHS

_DROPPED = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "dialog", "head", "math",
     "nav", "button", "select", "textarea", "audio", "video", "canvas"}
)  # fmt: skip
_LINES = frozenset(
    {"p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
     "section", "article", "header", "footer", "aside", "figure", "figcaption", "table", "ul", "ol",
     "dl", "dt", "dd", "body", "html", "hr", "center", "address", "main", "tbody", "thead", "form",
     "caption", "fieldset"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {"blockquote": "quotation", "figcaption": "caption", "caption": "caption"}
_HIDDEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0(?:[a-z%]|;|$)|opacity:0(?:\.0+)?(?:;|$)"
    r"|(?:left|top|right|text-indent):-\d{3,}"
)
_NOTE = re.compile(r"\b(?:toc|landmarks|page-list|pagebreak|noteref|footnotes?|endnotes?)\b")
_HEADLINE = re.compile(r"(?:^|\s)(?:[a-z]{2})?headline(?:\s|$)", re.IGNORECASE)
"""How Factiva's pages mark a headline: ``enHeadline``, ``deHeadline``."""


def warm_up() -> None:
    """Imports what is slow to import."""
    import lxml.html  # noqa: F401


def extract(payload: bytes, options: dict[str, str]) -> dict[str, Any]:
    """``{"blocks": [[kind, text]…]}`` of a UTF-8 page."""
    return {"blocks": [[kind, text] for kind, text, _ in lines_of(tree_of(payload))]}


def tree_of(payload: bytes) -> Any:
    """The tree of a UTF-8 page; None when it has no element."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    try:
        return lxml.html.document_fromstring(payload.replace(b"\x00", b""), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None


def lines_of(tree: Any) -> list[tuple[str, str, int]]:
    """``(kind, text, letters of it within links)`` of the visible lines, in their order."""
    found: list[tuple[str, str, int]] = []
    pieces: list[str] = []
    linked = size = 0

    def flush(kind: str) -> None:
        nonlocal linked, size
        for line in "".join(pieces).split("\n"):
            if text := " ".join(line.split()):
                found.append((kind, text, min(linked, len(text))))
                size += len(text)
        pieces.clear()
        linked = 0
        if len(found) > MAX_PARAGRAPHS or size > MAX_CHARACTERS:
            raise ReadError(
                f"It has more than {MAX_PARAGRAPHS:,} paragraphs or is longer than any article.",
                "Split it into smaller files and ingest those.",
            )

    # (element, kind of the text around it, whether in a link, whether it is being left)
    stack: list[tuple[Any, str, bool, bool]] = []
    if tree is not None:
        stack.append((tree, "body", False, False))
    while stack:
        node, outer, link, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        kind = _kind(node, tag, outer)
        if leaving:
            if tag in _LINES or kind != outer:
                flush(kind)
            text = node.tail or ""
            pieces.append(_plain(text, tag))
            linked += len(text) if link else 0
            continue
        if not tag or tag in _DROPPED or _is_hidden(node):
            pieces.append(_plain(node.tail or "", tag))
            continue
        if tag in _LINES or kind != outer:
            flush(outer)
        if tag == "br":
            pieces.append("\n")
        pieces.append(_plain(node.text or "", tag))
        within = link or tag == "a"
        linked += len(node.text or "") if within else 0
        stack.append((node, outer, link, True))
        stack.extend((child, kind, within, False) for child in reversed(node))
    flush("body")
    return found


def _plain(text: str, tag: str) -> str:
    return text if tag == "pre" else text.replace("\n", " ")


def _kind(node: Any, tag: str, outer: str) -> str:
    if tag in _HEADINGS:
        return "subheading"
    marks = node.get("class") if tag else None
    if marks and _HEADLINE.search(marks):
        return "headline"
    return _KINDS.get(tag, outer)


def _is_hidden(node: Any) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    style = node.get("style")
    if style and _HIDDEN.search("".join(style.split()).lower()):
        return True
    stated = next((value for key, value in node.attrib.items() if key.endswith("type")), "")
    return node.tag != "body" and bool(_NOTE.search(stated))
