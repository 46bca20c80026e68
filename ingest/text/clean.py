"""The gate for foreign text: what may be stored and what may reach a terminal.

The rules follow Unicode TR 36 and UTS 39 and CWE-150: code points are dropped one by one,
never as matched escape sequences, so nothing can be assembled from what is left over.
"""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 4
"""Combining marks that one base character may carry; more only serve to overprint lines."""

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")

# Ranges that hold assigned, visible, non-combining characters only (a test holds this against
# the Unicode database). Whatever lies outside is looked up, code point by code point.
_PLAIN = (
    "\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0620-\u064a\u0671-\u06d5\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20bf"
    "\u2100-\u218b\u2190-\u2426\u2460-\u27ff\u2900-\u2b73\u3000-\u3029\u3041-\u3096"
    "\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9ffc\uac00-\ud7a3\uff01-\uff9f\U0001f300-\U0001f6d7"
    "\U0001f900-\U0001f978"
)
_UNUSUAL = re.compile(f"[^{_PLAIN}]")

_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
_JOINER = re.compile("[\u200c\u200d]")


def clean(text: str) -> str:
    """``text`` without anything that could act on a terminal, hide or reorder words.

    Line ends of every kind become ``\\n``; ``\\n`` and ``\\t`` stay. Controls, format
    characters (bidi, zero width, tags, soft hyphens), surrogates, private and unassigned code
    points, variation selectors and invisible fillers go; joiners stay between letters of
    scripts that need them; a base keeps at most four combining marks. Idempotent.
    """
    if _UNUSUAL.search(text) is None:
        return text
    text = _NEWLINES.sub("\n", text)
    unusual = set(_UNUSUAL.findall(text))
    dropped = {char for char in unusual if _drops(char)}
    if dropped:
        text = text.translate(dict.fromkeys(map(ord, dropped)))
    marks = "".join(char for char in unusual - dropped if _is_mark(char))
    excess = re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]++") if marks else None
    if excess:
        text = excess.sub(r"\1", text)
    if not _JOINERS.isdisjoint(unusual):
        text = _JOINER.sub(_joiner, text)
        if excess:
            text = excess.sub(r"\1", text)
    return text


def clean_line(text: str) -> str:
    """``text`` cleaned and put on one line: white space runs become one space, ends go."""
    return " ".join(clean(text).split())


def visible(text: str) -> str:
    """``text`` on one line, with everything ``clean`` would drop or change shown instead.

    C0 controls in caret notation (``^[`` for ESC), all else as ``<U+202E>``. For file names,
    URLs and server messages, where a silent change would mislead. Plain text is unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if _is_mark(char) else 0
        if char < " " or char == "\x7f":
            shown.append("^" + chr(ord(char) ^ 0x40))
        elif marks > MAX_MARKS or char in _JOINERS or _drops(char):
            shown.append(f"<U+{ord(char):04X}>")
        else:
            shown.append(char)
    return "".join(shown)


def _drops(char: str) -> bool:
    """Whether ``char`` is never kept; joiners are decided by what stands around them."""
    if char in _JOINERS or char in "\t\n":
        return False
    return (
        unicodedata.category(char) in _DROPPED_CATEGORIES
        or char in _FILLERS
        or _is_selector(ord(char))
    )


def _is_selector(code: int) -> bool:
    """Variation selectors: the two general blocks and the Mongolian ones."""
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or 0x180B <= code <= 0x180D
        or code == 0x180F
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _joiner(match: re.Match[str]) -> str:
    """A joiner stays between two letters of a script without case (Persian, Hindi, …)."""
    text, at = match.string, match.start() - 1
    while at >= 0 and _is_mark(text[at]):
        at -= 1
    joins = at >= 0 and _joins(text[at]) and _joins(text[match.end() : match.end() + 1])
    return match[0] if joins else ""


def _joins(char: str) -> bool:
    return char >= "\u0590" and unicodedata.category(char) == "Lo"
