"""Which scored sentences become the answer, and in which order they are read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.checking.attribution import prefix
from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.pertinence import pertinent, usable
from assistant.engines.extraction.polarity import other_side
from assistant.questions.asked import Asked, Kind
from assistant.terms import keys
from ingest.text.cues import attribution, hedges
from ingest.text.sentences import count_words

MAX_WORDS = 90
"""An answer is at most this long, prefixes included (``measures.md``, Q2)."""

MAX_SENTENCES = 4
DUPLICATE = 0.6
"""Jaccard similarity of content words from which two sentences say the same."""

_TERSE = 1.0
"""What a doubling of length must bring in score, divided by log 2; tried 0, 0.5, 1, 1.5."""

_TERSE_WHY = -0.3
"""The same where reasons are asked for: those take words, and one sentence may give several."""

_DROP = 4.0
"""A sentence that scores this much below the best one is not worth its words."""

_DROP_WHY = 6.0
"""The same where reasons are asked for, which add up: several are better than the best one."""

_ASIDE = 0.35
"""A further sentence must stand, with its passage, among at least this share of the question's
words that the first one stands among; a question for reasons asks only that they be near."""

_ASIDE_WHY = 0.55
"""Where reasons are asked for, the same of the passage and its headline alone."""

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


def leads(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    """What to put in front of each sentence, in reading order: its outlet and date, or nothing.

    In an answer of several articles wherever the article changes. In one of a single article
    in front of the first sentence that is hedged, or somebody's word, or speaks of a time that
    only the article's date explains ("on Tuesday", "recently"), or has no date though one is
    asked for.
    """
    several = len({each.article_id for each in chosen}) > 1
    found: list[str] = []
    before = ""
    for each in chosen:
        needed = several or bool(each.features["undated"]) or _needs_source(each.text)
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


def select(
    asked: Asked, found: Sequence[Candidate], max_words: int = MAX_WORDS
) -> tuple[Candidate, ...]:
    """The sentences of the answer in reading order; the best one leads.

    ``found`` comes best first. At most ``max_words`` words with the sources named in front.
    A yes-or-no question gets a sentence of either side where there is one, a question for
    reasons that no sentence states the one that follows what it asks about.
    """
    pool = pertinent(asked, found)
    chosen = _greedy(asked, pool, max_words)
    chosen.sort(key=lambda each: -each.score)
    other = other_side(asked, chosen[:1], [each for each in found if usable(each)])
    if other is not None:
        chosen = _placed(chosen, other, max_words)
    if asked.kind is Kind.WHY and chosen and chosen[0].features["idle"]:
        after = _after(chosen[0], found)
        if after is not None:
            chosen = _placed(chosen, after, max_words)
    return _with_antecedent(_ordered(chosen), found, max_words)


def _greedy(asked: Asked, pool: list[Candidate], max_words: int) -> list[Candidate]:
    """The sentences that are worth their words, in the order in which they were taken."""
    chosen: list[Candidate] = []
    answers: set[str] = set()
    drop = _DROP_WHY if asked.kind is Kind.WHY else _DROP
    while pool and len(chosen) < MAX_SENTENCES:
        best = max(pool, key=lambda each: _worth(asked, each, answers))
        pool.remove(best)
        if chosen and (
            best.score < max(each.score for each in chosen) - drop or _aside(asked, best, chosen)
        ):
            continue
        if _length(_ordered([*chosen, best])) > max_words or _said(best, chosen):
            continue
        chosen.append(best)
        answers.update(best.answers)
    return chosen


def _said(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether one of the chosen sentences says the same in nearly the same words."""
    return any(similarity(candidate.text, each.text) >= DUPLICATE for each in chosen)


def _aside(asked: Asked, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether a sentence speaks of little of what the best of the chosen ones speaks of; after a
    yes or no, of little of the deed."""
    best = max(chosen, key=lambda each: each.score)
    if asked.kind is Kind.YES_NO and candidate.features["act"] < _ASIDE * best.features["act"]:
        return True
    if asked.kind is Kind.WHY:
        apart = candidate.features["passage"] < _ASIDE_WHY * best.features["passage"]
        if apart or not candidate.features["idle"]:
            return apart
    return _spoken(candidate) < _ASIDE * _spoken(best)


def _spoken(candidate: Candidate) -> float:
    return candidate.features["window"] + candidate.features["passage"]


def _placed(chosen: Sequence[Candidate], more: Candidate, max_words: int) -> list[Candidate]:
    """``more`` behind the first sentence, in place of the last ones where the words are short."""
    for kept in range(len(chosen), 0, -1):
        longer = [chosen[0], more, *chosen[1:kept]]
        if not _said(more, chosen[:kept]) and _length(_ordered(longer)) <= max_words:
            return longer[:MAX_SENTENCES]
    return list(chosen)


def _after(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The usable sentence that follows in the same paragraph of the passage."""
    for each in found:
        if each.numbered is candidate.numbered and each.order == candidate.order + 1:
            passage = candidate.numbered.hit.passage
            between = passage.text[candidate.end - passage.start : each.start - passage.start]
            return each if usable(each) and "\n" not in between else None
    return None


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
    """The sentence before a dangling one is put in front of it while the budget lasts; one that
    was chosen anyway is moved there."""
    by_place = {(each.numbered.number, each.order): each for each in found}
    result = list(chosen)
    for candidate in chosen:
        before = by_place.get((candidate.numbered.number, candidate.order - 1))
        if before in result and dangling(candidate.text):
            result.remove(before)
            result.insert(result.index(candidate), before)
            continue
        if (
            before is None
            or not (dangling(candidate.text) or (before.held and not candidate.held))
            or any(similarity(before.text, each.text) >= DUPLICATE for each in result)
        ):
            continue
        at = result.index(candidate)
        longer = [*result[:at], before, *result[at:]]
        if _length(longer) <= max_words:
            result = longer
    return tuple(result)


__all__ = ["DUPLICATE", "MAX_SENTENCES", "MAX_WORDS", "dangling", "leads", "select", "similarity"]
