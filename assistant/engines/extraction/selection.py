"""Which scored sentences become the answer, and in which order they are read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from assistant.checking.attribution import prefix
from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.question import Asked, Kind
from assistant.terms import keys
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


def lead(candidate: Candidate) -> str:
    """The outlet and date to put in front of the sentence where they matter, else nothing.

    They do where the sentence is hedged or somebody's word, or speaks of a time that only
    the article's date explains ("on Tuesday", "recently").
    """
    text = candidate.text
    if _RELATIVE.search(text) or hedges(text) or attribution(text) is not None:
        return prefix(candidate.numbered.hit.article.meta)
    return ""


def _worth(asked: Asked, candidate: Candidate, answers: set[str]) -> float:
    """The score, with what else it would add, against the words it takes."""
    return (
        candidate.score
        + _novelty(asked, candidate, answers)
        - (_TERSE_WHY if asked.kind is Kind.WHY else _TERSE)
        * math.log(4 + count_words(candidate.text))
    )


def select(asked: Asked, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences of the answer in reading order; the best one leads.

    ``found`` comes best first. At most ``MAX_WORDS`` words with the sources named in front.
    """
    chosen: list[Candidate] = []
    answers: set[str] = set()
    left = MAX_WORDS
    drop = _DROP_WHY if asked.kind is Kind.WHY else _DROP
    pool = [candidate for candidate in found if _usable(candidate)][:_POOL]
    named: set[str] = set()
    while pool and len(chosen) < MAX_SENTENCES:
        best = max(pool, key=lambda each: _worth(asked, each, answers))
        pool.remove(best)
        if chosen and best.score < chosen[0].score - drop:
            continue
        article = best.numbered.hit.passage.article_id
        cost = count_words(best.text)
        if article not in named:
            cost += count_words(lead(best))
        if cost > left or any(similarity(best.text, each.text) >= DUPLICATE for each in chosen):
            continue
        chosen.append(best)
        if lead(best):
            named.add(article)
        answers.update(best.answers)
        left -= cost
    return _with_antecedent(_ordered(chosen), found, left)


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
    chosen: tuple[Candidate, ...], found: Sequence[Candidate], left: int
) -> tuple[Candidate, ...]:
    """The sentence before a dangling one is put in front of it while the budget lasts."""
    by_place = {(each.numbered.number, each.order): each for each in found}
    texts = {each.text for each in chosen}
    result: list[Candidate] = []
    for candidate in chosen:
        before = by_place.get((candidate.numbered.number, candidate.order - 1))
        if (
            before is not None
            and dangling(candidate.text)
            and not any(similarity(before.text, text) >= DUPLICATE for text in texts)
            and (words := count_words(before.text)) <= left
        ):
            result.append(before)
            texts.add(before.text)
            left -= words
        result.append(candidate)
    return tuple(result)


__all__ = ["DUPLICATE", "MAX_SENTENCES", "MAX_WORDS", "dangling", "lead", "select", "similarity"]
