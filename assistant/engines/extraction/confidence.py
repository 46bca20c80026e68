"""How sure it is that the passages answer the question: a small logistic model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.engines.extraction.answer_types import strictly_typed
from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.question import Asked, Kind
from assistant.engines.extraction.weighing import weigh
from assistant.terms import bag
from assistant.types import Context

# Fitted by benchmarks/fit_confidence.py on the odd questions of the development half of
# RealTime QA: those whose answer stands in the passages, against all with their gold articles
# and every article with the answer string taken out.
INTERCEPT = -5.08
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "window": 0.47,
        "passage": 0.90,
        "title": 0.66,
        "echo": 0.74,
        "recent": 0.58,
        "fresh": 1.34,
        "score": 2.12,
        "names": 0.91,
        # Set by hand: when a sum, a date or a number is asked for and none is there, no
        # likeness of words makes up for it.
        "untyped": -2.5,
        "unheard": -3.0,
        # A reason, a yes or a no has no form that would add to the evidence score.
        "formless": 0.6,
    }
)
ANSWER_AT = 0.36
"""Confidence from which the engine answers: where wrong answers and wrong abstentions were
equally frequent on the development questions."""

_SCORE_SCALE = 15.0
"""Evidence scores are divided by this; the best of a question are about so high."""


def features(asked: Asked, context: Context, found: Sequence[Candidate]) -> Mapping[str, float]:
    """What the model looks at; every value about 0..1.

    ``untyped``: a sum, a date or a number is asked for and no good sentence has one.
    ``unheard``: the share of the question's terms, by weight, that no passage holds, past a
    half.
    """
    weighing = weigh(asked, context.passages)
    best = found[:3]
    held = [
        weighing.held(bag(f"{each.hit.article.meta.title or ''}\n{each.hit.passage.text}"))
        for each in context.passages
    ]
    heard = weighing.share(frozenset().union(*held))
    named = set(" ".join(asked.names).split())
    names = [term for term in asked.terms if not named.isdisjoint(term.keys)]

    def peak(name: str, among: Sequence[Candidate]) -> float:
        return max((each.features[name] for each in among), default=0.0)

    return {
        "window": peak("window", found[:10]),
        "passage": max((weighing.share(each) for each in held), default=0.0),
        "title": peak("title", best),
        "echo": peak("echo", best),
        "recent": peak("recent", best),
        "fresh": sum(each.features["fresh"] for each in found[:5]) / max(1, len(found[:5])),
        "score": found[0].score / _SCORE_SCALE if found else 0.0,
        "names": max(sum(term.key in each for term in names) / len(names) for each in held)
        if names and held
        else 1.0,
        "untyped": float(strictly_typed(asked) and not any(each.answers for each in found[:5])),
        "formless": float(asked.kind in (Kind.WHY, Kind.YES_NO)),
        "unheard": max(0.0, 0.5 - heard) * 2,
    }


def confidence(asked: Asked, context: Context, found: Sequence[Candidate]) -> float:
    """The probability that the passages hold the answer, 0..1; 0 without any passage."""
    if not found:
        return 0.0
    total = INTERCEPT + sum(
        WEIGHTS[name] * value for name, value in features(asked, context, found).items()
    )
    return 1 / (1 + math.exp(-total))


__all__ = ["ANSWER_AT", "INTERCEPT", "WEIGHTS", "confidence", "features"]
