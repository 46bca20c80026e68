"""Word by word: where a statement repeats a sentence of the source and where it departs from it.

A statement that follows its source closely may still put another number, date or name into
its place, or leave out the one word that denies or holds back. What the rest of the passage
says cannot excuse that, so here only the one sentence counts that is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.checking.clauses import turned
from assistant.checking.opposites import EXCHANGED
from assistant.terms import bag, padded, term
from ingest.text.cue_words import VERBS
from ingest.text.cues import attribution, hedges
from ingest.text.dates import find_dates
from ingest.text.names import fold, metonyms, names, numbers
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

LEAST_SHARE = 0.5
"""Share of a statement's words that must be the source's, in its order, to call it a copy."""

LEAST_WORDS = 4
FEW = 4
"""A change of at most so many words changes a statement; a longer one says something else."""

_HAVE = re.compile(r"[’']ve\b", re.I)
_DECLINED = re.compile(r"\bdeclin(?:e[ds]?|ing)\b", re.I)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """``lost`` stands in the source where the statement has ``gained``; offsets into either."""

    lost: Span
    gained: Span


@dataclass(frozen=True, slots=True)
class Copied:
    """A statement beside the sentence that it repeats, and where the two differ."""

    statement: str
    source: str
    changes: tuple[Change, ...]


def _placed(text: str) -> tuple[list[str], list[Span]]:
    """The folded words of a text and where each stands."""
    folded: list[str] = []
    spans: list[Span] = []
    at = 0
    for word in words(text):
        start = text.index(word, at)
        at = start + len(word)
        folded.append(fold(word))
        spans.append((start, at))
    return folded, spans


def _reach(spans: Sequence[Span], first: int, last: int) -> Span:
    """From the start of one word to the end of the one before ``last``; empty for no word."""
    if first == last:
        return (0, 0)
    return (spans[first][0], spans[last - 1][1])


def copied(statement: str, sources: Sequence[str]) -> Copied | None:
    """The statement with the source that it repeats most of; None when it repeats none."""
    mine, my_spans = _placed(statement)
    best: tuple[int, SequenceMatcher[str], str, list[Span]] | None = None
    for source in sources:
        theirs, their_spans = _placed(source)
        matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        if best is None or same > best[0]:
            best = (same, matcher, source, their_spans)
    if best is None or best[0] < max(LEAST_WORDS, LEAST_SHARE * len(mine)):
        return None
    _, matcher, source, their_spans = best
    changes = tuple(
        Change(_reach(their_spans, one, two), _reach(my_spans, three, four))
        for tag, one, two, three, four in matcher.get_opcodes()
        if tag != "equal"
    )
    return Copied(statement, source, changes)


def exchanged(pair: Copied, published: str | None) -> list[tuple[str, str]]:
    """Numbers, dates and names of the source with what the statement has in their place."""
    found: list[tuple[str, str]] = []
    for change in pair.changes:
        for kind in (_numbers, _dates, _names):
            found += kind(pair, change, published)
    return found or _crossed(pair)


def _crossed(pair: Copied) -> list[tuple[str, str]]:
    """Two names that stand in each other's place, with nothing else changed there."""
    whole = {
        (fold(pair.source[slice(*change.lost)]), fold(pair.statement[slice(*change.gained)]))
        for change in pair.changes
        if change.lost in names(pair.source) and change.gained in names(pair.statement)
    }
    return [pair for pair in sorted(whole) if (pair[1], pair[0]) in whole][:1]


def _numbers(pair: Copied, change: Change, published: str | None) -> list[tuple[str, str]]:
    lost = [each for each in numbers(pair.source) if _meets((each.start, each.end), change.lost)]
    gained = [
        each for each in numbers(pair.statement) if _meets((each.start, each.end), change.gained)
    ]
    if not lost or not gained or any(one.agrees(other) for one in lost for other in gained):
        return []
    return [(pair.source[lost[0].start : lost[0].end],
             pair.statement[gained[0].start : gained[0].end])]  # fmt: skip


