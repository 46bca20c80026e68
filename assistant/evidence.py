"""The sentences of the given passages, scored by how likely each is to hold the answer.

The score is a weighted sum of general features, fitted by ``benchmarks/fit_evidence.py``
as a listwise softmax (Cao et al. 2007, "Learning to rank: from pairwise approach to
listwise approach") on development questions: the share of the softmax that falls on
sentences which hold the answer string. Scores of one question compare with each other only.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.answer_types import candidates
from assistant.question import Asked, Kind
from assistant.reasons import causal
from assistant.terms import Bag, Term, bag, keys, pairs
from assistant.types import Context, Numbered
from assistant.units import units

# Fitted by benchmarks/fit_evidence.py on the odd questions of the development half of
# RealTime QA; see docs/answering.md.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sentence": 0.65,
        "clause": 1.38,
        "window": 0.66,
        "passage": 0.03,
        "title": -0.16,
        "pairs": 0.48,
        "typed": 1.35,
        "focus": 1.35,
        "score": 3.0,
        "rank": 0.91,
        "lead": 0.48,
        "length": 0.59,
        "asks": -1.12,
        "cause": 1.0,
        "vote": 1.61,
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted: where it stands, what it offers, how it scores.

    ``start`` and ``end`` are offsets into the article's text; ``order`` counts the sentences
    of the passage; ``answers`` are the strings of the asked type in it; ``held`` the keys of
    the question's terms in it.
    """

    numbered: Numbered
    order: int
    start: int
    end: int
    text: str
    answers: tuple[str, ...]
    held: frozenset[str]
    features: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much each term of the question counts among the given passages, by key."""

    terms: tuple[Term, ...]
    weight: Mapping[str, float]
    total: float

    def held(self, text: Bag) -> frozenset[str]:
        """The keys of the question's terms that stand in the text."""
        return frozenset(term.key for term in self.terms if text.holds(term))

    def share(self, held: frozenset[str]) -> float:
        """The weight of the given terms, as a share of all, in 0..1."""
        return sum(self.weight[key] for key in held) / self.total if self.total else 0.0


def weigh(asked: Asked, passages: Sequence[Numbered]) -> Weighing:
    """Term weights: inverse passage frequency among the passages, doubled for names.

    A term that no passage holds has the largest weight: its absence is what tells an
    unanswerable question.
    """
    bags = [bag(numbered.hit.passage.text) for numbered in passages]
    named = set(" ".join(asked.names).split())
    weight: dict[str, float] = {}
    for term in asked.terms:
        found = sum(1 for each in bags if each.holds(term))
        name = bool(named & {*term.keys, *term.key.split()}) or any(map(str.isdigit, term.key))
        weight[term.key] = math.log(1 + (len(bags) + 1) / (found + 0.5)) * (1.5 if name else 1.0)
    return Weighing(asked.terms, MappingProxyType(weight), sum(weight.values()))


def score(features: Mapping[str, float]) -> float:
    """The weighted sum of the features."""
    return sum(WEIGHTS[name] * value for name, value in features.items())


def _of_passage(
    asked: Asked, weighing: Weighing, numbered: Numbered, rank: int, top: float
) -> list[Candidate]:
    """The candidates of one passage, with every feature but the vote."""
    passage = numbered.hit.passage
    title = bag(numbered.hit.article.meta.title or "")
    title_held = weighing.held(title)
    around = weighing.held(bag(passage.text)) | title_held
    asked_pairs = set(pairs(keys(asked.text)))
    clause = {key: weighing.weight[key] for key in weighing.weight if key in asked.clause}
    clause_total = sum(clause.values())
    offsets = units(passage.text)
    texts = [passage.text[start:end] for start, end in offsets]
    held = [weighing.held(bag(text)) for text in texts]
    found: list[Candidate] = []
    for order, ((start, end), text) in enumerate(zip(offsets, texts, strict=True)):
        window = frozenset().union(*held[max(0, order - 1) : order + 2])
        answers = candidates(asked, text)
        sentence_keys = keys(text)
        features = {
            "sentence": weighing.share(held[order]),
            "clause": (
                sum(clause.get(key, 0.0) for key in held[order]) / clause_total
                if clause_total
                else 0.0
            ),
            "window": weighing.share(window),
            "passage": weighing.share(around),
            "title": weighing.share(title_held),
            "pairs": (
                len(asked_pairs & set(pairs(sentence_keys))) / len(asked_pairs)
                if asked_pairs
                else 0.0
            ),
            "typed": float(bool(answers)),
            "focus": float(bool(asked.focus) and asked.focus in sentence_keys),
            "score": numbered.hit.score / top if top > 0 else 0.0,
            "rank": 1 / (1 + rank),
            "lead": float(passage.ordinal == 0),
            "length": min(len(text.split()), 40) / 40,
            "asks": float(text.rstrip(" \"”’'").endswith("?")),
            "cause": float(asked.kind is Kind.WHY and causal(text)),
        }
        found.append(
            Candidate(
                numbered,
                order,
                passage.start + start,
                passage.start + end,
                text,
                answers,
                held[order],
                features,
                0.0,
            )
        )
    return found


def votes(found: Sequence[Candidate]) -> Mapping[str, float]:
    """How strongly the passages agree on each answer string, the strongest being 1.

    Each article adds, once a string, the relevance of its best sentence that holds it.
    """
    best: dict[tuple[str, str], float] = defaultdict(float)
    for candidate in found:
        features = candidate.features
        relevance = (
            (features["sentence"] + features["window"] + features["passage"]) / 3
        ) ** 2 * features["score"]
        for answer in candidate.answers:
            key = (answer, candidate.numbered.hit.passage.article_id)
            best[key] = max(best[key], relevance)
    total: dict[str, float] = defaultdict(float)
    for (answer, _), relevance in best.items():
        total[answer] += relevance
    strongest = max(total.values(), default=0.0)
    return {answer: value / strongest for answer, value in total.items()} if strongest else {}


def gather(asked: Asked, context: Context) -> tuple[Candidate, ...]:
    """Every sentence of the context's passages with its features and score, best first."""
    weighing = weigh(asked, context.passages)
    top = max((numbered.hit.score for numbered in context.passages), default=0.0)
    found = [
        candidate
        for rank, numbered in enumerate(context.passages)
        for candidate in _of_passage(asked, weighing, numbered, rank, top)
    ]
    agreed = votes(found)
    scored: list[Candidate] = []
    for candidate in found:
        vote = max((agreed.get(answer, 0.0) for answer in candidate.answers), default=0.0)
        features = MappingProxyType({**candidate.features, "vote": vote})
        scored.append(replace(candidate, features=features, score=score(features)))
    scored.sort(key=lambda candidate: (-candidate.score, candidate.numbered.number))
    return tuple(scored)


__all__ = ["WEIGHTS", "Candidate", "Weighing", "gather", "score", "votes", "weigh"]
