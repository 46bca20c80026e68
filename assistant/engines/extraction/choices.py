"""The option of a multiple-choice question that the passages support best, or none.

Each option's features (``option_features``) make its support; a softmax over the options was
fitted. How probable it is that the best supported one is right, is a second small model: an
option stands out, or merely comes first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.option_features import rows, shared_mass
from assistant.engines.extraction.options import none_option, prepare
from assistant.questions.asked import Asked

# All numbers here are fitted by benchmarks/fit_choices.py on the odd questions of the
# development half of RealTime QA; see docs/answering.md.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "mass": 0.52,
        "phrase": 0.87,
        "passage": 0.64,
        "title": 0.52,
        "typed": 0.39,
        "window": 0.33,
        "clause": 0.29,
        "near": 0.19,
        "close": 0.11,
        "fresh": 0.23,
        "articles": -0.03,
        "question": -0.27,
        "first_passage": 0.62,
        "first_near": 0.34,
        "first_close": 0.33,
    }
)
RIGHT: Mapping[str, float] = MappingProxyType(
    {"support": -0.08, "margin": 0.40, "mass": 0.42, "shared": 0.92, "one": 0.05}
)
"""The model of the best option's being right; ``one`` is its intercept."""

NONE_BELOW = 0.46
"""Probability of being right below which "None of the above", where it is offered, is the
better answer: where accuracies with and without a right option have the best harmonic mean."""

NULL_BELOW = 0.2
"""Probability below which no option is named at all: a guess among four would do better."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option's place and each one's support; ``index`` None when no option is supported.

    ``sure`` is the probability that the best supported one is right, 0..1.
    """

    index: int | None
    support: tuple[float, ...]
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """The options other than "None of the above": what they are judged by, and the best one.

    ``kept`` are their places among all; ``features`` those of the second model; ``best`` is
    a place in ``kept``.
    """

    kept: tuple[int, ...]
    support: tuple[float, ...]
    best: int
    features: Mapping[str, float]


def judge(asked: Asked, choices: Sequence[str], found: Sequence[Candidate]) -> Judged | None:
    """The options weighed against each other; None without any."""
    none = none_option(choices)
    kept = tuple(index for index in range(len(choices)) if index != none)
    if not kept:
        return None
    made = rows(asked, prepare(asked, [choices[index] for index in kept]), found)
    support = tuple(sum(weight * row[name] for name, weight in WEIGHTS.items()) for row in made)
    best = max(range(len(kept)), key=support.__getitem__)
    second = max((value for at, value in enumerate(support) if at != best), default=0.0)
    features = {
        "support": support[best],
        "margin": support[best] - second,
        "mass": made[best]["mass"],
        "shared": shared_mass(made),
        "one": 1.0,
    }
    return Judged(kept, support, best, MappingProxyType(features))


def choose(asked: Asked, choices: Sequence[str], found: Sequence[Candidate]) -> Choice:
    """The best supported option; the option "None of the above", else no index, when none is."""
    none = none_option(choices)
    judged = judge(asked, choices, found)
    if judged is None:
        return Choice(none, (-math.inf,) * len(choices))
    total = sum(weight * judged.features[name] for name, weight in RIGHT.items())
    sure = 1 / (1 + math.exp(-total))
    placed = dict(zip(judged.kept, judged.support, strict=True))
    support = tuple(placed.get(index, -math.inf) for index in range(len(choices)))
    if not found or sure < (NULL_BELOW if none is None else NONE_BELOW):
        return Choice(none, support, sure)
    return Choice(judged.kept[judged.best], support, sure)


__all__ = ["RIGHT", "WEIGHTS", "Choice", "Judged", "choose", "judge", "none_option"]
