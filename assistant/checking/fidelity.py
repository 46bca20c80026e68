"""How likely people would call a claim faithful to an article: a small logistic model.

Two ways of being unfaithful look different. A claim copied piece by piece goes wrong where
pieces of distant sentences are joined; a rewritten one where a word is new, most of all a
figure, a modifier or an extreme. ``copied`` says which of the two a claim is, and every other
feature counts in one of them. Pure; the weights are written by ``benchmarks.fit_faithfulness``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from assistant.checking.pieces import Source, Word, pieces, source, split
from assistant.checking.word_kinds import is_extreme, is_figure, is_frame, is_modifier
from assistant.terms import keys, term
from ingest.text.stopwords import STOPWORDS

FAITHFUL_AT = 0.5
"""The score from which a claim is taken for faithful; the intercept was moved to put it here."""

_PREFIX = 5
"""Words that share so many letters are taken for forms of one word: robbed, robbery."""

LEAST = 2
"""Content words by which a claim can be recognised; fewer stand in any article."""

_SIDE_BY_SIDE = 0.05
"""Share of a claim's neighbouring words that stand so in one sentence, at least. On human
judgement nothing is lost by it (no consistent claim of QAGS has less)."""

_MOST_NEW = 2.0
"""New words beyond this weight make a claim no worse."""

_LOOSE, _DENSE = 0.1, 0.4
"""Density of pieces (squared lengths over the squared length of the claim) up to which a claim
is rewritten, and from which it is copied."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "copied": 0.671,
        "copied: jumps": -9.063,
        "copied: broken": -3.835,
        "rewritten: pairs": 2.180,
        "rewritten: extremes": -2.310,
        "rewritten: new": -0.958,
        "rewritten: figures": -1.589,
    }
)
"""Fitted on QAGS (Wang et al. 2020), the four groups of CNN / XSum and yes / no weighing alike."""

INTERCEPT = 0.5904


def features(claim: str, sentences: Sequence[str]) -> dict[str, float]:
    """The features of a claim beside the sentences of an article, by name; mostly 0..1.

    All are 0 for a claim without words.
    """
    mine = split(claim)
    if not mine:
        return dict.fromkeys(WEIGHTS, 0.0)
    held = source(tuple(sentences))
    found = pieces(mine, held)
    dense = sum(piece.length**2 for piece in found) / len(mine) ** 2
    copied = min(1.0, max(0.0, (dense - _LOOSE) / (_DENSE - _LOOSE)))
    rewritten = 1.0 - copied
    jumps = sum(
        held.sentence[one.place] != held.sentence[other.place] for one, other in pairwise(found)
    )
    new, figures = novelty(mine, held)
    return {
        "copied": copied,
        "copied: jumps": copied * jumps / len(mine),
        "copied: broken": copied * (1.0 - _triples(mine, held)),
        "rewritten: pairs": rewritten * _best_pairs(mine, held),
        "rewritten: extremes": rewritten * _extremes(mine, held),
        "rewritten: new": rewritten * min(_MOST_NEW, new),
        "rewritten: figures": rewritten * (figures > 0),
    }


def fidelity(claim: str, sentences: Sequence[str]) -> float:
    """The model's score, 0..1; faithful from ``FAITHFUL_AT`` on. Never raises."""
    value = INTERCEPT + sum(
        WEIGHTS[name] * value for name, value in features(claim, sentences).items()
    )
    return 1.0 / (1.0 + math.exp(-value))


def ties(claim: str, sentences: Sequence[str]) -> bool:
    """Whether the claim says enough to be recognised, and a sentence has words of it side by
    side: words found here and there alone, or pronouns, tie it to nothing."""
    if len(keys(claim)) < LEAST:
        return False
    return _best_pairs(split(claim), source(tuple(sentences))) >= _SIDE_BY_SIDE


def foreign(claim: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """The first two content words in a row that the article holds in no form, frames aside.

    One new word may be another way to say it; two together ("burned tyres") say something of
    their own. On human judgement nothing is lost by it: no claim of QAGS that is taken for
    faithful has two.
    """
    held = source(tuple(sentences))
    beginnings = _beginnings(held)
    content = [word for word in split(claim) if _tells(word)]
    for one, other in pairwise(content):
        if not any(
            is_frame(word.folded) or is_held(word, held, beginnings) for word in (one, other)
        ):
            return one.folded, other.folded
    return None


def _tells(word: Word) -> bool:
    return word.folded not in STOPWORDS and len(word.folded) > 1


def _beginnings(held: Source) -> set[str]:
    return {key[:_PREFIX] for key in held.places if len(key) >= _PREFIX}


def _triples(mine: Sequence[Word], held: Source) -> float:
    """The share of the claim's runs of three words that stand in the article; 0 without one."""
    keys = tuple(word.key for word in mine)
    own = [keys[at : at + 3] for at in range(len(keys) - 2)]
    there = {held.keys[at : at + 3] for at in range(len(held.keys) - 2)}
    return sum(run in there for run in own) / max(1, len(own))


def _best_pairs(mine: Sequence[Word], held: Source) -> float:
    """The largest share of the claim's neighbouring pairs that one sentence holds."""
    own = list(pairwise(word.key for word in mine))
    count: dict[int, int] = {}
    for pair in own:
        there = {
            held.sentence[at]
            for at in held.places.get(pair[0], ())
            if held.keys[at + 1 : at + 2] == (pair[1],)
            and held.sentence[at] == held.sentence[at + 1]
        }
        for sentence in there:
            count[sentence] = count.get(sentence, 0) + 1
    return max(count.values(), default=0) / max(1, len(own))


def novelty(mine: Sequence[Word], held: Source) -> tuple[float, int]:
    """The weight of the content words that the article does not hold in any form, and how many
    of them are figures.

    A figure or a modifier counts 1, another word a half, a frame such as "announced" nothing.
    """
    beginnings = _beginnings(held)
    total = 0.0
    figures = 0
    for word in mine:
        if not _tells(word) or is_held(word, held, beginnings):
            continue
        figures += is_figure(word.folded)
        if is_figure(word.folded) or is_modifier(word.folded):
            total += 1.0
        elif not is_frame(word.folded):
            total += 0.5
    return total, figures


def is_held(word: Word, held: Source, beginnings: set[str]) -> bool:
    """Whether the article holds the word, another spelling of it or another word of its stem."""
    return (
        word.key in held.places
        or not term(word.folded).keys.isdisjoint(held.places)
        or (len(word.key) >= _PREFIX and word.key[:_PREFIX] in beginnings)
    )


def _extremes(mine: Sequence[Word], held: Source) -> int:
    """Extremes of the claim ("first time") that the article does not have beside their noun."""
    content = [word for word in mine if _tells(word)]
    loose = sum(
        is_extreme(one.folded)
        and not any(
            held.keys[at + 1 : at + 3].count(other.key) for at in held.places.get(one.key, ())
        )
        for one, other in pairwise(content)
    )
    last = content[-1] if content else None
    return loose + (last is not None and is_extreme(last.folded) and last.key not in held.places)


__all__ = [
    "FAITHFUL_AT",
    "INTERCEPT",
    "LEAST",
    "WEIGHTS",
    "features",
    "fidelity",
    "foreign",
    "is_held",
    "novelty",
    "ties",
]
