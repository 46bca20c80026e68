"""Numbers in running text, brought to one form: ``1,000`` is ``one thousand`` is ``1000``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.text.number_words import read_words


@dataclass(frozen=True, slots=True)
class Number:
    """A number as ``text[start:end]`` states it, its sign, scale and unit included.

    ``unit`` is ``%``, ``points`` (percentage points), a currency sign (``$ € £ ¥ ₹``),
    ``ordinal``, ``time`` (``7:30`` has the value 7.30) or None where none is stated.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int

    def agrees(self, other: Number) -> bool:
        """Whether both state the same value, in the same unit or one of them in none."""
        return self.value == other.value and (
            self.unit == other.unit or self.unit is None or other.unit is None
        )


_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "t": 10**12,
}
_CURRENCIES = {
    "dollar": "$",
    "usd": "$",
    "euro": "€",
    "eur": "€",
    "gbp": "£",
    "sterling": "£",
    "yen": "¥",
    "rupee": "₹",
}
_DIGITS = re.compile(
    r"""
      (?<![\w.]) (?<!\d,)
      (?P<sign> (?<![\w)\]’'"–—-])[-−] )?
      (?P<currency> (?:US|AU|CA|NZ|HK|[ACS])?\$ | [€£¥₹] | Rs\.?\s? )?
      (?P<whole> \d{1,3}(?:,\d{3})++(?!,?\d) | \d{1,2}(?:,\d\d(?=,))++,\d{3}(?!\d)
        | \d++ | (?=\.\d) )
      (?P<part> \.\d++ )?
      (?: (?P<clock> :[0-5]\d(?![\d:]) )
        | (?P<ordinal> (?:st|nd|rd|th)\b )
        | ['’]?s\b
        | [\s-]?(?P<scale> (?:hundred|thousand|lakh|million|crore|billion|trillion)(?=s?\b) )
        | \s?(?P<short> bn|tn|mn )\b
        | (?P<letter> [kmbt] )\b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MODEL = re.compile(r"\b[^\W\d_]*[A-Z][^\W\d_]*[-‐-–]\Z")
_UNIT = re.compile(
    r"""[\s-]? (?: (?P<points> percentage[\s-]points? | pp\b )
      | (?P<percent> % | per\s?cent\b | pct\b )
      | (?:(?:US|U\.S\.|Canadian|Australian|American)\s)?
        (?P<currency> dollar|usd|euro|eur|gbp|sterling|yen|rupee)s?\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or)\s", re.IGNORECASE)
_LOOKBACK = 12


def numbers(text: str) -> list[Number]:
    """The numbers of ``text`` in order, as digits or words, normalised.

    Scales are multiplied in (``$2.5 billion``), ranges share their scale and unit (``2-3
    million``, ``10 to 15 percent``). Digits that belong to a name are none: ``S-400``, ``G7``.
    Words count as numbers with their unit; pronouns (``no one``, ``one of``) do not.
    """
    found = [number for match in _DIGITS.finditer(text) if (number := _digits(text, match))]
    found += [_with_unit(text, Number(*stated)) for stated in read_words(text)]
    found.sort(key=lambda number: number.start)
    return _share(text, found)


def _digits(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    before = text[max(0, start - _LOOKBACK) : start]
    if not match["currency"] and _MODEL.search(before):
        return None
    value = Decimal((match["whole"].replace(",", "") or "0") + (match["part"] or ""))
    unit = None
    if match["currency"]:
        sign = match["currency"].strip()[-1]
        unit = sign if sign in "$€£¥₹" else "₹"
    if match["clock"]:
        return Number(value + Decimal(match["clock"][1:]) / 100, "time", start, end)
    if match["ordinal"]:
        return Number(value, "ordinal", start, end)
    letter = (match["letter"] or "").lower()
    if letter and letter != "k" and unit is None:
        end = match.start("letter")
        letter = ""
    scale = match["scale"] or match["short"] or letter
    if scale:
        value *= _SCALES[scale.lower()]
    if match["sign"]:
        value = -value
    return _with_unit(text, Number(value, unit, start, end))


def _with_unit(text: str, number: Number) -> Number:
    """``number`` with the percent sign or currency word that follows it."""
    if number.unit is not None:
        return number
    match = _UNIT.match(text, number.end)
    if match is None:
        return number
    if match["currency"]:
        unit = _CURRENCIES[match["currency"].lower()]
    else:
        unit = "points" if match["points"] else "%"
    return replace(number, unit=unit, end=match.end())


def _share(text: str, found: list[Number]) -> list[Number]:
    """Both ends of a range with the scale and unit that only one of them states."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        gap = text[first.end : second.start]
        between = gap == " and " and text[: first.start].endswith(("between ", "from "))
        if not (_RANGE.fullmatch(gap) or between) or "ordinal" in (first.unit, second.unit):
            continue
        scale = _scale_of(text, second)
        if first.value < 1000 <= second.value and scale > 1 and first.value * scale <= second.value:
            first = replace(first, value=first.value * scale)
        found[at] = replace(first, unit=first.unit or second.unit)
        found[at + 1] = replace(second, unit=second.unit or first.unit)
    return found


def _scale_of(text: str, number: Number) -> int:
    """The factor that a scale word at the end of ``number`` stands for; 1 without one."""
    match = _DIGITS.match(text, number.start)
    scale = match and (match["scale"] or match["short"] or (number.unit and match["letter"]))
    return _SCALES[scale.lower()] if scale else 1
