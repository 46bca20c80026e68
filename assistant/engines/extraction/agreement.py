"""What the passages agree on: strings that many of their relevant sentences share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class Voter(Protocol):
    """A sentence with its article and a first guess at its relevance, 0..1."""

    @property
    def article_id(self) -> str:
        """The article that it stands in."""
        ...

    @property
    def relevance(self) -> float:
        """How near to the question it is by its words alone."""
        ...


V = TypeVar("V", bound=Voter)


def votes(found: Sequence[V], held: Callable[[V], Iterable[str]]) -> Mapping[str, float]:
    """How strongly the articles agree on each string that ``held`` finds; the strongest is 1.

    Each article adds, once a string, the relevance of its best sentence that holds it, so
    that a long article has one voice.
    """
    best: dict[tuple[str, str], float] = defaultdict(float)
    for each in found:
        for string in held(each):
            key = (string, each.article_id)
            best[key] = max(best[key], each.relevance)
    total: dict[str, float] = defaultdict(float)
    for (string, _), relevance in best.items():
        total[string] += relevance
    strongest = max(total.values(), default=0.0)
    return {string: value / strongest for string, value in total.items()} if strongest else {}


__all__ = ["Voter", "votes"]
