"""What an engine is given to answer from: copies dropped, within a budget, numbered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.tokens import tokens
from assistant.types import Hit, Numbered
from ingest.text.names import fold
from ingest.text.sentences import words

BUDGET = 14_000
"""Tokens, as estimated, of passages and their surroundings together; some 8,000 words."""

Neighbours = Mapping[str, tuple[str, str]]
"""The texts before and after a passage, by its id."""


def number(
    hits: Sequence[Hit], neighbours: Neighbours | None = None, budget: int = BUDGET
) -> tuple[Numbered, ...]:
    """The passages to answer from, best first, numbered from 1.

    A passage whose words all stand in a better one, as in an agency report that several
    papers print, is left out. Of ``budget`` tokens the passages come first, then what is
    around the best of them; a text that is given anyway is not given again. One passage is
    always given.
    """
    kept = _within(distinct(hits), budget)
    left = budget - sum(tokens(hit.passage.text) for hit in kept)
    given = {hit.passage.text for hit in kept}
    around = neighbours or {}
    numbered: list[Numbered] = []
    for place, hit in enumerate(kept, start=1):
        texts = ["", ""]
        for side, text in enumerate(around.get(hit.passage.passage_id, ("", ""))):
            size = tokens(text)
            if text not in given and size <= left:
                texts[side] = text
                given.add(text)
                left -= size
        numbered.append(Numbered(place, hit, before=texts[0], after=texts[1]))
    return tuple(numbered)


def fitted(
    passages: Sequence[Numbered], room: int, cost: Callable[[Numbered], int]
) -> tuple[Numbered, ...]:
    """The passages that fit into ``room`` tokens, with their numbers as they are.

    ``cost`` gives the tokens of one as it is shown. The passages come first, best first, then
    what is around the best of them. One passage is always given.
    """
    kept: list[Numbered] = []
    for numbered in passages:
        bare = replace(numbered, before="", after="")
        size = cost(bare)
        if kept and size > room:
            break
        kept.append(bare)
        room -= size
    for place, bare in enumerate(kept):
        more = cost(passages[place]) - cost(bare)
        if more <= room:
            kept[place] = passages[place]
            room -= more
    return tuple(kept)


def distinct(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that say, word for word, only what a better one says."""
    kept: list[Hit] = []
    seen: list[str] = []
    for hit in hits:
        text = f" {' '.join(words(fold(hit.passage.text)))} "
        if not any(text in earlier for earlier in seen):
            kept.append(hit)
            seen.append(text)
    return kept


def _within(hits: Sequence[Hit], budget: int) -> list[Hit]:
    """The first hits that fit into ``budget`` tokens together, and one at least."""
    kept: list[Hit] = []
    for hit in hits:
        budget -= tokens(hit.passage.text)
        if kept and budget < 0:
            break
        kept.append(hit)
    return kept


__all__ = ["BUDGET", "Neighbours", "distinct", "fitted", "number"]
