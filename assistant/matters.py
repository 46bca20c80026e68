"""Whether two sentences speak of one matter: by their words, names, numbers and days. Pure.

Made to be right rather than complete. Rules over words, without a parser: the shares below
were chosen on real answers so that what is called one matter is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.persons import PERSONS
from assistant.quantities import Quantity, quantities
from assistant.terms import Bag, Term, bag, keys, stem
from ingest.text.cue_words import DENIALS, VERBS
from ingest.text.cues import attribution
from ingest.text.dates import Interval, find_dates, timestamp
from ingest.text.names import names, numbers
from ingest.text.wordlist import wordlist

ALIKE = 0.4
"""Jaccard similarity of content words from which two sentences may speak of one matter."""

CLOSE = 0.55
"""The same where they differ in a date: one thing done on another day is often another thing."""

LEAST = 3
"""Content words, at least so many, that must be shared besides what differs."""

DAYS = 14
"""Articles further apart than this speak of another state of the world."""

ASKED = 0.5
"""Share of the question's terms that a sentence with its headline must hold to answer it."""

_EVENTS = tuple(
    frozenset(stem(word) for word in wordlist(group))
    for group in (
        "killed kills kill killing dead died die dies deaths death toll fatalities fatal lives",
        "injured injures injuries injury wounded wounding hurt",
        "arrested arrests arrest arresting detained detains detentions",
        "missing disappeared",
        "displaced evacuated evacuations fled",
        "costs cost paid pays pay price priced worth bought buy",
        "struck strike strikes strikers walked walkout stoppage",
    )
)
"""Words for one sort of event or sum: what one group counts, another does not."""

_OTHER = re.compile(
    r"\b(?:similar|another|previous(?:ly)?|earlier (?:this|in|figure|estimate|count|report)|"
    r"last (?:week|month|year|time)|first round|since|formerly|ago|next|initially|originally|"
    r"beyond|past|record|average|each|per|every|would|could|might|forecasts?|predicts?|expected)\b",
    re.I,
)
"""Words that put a number into another time, place or measure."""

WEAK = frozenset(stem(word) for word in (*VERBS, *DENIALS)) | frozenset(
    stem(word) for word in wordlist("new year week month day time according also official")
)
"""Keys of words that tell nothing of the matter."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the ISO date of its article, against which "on Tuesday" is read.

    ``headline`` tells what the article is about where the sentence does not repeat it.
    """

    text: str
    published: str | None = None
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A statement taken apart: its content words without numbers, dates and its speaker, the
    words of its names, what its terms are looked up in, its quantities and dates."""

    text: str
    published: str | None
    speaker: str
    words: frozenset[str]
    names: frozenset[str]
    bag: Bag
    quantities: tuple[Quantity, ...]
    dates: tuple[Interval, ...]

    def answers(self, terms: tuple[Term, ...]) -> bool:
        """Whether it holds enough of a question's terms to be an answer."""
        return bool(terms) and sum(map(self._holds, terms)) >= ASKED * len(terms)

    def _holds(self, term: Term) -> bool:
        """Whether it has the term, or a word for the same sort of event ("cost" for "paid")."""
        return self.bag.holds(term) or any(
            term.key in group and not group.isdisjoint(self.bag.keys) for group in _EVENTS
        )


@lru_cache(maxsize=1024)
def read(statement: Statement) -> Read:
    """The statement taken apart."""
    text, published = statement.text, statement.published
    dates = tuple(find_dates(text, published))
    out = [(number.start, number.end) for number in numbers(text)]
    out += [(each.span_start, each.span_end) for each in dates]
    plain = text
    for start, end in out:
        plain = plain[:start] + " " * (end - start) + plain[end:]
    speaker = attribution(text) or ""
    spoken_by = frozenset(keys(speaker))
    return Read(
        text,
        published,
        speaker,
        frozenset(keys(plain)) - WEAK - spoken_by,
        named(plain) - spoken_by,
        bag(f"{statement.headline}\n{text}"),
        quantities(text, published),
        dates,
    )


def named(text: str) -> frozenset[str]:
    """The keys of the words in proper names."""
    return frozenset(key for start, end in names(text) for key in keys(text[start:end]))


def figures(text: str) -> frozenset[str]:
    """The keys of the numbers in a text."""
    return frozenset(key for each in numbers(text) for key in keys(text[each.start : each.end]))


def days_apart(one: str | None, other: str | None) -> float:
    """Days between two ISO dates; 0 where one is not known."""
    if not one or not other:
        return 0.0
    return abs(timestamp(one) - timestamp(other)) / 86_400


def alike(mine: Read, theirs: Read, least: float = ALIKE) -> bool:
    """Whether two sentences speak of one matter by their words alone."""
    shared = mine.words & theirs.words
    if len(shared) < LEAST or len(shared) < least * len(mine.words | theirs.words):
        return False
    return not apart(mine.names, theirs.names)


def apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether names speak against one matter: either has one that the other has not, and
    those they share are not the more."""
    alone = min(len(mine - theirs), len(theirs - mine))
    return alone > 0 and len(mine & theirs) <= alone


def same_sort(one: Quantity, other: Quantity, *, asked: bool) -> bool:
    """Whether two numbers have one unit and count one sort of thing, if any: "a $5 million fine"
    is no "$5 million". Where both answer one question, ``asked``, any persons are one sort."""
    if one.unit != other.unit or bool(one.nouns) != bool(other.nouns):
        return False
    if not one.nouns or set(one.nouns) & set(other.nouns):
        return True
    if one.unit:
        return False
    return asked and bool(PERSONS & set(one.nouns)) and bool(PERSONS & set(other.nouns))


def same_event(one: Quantity, other: Quantity) -> bool:
    """Whether the clauses around two numbers can tell of one event: no dead for wounded, no
    sum of this year for one of last year."""
    if apart(named(one.clause), named(other.clause)):
        return False
    if set(_OTHER.findall(one.clause.lower())) != set(_OTHER.findall(other.clause.lower())):
        return False
    mine, theirs = set(keys(one.clause)), set(keys(other.clause))
    return not any(
        mine & group and not theirs & group and theirs & rest and not mine & rest
        for group in _EVENTS
        for rest in _EVENTS
    )


def tied(one: Quantity, other: Quantity) -> bool:
    """Whether the clauses around two numbers share a word that is no name, or one for an event."""
    mine, theirs = set(keys(one.clause)), set(keys(other.clause))
    counted = set(one.nouns) | set(other.nouns) | figures(one.clause) | figures(other.clause)
    out = named(one.clause) | named(other.clause) | counted | WEAK
    return bool((mine & theirs) - out) or any(mine & group and theirs & group for group in _EVENTS)


__all__ = [
    "DAYS",
    "LEAST",
    "WEAK",
    "Read",
    "Statement",
    "alike",
    "apart",
    "days_apart",
    "figures",
    "named",
    "read",
    "same_event",
    "same_sort",
    "tied",
]
