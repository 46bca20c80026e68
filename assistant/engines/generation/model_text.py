"""What of a model's text may be shown: words, and no links, images, tags or decoration."""

from __future__ import annotations

import re

from ingest.text.clean import clean

NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^)\n]*\)")
_TAG = re.compile(r"<[A-Za-z/!?][^<>\n]*>")
_URL = re.compile(
    r"(?:\b(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:|javascript:|data:[a-z]+/)"
    r"[^\s\[\]【】<>]*[^\s\[\]【】<>.,;:!?()\"'”’])",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"\*+|`+|__+|~~+")
_BULLET = re.compile(r"\s*(?:[-*•+–]|\d{1,2}[.)]|#{1,6}|>)(?:\s+|\Z)")
_UNFINISHED = re.compile(
    r"(?:!?[\[［【][^\]］】\n]*|!?\[[^\]\n]*\]\([^)\n]*|<[A-Za-z/!?][^<>\n]*)\Z"
)
LONGEST_HOLD = 400
"""Characters after which a bracket that is never closed is taken for ordinary text."""


def tidy(text: str, *, line_start: bool) -> str:
    """``text`` (whole words of one line) without bullets, links, tags and control characters.

    A link keeps its words and loses its address; a linked ``[3](…)`` stays a marker.
    """
    text = clean(text)
    if line_start:
        text = text.lstrip()
        while (bullet := _BULLET.match(text)) is not None:
            text = text[bullet.end() :]
    text = _IMAGE.sub("", text)
    text = _LINK.sub(lambda m: f"[{m[1]}]" if m[1].strip(" ^").isdigit() else m[1], text)
    text = _URL.sub("", _TAG.sub("", text))
    return _DECORATION.sub("", text)


def whole_words(raw: str) -> int:
    """How much of the line ``raw`` can be read already: up to a word that may still grow.

    A bracket or tag that is not closed yet is left for later, with the space before it.
    """
    end = _cut(raw, len(raw))
    while (hold := _UNFINISHED.search(raw, 0, end)) is not None:
        end = _cut(raw, hold.start())
    return end if len(raw) - end <= LONGEST_HOLD else len(raw)


def _cut(raw: str, end: int) -> int:
    """The end of the last word that lies before ``end`` and that white space follows."""
    at = end
    while at and not raw[at - 1].isspace():
        at -= 1
    return len(raw[:at].rstrip())
