"""The options of a multiple-choice question, and how much of one stands in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from assistant.questions.asked import Asked
from assistant.terms import Bag, Term, bag, keys, padded, terms
from ingest.text.names import aliases, fold, names, numbers
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

_NONE = re.compile(
    r"^\W*(?:none of (?:the|these|them)\b.*|neither(?: of (?:the|these|them)\b.*)?|no(?:ne)?)\W*$",
    re.I,
)
_ARTICLE = re.compile(r"^ (?:the|a|an) (?=\S)")

_COMMON = 0.25
"""The weight of an option's word that the question or another option has as well."""

_PART = 0.8
"""What an option is worth of which all words stand in a text, but not as its phrase."""

_NUMBERS = 0.9
"""The same of an option whose numbers stand there in another form ("three", "1,000")."""

_LAST_NAME = 0.6
"""The same of a name of which the last word alone stands there."""

_LEAST = 0.34
"""The share of an option's words from which they count at all."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option made ready: its spellings, its terms with their weights, its numbers.

    ``phrases`` are folded words between blanks. ``values`` are the numbers of an option that
    is hardly more than a number, each with its unit or None. ``surname`` is the last word of
    a name of two or three words, between blanks; empty for others, and where another option
    or the question has it too.
    """

    text: str
    phrases: tuple[str, ...]
    weights: Mapping[Term, float]
    values: tuple[tuple[Decimal, str | None], ...]
    surname: str


def none_option(choices: Sequence[str]) -> int | None:
    """The index of an option that reads "None of the above", or None."""
    for index, choice in enumerate(choices):
        if _NONE.match(choice):
            return index
    return None


def prepare(asked: Asked, choices: Sequence[str]) -> tuple[Option, ...]:
    """The options in their order."""
    all_terms = [terms(choice) for choice in choices]
    question = bag(asked.text)
    found: list[Option] = []
    for index, (choice, own) in enumerate(zip(choices, all_terms, strict=True)):
        others = {term.key for at, each in enumerate(all_terms) if at != index for term in each}
        weights = {
            term: _COMMON if term.key in others or question.holds(term) else 1.0 for term in own
        }
        surname = _surname(choice)
        told = any(weight == 1.0 and term.key in keys(surname) for term, weight in weights.items())
        found.append(
            Option(
                choice,
                _phrases(choice),
                MappingProxyType(weights),
                _values(choice),
                surname if told else "",
            )
        )
    return tuple(found)


def _phrases(choice: str) -> tuple[str, ...]:
    whole = padded(choice)
    bare = _ARTICLE.sub(" ", whole)
    every = [whole, bare, *(f" {other} " for other in aliases(bare.strip()))]
    return tuple(dict.fromkeys(each for each in every if each.strip()))


def _values(choice: str) -> tuple[tuple[Decimal, str | None], ...]:
    """The numbers of an option of numbers and at most two other content words."""
    found = numbers(choice)
    rest = choice
    for number in reversed(found):
        rest = rest[: number.start] + " " + rest[number.end :]
    left = [word for word in words(rest) if fold(word) not in STOPWORDS]
    return tuple((each.value, each.unit) for each in found) if len(left) <= 2 else ()


def _surname(choice: str) -> str:
    spans = names(choice)
    parts = choice.split()
    if len(spans) == 1 and 2 <= len(parts) <= 3 and spans[0] == (0, len(choice)):
        return padded(parts[-1])
    return ""


@lru_cache(maxsize=4096)
def _stated(text: str) -> frozenset[tuple[Decimal, str | None]]:
    return frozenset((each.value, each.unit) for each in numbers(text))


def match(option: Option, text: str, reduced: Bag | None = None) -> float:
    """How much of the option stands in the text, 0..1; ``reduced`` is the bag of the text.

    1 for its phrase, nearly so for its numbers, less for a surname alone or for its words.
    """
    found = bag(text) if reduced is None else reduced
    stated = bool(option.values) and all(_states(text, *each) for each in option.values)
    united = any(unit for _, unit in option.values)
    if any(phrase in found.folded for phrase in option.phrases) and (stated or not united):
        return 1.0
    if stated:
        return _NUMBERS
    surname = _LAST_NAME if option.surname and option.surname in found.folded else 0.0
    total = sum(option.weights.values())
    here = sum(weight for term, weight in option.weights.items() if found.holds(term))
    share = here / total if total else 0.0
    return max(surname, _PART * share**2 if share > _LEAST else 0.0)


def _states(text: str, value: Decimal, unit: str | None) -> bool:
    """Whether the text has the number, in the same unit or one of the two in none."""
    return any(
        value == stated and (unit is None or other is None or unit == other)
        for stated, other in _stated(text)
    )


__all__ = ["Option", "match", "none_option", "prepare"]
