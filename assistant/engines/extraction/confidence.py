"""How sure it is that the passages answer the question: a small logistic model."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.pertinence import pertinent
from assistant.engines.extraction.weighing import weigh
from assistant.questions.answer_types import strictly_typed
from assistant.questions.asked import Asked, Kind
from assistant.questions.events import tells
from assistant.terms import Bag, bag
from assistant.types import Context
from ingest.text.dates import timestamp

# Fitted by benchmarks/fit_confidence.py on the odd questions of the development half of
# RealTime QA: those whose answer stands in the passages, against all with their gold articles
# and every article with the answer string taken out; then scaled to the probability that the
# answer holds the answer string (Platt 1999).
INTERCEPT = -6.28
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "strength": 3.93,
        "article": 0.80,
        "focus": 0.79,
        "echo": 1.26,
        "pairs": 1.38,
        "agreed": 0.42,
        # Set by hand: when a sum, a date or a number is asked for and none is there, no
        # likeness of words makes up for it.
        "untyped": -2.5,
        "unheard": -3.0,
        # No passage that holds anything else of the question tells of what was done: it is about
        # another event, however many of the words it shares.
        "undone": -1.6,
        # How many of what is asked for no sentence on the matter says, whatever numbers it has.
        "uncounted": -2.0,
        # One sentence holds all that the question names, with an answer of its kind: however few
        # words that are, it is what was asked for.
        "outright": 0.6,
        # A reason, a yes or a no has no noun that is asked for and no form: as much as these
        # two ("focus" and "agreed") bring where they are there.
        "formless": 1.2,
        # No passage with all the names: nearly always another matter.
        "names": 0.9,
    }
)
ANSWER_AT = 0.40
"""Confidence from which the engine answers; what other thresholds cost stands in
docs/answering.md."""

_STRONG = 5.0
"""Strengths are divided by this; good ones reach it."""

_RECENT = 1.5
"""What a passage of the day of asking counts more than an old one, as in retrieval."""

_RECENT_DAYS = 14.0
"""Days in which that falls to 1/e."""

_UNDATED = 0.5
"""How fresh a passage without a date counts: neither new nor old."""

_NO_NOUN = 0.4
"""What "focus" is where no noun is asked for ("who", "when", "how much"): near its mean over
the development questions that have one, so that the form of a question decides nothing."""

_HEARD, _HEARD_FORMLESS = 0.5, 0.8
"""The share of the question's terms that the passages must hold; more where a reason, a yes or a
no is asked for, because then the deed that was asked about must be among them."""

_SHORT = 5
"""In a question of so many terms each one decides what it is about."""

_GOOD = 5
"""Among so many sentences, best first, must be one with a string of the asked type."""

_BEST = 3
"""So many sentences, best first, may hold a question outright."""

_DAY = 86_400.0


def _strength(context: Context) -> float:
    """The best passage's likeness in words and meaning, seen from the day of asking.

    Without such a day no passage is too old: the question may be about any time. Search
    counts recency otherwise, so its factor is taken out; what it read in the sentences is
    taken out too, because the other features tell that.
    """
    now = timestamp(context.as_of, end_of_day=True) if context.as_of else None
    best = 0.0
    for each in context.passages:
        plain, published = each.hit.score, each.hit.article.meta.published
        if each.hit.fusion is not None:
            plain = (plain - each.hit.fusion.reading) / each.hit.fusion.recency
        fresh = _UNDATED if now else 1.0
        if now is not None and published:
            fresh = math.exp(-max(0.0, now - timestamp(published)) / _DAY / _RECENT_DAYS)
        best = max(best, plain * (1 + _RECENT * fresh))
    return min(best / _STRONG, 1.2)


def _agreed(found: Sequence[Candidate]) -> float:
    """How relevant the articles are, together, that give the likeliest answer string."""
    voices: dict[str, dict[str, float]] = defaultdict(dict)
    for each in found:
        for answer in each.answers:
            before = voices[answer].get(each.article_id, 0.0)
            voices[answer][each.article_id] = max(before, each.relevance)
    return max((sum(each.values()) for each in voices.values()), default=0.0)


def _told(
    asked: Asked,
    found: Sequence[Candidate],
    texts: Sequence[Bag],
    held: Sequence[frozenset[str]],
) -> Mapping[str, float]:
    """The features for whether what was asked is told at all.

    ``untyped``: a sum, a date or a number is asked for, and no good sentence has one, or none of
    those that speak of the question. ``uncounted``: none of these counts the things that "how
    many" asks about; persons have too many names. ``undone``: no passage that holds another
    term of the question tells of what was done. ``outright``: a sentence holds every term, two
    at least, and an answer string where the question's kind has any.
    """
    speaking = pertinent(asked, found) if strictly_typed(asked) else ()
    counting = asked.kind is Kind.HOW_MANY and bool(asked.focus) and not asked.persons
    return {
        "untyped": float(_untyped(asked, found, speaking)),
        "uncounted": float(counting and not any(each.features["counted"] for each in speaking)),
        "undone": _undone(asked, texts, held),
        "outright": float(any(_outright(asked, each) for each in found[:_BEST])),
    }


def _undone(asked: Asked, texts: Sequence[Bag], held: Sequence[frozenset[str]]) -> float:
    """1 where nothing that is done in the question is told by a passage on its matter; less in
    a long question, whose other words say as much of what it means."""
    done = {each.key for each in asked.events}
    others = {term.key for term in asked.terms} - done
    told = not done or any(
        tells(text, event)
        for text, keys in zip(texts, held, strict=True)
        if keys & others or not others
        for event in asked.events
    )
    return 0.0 if told else min(1.0, _SHORT / max(1, len(asked.terms)))


def _untyped(asked: Asked, found: Sequence[Candidate], speaking: Sequence[Candidate]) -> bool:
    """Whether a sum, a date or a number is asked for and no good sentence has one, or none of
    those that speak of the question."""
    if not strictly_typed(asked):
        return False
    if not any(each.answers for each in found[:_GOOD]):
        return True
    return asked.kind is not Kind.WHEN and not any(each.answers for each in speaking)


def _outright(asked: Asked, candidate: Candidate) -> bool:
    formless = asked.kind in (Kind.WHY, Kind.YES_NO)
    return 1 < len(asked.terms) == len(candidate.held) and (formless or bool(candidate.answers))


def features(asked: Asked, context: Context, found: Sequence[Candidate]) -> Mapping[str, float]:
    """What the model looks at, about 0..1 each; ``agreed`` more where many articles agree.

    ``found`` comes best first. ``strength``: the best passage's likeness; ``article``
    and ``echo``: means of these features of the best sentences; ``focus`` and ``pairs``: the
    best of all; ``agreed``: the articles that give one answer string; ``names``: the share of
    the question's names in one passage. ``unheard``: the share of the question's terms, by weight,
    that no passage holds, past a half (a fifth for a reason, a yes or a no). ``formless``: a
    reason, a yes or a no is asked for. The others: ``_told``.
    """
    weighing = weigh(asked, context.passages)
    texts = [
        bag(f"{each.hit.article.meta.title or ''}\n{each.hit.passage.text}")
        for each in context.passages
    ]
    held = [weighing.held(text) for text in texts]
    heard = weighing.share(frozenset().union(*held))
    named = set(" ".join(asked.names).split())
    names = [term for term in asked.terms if not named.isdisjoint(term.keys)]

    formless = asked.kind in (Kind.WHY, Kind.YES_NO)
    enough = _HEARD_FORMLESS if formless else _HEARD

    def peak(name: str, among: Sequence[Candidate]) -> float:
        return max((each.features[name] for each in among), default=0.0)

    def mean(name: str, among: Sequence[Candidate]) -> float:
        return sum(each.features[name] for each in among) / max(1, len(among))

    return {
        "strength": _strength(context),
        "article": mean("article", found[:3]),
        "focus": peak("focus", found) if asked.focus or formless else _NO_NOUN,
        "echo": mean("echo", found[:10]),
        "pairs": peak("pairs", found),
        "agreed": _agreed(found),
        "names": max(sum(term.key in each for term in names) / len(names) for each in held)
        if names and held
        else 1.0,
        "formless": float(formless),
        "unheard": max(0.0, enough - heard) / enough,
        **_told(asked, found, texts, held),
    }


def confidence(asked: Asked, context: Context, found: Sequence[Candidate]) -> float:
    """The probability that the answer holds what was asked for, 0..1; 0 without any passage."""
    if not found:
        return 0.0
    total = INTERCEPT + sum(
        WEIGHTS[name] * value for name, value in features(asked, context, found).items()
    )
    return 1 / (1 + math.exp(-total))


__all__ = ["ANSWER_AT", "INTERCEPT", "WEIGHTS", "confidence", "features"]
