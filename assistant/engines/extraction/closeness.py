"""How near the possible answers of a sentence stand to the words of the question.

A sentence may hold every word of the question and a number of something else. What is asked
for stands beside its noun ("3,000 soldiers and 40 tonnes") and near the question's verb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.engines.extraction.weighing import Weighing
from assistant.persons import PERSONS
from assistant.questions.answer_types import Possible
from assistant.questions.asked import Asked, Kind
from assistant.terms import stem
from ingest.text.names import fold
from ingest.text.wordlist import wordlist

_WINDOW = 45
"""Characters on either side of a possible answer that count as near: some seven words."""

_BEHIND = 4
"""The noun that is counted is among so many words after its number ("3,000 Russian and other
soldiers")."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE_END = re.compile(r"[;:()–—]|[,.!?](?=\s|$)")
_RANK = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|latest|most|least|only|[a-z]{2,}est)\b", re.I
)
_NO_RANK = frozenset(
    wordlist(
        """
    interest protest request suggest arrest contest harvest invest forest modest honest guest
    quest west test rest digest ingest manifest conquest attest detest crest chest nest vest
    """
    )
)
_WHO_IS = re.compile(r"\W*who(?:['’]s| is| was| are| were)\s+(?:an? |the )?[A-Z\W]")
_TIMES = "second minute hour day night week month year decade century season"
_LENGTHS = "meter metre kilometer kilometre mile foot yard inch km m cm ft mm centimeter centimetre"
_UNITS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        asked: frozenset(stem(word) for word in wordlist(units))
        for asked, units in (
            ("old", "year month week day aged age"),
            ("long", f"{_TIMES} {_LENGTHS}"),
            ("far", f"{_LENGTHS} block"),
            ("tall", _LENGTHS),
            ("high", f"{_LENGTHS} percent"),
            ("deep", _LENGTHS),
            ("heavy", "kilo kilogram kg pound ton tonne gram lb ounce"),
            ("fast", "mph kph hour second knot"),
            ("often", f"{_TIMES} time"),
        )
    }
)
_MEASURE = re.compile(rf"\bhow ({'|'.join(_UNITS)})\b", re.I)


def measured_in(asked: Asked) -> frozenset[str]:
    """The stemmed nouns that the asked number counts: its noun, the units of "how long", or,
    where persons are counted, any other noun for them."""
    if asked.kind is not Kind.HOW_MANY:
        return frozenset()
    match = _MEASURE.search(asked.text)
    if match:
        return _UNITS[match.group(1).lower()]
    if not asked.focus:
        return frozenset()
    return frozenset({asked.focus}) | (PERSONS if asked.persons else frozenset())


def _words(text: str) -> list[tuple[str, int, int]]:
    """Every word's key with its place, those of a hyphenated word apart."""
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text):
        place = match.start()
        for part in match[0].split("-"):
            found.append((stem(fold(part)), place, place + len(part)))
            place += len(part) + 1
    return found


def near(weighing: Weighing, text: str, found: Sequence[Possible]) -> float:
    """The largest share of the question's terms that stand near one possible answer, 0..1."""
    if not found:
        return 0.0
    held = [
        (term.key, start, end)
        for word, start, end in _words(text)
        for term in weighing.terms
        if word in term.keys
    ]
    return max(
        weighing.share(
            frozenset(
                key
                for key, start, end in held
                if start >= each.start - _WINDOW
                and end <= each.end + _WINDOW
                and (end <= each.start or start >= each.end)
            )
        )
        for each in found
    )


def counted(asked: Asked, text: str, found: Sequence[Possible]) -> bool:
    """Whether one of the numbers found counts the asked noun, or has a unit of what is asked."""
    nouns = measured_in(asked)
    if not nouns or not found:
        return False
    words = _words(text)
    for each in found:
        after = [
            (key, start)
            for key, start, end in words
            if end > each.end or (start >= each.start and key in nouns)
        ]
        stop = _CLAUSE_END.search(text, each.end)
        limit = stop.start() if stop else len(text)
        if any(key in nouns and start < limit for key, start in after[:_BEHIND]):
            return True
    return False


def ranked(asked: Asked, text: str) -> float:
    """How much of the question's "first", "latest", "largest" the sentence says, 0..1.

    1 where the same word comes after it as in the question, a half for the word alone.
    """
    wanted = [each for each in _RANK.finditer(asked.text) if fold(each[0]) not in _NO_RANK]
    if not wanted:
        return 0.0
    best = 0.0
    for match in wanted:
        noun = _following(asked.text, match.end())
        for other in re.finditer(rf"\b{re.escape(match[0])}\b", text, re.I):
            best = max(best, 1.0 if noun & _following(text, other.end()) else 0.5)
    return best


def presents(asked: Asked, text: str) -> bool:
    """Whether the sentence says who the person is that "who is" asks about, beside the name.

    An apposition on either side ("the union's secretary, Ana Brodd", "Ana Brodd, who leads"),
    or "is" with an article behind it.
    """
    match = _WHO_IS.match(asked.text[:1].lower() + asked.text[1:])
    if not match or not asked.names:
        return False
    last = re.escape(asked.names[0].split()[-1])
    name = rf"(?:[\w.'’-]+ )?{last}"
    return bool(
        re.search(
            rf"\b{name}(?:,? (?:is|was) (?:an?|the)\b|, (?:an?|the|who|\w+['’]s)\b|, [a-z])|"
            rf"\b(?:an?|the|its|their|\w+['’]s?) [\w'’ -]{{3,50}}, {name}\b",
            fold(text),
        )
    )


def _following(text: str, place: int) -> frozenset[str]:
    """The keys of the next two words that are no function words of one letter or two."""
    words = [key for key, _, _ in _words(text[place : place + 40]) if len(key) > 2]
    return frozenset(words[:2])


__all__ = ["counted", "measured_in", "near", "presents", "ranked"]
