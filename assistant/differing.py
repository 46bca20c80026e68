"""What two sentences say differently of one matter: a number, a date, a yes or no. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.checking.clauses import clauses
from assistant.matters import (
    CLOSE,
    DAYS,
    LEAST,
    WEAK,
    Read,
    Statement,
    alike,
    days_apart,
    figures,
    named,
    read,
    same_event,
    same_sort,
    tied,
)
from assistant.quantities import Quantity
from assistant.terms import Term, keys, stem
from ingest.text.cues import attribution, denials, hedges
from ingest.text.dates import Interval, timestamp
from ingest.text.names import fold
from ingest.text.sentences import words
from ingest.text.wordlist import wordlist

Kind = Literal["number", "date", "yes or no"]

_CLAUSE = 0.6
"""Share of the longer clause that must stand in the one that says the contrary."""

_WEEK = 6
"""Articles further apart than this many days mean another Tuesday by "on Tuesday"."""

_DENIED = re.compile(
    r"\b(?:denied|denies|denying|dismissed|dismisses|rejected|rejects|refuted|disputed|disputes)\s+"
    r"(?:(?:on\s+)?\w+day\s+)?(?:that\s+)?(?:the|any|such|a|an|those|these|all|media|there\s+\w+)\s+"
    r"(?:\w+\s+){0,2}?(?P<kind>offers?|reports?|claims?|allegations?|proposals?|plans?|deals?|"
    r"stor(?:y|ies)|rumou?rs?|accusations?|talks|agreements?)\b",
    re.I,
)
_REPORTS = frozenset(
    stem(word) for word in wordlist("report claim allegation story rumor rumour accusation")
)
_FACTOR = Decimal(4)
"""Two answers to one question whose words have little in common differ at most so much."""

_NOT = re.compile(r"\b(?:not|never|neither|nobody|none|no one)\b|n[’']t\b", re.I)
"""What turns a clause round as a whole; "without warning" and "no exception" do not."""

_OPEN = re.compile(
    r"\b(?:whether|if|consider\w*|could|might|(?-i:may)|would|should|will|unless|until)\b|\?", re.I
)
"""What asserts and denies nothing yet."""

_RETOLD = re.compile(
    r"\b(?:an?|the|that|this|any)\s+(?:[\w’'-]+\s+){0,3}?(?:(?<!s )|(?<=['’]s ))"
    r"(?<!media )(?<!people )(?<!police )(?:report|claim|rumou?r|story|allegation|suggestion)\s+"
    r"(?:that|of)\b|\b(?:the|these|those|such|any|of|to|by|on|over|about|amid|after|media|press|"
    r"news|newspaper)\s+(?:reports|claims|rumou?rs|stories|allegations|suggestions)\s+(?:that|of)\b",
    re.I,
)
"""What is told of a report ("reacted to a report that …") affirms nothing by itself."""

_CALENDAR = frozenset(
    stem(word)
    for word in wordlist(
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "
        "january february march april june july august september october november december"
    )
)
_ABOUT = 8
"""Words at most by which a matter is named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two sentences say differently, each in its own words.

    ``about`` are words of the first sentence that both share, or the question that both answer.
    """

    kind: Kind
    about: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What was asked, as far as two sentences can be answers to it: its terms, and which kind
    of difference concerns it (None: any). ``counted`` are the keys of the nouns whose number
    is asked for; empty for any number."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    kind: Kind | None = None
    counted: frozenset[str] = frozenset()


def differences(
    one: Statement, other: Statement, matter: Matter | None = None
) -> tuple[Difference, ...]:
    """What the two say differently, at most one difference.

    With a ``matter`` two sentences that both answer it need share fewer words. Sentences of
    articles more than two weeks apart differ in nothing: the world has changed between them.
    """
    if days_apart(one.published, other.published) > DAYS:
        return ()
    what = matter or Matter()
    mine, theirs = read(one), read(other)
    asked = what.kind is not None and mine.answers(what.terms) and theirs.answers(what.terms)
    found: list[Difference] = []
    if what.kind in (None, "number"):
        found.extend(_of_numbers(mine, theirs, asked, what.counted))
    if what.kind in (None, "date"):
        found.extend(_of_dates(mine, theirs, asked))
    if what.kind in (None, "yes or no"):
        found.extend(_of_denial(mine, theirs, asked))
    if asked:
        found = [
            each if " " in each.about and "," not in each.about else replace(each, about=what.text)
            for each in found
        ]
    return tuple(found[:1])


def _of_numbers(
    mine: Read, theirs: Read, asked: bool, counted: frozenset[str]
) -> Iterator[Difference]:
    """The numbers of one sort that each has one of, and that cannot both be true; where the
    number of something is asked for, only numbers of that."""
    same = alike(mine, theirs)
    for one in _lone(mine):
        others = [each for each in theirs.quantities if same_sort(one, each, asked=asked)]
        if len(others) != 1 or others[0] not in _lone(theirs) or one.allows(others[0]):
            continue
        if counted and counted.isdisjoint(one.nouns):
            continue
        near = asked and not (one.unit and one.nouns) and tied(one, others[0])
        near = near and _ratio(one, others[0]) <= _FACTOR
        if not (same or near) or not same_event(one, others[0]):
            continue
        yield Difference("number", _about(mine.text, theirs.text), one.text, others[0].text)
        return


def _ratio(one: Quantity, other: Quantity) -> Decimal:
    """By how much the greater of two numbers exceeds the smaller, as a factor."""
    less, more = sorted((abs(one.low), abs(other.low)))
    return more / less if less else _FACTOR + 1


def _lone(sentence: Read) -> list[Quantity]:
    """The numbers that are the only ones of their sort in a sentence, and not in its speaker's
    description ("three officials said")."""
    return [
        one
        for one in sentence.quantities
        if one.text not in sentence.speaker
        and not any(
            same_sort(one, rest, asked=False) for rest in sentence.quantities if rest is not one
        )
    ]


def _of_dates(mine: Read, theirs: Read, asked: bool) -> Iterator[Difference]:
    """The dates of two sentences with one date each that cannot be the same."""
    if len(mine.dates) != 1 or len(theirs.dates) != 1:
        return
    one, other = mine.dates[0], theirs.dates[0]
    far = days_apart(mine.published, theirs.published) > _WEEK
    relative = not (_explicit(one.phrase) and _explicit(other.phrase))
    if one.granularity != other.granularity or (far and relative):
        return
    if one.phrase.casefold() == other.phrase.casefold():
        return
    if _news_of(one, mine.published) and _news_of(other, theirs.published):
        return
    if not (alike(mine, theirs) if asked else alike(mine, theirs, CLOSE)):
        return
    if one.end < other.start or other.end < one.start:
        yield Difference("date", _about(mine.text, theirs.text), one.phrase, other.phrase)


def _news_of(day: Interval, published: str | None) -> bool:
    """Whether a date is the day of the article or the one before. Two sentences that each tell
    the news of the day tell of two days' events."""
    return published is not None and 0 <= timestamp(published) - timestamp(day.end) < 2 * 86_400


