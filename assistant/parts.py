"""Questions that are made of several: taken apart, and what was found put together again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Hit


def split(question: str) -> tuple[str, ...]:
    """The questions that a question is made of, each standing alone; one for a plain question."""
    return (question,)


def merged(found: Sequence[Sequence[Hit]], k: int) -> tuple[Hit, ...]:
    """The hits of several searches in turn, best first, each passage once, ``k`` at most."""
    kept: dict[str, Hit] = {}
    for place in range(max(map(len, found), default=0)):
        for hits in found:
            if place < len(hits):
                kept.setdefault(hits[place].passage.passage_id, hits[place])
    return tuple(kept.values())[:k]


__all__ = ["merged", "split"]
