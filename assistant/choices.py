"""The option of a multiple-choice question that the passages support best, or none.

An option's evidence is the relevance of the sentences that hold it: a sentence counts by its
own score for the question, times how much of the option stands in it. Options compete; what
stands in the question already tells them apart no more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.evidence import Candidate
from assistant.question import Asked
from assistant.terms import bag, padded, terms

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"sentence": 6.0, "window": 2.0, "total": 2.0, "passage": 1.0, "title": 1.0, "exact": 1.0}
)
NONE_BELOW = 0.0

_NONE = re.compile(r"^\W*(?:none of (?:the|these|them)\b.*|neither|no(?:ne)?)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option's place and its support; ``index`` None when no option is supported."""

    index: int | None
    support: tuple[float, ...]


def none_option(choices: Sequence[str]) -> int | None:
    """The index of an option that reads "None of the above", or None."""
    for index, choice in enumerate(choices):
        if _NONE.match(choice):
            return index
    return None


def _match(option: str, text: str) -> float:
    """How much of the option stands in the text: 1 for the phrase, less for its words."""
    phrase = padded(option)
    if phrase.strip() and phrase in padded(text):
        return 1.0
    wanted = terms(option)
    if not wanted:
        return 0.0
    held = bag(text)
    share = sum(held.holds(each) for each in wanted) / len(wanted)
    return 0.8 * share**2 if share > 0.34 else 0.0


def features(option: str, asked: Asked, found: Sequence[Candidate]) -> Mapping[str, float]:
    """The evidence for one option."""
    top = found[0].score if found else 0.0
    best = window = total = passage = title = exact = 0.0
    seen: dict[tuple[int, int], float] = {}
    for candidate in found:
        match = _match(option, candidate.text)
        if match:
            seen[(candidate.numbered.number, candidate.order)] = match
        relevance = math.exp(candidate.score - top)
        best = max(best, match * relevance)
        total += match * relevance
        exact = max(exact, float(match == 1.0))
    return {
        "sentence": best,
        "window": window,
        "total": math.log1p(total),
        "passage": passage,
        "title": title,
        "exact": exact,
    }


def choose(asked: Asked, choices: Sequence[str], found: Sequence[Candidate]) -> Choice:
    """The best supported option; the option "None of the above", else no index, when none is."""
    none = none_option(choices)
    support = tuple(
        -math.inf
        if index == none
        else sum(WEIGHTS[name] * value for name, value in features(option, asked, found).items())
        for index, option in enumerate(choices)
    )
    best = max(range(len(support)), key=support.__getitem__, default=None)
    if best is None or support[best] <= NONE_BELOW:
        return Choice(none, support)
    return Choice(best, support)


__all__ = ["WEIGHTS", "Choice", "choose", "features", "none_option"]
