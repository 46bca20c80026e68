"""Text out of small pieces of HTML, as records and feeds carry them in their body fields."""

from __future__ import annotations

import html
import re

_TAGGED = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|figure|img|table)\b[^>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});")
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|svg)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S
)
_HIDDEN = re.compile(
    r"<(\w+)\b[^>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden)[^>]*>.*?</\1\s*>",
    re.I | re.S,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BREAK = re.compile(r"<br\s*/?>|</?(?:tr|dt|dd)\b[^>]*>", re.I)
_BLOCK = re.compile(
    r"</?(?:p|div|ul|ol|li|h[1-6]|blockquote|figure|figcaption|table|section|article|aside|"
    r"header|footer|pre|hr)\b[^>]*>",
    re.I,
)
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,5000}>")


def untagged(text: str) -> str:
    """The words of ``text`` without tags and entities; plain text comes back as it is."""
    if "<" in text and _TAGGED.search(text):
        text = _COMMENT.sub("", text)
        text = _HIDDEN.sub("", _UNSEEN.sub("", text))
        text = _BREAK.sub("\n", re.sub(r"\s*\n\s*", " ", text))
        text = _TAG.sub("", _BLOCK.sub("\n\n", text))
        text = "\n".join(line.strip() for line in text.split("\n"))
        text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text
