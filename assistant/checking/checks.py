"""What a sentence of an answer may not do with the words that it cites.

Each check is a function of the statement and the evidence and returns its findings. The list
``CHECKS`` is what ``verify`` runs; a test switches each off in turn and shows what then
passes. A sentence that stands word for word as a whole sentence of its span needs none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.acts import acts
from assistant.checking.alignment import copied, exchanged, firmer, opposed, reversed_by
from assistant.checking.clauses import clauses, hedged, overlap, turned
from assistant.checking.dates import Check, Finding, dated, dates, near_words, reports
from assistant.checking.measures import measure
from assistant.checking.narrow import Evidence, sentences_of
from assistant.checking.neither import denied_alike
from assistant.checking.opposites import OPPOSITES
from assistant.checking.provisos import provisos
from assistant.checking.quotations import quotations
from assistant.checking.roles import rearranged, swapped
from assistant.checking.shares import shares
from assistant.terms import bag, keys, padded, term, tokens
from ingest.text.cues import attribution
from ingest.text.names import Number, fold, names, numbers
from ingest.text.sentences import sentences

_DROPPED = "it drops a negation or a denial of the cited words"
_COUNTED = re.compile(r"\s([a-z]+(?:[^su]s|men|people|children))\b")
"""Things in the plural right behind their number."""

_REACH = 80
_BEFORE, _AFTER = 1, 3
"""Content words beside a number among which is what it counts, within ``_REACH`` characters."""


def figures(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Every number, sum and percentage stands in the cited words or beside them, and what it
    measures (miles, tonnes, weeks) is not exchanged."""
    near = near_words(evidence)
    held = numbers(near)
    days = dated(statement, evidence)
    found: list[Finding] = []
    for number in numbers(statement):
        if any(start <= number.start < end for start, end in days):
            continue
        same = [other for other in held if _same_number(number, other)]
        said = statement[number.start : number.end]
        if not same:
            found.append(Finding(f"the number “{said}” is not in the cited words"))
            continue
        mine = measure(statement, number.end)
        theirs = {measure(near, other.end) for other in same}
        if mine is not None and None not in theirs and mine not in theirs:
            found.append(Finding(f"the cited words do not count “{said}” in {mine}s"))
        elif thing := _miscounted(statement, number, near, same):
            found.append(Finding(f"the cited words do not say “{said}” of “{thing}”", fatal=False))
    return found


def _miscounted(statement: str, number: Number, near: str, same: Sequence[Number]) -> str | None:
    """What the statement counts, where the cited words name it away from that number."""
    counted = _COUNTED.match(statement, number.end)
    if counted is None or number.unit == "ordinal":
        return None
    thing = term(fold(counted[1]))
    if not bag(near).holds(thing):
        return None
    for other in same:
        before = tokens(near[max(0, other.start - _REACH) : other.start])[-_BEFORE:]
        after = tokens(near[other.end : other.end + _REACH])[:_AFTER]
        if any(not thing.keys.isdisjoint(term(word).keys) for _, word in (*before, *after)):
            return None
    return counted[1]


def _same_number(one: Number, other: Number) -> bool:
    return one.value == other.value and one.unit == other.unit


