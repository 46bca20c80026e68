"""Clauses: the stretches of a sentence that a hedge or a negation reaches."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.terms import keys
from ingest.text.cues import denials, hedges, negated

# "that" does not part: what is denied or claimed stands behind it.
_BREAK = re.compile(
    r"\s*[;:—–]\s*|,\s+|\s+(?=(?:but|while|although|though|because|whereas|and|which|who|when|"
    r"after|before|since|unless|until)\b)",
    re.I,
)


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[str, ...]:
    """The clauses of a sentence in order; a list "A, B and C" may fall apart, which is harmless."""
    # The pattern would try every run of blanks from each of them.
    return tuple(part for part in _BREAK.split(" ".join(sentence.split())) if part.strip())


def turned(text: str) -> bool:
    """Whether the text denies: a negation, or a word such as "denied" or "refused"."""
    return negated(text) or bool(denials(text))


def hedged(text: str) -> bool:
    """Whether the text holds back: reportedly, allegedly, could, unconfirmed."""
    return bool(hedges(text))


def overlap(statement: frozenset[str], clause: str) -> float:
    """How much of either's content stands in the other: the larger share of the two, 0..1.

    0 where fewer than two content words are shared: one common word ties nothing.
    """
    other = frozenset(keys(clause))
    shared = len(statement & other)
    if shared < 2:
        return 0.0
    return max(shared / len(other), shared / len(statement))


__all__ = ["clauses", "hedged", "overlap", "turned"]
