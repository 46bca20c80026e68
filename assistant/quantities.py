"""Numbers as a reader takes them: how exact they are, what they count, in which clause. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.terms import past, stem
from ingest.text.dates import find_dates
from ingest.text.names import Number, fold, numbers
from ingest.text.stopwords import STOPWORDS

_ABOUT = Decimal("0.05")
"""How far off a number called "about", "some" or "nearly" may be, as a share of it."""

_MORE = r"(?:more|greater|higher|longer) than|at least|upwards? of|(?:no|not) (?:fewer|less) than"
_FEWER = r"(?:fewer|less|lower) than|at most|up to|as (?:many|much) as|(?:no|not) more than"
_NEAR = r"about|around|some|roughly|approximately|(?:an )?estimated|close to|almost|nearly|circa"
_BEFORE = re.compile(
    rf"(?:\b(?P<more>{_MORE}|over|above|exceeding)|\b(?P<fewer>{_FEWER}|under|below)"
    rf"|\b(?P<near>{_NEAR}))(?:\s+(?:a|an|the|{_NEAR}))?\s+\Z",
    re.I,
)
_AFTER = re.compile(r"\s*(?:(?P<more>\+|-?plus\b|or more\b)|(?P<near>or so\b))", re.I)
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and)\s", re.I)
_BREAK = re.compile(
    r"[;:—–]|[,.?!]\s|\s(?=(?:but|while|although|though|because|whereas|and|which|who|when|after|"
    r"before|since|unless|until)\b)",
    re.I,
)
_WORD = re.compile(
    r"\s*(?:of\s+(?:its|the|their|his|her|our|them|those|these)\s+)?([^\W\d_][\w’'-]*)"
)
_PLURALS = frozenset(("people", "men", "women", "children"))
_MOST_NOUNS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: it says something from ``low`` to ``high``.

    ``high`` is None for "more than 30". ``nouns`` are the stemmed words that it counts, at most
    three; ``clause`` the stretch of the sentence around it; ``text`` the number as written with
    the words that make it more or less exact, and what it counts.
    """

    low: Decimal
    high: Decimal | None
    unit: str | None
    nouns: tuple[str, ...]
    clause: str
    text: str
    start: int
    end: int

    def allows(self, other: Quantity) -> bool:
        """Whether both can be true of one number."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )


def quantities(sentence: str, published: str | None) -> tuple[Quantity, ...]:
    """The numbers of a sentence that count or measure something, in order.

    Dates, bare years, clock times, ordinals and parts of a word ("four-set") are none. A range
    is one quantity.
    """
    dated = [(each.span_start, each.span_end) for each in find_dates(sentence, published)]
    plain = [
        number
        for number in numbers(sentence)
        if number.unit not in ("ordinal", "time")
        and not any(start < number.end and number.start < end for start, end in dated)
    ]
    found: list[Quantity] = []
    at = 0
    while at < len(plain):
        first = last = plain[at]
        if at + 1 < len(plain) and _ranges(sentence, first, plain[at + 1]):
            at, last = at + 1, plain[at + 1]
        at += 1
        made = _quantity(sentence, first, last)
        joined = sentence[last.end : last.end + 1] == "-" and sentence[last.end + 1 :][:1].isalpha()
        if (made.unit or made.nouns) and not joined:
            found.append(made)
    return tuple(found)


def _ranges(sentence: str, first: Number, second: Number) -> bool:
    """Whether two numbers are the ends of a range: "10 to 15", "between 10 and 15"."""
    gap = sentence[first.end : second.start]
    if not _RANGE.fullmatch(gap) or first.value >= second.value:
        return False
    return gap.strip().lower() != "and" or sentence[: first.start].rstrip().lower().endswith(
        "between"
    )


def _quantity(sentence: str, first: Number, last: Number) -> Quantity:
    loose = _rounding(first), _rounding(last)
    before = _BEFORE.search(sentence, 0, first.start)
    after = _AFTER.match(sentence, last.end)
    start = before.start() if before else first.start
    end = after.end() if after else last.end
    marked = before or after
    manner = marked.lastgroup if marked else None
    if manner == "near":
        loose = max(loose[0], first.value * _ABOUT), max(loose[1], last.value * _ABOUT)
    low = Decimal(0) if manner == "fewer" else first.value - loose[0]
    high = None if manner == "more" else last.value + loose[1]
    nouns, noun_end = _nouns(sentence, end)
    unit = first.unit or last.unit
    shown = end if unit and unit != "%" else noun_end
    text = " ".join(sentence[start:shown].split())
    return Quantity(low, high, unit, nouns, _clause(sentence, first.start), text, start, end)


def _rounding(number: Number) -> Decimal:
    """Half of the last digit that the number states; nothing for a count below a hundred.

    Trailing zeros count as rounded away, the second digit at most: 3,000 is 3,000 ± 50.
    """
    digits = number.value.normalize().as_tuple()
    last = int(digits.exponent)
    if last <= 0:
        return Decimal(5).scaleb(last - 1) if last < 0 or number.unit else Decimal(0)
    last -= max(0, 2 - len(digits.digits))
    return Decimal(5).scaleb(last - 1) if last else Decimal(0)


def _nouns(sentence: str, start: int) -> tuple[tuple[str, ...], int]:
    """The words that a number counts, stemmed, up to a plural, and where they end."""
    found: list[str] = []
    end = first = start
    while len(found) < _MOST_NOUNS and (match := _WORD.match(sentence, end)):
        word = fold(match[1])
        if word in STOPWORDS or (found and (word.endswith("ed") or past(word))):
            break
        found.append(stem(word))
        end = first = match.end()
        if word in _PLURALS or (word.endswith("s") and not word.endswith("ss")):
            break
    return tuple(found), first


def _clause(sentence: str, at: int) -> str:
    """The clause in which the character ``at`` stands."""
    ends = [match.end() for match in _BREAK.finditer(sentence) if match.end() <= at]
    later = next((m.start() for m in _BREAK.finditer(sentence) if m.start() > at), len(sentence))
    return sentence[max(ends, default=0) : later]


__all__ = ["Quantity", "quantities"]
