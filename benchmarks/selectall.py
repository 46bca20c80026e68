"""A page as "select all, copy, paste" gives it: its visible text, laid out in lines."""

from __future__ import annotations

from typing import Any

_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "canvas", "iframe", "object",
     "audio", "video", "select", "option", "datalist", "textarea", "input", "math", "map",
     "title", "meta", "link")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
     "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
     "tr", "ul")
)  # fmt: skip
_SPACED = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "pre", "table", "ul", "ol",
     "dl")
)  # fmt: skip


def select_all(page: str) -> str:
    """Visible text of an HTML page; paragraphs stand apart, numbered items show a number."""
    import lxml.html

    pieces: list[str] = []
    _walk(lxml.html.fromstring(page), pieces)
    lines: list[str] = []
    for line in "".join(pieces).split("\n"):
        line = " ".join(line.split())
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    )


def _walk(root: Any, pieces: list[str]) -> None:
    # An explicit stack: real pages nest deeper than Python recurses.
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in _BLOCKS:
                pieces.append("\n\n" if tag in _SPACED else "\n")
            elif tag in ("td", "th"):
                pieces.append("\t")
            _tail(element, root, pieces)
            continue
        if not isinstance(tag, str) or tag in _DROPPED or _hidden(element):
            _tail(element, root, pieces)
            continue
        if tag in _BLOCKS:
            pieces.append("\n\n" if tag in _SPACED else "\n")
        if tag == "br":
            pieces.append("\n")
        if tag == "li":
            pieces.append(_marker(element))
        if element.text:
            pieces.append(" ".join(element.text.split("\n")))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _tail(element: Any, root: Any, pieces: list[str]) -> None:
    if element is not root and element.tail:
        pieces.append(" ".join(element.tail.split("\n")))


def _marker(item: Any) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "• "
    return f"{1 + sum(1 for other in item.itersiblings('li', preceding=True))}. "
