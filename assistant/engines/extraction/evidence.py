"""The sentences of the given passages, scored by how likely each is to hold the answer.

The score is a weighted sum of general features, fitted by ``benchmarks/fit_evidence.py``
as a listwise softmax (Cao et al. 2007, "Learning to rank: from pairwise approach to
listwise approach"): the softmax mass on the sentences that hold the answer string is
maximised. Scores of one question compare with each other only.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.engines.extraction.agreement import votes
from assistant.engines.extraction.closeness import counted, near, presents, ranked
from assistant.engines.extraction.reasons import causal, motive
from assistant.engines.extraction.weighing import Weighing, weigh
from assistant.questions.answer_types import possible, strictly_typed
from assistant.questions.asked import Asked, Kind
from assistant.terms import bag, keys, pairs, term, tokens
from assistant.types import Context, Numbered
from assistant.units import units
from ingest.text.cues import attribution, denials, hedges
from ingest.text.dates import timestamp
from ingest.text.stopwords import STOPWORDS

# Fitted by benchmarks/fit_evidence.py on the odd questions of the development half of
# RealTime QA; see docs/answering.md.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sentence": -0.31,
        "clause": 0.69,
        "pairs": 0.27,
        "typed": 0.02,
        "focus": 0.56,
        "score": 1.67,
        "rank": 0.66,
        "similar": 0.55,
        "lead": 0.34,
        "asks": -0.05,
        "strict": 1.82,
        "vote": 1.19,
        "echo": 1.32,
        "beside": 0.45,
        "fresh": 0.59,
        "headline": 1.14,
        "several": 0.95,
        "opens": 0.83,
        "article": 1.02,
        "recent": 0.64,
        "nameless": -0.90,
        "near": 0.44,
        "ranked": 0.72,
        "act": 0.82,
        "crumb": -0.59,
        "quoted": -0.44,
        "stale": -0.38,
        "nearfresh": 0.86,
        # Set by hand: too few of the development questions ask why, who said so, or how many
        # of something beside numbers of other things.
        "counted": 1.5,
        "answering": 3.0,
        "news": 8.0,
        "presents": 2.0,
        "cause": 2.0,
        "motive": 2.0,
        "actor": 1.5,
        "status": 5.0,
        "said": 8.0,
        "idle": -2.5,
    }
)
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*\Z")
_LABEL = re.compile(r"[A-Z][\w’' &]{2,40}:(?=[^\W\d_]|[“\"'‘])")
"""A line without an end is a headline, a caption or a link; so is "Travel:More flights."."""

_RECENT_DAYS = 14
"""The time in which news grows old by a factor e (the recency prior of ``measures.md``)."""

_SAID_OF = re.compile(
    r"\b(?:is|are|was|were) (?:said|believed|thought|reported|expected|understood|supposedly)\b",
    re.I,
)
"""What is said of somebody is not said by him."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    ``start`` and ``end`` are offsets into the article's text; ``order`` counts the passage's
    sentences; ``answers`` are its strings of the asked type; ``held`` the keys of the question's
    terms in it; ``relevance`` a first guess by words alone, 0..1.
    """

    numbered: Numbered
    order: int
    start: int
    end: int
    text: str
    answers: tuple[str, ...]
    held: frozenset[str]
    relevance: float
    features: Mapping[str, float]
    score: float = 0.0

    @property
    def article_id(self) -> str:
        """The article that it stands in."""
        return self.numbered.hit.passage.article_id


def score(features: Mapping[str, float]) -> float:
    """The weighted sum of the features; one without a weight counts nothing."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def _alone(asked: Asked, text: str, answers: tuple[str, ...]) -> dict[str, float]:
    """The features that the sentence has by itself."""
    return {
        "pairs": _pairs(asked, text),
        "typed": float(bool(answers)),
        "strict": float(bool(answers) and strictly_typed(asked)),
        "several": min(len(answers), 4) / 4,
        "nameless": float(not answers and asked.kind in (Kind.WHO, Kind.WHICH)),
        "focus": float(bool(asked.focus) and asked.focus in keys(text)),
        "asks": float(text.rstrip(" \"”’'").endswith("?")),
        "actor": float(asked.kind is Kind.WHY and _tells_of(asked, text)),
        "presents": float(presents(asked, text)),
        "undated": float(asked.kind is Kind.WHEN and not answers),
        "status": float(asked.confirmation and _status(text)),
    }


def _pairs(asked: Asked, text: str) -> float:
    """The share of the question's pairs of neighbouring words that are neighbours here too."""
    wanted = set(pairs(keys(asked.text)))
    return len(wanted.intersection(pairs(keys(text)))) / max(1, len(wanted))


def _reason(asked: Asked, text: str, window: float) -> dict[str, float]:
    """The features of a reason: only near words of the question does a cause belong to it."""
    why = asked.kind is Kind.WHY
    cause = why and window > 0 and causal(text)
    need = why and window > 0 and motive(text)
    return {"cause": float(cause), "motive": float(need), "idle": float(why and not cause | need)}


def _tells_of(asked: Asked, text: str) -> bool:
    """Whether the sentence opens with the one whose reasons are asked for, as its subject.

    A sentence that merely quotes a source of that name ("Turkish media claim") does not.
    """
    if not asked.names:
        return False
    actor = term(asked.names[0])
    opening = " ".join(text.split()[:8])
    speaker = "" if _SAID_OF.search(opening) else attribution(text) or ""
    return bag(opening).holds(actor) and not bag(speaker).holds(actor)


def _status(text: str) -> bool:
    """Whether the sentence says how certain something is: confirmed, denied, not confirmed."""
    return any("confirm" in cue or "verif" in cue for cue in hedges(text)) or bool(denials(text))


