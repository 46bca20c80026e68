"""A second look at the best passages: does one hold what the question asks for, close together?

Ranks by words and by meaning see a passage as a bag; here its text is read. Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.questions.answer_types import candidates, strictly_typed
from assistant.questions.asked import Asked, Kind, analyse
from assistant.terms import stem
from ingest.text.names import fold

AROUND = 300
"""Characters in which words stand together, as in two sentences."""

HARDLY = 0.4
"""Share of the best passage's ``around`` below which no string of the asked type is sought."""

MANY = 10
"""Strings of the asked type from which more say nothing more."""

_WHOLE = 3
"""A stem of so few letters stands for itself only: "us" does not mean "user"."""

_MARKED = re.compile("[\u00c0-\u024f\u2010\u2011]")
"""Letters with marks, and hyphens of other kinds: few passages have any, and folding is slow."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reader:
    """What a question's passages are read for.

    ``weights`` are those of its words, by number; ``forms`` says which of them a found form
    stands for; ``counted`` finds a number of what "how many" asks about.
    """

    asked: Asked
    weights: tuple[float, ...]
    forms: Mapping[str, tuple[int, ...]]
    pattern: re.Pattern[str]
    counted: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What was read in passages, an element of each array for each passage, 0..1.

    ``around`` is the largest share of the question's words within ``AROUND`` characters,
    weighted by rarity. Where a sum, a number, a date or a member of a closed list is asked
    for, ``many`` tells how many are there, and ``around`` is 0 without any. ``counted`` is 1
    where a number stands right before the noun that "how many" asks about.
    """

    around: Floats
    many: Floats
    counted: Floats


def reader(
    question: str,
    words: Sequence[str],
    counts: Sequence[int],
    spellings: Mapping[str, Sequence[str]],
) -> Reader:
    """What to read for.

    ``words`` are the question's own, ``counts`` in how many passages each of them stands,
    ``spellings`` other spellings of a word or of several in a row.
    """
    asked = analyse(question)
    most = max(counts, default=0)
    weights = tuple(math.log1p(most / count) if count else 0.0 for count in counts)
    numbers = {fold(word): number for number, word in enumerate(words)}
    forms: dict[str, tuple[int, ...]] = {}
    for word, number in numbers.items():
        for form in _beginnings(word):
            forms.setdefault(form, (number,))
    for phrase, others in spellings.items():
        meant = tuple(numbers[part] for part in fold(phrase).split() if part in numbers)
        for other in others:
            forms.setdefault(other, meant)
    head = re.escape(asked.focus)
    counting = asked.kind is Kind.HOW_MANY and asked.focus
    return Reader(
        asked,
        weights,
        forms,
        _pattern(forms),
        re.compile(rf"\d[\d,.]*\W+(?:\w+\W+){{0,3}}{head}") if counting else None,
    )


def read(reader: Reader, texts: Sequence[str]) -> Readings:
    """The passages' ``texts`` read."""
    rows = [_passage(reader, text) for text in texts]
    around, counted = np.array(rows, dtype=np.float64).reshape(len(rows), 2).T
    many = np.zeros(len(rows))
    if strictly_typed(reader.asked):
        # Telling what is a sum or a date takes longest; where few words stand, none answers.
        for place in np.flatnonzero(around >= HARDLY * around.max(initial=0.0)).tolist():
            many[place] = min(len(candidates(reader.asked, texts[place])), MANY) / MANY
        around = np.where(many > 0, around, 0.0)
    return Readings(around, many, counted)


def _passage(reader: Reader, text: str) -> tuple[float, float]:
    """Around and counted, as in ``Readings``, whatever is asked for."""
    low = fold(text) if _MARKED.search(text) else text.lower()
    found = [
        (match.start(), number)
        for match in reader.pattern.finditer(low)
        for number in reader.forms[match[match.lastindex or 0]]
    ]
    every = sum(reader.weights) or 1.0
    return (
        _together(found, reader.weights, AROUND) / every,
        float(bool(reader.counted and reader.counted.search(low))),
    )


def _together(found: Sequence[tuple[int, int]], weights: Sequence[float], width: int) -> float:
    """The largest weight of different words that begin within ``width`` characters."""
    best = held = 0.0
    first = 0
    inside = [0] * len(weights)
    for at, number in found:
        if not inside[number]:
            held += weights[number]
        inside[number] += 1
        while found[first][0] < at - width:
            left = found[first][1]
            inside[left] -= 1
            if not inside[left]:
                held -= weights[left]
            first += 1
        best = max(best, held)
    return best


def _beginnings(word: str) -> tuple[str, ...]:
    """What the forms of a folded word begin with: its stem, as far as that is its beginning."""
    key = stem(word)
    if len(key) <= _WHOLE:
        return (word.removesuffix("s"),)
    if key.endswith("i"):
        return (f"{key[:-1]}y", f"{key[:-1]}ie")
    return (key,) if word.startswith(key) else (word, key)


def _pattern(forms: Mapping[str, object]) -> re.Pattern[str]:
    """Finds the beginnings of words among ``forms``; short ones only as words of their own."""
    ordered = sorted(forms, key=len, reverse=True)
    longer = "|".join(re.escape(form) for form in ordered if len(form) > _WHOLE)
    short = "|".join(re.escape(form) for form in ordered if len(form) <= _WHOLE)
    parts = [f"({longer})"] if longer else []
    if short:
        parts.append(f"({short})(?:['’]?s)?(?!\\w)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")


__all__ = ["Reader", "Readings", "read", "reader"]