def _explicit(phrase: str) -> bool:
    return any(char.isdigit() for char in phrase)


# --- yes or no -----------------------------------------------------------------------------


def _of_denial(mine: Read, theirs: Read, asked: bool) -> Iterator[Difference]:
    """A clause of one sentence of which the other says the contrary, or a report denied."""
    one, other = mine.text, theirs.text
    if any(_RETOLD.search(text) and not _turned(text) for text in (one, other)):
        return
    contrary = any(
        _turned(here) != _turned(there) and _answers(here, there)
        for here in clauses(one)
        for there in clauses(other)
    )
    if contrary or (asked and (_denies(one, other) or _denies(other, one))):
        yield Difference("yes or no", _about(one, other), _line(one), _line(other))


def _turned(clause: str) -> bool:
    return bool(_NOT.search(clause) or denials(clause))


def _answers(mine: str, theirs: str) -> bool:
    """Whether two clauses are about one thing done: most words of either stand in the other."""
    if _OPEN.search(mine) or _OPEN.search(theirs):
        return False
    one = set(keys(mine)) - WEAK - set(keys(attribution(mine) or ""))
    other = set(keys(theirs)) - WEAK - set(keys(attribution(theirs) or ""))
    shared = one & other
    denied = bool(denials(mine) or denials(theirs))
    if len(shared - named(mine) - named(theirs)) < 2:
        return False
    return len(shared) >= LEAST - denied and len(shared) >= _CLAUSE * max(len(one), len(other))


def _denies(claim: str, denial: str) -> bool:
    """Whether the second sentence denies what the first tells, calling it by its kind: "denied
    that any offer had been made" of "offered to buy", "denied the report" of what is claimed."""
    match = _DENIED.search(denial)
    if match is None or _turned(claim):
        return False
    kind = stem(fold(match["kind"]))
    if kind in keys(claim):
        return True
    return kind in _REPORTS and (bool(hedges(claim)) or attribution(claim) is not None)


# --- words ---------------------------------------------------------------------------------


def _about(one: str, other: str) -> str:
    """Words of the first sentence that both share: the longest stretch of them, or, where no
    two stand together, the first four one by one."""
    shared = set(keys(other)) - WEAK - figures(one) - _CALENDAR

    def content(stretch: list[str]) -> int:
        return sum(bool(keys(word)) for word in stretch)

    stretch: list[str] = []
    best: list[str] = []
    for word in (*words(one), None):
        if word is not None and shared.issuperset(keys(word)):
            stretch.append(word)
            continue
        while stretch and not keys(stretch[-1]):
            stretch.pop()
        while stretch and not keys(stretch[0]):
            stretch.pop(0)
        best = max(best, stretch, key=content)
        stretch = []
    if content(best) > 1:
        return " ".join(best[:_ABOUT])
    singles = [word for word in words(one) if keys(word) and shared.issuperset(keys(word))]
    return ", ".join(list(dict.fromkeys(singles))[:4])


def _line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["Difference", "Kind", "Matter", "Statement", "differences"]
