"""What two sentences say differently of one matter: a number, a date, a yes or no. Pure.

Made to be right rather than complete: two sentences count as speaking of one matter only when
most of the shorter one's content words stand in the other and no name speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.checking.clauses import clauses, turned
from assistant.quantities import Quantity, quantities
from assistant.terms import Bag, Term, bag, keys, stem
from ingest.text.cue_words import DENIALS, VERBS
from ingest.text.cues import attribution, denials, hedges
from ingest.text.dates import Interval, find_dates
from ingest.text.names import fold, names, numbers
from ingest.text.sentences import words
from ingest.text.wordlist import wordlist

Kind = Literal["number", "date", "yes or no"]

SAME = 0.5
"""Share of the shorter sentence's content words that must stand in the other."""

_LEAST = 3
"""Content words, at least so many, that must be shared besides what differs."""

_ASKED = 0.5
"""Share of the question's terms that both sentences must hold to be answers to it."""

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

_PERSONS = frozenset(
    stem(word)
    for word in wordlist("""
    people persons person members workers employees staff residents civilians demonstrators
    protesters protestors strikers supporters visitors passengers victims men women soldiers
    """)
)
_CLAUSE = 0.6
"""Share of the longer clause that must stand in the one that says the contrary."""

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
_WEAK = frozenset(stem(word) for word in (*VERBS, *DENIALS)) | frozenset(
    stem(word) for word in wordlist("new year week month day time according also official")
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the ISO date of its article, against which "on Tuesday" is read.

    ``headline`` tells what the article is about where the sentence does not repeat it.
    """

    text: str
    published: str | None = None
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two sentences say differently, each in its own words.

    ``about`` are words of the first sentence that both share.
    """

    kind: Kind
    about: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What was asked, as far as two sentences can be answers to it: its terms, and which kind
    of difference concerns it (None: any)."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence taken apart once."""

    text: str
    words: frozenset[str]
    names: frozenset[str]
    bag: Bag
    quantities: tuple[Quantity, ...]
    dates: tuple[Interval, ...]


@lru_cache(maxsize=1024)
def _read(statement: Statement) -> _Read:
    text, published = statement.text, statement.published
    dates = tuple(find_dates(text, published))
    out = [(number.start, number.end) for number in numbers(text)]
    out += [(each.span_start, each.span_end) for each in dates]
    plain = text
    for start, end in sorted(out, reverse=True):
        plain = plain[:start] + " " * (end - start) + plain[end:]
    spoken_by = frozenset(keys(attribution(text) or ""))
    return _Read(
        text,
        frozenset(keys(plain)) - _WEAK - spoken_by,
        _names(plain) - spoken_by,
        bag(f"{statement.headline}\n{text}"),
        quantities(text, published),
        dates,
    )


def _names(text: str) -> frozenset[str]:
    """The keys of the words in proper names."""
    return frozenset(key for start, end in names(text) for key in keys(text[start:end]))


def differences(
    one: Statement, other: Statement, matter: Matter | None = None
) -> tuple[Difference, ...]:
    """What the two say differently, at most one difference of each kind.

    With a ``matter`` two sentences that both answer it need share fewer words.
    """
    mine, theirs = _read(one), _read(other)
    alike = _alike(mine, theirs)
    asked = bool(matter and matter.terms) and all(
        sum(each.bag.holds(term) for term in matter.terms) >= _ASKED * len(matter.terms)
        for each in (mine, theirs)
        if matter
    )
    wanted = matter.kind if matter else None
    found: list[Difference] = []
    if wanted in (None, "number"):
        found.extend(_of_numbers(mine, theirs, alike, asked and wanted == "number"))
    if alike and wanted in (None, "date"):
        found.extend(_of_dates(mine, theirs))
    if (alike or asked) and not found and wanted in (None, "yes or no"):
        found.extend(_of_denial(one.text, other.text, asked))
    if matter and matter.text and asked:
        found = [each if " " in each.about else replace(each, about=matter.text) for each in found]
    return tuple(found)


def _alike(mine: _Read, theirs: _Read) -> bool:
    """Whether two sentences speak of one matter by their words alone."""
    shared = mine.words & theirs.words
    if len(shared) < _LEAST or len(shared) < SAME * min(len(mine.words), len(theirs.words)):
        return False
    return not _apart(mine.names, theirs.names)


def _apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether names speak against one matter: either has one that the other has not, and
    those they share are not the more."""
    return bool(mine - theirs and theirs - mine) and len(mine & theirs) <= min(
        len(mine - theirs), len(theirs - mine)
    )


# --- numbers -------------------------------------------------------------------------------


def _of_numbers(mine: _Read, theirs: _Read, alike: bool, asked: bool) -> Iterator[Difference]:
    """The first number of one sentence that none of the other's, of its sort, agrees with."""
    for one in mine.quantities:
        same = [other for other in theirs.quantities if _same_sort(one, other, asked)]
        rivals = [own for own in mine.quantities if _sort(own) == _sort(one)]
        if len(same) != 1 or len(rivals) > 1 or one.allows(same[0]):
            continue
        if not _same_event(one, same[0]) or not (alike or (asked and _tied(one, same[0]))):
            continue
        yield Difference("number", _about(mine.text, theirs.text), one.text, same[0].text)
        return


def _sort(quantity: Quantity) -> tuple[str | None, str]:
    return quantity.unit, quantity.nouns[0] if quantity.nouns and not quantity.unit else ""


def _same_sort(one: Quantity, other: Quantity, asked: bool) -> bool:
    """Whether two numbers have one unit, or count one sort of thing."""
    if one.unit != other.unit:
        return False
    if one.unit:
        return True
    if set(one.nouns) & set(other.nouns):
        return True
    return asked and bool(_PERSONS & set(one.nouns)) and bool(_PERSONS & set(other.nouns))


def _same_event(one: Quantity, other: Quantity) -> bool:
    """Whether the clauses around two numbers can tell of one event: no dead for wounded."""
    mine, theirs = set(keys(one.clause)), set(keys(other.clause))
    if _apart(_names(one.clause), _names(other.clause)):
        return False
    return not any(
        mine & group and not theirs & group and theirs & rest and not mine & rest
        for group in _EVENTS
        for rest in _EVENTS
    )


def _tied(one: Quantity, other: Quantity) -> bool:
    """Whether the clauses around two numbers share a word that is no name, or one for an event."""
    mine, theirs = set(keys(one.clause)), set(keys(other.clause))
    named = _names(one.clause) | _names(other.clause)
    counted = set(one.nouns) | set(other.nouns) | _figures(one.clause) | _figures(other.clause)
    return bool((mine & theirs) - named - counted - _WEAK) or any(
        mine & group and theirs & group for group in _EVENTS
    )


# --- dates ---------------------------------------------------------------------------------


def _of_dates(mine: _Read, theirs: _Read) -> Iterator[Difference]:
    """The dates of two sentences with one date each that cannot be the same."""
    if len(mine.dates) != 1 or len(theirs.dates) != 1:
        return
    one, other = mine.dates[0], theirs.dates[0]
    if one.granularity != other.granularity:
        return
    if one.end < other.start or other.end < one.start:
        yield Difference("date", _about(mine.text, theirs.text), one.phrase, other.phrase)


# --- yes or no -----------------------------------------------------------------------------


def _of_denial(one: str, other: str, asked: bool) -> Iterator[Difference]:
    """A clause of one sentence of which the other says the contrary, or a report denied."""
    for mine in clauses(one):
        for theirs in clauses(other):
            if turned(mine) != turned(theirs) and _answers(mine, theirs):
                yield Difference("yes or no", _about(one, other), _line(one), _line(other))
                return
    if asked and (_denies(one, other) or _denies(other, one)):
        yield Difference("yes or no", _about(one, other), _line(one), _line(other))


def _answers(mine: str, theirs: str) -> bool:
    """Whether two clauses are about one thing done: most words of either stand in the other."""
    one = set(keys(mine)) - _WEAK - set(keys(attribution(mine) or ""))
    other = set(keys(theirs)) - _WEAK - set(keys(attribution(theirs) or ""))
    shared = one & other
    least = _LEAST - 1 if denials(mine) or denials(theirs) else _LEAST
    return len(shared) >= least and len(shared) >= _CLAUSE * max(len(one), len(other))


def _denies(claim: str, denial: str) -> bool:
    """Whether the second sentence denies what the first tells, calling it by its kind: "denied
    that any offer had been made" of "offered to buy", "denied the report" of what is claimed."""
    match = _DENIED.search(denial)
    if match is None or turned(claim):
        return False
    named = stem(fold(match["kind"]))
    if named in keys(claim):
        return True
    return named in _REPORTS and (bool(hedges(claim)) or attribution(claim) is not None)


# --- words ---------------------------------------------------------------------------------


def _about(one: str, other: str) -> str:
    """Words of the first sentence that both share, the longest stretch of them, at most eight;
    where no two stand together, the first four one by one."""
    shared = set(keys(other)) - _WEAK - _figures(one)
    stretch: list[str] = []
    best: list[str] = []
    for word in (*words(one), ""):
        found = keys(word)
        if word and (not found or shared.issuperset(found)):
            stretch.append(word)
            continue
        while stretch and not keys(stretch[-1]):
            stretch.pop()
        while stretch and not keys(stretch[0]):
            stretch.pop(0)
        best = max(best, stretch, key=lambda each: sum(bool(keys(word)) for word in each))
        stretch = []
    if sum(bool(keys(word)) for word in best) > 1:
        return " ".join(best[:8])
    singles = [word for word in words(one) if keys(word) and shared.issuperset(keys(word))]
    return ", ".join(list(dict.fromkeys(singles))[:4])


def _figures(text: str) -> frozenset[str]:
    """The keys of the numbers in a text."""
    return frozenset(key for each in numbers(text) for key in keys(text[each.start : each.end]))


def _line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["Difference", "Kind", "Matter", "Statement", "differences"]
