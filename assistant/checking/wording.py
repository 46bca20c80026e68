"""Wording made comparable before it is compared."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.checking.measures import measured
from ingest.text.numbers import numbers
from ingest.text.wordlist import wordlist

_MONTHS = wordlist("""
    January February March April May June July August September October November December
""")
_MONTH = re.compile(rf"\b({'|'.join(name[:3] for name in _MONTHS)})(?:t?\.|t\b)?(?=\s\d)")
_FULL = {name[:3]: name for name in _MONTHS}
_SPOKEN = {"%": " percent", "$": " dollars", "€": " euros", "£": " sterling", "¥": " yen",
           "₹": " rupees", "points": " percentage points"}  # fmt: skip
_APART = re.compile(r"(?<=\d)(?:, (?=\d{3}(?!\d|[.,]\d))|\. (?=\d{1,2}(?!\d)\s?(?:%|per\s?cent)))")


def joined(text: str) -> str:
    """A source's text with figures put together that a converter tore apart.

    ``3, 000`` becomes ``3,000`` and ``98. 7 per cent`` ``98.7 per cent``. Only what a statement
    is compared with is read so; offsets into the result are none into the text.
    """
    return _APART.sub(lambda match: match[0].strip(), text)


@lru_cache(maxsize=4096)
def spelled(text: str) -> str:
    """The text with each number, its unit and a month before a day in one spelling.

    ``one thousand``, ``1,000`` and ``1000`` become ``1000``; ``$2.5m`` becomes ``2500000
    dollars``; ``km`` behind a number ``kilometre``; ``Aug. 12`` ``August 12``.
    """
    parts: list[str] = []
    at = 0
    for number in numbers(text):
        if number.unit in ("ordinal", "time") or number.start < at:
            continue
        unit = _SPOKEN[number.unit] if number.unit else ""
        parts.append(f"{text[at : number.start]}{number.value.normalize():f}{unit}")
        at = number.end
        if found := measured(text, at):
            name, at = found
            parts.append(f" {name}")
    return _MONTH.sub(lambda match: _FULL[match[1]], "".join((*parts, text[at:])))


__all__ = ["joined", "spelled"]
