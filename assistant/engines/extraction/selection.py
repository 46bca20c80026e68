"""Which scored sentences become the answer, and in which order they are read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.checking.attribution import prefix
from assistant.engines.extraction.answer_types import strictly_typed
from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.question import Asked, Kind
from assistant.terms import bag, keys, term, terms
from ingest.text.cues import attribution, hedges
from ingest.text.sentences import count_words

MAX_WORDS = 90
"""An answer is at most this long, prefixes included (``measures.md``, Q2)."""

MAX_SENTENCES = 5
DUPLICATE = 0.6
"""Jaccard similarity of content words from which two sentences say the same."""

_POOL = 60
"""Only the best so many sentences are considered at all."""

_TERSE = 1.0
"""What a doubling of length must bring in score, divided by log 2; tried 0, 0.5, 1, 1.5."""

_TERSE_WHY = -0.3
"""The same where reasons are asked for: those take words, and one sentence may give several."""

_DROP = 4.0
"""A sentence that scores this much below the best one is not worth its words."""

_DROP_WHY = 6.0
"""The same where reasons are asked for, which add up: several are better than the best one."""

_STRANGER = 3.0
"""A sentence that shares no term with the question may score so much less than the best that
does; tried 0 to 3, and none at all."""

_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|recently|this (?:week|month|year|morning|weekend|"
    r"spring|summer|autumn|fall|winter)|last (?:week|month|year|night|weekend)|next (?:week|month|"
    r"year)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:days|weeks|months) ago|earlier)\b",
    re.I,
)
_DANGLING = re.compile(
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|such|both|but|and|so|yet|however|"
    r"meanwhile|instead|therefore|also|then|accordingly|furthermore|moreover|the (?:two|pair|"
    r"former|latter|move|deal|decision|announcement|incident))\b",
    re.I,
)


def dangling(text: str) -> bool:
    """Whether a sentence leans on the one before it: a pronoun or a connective opens it."""
    return bool(_DANGLING.match(text.lstrip("“\"‘'")))


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of the content words of two texts, 0..1."""
    mine, theirs = set(keys(one)), set(keys(other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0


def _usable(candidate: Candidate) -> bool:
    """Whether a sentence can stand in an answer at all: not a stub, not a question."""
    words = count_words(candidate.text)
    return 4 <= words <= MAX_WORDS - 15 and not candidate.features["asks"]


def leads(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """What to put in front of each sentence, in reading order: its outlet and date, or nothing.

    In an answer of several articles wherever the article changes. In one of a single article
    in front of the first sentence that is hedged, or somebody's word, or speaks of a time that
    only the article's date explains ("on Tuesday", "recently").
    """
    several = len({each.article_id for each in chosen}) > 1
    found: list[str] = []
    before = ""
    for each in chosen:
        needed = several or _needs_source(each.text)
        named = before == each.article_id
        meta = each.numbered.hit.article.meta
        found.append("" if named or not needed else prefix(meta, titled=several))
        if needed:
            before = each.article_id
    return tuple(found)


def _needs_source(text: str) -> bool:
    return bool(_RELATIVE.search(text) or hedges(text)) or attribution(text) is not None


def _length(chosen: Sequence[Candidate]) -> int:
    """Words of an answer of these sentences, the sources named in front included."""
    return sum(map(count_words, leads(chosen))) + sum(count_words(each.text) for each in chosen)


def _worth(asked: Asked, candidate: Candidate, answers: set[str]) -> float:
    """The score, with what else it would add, against the words it takes."""
    return (
        candidate.score
        + _novelty(asked, candidate, answers)
        - (_TERSE_WHY if asked.kind is Kind.WHY else _TERSE)
        * math.log(4 + count_words(candidate.text))
    )


def _pertinent(asked: Asked, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that speak of what was asked, best first.

    Where some do, none is taken whose passage knows none of the names in the question, that
    has no reason, sum, date or number where one is asked for, or that shares no term with the
    question, unless by all else it is nearly as good as the best that does.
    """
    pool = [candidate for candidate in found if _usable(candidate)]
    least = max((each.score for each in pool if each.held), default=0.0) - _STRANGER

    def speaks(each: Candidate) -> bool:
        return bool(each.held) or (each.score >= least and _wider(asked))

    def typed(each: Candidate) -> bool:
        return bool(each.answers) or not strictly_typed(asked)

    def reasons(each: Candidate) -> bool:
        return asked.kind is not Kind.WHY or not each.features["idle"]

    def named(each: Candidate) -> bool:
        return _names_it(asked, each)

    for fits in (speaks, named, reasons, typed):
        pool = [each for each in pool if fits(each)] or pool
    return pool[:_POOL]


def _wider(asked: Asked) -> bool:
    """Whether a sentence without the question's words may speak of it: a question with names
    and other words has its topic in the names, which the article holds."""
    named = {each.key for name in asked.names for each in terms(name)}
    return bool(named) and any(each.key not in named for each in asked.terms)


def _names_it(asked: Asked, candidate: Candidate) -> bool:
    """Whether the passage or its headline holds one of the names in the question, if any."""
    hit = candidate.numbered.hit
    text = bag(f"{hit.article.meta.title or ''}\n{hit.passage.text}")
    return not asked.names or any(text.holds(term(name)) for name in asked.names)


def select(
    asked: Asked, found: Sequence[Candidate], max_words: int = MAX_WORDS
) -> tuple[Candidate, ...]:
    """The sentences of the answer in reading order; the best one leads.

    ``found`` comes best first. At most ``max_words`` words with the sources named in front.
    """
    chosen: list[Candidate] = []
    answers: set[str] = set()
    drop = _DROP_WHY if asked.kind is Kind.WHY else _DROP
    pool = _pertinent(asked, found)
    while pool and len(chosen) < MAX_SENTENCES:
        best = max(pool, key=lambda each: _worth(asked, each, answers))
        pool.remove(best)
        if chosen and best.score < chosen[0].score - drop:
            continue
        if _length(_ordered([*chosen, best])) > max_words or any(
            similarity(best.text, each.text) >= DUPLICATE for each in chosen
        ):
            continue
        chosen.append(best)
        answers.update(best.answers)
    return _with_antecedent(_ordered(chosen), found, max_words)


def _novelty(asked: Asked, candidate: Candidate, answers: set[str]) -> float:
    """A bonus for another possible answer than those chosen, where the question has one."""
    if asked.kind in (Kind.WHY, Kind.YES_NO) or not candidate.answers or not answers:
        return 0.0
    return 0.5 if any(answer not in answers for answer in candidate.answers) else -0.5


def _ordered(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best sentence first, then those of its article in reading order, then the others."""
    if not chosen:
        return ()
    first = chosen[0]
    rank: dict[str, int] = {}
    for candidate in chosen:
        rank.setdefault(candidate.numbered.hit.passage.article_id, len(rank))
    rest = sorted(
        chosen[1:],
        key=lambda each: (rank[each.numbered.hit.passage.article_id], each.start),
    )
    return (first, *rest)


def _with_antecedent(
    chosen: tuple[Candidate, ...], found: Sequence[Candidate], max_words: int
) -> tuple[Candidate, ...]:
    """The sentence before a dangling one is put in front of it while the budget lasts."""
    by_place = {(each.numbered.number, each.order): each for each in found}
    result = list(chosen)
    for candidate in chosen:
        before = by_place.get((candidate.numbered.number, candidate.order - 1))
        if (
            before is None
            or not dangling(candidate.text)
            or any(similarity(before.text, each.text) >= DUPLICATE for each in result)
        ):
            continue
        at = result.index(candidate)
        longer = [*result[:at], before, *result[at:]]
        if _length(longer) <= max_words:
            result = longer
    return tuple(result)


__all__ = ["DUPLICATE", "MAX_SENTENCES", "MAX_WORDS", "dangling", "leads", "select", "similarity"]
