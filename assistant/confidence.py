"""How sure it is that the passages answer the question: a small logistic model."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.answer_types import strictly_typed
from assistant.evidence import Candidate
from assistant.question import Asked
from assistant.terms import bag
from assistant.types import Context
from assistant.weighing import weigh

# Fitted by benchmarks/fit_confidence.py on the odd questions of the development half of
# RealTime QA, answerable against the same with their gold articles taken out.
INTERCEPT = -4.0
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sentence": 2.0,
        "window": 2.0,
        "passage": 2.0,
        "title": 1.0,
        "names": 0.5,
        "rarest": 0.5,
        "typed": 0.5,
        "untyped": -1.5,
        "agreement": 1.0,
    }
)
ANSWER_AT = 0.5
"""Confidence from which the engine answers."""


def features(asked: Asked, context: Context, found: Sequence[Candidate]) -> Mapping[str, float]:
    """What the model looks at; every value in 0..1."""
    weighing = weigh(asked, context.passages)
    best = found[:10]
    texts = [
        bag(f"{each.hit.article.meta.title or ''}\n{each.hit.passage.text}")
        for each in context.passages
    ]
    rarest = max(weighing.weight, key=lambda key: weighing.weight[key], default="")
    held = [weighing.held(text) for text in texts]
    names = [term for term in asked.terms if term.key in " ".join(asked.names).split()]
    typed = float(any(candidate.answers for candidate in best[:5]))
    return {
        "sentence": max((each.features["sentence"] for each in best), default=0.0),
        "window": max((each.features["window"] for each in best), default=0.0),
        "passage": max((weighing.share(each) for each in held), default=0.0),
        "title": max((each.features["title"] for each in best), default=0.0),
        "names": max(
            (sum(term.key in each for term in names) / len(names) for each in held), default=0.0
        )
        if names
        else 1.0,
        "rarest": float(any(rarest in each for each in held)),
        "typed": typed,
        "untyped": float(strictly_typed(asked) and not typed),
        "agreement": max((each.features["vote"] for each in best[:3]), default=0.0),
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
