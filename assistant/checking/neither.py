"""Denials that are said of two at once: "neither A nor B has confirmed the offer".

Such a sentence denies the same of each of the two, also where a statement calls them by a
shorter name or names one of them alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.terms import Term, bag, keys, term, tokens

_AUXILIARY = (
    r"(?:has|have|had|is|are|was|were|does|do|did|will|would|can|could|may|might|should|must)"
)
_NEITHER = re.compile(
    r"\A\W{0,9}(?:(?:but|and|so\s+far|yet|however),?\s+)?neither\s+(?P<one>[^,;:.“”\"]{2,90}?)\s+nor\s+"
    rf"(?P<other>[^,;:.“”\"]{{2,90}}?)\s+(?P<verb>{_AUXILIARY})\s+(?P<what>[^;:“”\"]+)\Z",
    re.I,
)
_NOT = re.compile(
    rf"\A\W{{0,9}}(?P<one>[^,;:.“”\"]{{2,90}}?)\s+(?P<verb>{_AUXILIARY})(?:\s+not|n[’']t)\s+"
    r"(?P<what>[^;:“”\"]+)\Z",
    re.I,
)
_LONGEST = 400
"""Characters of a sentence that is read so."""

_HAVE = {"have": "has", "are": "is", "were": "was", "do": "does"}


def denied_alike(statement: str, sources: Sequence[str]) -> bool:
    """Whether one of the sentences denies, of those whom the statement names, the very same.

    "Neither Russia nor Turkey has confirmed it" by "Neither the Turkish ministry nor the Russian
    exporter has confirmed it", and "Russia has not confirmed it" by either.
    """
    mine = _read(statement) or (_NOT.match(statement) if len(statement) <= _LONGEST else None)
    if mine is None:
        return False
    people = [_named(text) for text in (mine["one"], mine.groupdict().get("other")) if text]
    return all(people) and any(_says(mine, people, source) for source in sources)


def _read(text: str) -> re.Match[str] | None:
    return _NEITHER.match(text) if len(text) <= _LONGEST else None


def _named(text: str) -> list[Term]:
    return [term(word) for _, word in tokens(text)]


def _says(mine: re.Match[str], people: Sequence[list[Term]], source: str) -> bool:
    theirs = _read(source)
    if theirs is None or _verb(mine) != _verb(theirs) or keys(mine["what"]) != keys(theirs["what"]):
        return False
    one, other = bag(theirs["one"]), bag(theirs["other"])
    first = [all(one.holds(each) for each in who) for who in people]
    second = [all(other.holds(each) for each in who) for who in people]
    if len(people) == 1:
        return first[0] or second[0]
    return (first[0] and second[1]) or (second[0] and first[1])


def _verb(match: re.Match[str]) -> str:
    verb = match["verb"].lower()
    return _HAVE.get(verb, verb)


__all__ = ["denied_alike"]
