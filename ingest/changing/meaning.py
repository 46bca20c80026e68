"""Whether a change of wording can change the meaning: numbers, dates, negation, names, hedges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.text.cues import denials, hedges, negations
from ingest.text.months import MONTHS, WEEKDAYS
from ingest.text.names import fold, names
from ingest.text.numbers import numbers
from ingest.types.changes import Matter

_CALENDAR = {**{word: f"m{n}" for word, n in MONTHS.items()},
             **{word: f"d{n}" for word, n in WEEKDAYS.items()}}  # fmt: skip
_CAPITALISED = re.compile(r"\b[A-Z][a-zé]{2,}\b")

Values = frozenset[tuple[Decimal, str | None]]
Name = frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text states: numbers with their units, months and weekdays, names by their words."""

    numbers: Values
    days: frozenset[str]
    names: frozenset[Name]


def facts(text: str) -> Facts:
    """The facts that ``text`` states."""
    found = [text[start:end] for start, end in names(text)]
    days = (_CALENDAR.get(word.lower()) for word in _CAPITALISED.findall(text))
    return Facts(
        frozenset((number.value, number.unit) for number in numbers(text)),
        frozenset(day for day in days if day),
        frozenset(frozenset(fold(name).split()) for name in found),
    )


def of_rewording(before: str, after: str) -> tuple[Matter, ...]:
    """What is different between two wordings of a sentence that can change its meaning."""
    old, new = facts(before), facts(after)
    differs = {
        Matter.NUMBER: old.numbers != new.numbers,
        Matter.DATE: old.days != new.days,
        Matter.NEGATION: negations(before) != negations(after),
        Matter.NAME: _other(old.names, new.names) or _other(new.names, old.names),
        Matter.CERTAINTY: _cues(before) != _cues(after),
    }
    return _those(differs.items())


def of_removal(sentence: str, rest: Facts) -> tuple[Matter, ...]:
    """What a removed sentence stated that the article, whose facts are ``rest``, no longer does."""
    gone = facts(sentence)
    known = frozenset(word for name in rest.names for word in name)
    return _those(
        (
            (Matter.NUMBER, bool(gone.numbers - rest.numbers)),
            (Matter.NAME, any(not name & known for name in gone.names)),
        )
    )


def _those(differs: Iterable[tuple[Matter, bool]]) -> tuple[Matter, ...]:
    return tuple(matter for matter, found in differs if found)


def _cues(sentence: str) -> Sequence[str]:
    return sorted({*hedges(sentence), *denials(sentence)})


def _other(some: frozenset[Name], others: frozenset[Name]) -> bool:
    """Whether some name is none of the others: "Biden" is "Joe Biden", "Jill Biden" is not."""
    return any(not any(name <= other or other <= name for other in others) for name in some)
