"""How much each term of a question counts among the passages that were found for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.questions.asked import Asked
from assistant.terms import Bag, Term, bag
from assistant.types import Numbered

_NAME_FACTOR = 1.5
"""A name or a number says more about what is meant than another word of equal rarity."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The question's terms and the weight of each, by key."""

    terms: tuple[Term, ...]
    weight: Mapping[str, float]
    total: float

    def held(self, text: Bag) -> frozenset[str]:
        """The keys of the question's terms that stand in the text."""
        return frozenset(term.key for term in self.terms if text.holds(term))

    def share(self, held: frozenset[str]) -> float:
        """The weight of the given terms, as a share of all, in 0..1."""
        return sum(self.weight[key] for key in held) / self.total if self.total else 0.0

    def share_within(self, held: frozenset[str], part: frozenset[str]) -> float:
        """The weight of the given terms among those of ``part``, in 0..1."""
        total = sum(weight for key, weight in self.weight.items() if key in part)
        return sum(self.weight[key] for key in held if key in part) / total if total else 0.0


def weigh(asked: Asked, passages: Sequence[Numbered]) -> Weighing:
    """Inverse passage frequency among the passages, larger for names and numbers.

    log(1 + (N + 1) / (n + 0.5)), as in BM25. A term that no passage holds has the largest
    weight: its absence is what tells an unanswerable question.
    """
    bags = [bag(numbered.hit.passage.text) for numbered in passages]
    named = set(" ".join(asked.names).split())
    weight: dict[str, float] = {}
    for term in asked.terms:
        found = sum(1 for each in bags if each.holds(term))
        name = bool(named & {*term.keys, *term.key.split()}) or any(map(str.isdigit, term.key))
        rarity = math.log(1 + (len(bags) + 1) / (found + 0.5))
        weight[term.key] = rarity * (_NAME_FACTOR if name else 1.0)
    return Weighing(asked.terms, MappingProxyType(weight), sum(weight.values()))


__all__ = ["Weighing", "weigh"]