def _of_passage(
    asked: Asked, weighing: Weighing, numbered: Numbered, place: Mapping[str, float]
) -> list[Candidate]:
    """The candidates of one passage with the features that need no other passage."""
    passage, headline = numbered.hit.passage, numbered.hit.article.meta.title or ""
    headline_keys = set(keys(headline))
    title_held = weighing.held(bag(headline))
    passage_share = weighing.share(weighing.held(bag(passage.text)) | title_held)
    offsets = units(passage.text)
    texts = [passage.text[start:end] for start, end in offsets]
    held = [weighing.held(bag(text)) for text in texts]
    found: list[Candidate] = []
    for order, ((start, end), text) in enumerate(zip(offsets, texts, strict=True)):
        window = weighing.share(frozenset().union(*held[max(0, order - 1) : order + 2]))
        sentence = weighing.share(held[order])
        strings = possible(asked, text)
        answers = tuple(dict.fromkeys(each.folded for each in strings))
        close = near(weighing, text, strings)
        shared = len(headline_keys & set(keys(text)))
        features = {
            **place,
            **_alone(asked, text, answers),
            **_reason(asked, text, window),
            "sentence": sentence,
            "clause": weighing.share_within(held[order], asked.clause),
            "window": window,
            "passage": passage_share,
            "title": weighing.share(title_held),
            "headline": shared / max(1, len(headline_keys)),
            "opens": float(order == 0),
            "said": weighing.share_within(held[order], asked.clause)
            if asked.source and attribution(text)
            else 0.0,
            "recent": place["fresh"] * sentence,
            "near": close,
            "nearfresh": close * place["fresh"],
            "counted": float(counted(asked, text, strings)),
            "ranked": ranked(asked, text),
            "act": weighing.share_within(held[order], asked.deed),
            "crumb": float(not _ENDED.search(text) or bool(_LABEL.match(text))),
            "quoted": float(text[:1] in ("“", '"')),
            "answering": weighing.share_within(held[order], asked.deed)
            if asked.kind in (Kind.YES_NO, Kind.WHEN)
            else 0.0,
            "news": float(asked.latest) * place["fresh"],
            "stale": float(asked.recent) * (1 - place["fresh"]),
        }
        if order == 0 and passage.ordinal == 0:  # what the headline says it tells
            features["pairs"] = max(features["pairs"], _pairs(asked, headline))
        relevance = ((sentence + window + passage_share) / 3) ** 2 * place["score"]
        span = (passage.start + start, passage.start + end)
        found.append(
            Candidate(numbered, order, *span, text, answers, held[order], relevance, features)
        )
    return found


def _places(context: Context) -> dict[int, Mapping[str, float]]:
    """What a passage's place among the others says, by number."""
    stamps = {
        numbered.number: timestamp(numbered.hit.article.meta.published)
        for numbered in context.passages
        if numbered.hit.article.meta.published
    }
    newest = max(stamps.values(), default=0.0)
    top = max((numbered.hit.score for numbered in context.passages), default=0.0)
    return {
        numbered.number: {
            "score": max(0.0, numbered.hit.score) / top if top > 0 else 0.0,
            "similar": max(0.0, numbered.hit.similarity or 0.0),
            "rank": 1 / (1 + rank),
            "lead": float(numbered.hit.passage.ordinal == 0),
            "fresh": math.exp((stamps[numbered.number] - newest) / 86_400 / _RECENT_DAYS)
            if numbered.number in stamps
            else 0.5,
        }
        for rank, numbered in enumerate(context.passages)
    }


def _compared(asked: Asked, found: Sequence[Candidate]) -> list[Mapping[str, float]]:
    """The features that come of comparing the sentences, one mapping a candidate."""
    question = frozenset(folded for _, folded in tokens(asked.text))
    own = {key for term in asked.terms for key in term.keys} | {asked.focus}

    def answer_words(candidate: Candidate) -> set[str]:
        words = {word for answer in candidate.answers for word in answer.split()}
        return words - STOPWORDS - question

    agreed = votes(found, answer_words)
    echoed = votes(found, lambda candidate: set(keys(candidate.text)) - own)
    place = {(each.numbered.number, each.order): each.relevance for each in found}
    article: dict[str, float] = defaultdict(float)
    for each in found:
        article[each.article_id] = max(article[each.article_id], each.features["sentence"])
    rows: list[Mapping[str, float]] = []
    for each in found:
        echoes = sorted((echoed.get(key, 0.0) for key in set(keys(each.text))), reverse=True)
        rows.append(
            {
                "vote": max((agreed.get(word, 0.0) for word in answer_words(each)), default=0.0),
                "echo": sum(echoes[:4]) / 4,
                "beside": max(
                    place.get((each.numbered.number, each.order + step), 0.0)
                    for step in (-2, -1, 1)
                ),
                "article": article[each.article_id],
            }
        )
    return rows


def gather(asked: Asked, context: Context) -> tuple[Candidate, ...]:
    """Every sentence of the context's passages with its features and score, best first."""
    weighing = weigh(asked, context.passages)
    places = _places(context)
    found = [
        candidate
        for numbered in context.passages
        for candidate in _of_passage(asked, weighing, numbered, places[numbered.number])
    ]
    scored: list[Candidate] = []
    for candidate, compared in zip(found, _compared(asked, found), strict=True):
        features = MappingProxyType({**candidate.features, **compared})
        scored.append(replace(candidate, features=features, score=score(features)))
    scored.sort(key=lambda each: (-each.score, each.numbered.number, each.order))
    return tuple(scored)


__all__ = ["WEIGHTS", "Candidate", "gather", "score"]
