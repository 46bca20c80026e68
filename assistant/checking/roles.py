"""Who did what to whom, as far as the order of names around a verb tells it."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.terms import term, tokens
from ingest.text.names import fold, names
from ingest.text.sentences import words
from ingest.text.stopwords import STOPWORDS

_PASSIVE = re.compile(r"\b(?:by|from)\b", re.I)
_CLOSE = 80
"""Characters between two names beyond which their order says nothing about each other."""


def _steps(text: str) -> list[tuple[str, str, frozenset[str], bool]]:
    """Neighbouring names of a text: first, second, content keys between them, passive or not."""
    spans = names(text)
    found: list[tuple[str, str, frozenset[str], bool]] = []
    for index, (start, end) in enumerate(spans):
        for other_start, other_end in spans[index + 1 : index + 3]:
            between = text[end:other_start]
            if len(between) > _CLOSE:
                break
            found.append(
                (
                    text[start:end],
                    text[other_start:other_end],
                    frozenset(key for key, _ in tokens(between)),
                    bool(_PASSIVE.search(between)),
                )
            )
    return found


def _same(one: str, other: str) -> bool:
    mine = term(fold(one))
    return not mine.keys.isdisjoint(term(fold(other)).keys) or fold(one) == fold(other)


def swapped(statement: str, source: str) -> tuple[str, str] | None:
    """The two names that have changed places, or None.

    They have when the statement says "A verb B", the source "B verb A" with a verb (or
    another content word) in common, and both are active or both passive; or when the order
    is the same and only one is passive.
    """
    there = _steps(source)
    for first, second, between, passive in _steps(statement):
        if _same(first, second):
            continue
        straight = crossed = False
        for one, other, content, turned in there:
            if not between & content:
                continue
            if _same(first, one) and _same(second, other):
                straight |= passive == turned
                crossed |= passive != turned
            elif _same(first, other) and _same(second, one):
                crossed |= passive == turned
                straight |= passive != turned
        if crossed and not straight:
            return first, second
    return None


def rearranged(statement: str, source: str) -> str | None:
    """The name that lost the small word in front of it, where the very words of the source stand
    in another order ("Plastic pollution in Norland", "Norland pollution in Plastic"); else None.
    """
    mine, theirs = words(statement), words(source)
    if sorted(map(fold, mine)) != sorted(map(fold, theirs)):
        return None
    kept = {(fold(one), fold(other)) for one, other in pairwise(mine)}
    for one, other in pairwise(theirs):
        small = one.islower() and one in STOPWORDS
        if small and other[0].isupper() and (fold(one), fold(other)) not in kept:
            return other
    return None


__all__ = ["rearranged", "swapped"]
