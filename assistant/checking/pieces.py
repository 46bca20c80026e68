"""A claim as a string of pieces copied from an article, and what is left that no piece holds.

Pieces are the "extractive fragments" of Grusky, Naaman and Artzi (2018), taken greedily from
the left; of equally long places the one nearest to the last piece is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.terms import stem
from ingest.text.names import fold
from ingest.text.sentences import words


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its key."""

    folded: str
    key: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article as one sequence of keys: in which sentence each stands, and where each occurs."""

    keys: tuple[str, ...]
    sentence: tuple[int, ...]
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """``length`` words of the claim from ``start`` on that stand at ``place`` in the source."""

    start: int
    length: int
    place: int


def split(text: str) -> tuple[Word, ...]:
    """The words of a text; a hyphenated one gives its parts, a possessive loses its ending."""
    found: list[Word] = []
    for word in words(text):
        folded = fold(word).removesuffix("'s")
        found += [Word(part, stem(part)) for part in folded.replace("'", "-").split("-") if part]
    return tuple(found)


@lru_cache(maxsize=64)
def source(sentences: tuple[str, ...]) -> Source:
    """The Source of an article's sentences."""
    keys: list[str] = []
    owners: list[int] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for word in split(sentence):
            places[word.key].append(len(keys))
            keys.append(word.key)
            owners.append(number)
    return Source(tuple(keys), tuple(owners), {key: tuple(found) for key, found in places.items()})


def pieces(claim: Sequence[Word], held: Source) -> tuple[Piece, ...]:
    """The pieces of the claim, in order."""
    found: list[Piece] = []
    at = 0
    last: int | None = None
    while at < len(claim):
        best: tuple[int, int, int] | None = None
        for place in held.places.get(claim[at].key, ()):
            length = _run(claim, at, held.keys, place)
            rank = (length, -abs(place - last) if last is not None else 0, -place)
            best = rank if best is None or rank > best else best
        if best is None:
            at += 1
            continue
        length, place = best[0], -best[2]
        found.append(Piece(at, length, place))
        at, last = at + length, place + length
    return tuple(found)


def _run(claim: Sequence[Word], at: int, keys: Sequence[str], place: int) -> int:
    """How many words of the claim from ``at`` on repeat the keys from ``place`` on."""
    length = 0
    while (
        at + length < len(claim)
        and place + length < len(keys)
        and claim[at + length].key == keys[place + length]
    ):
        length += 1
    return length


__all__ = ["Piece", "Source", "Word", "pieces", "source", "split"]
