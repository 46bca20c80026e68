"""How things are put so that they can be listened to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile("(“[^”]*”)")
_NUMBERS = re.compile(r"(\S?)\s*((?:\[\d+\])+)")
_NO_COMMA = re.compile(r"(?:\b(?:see|in|to|cites)|[:(])$")
_ENDS = (".", "!", "?", "…")
_DIGITS = 9
_CLOSERS = "”’\"')]"

ASCII = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": ";",
     "\xa0": " ", "\u202f": " ", "−": "-", "×": "x"}
)  # fmt: skip
"""Typographic signs as a console without them can show them."""


_HERE = (
    ("briefing ingest --follow FEED", "/ingest --follow FEED"),
    ("briefing ingest", "/ingest"),
    ("briefing update", "/update"),
    ("briefing list", "/library"),
    ("briefing check", "/check"),
    ("Give --model NAME", "Name it: /engine openai:MODEL"),
    ("and a blank: those of the library are offered.", "and a blank: Tab offers the library's."),
)
"""Next steps as the commands have them, and as this conversation has them."""


def number_in(text: str) -> int | None:
    """The number that ``text`` is, if it is one and not longer than any that stands in a list."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def listed(parts: Sequence[str]) -> str:
    """``1``, ``1 and 2``, ``1, 2 and 3``; "" for none."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sources(numbers: Sequence[int]) -> str:
    """``source 1``, ``sources 1 and 2``; "" for none."""
    if not numbers:
        return ""
    return f"source{'' if len(numbers) == 1 else 's'} {listed([str(each) for each in numbers])}"


def ended(text: str) -> str:
    """``text`` with a full stop, unless it ends a sentence already."""
    return text if not text or text.rstrip(_CLOSERS).endswith(_ENDS) else f"{text}."


def capital(text: str) -> str:
    """``text`` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def here(text: str) -> str:
    """A next step with the commands of this conversation in place of the shell's."""
    for command, slash in _HERE:
        text = text.replace(command, slash)
    return text


def in_words(text: str) -> str:
    """A line of our own with its signs as words: ``[1][2]`` is ``sources 1 and 2``, ``·`` a
    semicolon. What stands in “…” are others' words and stay."""
    parts = _QUOTED.split(text)
    said = ""
    for place, part in enumerate(parts):
        said = said + part if place % 2 else _replaced(said, part)
    return said


def _replaced(before: str, part: str) -> str:
    """``before`` with one stretch outside quotation marks behind it, in words."""
    part = part.replace(" · ", "; ")
    at = 0
    for match in _NUMBERS.finditer(part):
        before += part[at : match.start()] + match[1]
        found = sources([int(number) for number in re.findall(r"\d+", match[2])])
        bare = not before or _NO_COMMA.search(before)
        blank = "" if not before or before.endswith("(") else " "
        before += f"{blank}{found}" if bare else f", {found}"
        at = match.end()
    return before + part[at:]


__all__ = [
    "ASCII",
    "capital",
    "ended",
    "here",
    "in_words",
    "listed",
    "number_in",
    "sources",
]
