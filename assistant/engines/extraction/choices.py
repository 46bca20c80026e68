"""The option of a multiple-choice question that the passages support best, or none.

An option's evidence is the relevance of the sentences that hold it or stand beside it: a
sentence counts by its own score for the question, times how much of the option is in it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.question import Asked
from assistant.terms import bag, padded, terms

# Fitted by benchmarks/fit_choices.py (softmax over the options) on the odd questions of the
# development half of RealTime QA; see docs/answering.md.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sentence": 1.48,
        "articles": 0.52,
        "window": 0.61,
        "passage": 0.57,
        "title": 1.08,
        "question": -0.61,
    }
)
NONE_BELOW = 1.3
"""Support below which "None of the above", where it is offered, is the better answer."""

NULL_BELOW = 0.05
"""Support below which no option is named at all: nothing in the passages speaks for any."""

_NEAR = 8
"""The best so many sentences support an option that stands beside them."""

_FALL = 2.0
"""Score points in which a sentence's weight as evidence falls by a factor e."""

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
    """The evidence for one option; values of 0..1 but for ``articles``, a log of a sum.

    ``sentence``: the best sentence that holds it, by score; ``window``: a good sentence
    beside one that holds it; ``passage`` and ``title``: the best retrieved that hold it;
    ``articles``: how many articles agree; ``question``: how much of it the question has.
    """
    top = found[0].score if found else 0.0
    weight = [math.exp((candidate.score - top) / _FALL) for candidate in found]
    match = {(each.numbered.number, each.order): _match(option, each.text) for each in found}
    articles: dict[str, float] = defaultdict(float)
    for each, relevance in zip(found, weight, strict=True):
        held = match[each.numbered.number, each.order] * relevance
        articles[each.article_id] = max(articles[each.article_id], held)
    window = 0.0
    for each, relevance in list(zip(found, weight, strict=True))[:_NEAR]:
        beside = (
            match.get((each.numbered.number, each.order + step), 0.0) for step in (-2, -1, 1, 2)
        )
        window = max(window, max(beside) * relevance)
    passages = {each.numbered.number: each for each in found}.values()
    return {
        "sentence": max(articles.values(), default=0.0),
        "articles": math.log1p(sum(articles.values())),
        "window": window,
        "passage": max(
            (
                _match(option, each.numbered.hit.passage.text) * each.features["score"]
                for each in passages
            ),
            default=0.0,
        ),
        "title": max(
            (
                _match(option, each.numbered.hit.article.meta.title or "") * each.features["score"]
                for each in passages
            ),
            default=0.0,
        ),
        "question": _match(option, asked.text),
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
    if best is None or support[best] < (NULL_BELOW if none is None else NONE_BELOW):
        return Choice(none, support)
    return Choice(best, support)


__all__ = ["WEIGHTS", "Choice", "choose", "features", "none_option"]
