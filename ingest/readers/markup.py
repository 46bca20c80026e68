"""Text out of small pieces of HTML, as records and feeds carry them in their body fields."""

from __future__ import annotations

import html
import re
from bisect import bisect_left

from ingest.errors import ReadError

MAX_TAGS = 100_000
"""Tags that one text may hold; no article comes near it."""

_TAGGED = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|img|table)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});")
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|svg)\b[^>]*>.*?(?:(</\1\s*>)|\Z)", re.I | re.S
)
_OPEN = re.compile(r"<(\w+)\b([^>]*)>")
_CLOSE = re.compile(r"</(\w+)\s*>")
_HIDING = re.compile(r"\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BREAK = re.compile(r"<br\s*/?>|</?(?:tr|dt|dd)\b[^>]*>", re.I)
_BLOCK = re.compile(
    r"</?(?:p|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|table|section|article|aside|"
    r"header|footer|pre|hr)\b[^>]*>",
    re.I,
)
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,5000}>")


def untagged(text: str) -> str:
    """The words of ``text`` without tags and entities; plain text comes back as it is.

    Raises ReadError for one that holds more than ``MAX_TAGS`` tags.
    """
    if text.count("<") > MAX_TAGS:
        raise ReadError(
            "Its text holds far more mark-up than an article does.",
            "Save or paste only the article's text and ingest that.",
        )
    if "<" in text and _TAGGED.search(text):
        text = _without_hidden(_without_unseen(_COMMENT.sub("", text)))
        text = _SPACE.sub(lambda run: " " if "\n" in run[0] else run[0], text)
        text, rest = _split(text)
        text = _TAG.sub("", _BLOCK.sub("\n\n", _BREAK.sub("\n", text))) + rest
        text = "\n".join(line.strip() for line in text.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text


def _split(text: str) -> tuple[str, str]:
    """``text`` up to its last ``>``, and the rest, in which no tag can end.

    A pattern that looks for the end of a tag would look through all of the rest, once for
    each ``<`` in it.
    """
    end = text.rfind(">") + 1
    return text[:end], text[end:]


def _without_unseen(text: str) -> str:
    """The text without scripts and the like; one that is not closed goes on to the end."""
    head, rest = _split(text)

    def take_out(found: re.Match[str]) -> str:
        nonlocal rest
        if found[2] is None:
            rest = ""
        return ""

    return _UNSEEN.sub(take_out, head) + rest


def _without_hidden(text: str) -> str:
    """The text without the elements that their own attributes hide, as far as they are closed."""
    head, rest = _split(text)
    closing: dict[str, list[tuple[int, int]]] = {}
    for found in _CLOSE.finditer(head):
        closing.setdefault(found[1].lower(), []).append(found.span())
    kept: list[str] = []
    at = 0
    for found in _OPEN.finditer(head):
        if found.start() < at or not _HIDING.search(found[2]):
            continue
        ends = closing.get(found[1].lower(), [])
        n = bisect_left(ends, (found.end(), 0))
        if n < len(ends):
            kept.append(head[at : found.start()])
            at = ends[n][1]
    return "".join(kept) + head[at:] + rest
