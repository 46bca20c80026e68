"""How many of them: all, most, none, seven of nine. What a quantifier counts must be so in the
cited words.

Only what these say of the same things counts: "all ministers" does not bear out "all members".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.checking.clauses import clauses
from assistant.checking.dates import Finding
from assistant.checking.narrow import Evidence, sentences_of
from assistant.terms import keys
from ingest.text.names import Number, numbers
from ingest.text.sentences import words

_DETERMINER = r"(?:the|its|their|his|her|our|these|those|such)"
_ALIKE = {
    "all": r"all|every|each|every(?:one|body|thing)|entire|whole|unanimous(?:ly)?|both|no|none"
    r"|nobody|neither|without\s+exception",
    "most": r"most|mostly|majority|largely|all|every|each",
}
_BEARING = {kind: re.compile(rf"\b(?:{forms})\b", re.I) for kind, forms in _ALIKE.items()}
"""What bears a quantifier out; "no member was absent" says it of all."""

_CLAIM = re.compile(
    r"(?<![\w’'-])(?<!\bat\s)(?<!\babove\s)(?<!\bafter\s)(?<!\bof\s)(?<!\bthe\s)(?<!['’]s\s)"
    rf"(?:(?P<all>all\s+(?:of\s+)?(?:{_DETERMINER}\s+)?"
    rf"|(?:every|each)\s+(?:single\s+)?(?:one\s+)?(?:of\s+(?:{_DETERMINER}\s+)?)?"
    r"|(?=every(?:one|body)\b|unanimous))"
    rf"|(?P<both>both\s+(?:of\s+)?(?:{_DETERMINER}\s+)?)"
    rf"|(?P<most>(?:most|(?:a|the)\s+(?:\w+\s+)?majority)\s+(?:of\s+)?(?:{_DETERMINER}\s+)?)"
    rf"|(?P<none>(?:none|not\s+(?:a\s+single\s+)?one|not\s+any)\s+of\s+(?:{_DETERMINER}\s+)?))"
    r"(?P<what>[^\W_][^.;:,]*)",
    re.I,
)
_NO_SHARE = re.compile(
    r"(?:days?|weeks?|months?|years?|times?|nights?|mornings?|hours?|over|other|along|likely|"
    r"recent(?:ly)?|important(?:ly)?|but|too|sorts?|kinds?|right|out|set|about|a?round|that|this|"
    r"it|is|was|in|by|for|sides?|ways?|\d+)\b",
    re.I,
)
"""What makes no share of the word before it: "every year", "all over", "each other"."""

_MOST = re.compile(
    r"(?:\w+\s+){0,2}?(?!(?:is|was|has|does)\b)(?:\w*[^su\W]s|men|women|people|children)\b"
)
"""The plural behind a "most" that counts; "most popular" ranks."""

_OF = re.compile(rf"\s+(?:out\s+)?of\s+(?:all\s+)?(?:{_DETERMINER}\s+)?\Z", re.I)
_SOME = re.compile(
    r"\b(?P<part>one|some|several|many|a\s+few|few|half|a\s+number|part)\s+(?:out\s+)?of\s+"
    rf"(?:{_DETERMINER}\s+)?(?=\w)",
    re.I,
)
_HAVING = re.compile(
    r"\b(?:ha(?:s|ve|d|ving)|with|of|are|were|is|was|compris\w+|includ\w+|count\w*|number\w*|its"
    r"|their|his|her)\s+(?:only\s+|about\s+)?\Z|\b(?:all|both|every|each)"
    rf"\s+(?:of\s+)?(?:{_DETERMINER}\s+)?\Z|\bof\s+{_DETERMINER}\s+\Z",
    re.I,
)
"""Before a number that tells how many there are, or is part of a quantifier."""

_PLURAL = re.compile(r"(?!(?:is|was|has|does)\b)[a-z-]*[^su]s|(?:wo)?men|people|children", re.I)
_LONGEST, _SINGLE = 4, 2
"""Words behind a quantifier in which the plural that it counts stands; without one, so many."""

_REACH, _BESIDE = 60, 120
"""Characters before a word that bears out, and from there on, in which its thing stands."""

_KINDS = ("all", "both", "most", "none")
_OPENS = re.compile(rf"\A\s+(?:of\s+)?(?:{_DETERMINER}\s+)?", re.I)
_TWO = Decimal(2)
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Share:
    """``part`` of ``whole`` things, each None where it is no number, as ``text`` words it.

    ``nouns`` are the keys of the things, ``said`` those of what is said of them; ``at`` is where
    the whole's number stands, -1 without one.
    """

    part: Decimal | None
    whole: Decimal | None
    nouns: frozenset[str]
    said: frozenset[str]
    text: str
    at: int

    def fits(self, kind: str) -> bool:
        """Whether so many are all, both, most or none of them."""
        if self.part is None or self.whole is None:
            return False
        if kind == "most":
            return self.part > _HALF * self.whole
        if kind == "none":
            return not self.part
        return self.part == self.whole and (kind == "all" or self.whole == _TWO)


@lru_cache(maxsize=2048)
def _told(sentence: str) -> tuple[_Share, ...]:
    """The parts of a whole that a sentence tells: "seven of nine members", "some of the gates",
    and, behind one of these, "two" alone."""
    found = numbers(sentence)
    made = [
        _share(sentence, one.value, one.start, other.end, other)
        for one, other in pairwise(found)
        if _OF.fullmatch(sentence[one.end : other.start]) and _plain(one) and _plain(other)
    ]
    for match in _SOME.finditer(sentence):
        whole = next((each for each in found if each.start == match.end() and _plain(each)), None)
        part = Decimal(1) if match["part"].casefold() == "one" else None
        end = whole.end if whole else match.end()
        made.append(_share(sentence, part, match.start(), end, whole))
    return (*made, *_rest(sentence, found, made))


def _rest(sentence: str, found: Sequence[Number], made: Sequence[_Share]) -> Iterator[_Share]:
    """What is told of others of the same whole: "seven of nine members agreed, two did not"."""
    for share in made[:1]:
        for each in found:
            if share.whole is None or not (each.start > share.at and each.value < share.whole):
                continue
            behind = words(sentence[each.end :])[:1]
            if _plain(each) and behind and not _PLURAL.fullmatch(behind[0]):
                said = frozenset(keys(next(iter(clauses(sentence[each.end :])), "")))
                text = sentence[each.start : each.end]
                yield _Share(each.value, share.whole, share.nouns, said, text, -1)


def _plain(number: Number) -> bool:
    return number.unit is None


def _share(
    sentence: str, part: Decimal | None, start: int, end: int, whole: Number | None
) -> _Share:
    nouns, said = _counted(sentence[end:])
    value, at = (whole.value, whole.start) if whole else (None, -1)
    return _Share(part, value, nouns, said, sentence[start:end].strip(), at)


def _counted(behind: str) -> tuple[frozenset[str], frozenset[str]]:
    """What is counted, and what is said of it in the same clause."""
    clause = words(next(iter(clauses(behind)), ""))
    ends = (at for at, word in enumerate(clause[:_LONGEST], 1) if _PLURAL.fullmatch(word))
    end = next(ends, _SINGLE)
    return frozenset(keys(" ".join(clause[:end]))), frozenset(keys(" ".join(clause[end:])))


def shares(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """All, both, most and none are so in the cited words, a part of a whole is the one that they
    tell, and a whole is not said to have done what a part of it did."""
    told = sentences_of(evidence, near=True)
    found = [*_quantifiers(statement, told), *_parts(statement, told), *_wholes(statement, told)]
    return list(dict.fromkeys(found))


def _quantifiers(statement: str, told: Sequence[str]) -> Iterator[Finding]:
    for match in _CLAIM.finditer(statement):
        kind = next(name for name in _KINDS if match[name] is not None)
        what = match["what"]
        if _NO_SHARE.match(what) or (kind == "most" and not _MOST.match(what)):
            continue
        wording = match[kind].split(" of ")[0].strip() or what.split()[0]
        nouns, said = _counted(_unnumbered(what))
        if not match[kind]:  # "everyone", "unanimously": whoever it is
            nouns, said = frozenset(), frozenset(keys(what)) - frozenset(keys(wording))
        if kind in _BEARING and any(_bears(kind, nouns, text) for text in told):
            continue
        rivals = [share for text in told for share in _told(text) if _same(share, nouns, said)]
        if rivals and not any(share.fits(kind) for share in rivals):
            yield Finding(f"it says “{wording}” where the cited words say “{rivals[0].text}”")
        elif not rivals and kind in _BEARING:
            yield Finding(f"the cited words do not say “{wording}” of them", fatal=False)


def _unnumbered(what: str) -> str:
    """Without the number of the whole: "nine of the board members"."""
    number = next((each for each in numbers(what) if not each.start and _plain(each)), None)
    return _OPENS.sub("", what[number.end :]) if number else what


def _same(share: _Share, nouns: frozenset[str], said: frozenset[str]) -> bool:
    """Whether a share is of the same things, and something of what is told of them too."""
    alike = not nouns.isdisjoint(share.nouns) or not nouns
    return alike and (not said.isdisjoint(share.said) or not said or not share.said)


def _bears(kind: str, nouns: frozenset[str], text: str) -> bool:
    """Whether a sentence has such a quantifier beside the thing, in the same clause."""
    return any(
        not nouns
        or not nouns.isdisjoint(keys(clause[max(0, found.start() - _REACH) :][: 2 * _REACH]))
        for clause in clauses(text)
        for found in _BEARING[kind].finditer(clause)
    )


def _parts(statement: str, told: Sequence[str]) -> Iterator[Finding]:
    for mine in _told(statement):
        theirs = [
            share
            for text in told
            for share in _told(text)
            if share.whole is not None and not mine.nouns.isdisjoint(share.nouns)
        ]
        if mine.part is None or mine.whole is None or not theirs:
            continue
        if not any((mine.part, mine.whole) == (share.part, share.whole) for share in theirs):
            yield Finding(f"it says “{mine.text}” where the cited words say “{theirs[0].text}”")


def _wholes(statement: str, told: Sequence[str]) -> Iterator[Finding]:
    """A number that in the cited words is that of the whole, and counts here who did it."""
    mine = [number for number in numbers(statement) if _plain(number)]
    values = {number.value for number in mine}
    within = {share.at for share in _told(statement)}
    for number in mine:
        if number.start in within or _HAVING.search(statement[: number.start]):
            continue
        nouns, said = _counted(statement[number.end :])
        rivals = [
            next((share for share in _told(text) if share.at == other.start), None)
            for text in told
            for other in numbers(text)
            if other.value == number.value and _plain(other)
        ]
        parts = {share.part for share in rivals if share} & values
        if parts or not rivals or None in rivals:
            continue
        share = next((each for each in rivals if each and _same(each, nouns, said)), None)
        if share:
            wording = statement[number.start : number.end]
            yield Finding(f"it says “{wording}” where the cited words say “{share.text}”")


__all__ = ["shares"]
