"""Citation markers in a model's text: ``[3]``, ``[1, 2]``, ``[2-4]``, ``【3】``, ``[^3]``.

One pattern reads them and keeps them out: whatever would be read as a marker in an answer is
escaped in the articles that the model is given, so that no article can cite for it.
"""

from __future__ import annotations

import re

_OPEN, _CLOSE = "[［【⟦", "]］】⟧"
_NUMBER = r"\d{1,3}"
_INNER = rf"{_NUMBER}(?:[ \t]*[,;–—-][ \t]*{_NUMBER})*"
MARKER = re.compile(
    r"[ \t]*[\[［【][ \t]*(?:\^|(?:passages?|sources?)[ \t]+)?"
    rf"({_INNER})(?:†[^\[\]［］【】\n]{{0,80}})?[ \t]*[\]］】]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}\n]{{0,90}})[{re.escape(_CLOSE)}]"
)
_RANGE = re.compile(rf"({_NUMBER})\s*[–—-]\s*({_NUMBER})")
_WIDEST = 20


def numbers(inner: str) -> tuple[int, ...]:
    """The passage numbers between a marker's brackets; ranges are spelt out, up to 20 wide."""
    found: list[int] = []
    for part in re.split(r"[,;]", inner):
        between = _RANGE.fullmatch(part.strip())
        if between and 0 <= int(between[2]) - int(between[1]) < _WIDEST:
            found.extend(range(int(between[1]), int(between[2]) + 1))
        else:
            found.extend(int(number) for number in re.findall(_NUMBER, part))
    return tuple(dict.fromkeys(found))


def split_markers(
    text: str, *, goes_on: bool = False
) -> tuple[str, list[tuple[int, tuple[int, ...]]]]:
    """``text`` without its markers, and for each its position there and its numbers.

    The space before a marker goes with it; a word that follows one directly gets a space,
    unless the marker stands at the very beginning. ``text`` that ``goes_on`` is none.
    """
    plain: list[str] = []
    marks: list[tuple[int, tuple[int, ...]]] = []
    at = length = 0
    for match in MARKER.finditer(text):
        plain.append(text[at : match.start()])
        length += match.start() - at
        marks.append((length, numbers(match[1])))
        at = match.end()
        if text[at : at + 1].isalnum() and (length or goes_on):
            plain.append(" ")
            length += 1
    return "".join(plain) + text[at:], marks


def escape_markers(text: str) -> str:
    """``text`` with every bracketed number written ``⟦n⟧``, which is never read as a marker."""
    return _BRACKETED.sub(
        lambda match: f"⟦{match[1]}⟧" if any(map(str.isdigit, match[1])) else match[0], text
    )