def _dates(pair: Copied, change: Change, published: str | None) -> list[tuple[str, str]]:
    lost = [
        each
        for each in find_dates(pair.source, published)
        if _meets((each.span_start, each.span_end), change.lost)
    ]
    gained = [
        each
        for each in find_dates(pair.statement, published)
        if _meets((each.span_start, each.span_end), change.gained)
    ]
    if not lost or not gained:
        return []
    if any(one.start <= two.end and two.start <= one.end for one in lost for two in gained):
        return []
    return [(lost[0].phrase, gained[0].phrase)]


def _names(pair: Copied, change: Change, published: str | None) -> list[tuple[str, str]]:
    lost = [pair.source[slice(*span)] for span in names(pair.source) if _meets(span, change.lost)]
    gained = [
        pair.statement[slice(*span)]
        for span in names(pair.statement)
        if _meets(span, change.gained)
    ] or _written_as_name(pair.statement, change.gained)
    if not lost or not gained or any(_called(one, two) for one in lost for two in gained):
        return []
    if any(bag(pair.source).holds(term(fold(each))) for each in gained):
        return []
    return [(lost[0], gained[0])]


def _written_as_name(text: str, part: Span) -> list[str]:
    """The part as a name, where every word of it has a capital that no sentence's start asks
    for: behind "Money: " a word that opens no name elsewhere may still stand for one."""
    said = text[slice(*part)]
    parts = said.split()
    capitals = all(word[:1].isupper() and fold(word) not in STOPWORDS for word in parts)
    return [said] if part[0] > 0 and parts and capitals else []


def _called(one: str, other: str) -> bool:
    """Whether both may name the same: in another spelling, in part, or by the capital."""
    first, second = fold(one), fold(other)
    if bag(one).holds(term(second)) or bag(other).holds(term(first)):
        return True
    return second in metonyms(first) or first in metonyms(second)


def _meets(span: Span, part: Span) -> bool:
    return span[0] < part[1] and part[0] < span[1]


def _few(pair: Copied) -> list[tuple[str, str]]:
    """The texts of the changes that touch a few words only."""
    texts = [
        (pair.source[slice(*change.lost)], pair.statement[slice(*change.gained)])
        for change in pair.changes
    ]
    return [each for each in texts if max(len(words(text)) for text in each) <= FEW]


def _turned(text: str) -> bool:
    return turned(text) or bool(_DECLINED.search(text))


def reversed_by(pair: Copied) -> tuple[str, str] | None:
    """The change by which what was denied is asserted, or the other way round; else None.

    A denial that is left out here and made there is none.
    """
    few = [(lost, gained, _turned(lost), _turned(gained)) for lost, gained in _few(pair)]
    if sum(before for *_, before, _ in few) == sum(after for *_, after in few):
        return None
    return next((lost, gained) for lost, gained, before, after in few if before != after)


def opposed(pair: Copied) -> tuple[str, str] | None:
    """A word of the source and its opposite in the place of it ("down", "up"), or None.

    Two that have only changed places with each other are none.
    """
    few = [(padded(lost), padded(gained)) for lost, gained in _few(pair)]
    everything = " ".join(gained for _, gained in few)
    for lost, gained in few:
        for one, other in EXCHANGED:
            for side, against in ((one, other), (other, one)):
                told, said = _word(side, lost), _word(against, gained)
                if told and said and not _word(side, everything) and not _word(against, lost):
                    return told, said
    return None


def _word(side: Sequence[str], text: str) -> str | None:
    """The first of the words that stands in a padded text."""
    return next((word for word in side if f" {word} " in text), None)


def firmer(pair: Copied) -> str | None:
    """The hedge of the source that the statement leaves out, or None.

    A verb such as "claimed" may become "said".
    """
    few = [(_HAVE.sub(" have", lost), _HAVE.sub(" have", gained)) for lost, gained in _few(pair)]
    if any(hedges(gained) for _, gained in few):
        return None
    said = attribution(pair.statement) is not None
    for lost, gained in few:
        for cue in hedges(lost):
            if not (said and gained and cue in VERBS):
                return cue
    return None


__all__ = ["Change", "Copied", "copied", "exchanged", "firmer", "opposed", "reversed_by"]