def people(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Every proper name stands in the cited words or beside them, in one of its spellings.

    A name's other parts ("Recep Tayyip" before "Erdogan") may stand elsewhere in the cited
    passage. The outlet's own name is allowed where the statement says who reports.
    """
    near = bag(near_words(evidence))
    passage = bag("\n".join(each.passage for each in evidence))
    outlets: set[tuple[str, ...]] = set()
    if reports(statement):
        outlets = {keys(each.numbered.hit.article.meta.publisher or "") for each in evidence}
    days = dated(statement, evidence)
    counted = {number.start for number in numbers(statement)}
    found: list[Finding] = []
    for start, end in names(statement):
        if start in counted:
            continue  # "Twelve" in front of a sentence is a figure
        end = min((first for first, last in days if start < first < end), default=end)
        name = statement[start:end].strip()
        parts = [term(word) for _, word in tokens(name)]
        if not parts or near.holds(term(fold(name))) or all(near.holds(part) for part in parts):
            continue
        if len(parts) > 1 and near.holds(parts[-1]) and all(passage.holds(p) for p in parts):
            continue
        if keys(name) not in outlets:
            found.append(Finding(f"the name “{name}” is not in the cited words"))
    return found


def negation(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """What the source denies is not asserted, and what it asserts is not denied."""
    parts = [clause for each in sentences_of(evidence, near=True) for clause in clauses(each)]
    if turned(statement):
        own = [frozenset(keys(clause)) for clause in clauses(statement) if turned(clause)]
        if any(
            max((overlap(each, part) for part in parts if turned(part)), default=0.0) < 0.3
            for each in own
            if len(each) > 1
        ):
            return [Finding("it denies what the cited words do not deny")]
        return []
    # What is quoted may end a sentence within the sentence: each half by itself, too.
    for text in {statement, *(statement[start:end] for start, end in sentences(statement))}:
        mine = frozenset(keys(text))
        denied = max((overlap(mine, part) for part in parts if turned(part)), default=0.0)
        asserted = max((overlap(mine, part) for part in parts if not turned(part)), default=0.0)
        if denied >= 0.6 and denied > asserted:
            return [Finding(_DROPPED)]
    if any(_undenied(clause, parts) for clause in clauses(statement)):
        return [Finding(_DROPPED)]
    return []


def _undenied(clause: str, parts: Sequence[str]) -> bool:
    """Whether these are the words of a clause that denies, but for the word that does, and no
    clause that asserts holds them all."""
    mine = frozenset(keys(clause))
    if len(mine) < 2:
        return False  # one common word ties nothing
    holding = [part for part in parts if mine.issubset(keys(part))]
    close = any(len(mine.symmetric_difference(keys(part))) < 2 for part in holding)
    return close and all(turned(part) for part in holding)


def direction(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """What rose in the source does not fall in the statement, what was bought is not sold."""
    mine = padded(statement)
    near = padded(near_words(evidence))
    for one, other in OPPOSITES:
        for side, against in ((one, other), (other, one)):
            stated = [word for word in side if f" {word} " in mine]
            if (
                stated
                and not any(f" {word} " in near for word in side)
                and any(f" {word} " in near for word in against)
                and not any(f" {word} " in mine for word in against)
            ):
                return [Finding(f"the cited words do not say “{stated[0]}”")]
    return []


def hedging(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """What the source calls reported, alleged or possible is not stated as a fact."""
    if hedged(statement):
        return []
    mine = frozenset(keys(statement))
    sure = 0.0
    unsure = 0.0
    for sentence in sentences_of(evidence):
        for clause in clauses(sentence):
            value = overlap(mine, clause)
            if hedged(clause):
                unsure = max(unsure, value)
            else:
                sure = max(sure, value)
    if unsure >= 0.5 and unsure > sure:
        return [Finding("it states as a fact what the cited words hold back", fatal=False)]
    return []


def attributing(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """What somebody says in the source is not stated as if nobody had to be asked."""
    if attribution(statement) is not None:
        return []
    mine = frozenset(keys(statement))
    own = said = 0.0
    speaker = ""
    for sentence in sentences_of(evidence):
        value = overlap(mine, sentence)
        who = attribution(sentence)
        own = max(own, value if who is None else 0.0)
        if who is not None and value > said:
            said, speaker = value, who
    if said >= 0.5 and said > own:
        by = f"{speaker} says" if speaker else "somebody says"
        return [Finding(f"it drops that {by} so in the cited words", fatal=False)]
    return []


def roles(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """Who does it and to whom it is done are not exchanged."""
    for sentence in sentences_of(evidence):
        pair = swapped(statement, sentence)
        if pair:
            return [Finding(f"{pair[0]} and {pair[1]} have changed places")]
        moved = rearranged(statement, sentence)
        if moved:
            return [Finding(f"“{moved}” has changed its place")]
    return []


def alteration(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """A sentence that is repeated all but word for word is not altered where it matters."""
    cited = sentences_of(evidence)
    pair = copied(statement, cited)
    if pair is None or denied_alike(statement, cited):
        return []
    published = evidence[0].numbered.hit.article.meta.published
    found = [
        Finding(f"it says “{mine}” where the cited words say “{theirs}”")
        for theirs, mine in exchanged(pair, published)
    ]
    if turn := reversed_by(pair):
        lost, gained = (f"“{text}”" if text else "nothing" for text in turn)
        found.append(Finding(f"it says {gained} where the cited words say {lost}"))
    if contrary := opposed(pair):
        theirs, mine = contrary
        found.append(Finding(f"it says “{mine}” where the cited words say “{theirs}”"))
    if hedge := firmer(pair):
        found.append(Finding(f"it leaves out “{hedge}” of the cited words", fatal=False))
    return found


CHECKS: tuple[Check, ...] = (
    quotations,
    figures,
    shares,
    dates,
    people,
    negation,
    acts,
    direction,
    hedging,
    provisos,
    attributing,
    roles,
    alteration,
)

__all__ = ["CHECKS", "Check", "Finding"]
