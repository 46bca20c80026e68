"""What speaks for each option of a multiple-choice question in the scored sentences."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.options import Option, match
from assistant.engines.extraction.weighing import Weighing, weigh
from assistant.questions.asked import Asked
from assistant.terms import Term, bag, keys

_NEAR = 8
"""The best so many sentences support an option that stands beside them."""

_FALL = 2.0
"""Score points in which a sentence's weight as evidence falls by a factor e."""

_STEP = 4.0
"""Content words of distance that halve what a question's word says of an option near it."""

_LOOKED_AT = 12
"""The best so many sentences with an option are read for distances."""

_TRACE = 0.02
"""Added to a share before its logarithm: less than that is as good as nothing."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all options are looked up in: the sentences, their weights, their places."""

    asked: Asked
    found: Sequence[Candidate]
    weighing: Weighing
    relevance: Sequence[float]
    share: Sequence[float]
    place: Mapping[tuple[int, int], int]
    passages: Sequence[Candidate]


def _scene(asked: Asked, found: Sequence[Candidate]) -> _Scene:
    top = found[0].score if found else 0.0
    sharp = [math.exp(each.score - top) for each in found]
    total = sum(sharp)
    passages = tuple({each.numbered.number: each for each in found}.values())
    return _Scene(
        asked,
        found,
        weigh(asked, [each.numbered for each in passages]),
        [math.exp((each.score - top) / _FALL) for each in found],
        [each / total for each in sharp],
        {(each.numbered.number, each.order): at for at, each in enumerate(found)},
        passages,
    )


def rows(
    asked: Asked, options: Sequence[Option], found: Sequence[Candidate]
) -> list[Mapping[str, float]]:
    """The evidence for each option in its order; ``found`` comes best first.

    ``mass``: the logarithm of the share of the relevance that lies on sentences with it;
    ``phrase``: it stands somewhere as it is; ``passage`` and ``title``: the best retrieved
    that hold it; ``typed``: it stands where an answer of the asked kind does; ``window``: a
    good sentence beside it; ``clause``: how much of the asking clause stands with it, ``near``
    of the whole question, ``close`` the same by distance in words; ``fresh``: in a recent
    sentence; ``articles``: how many hold it; ``question``: how much of it the question has.
    ``first_…`` is 1 for the one option that has most of something.
    """
    scene = _scene(asked, found)
    made = [_alone(scene, option) for option in options]
    for name in ("passage", "near", "close"):
        most = max((row[name] for row in made), default=0.0)
        alone = sum(row[name] == most for row in made) == 1
        for row in made:
            row[f"first_{name}"] = float(alone and row[name] == most > 0)
    return [*made]


def _alone(scene: _Scene, option: Option) -> dict[str, float]:
    """The features that an option has whatever the others are."""
    bags = [bag(each.text) for each in scene.found]
    matched = [
        match(option, each.text, reduced) for each, reduced in zip(scene.found, bags, strict=True)
    ]
    at = [index for index, value in enumerate(matched) if value]
    mass = sum(matched[index] * scene.share[index] for index in at)
    articles: dict[str, float] = defaultdict(float)
    for index in at:
        article = scene.found[index].article_id
        articles[article] = max(articles[article], matched[index])

    def best(values: Sequence[float]) -> float:
        pairs = zip(at, values, strict=True)
        return max((matched[index] * value for index, value in pairs), default=0.0)

    own = frozenset(term.key for term in option.weights)
    beyond = [scene.found[index].held - own for index in at]
    weight = [scene.relevance[index] for index in at]
    return {
        "mass": math.log(_TRACE + mass),
        "phrase": float(
            any(phrase in reduced.folded for reduced in bags for phrase in option.phrases)
        ),
        **_of_passages(scene, option),
        "typed": best(
            [
                value * _answers(option, scene.found[index])
                for index, value in zip(at, weight, strict=True)
            ]
        ),
        "window": _window(scene, matched),
        "clause": best([scene.weighing.share_within(held, scene.asked.clause) for held in beyond]),
        "near": best([scene.weighing.share(held) for held in beyond]),
        "close": _close(scene, option, matched),
        "fresh": best(
            [
                value * scene.found[index].features["fresh"]
                for index, value in zip(at, weight, strict=True)
            ]
        ),
        "articles": math.log1p(sum(articles.values())),
        "question": match(option, scene.asked.text),
    }


def _of_passages(scene: _Scene, option: Option) -> dict[str, float]:
    """The best retrieved passage and headline that hold it."""
    held, titled = 0.0, 0.0
    for each in scene.passages:
        hit = each.numbered.hit
        held = max(held, match(option, hit.passage.text) * each.features["score"])
        titled = max(titled, match(option, hit.article.meta.title or "") * each.features["score"])
    return {"passage": held, "title": titled}


def _answers(option: Option, candidate: Candidate) -> bool:
    """Whether a string of the asked kind in the sentence is the option or a part of it."""
    return any(
        phrase in f" {answer} " or f" {answer} " in phrase
        for answer in candidate.answers
        for phrase in option.phrases
    )


def _window(scene: _Scene, matched: Sequence[float]) -> float:
    """The best of the good sentences that has the option at most two sentences away."""
    best = 0.0
    for each, relevance in list(zip(scene.found, scene.relevance, strict=True))[:_NEAR]:
        for step in (-2, -1, 1, 2):
            beside = scene.place.get((each.numbered.number, each.order + step))
            if beside is not None:
                best = max(best, matched[beside] * relevance)
    return best


def _close(scene: _Scene, option: Option, matched: Sequence[float]) -> float:
    """How much of the question stands with the option, each word by its distance from it."""
    own = frozenset(term.key for term in option.weights)
    asked = [term for term in scene.asked.terms if term.key not in own]
    at = sorted(
        (index for index, value in enumerate(matched) if value),
        key=lambda index: -matched[index] * scene.relevance[index],
    )
    best = 0.0
    for index in at[:_LOOKED_AT]:
        words = keys(scene.found[index].text)
        here = [spot for spot, key in enumerate(words) if _is(option, key)]
        if here:
            near = sum(
                scene.weighing.weight[term.key] * _distance(term, words, here) for term in asked
            )
            best = max(best, matched[index] * near)
    return best / scene.weighing.total if scene.weighing.total else 0.0


def _is(option: Option, key: str) -> bool:
    return any(key in term.keys for term in option.weights)


def _distance(term: Term, words: Sequence[str], here: Sequence[int]) -> float:
    """1 next to the option, falling with the words between; 0 where the term is not."""
    spans = [
        abs(spot - place) for spot, key in enumerate(words) if key in term.keys for place in here
    ]
    return 1 / (1 + max(0, min(spans) - 1) / _STEP) if spans else 0.0


def shared_mass(made: Sequence[Mapping[str, float]]) -> float:
    """How much of the relevance lies on sentences that hold any option, about 0 and up."""
    return sum(math.exp(row["mass"]) - _TRACE for row in made)


__all__ = ["rows", "shared_mass"]
