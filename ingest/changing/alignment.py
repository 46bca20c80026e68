"""Which sentence of one text stands for which of another, in bounded time. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ingest.changing.folding import token_keys

MOST_COMPARED = 4_000_000
"""Sentences of one text times those of the other, between their common ends, that are still
put in order by difflib, whose worst case is quadratic; beyond it they are met as two bags."""

MOST_PAIRED = 10_000
"""The same product of one stretch of different sentences that are still paired by likeness."""

ALIKE = 0.5
"""Dice coefficient of their words from which two sentences are one that was reworded."""

Pair = tuple[int | None, int | None]
"""Numbers of the sentence in the earlier and in the later text; None where it has none."""


def align(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pairs over two lists of folded sentences: the same, reworded, removed and added ones.

    Every number of either list occurs once; the pairs are in the order of the later text, a
    removed sentence where it was missed.
    """
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    pairs: list[Pair] = [(n, n) for n in range(head)]
    inner = _inner(before[head : len(before) - tail], after[head : len(after) - tail])
    pairs += [(_moved_on(i, head), _moved_on(j, head)) for i, j in inner]
    pairs += [(len(before) - n, len(after) - n) for n in range(tail, 0, -1)]
    return pairs


def _moved_on(number: int | None, by: int) -> int | None:
    return None if number is None else number + by


def _inner(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    if len(before) * len(after) > MOST_COMPARED:
        yield from _as_bags(before, after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            for i, j in _reworded(before[i1:i2], after[j1:j2]):
                yield _moved_on(i, i1), _moved_on(j, j1)


def _as_bags(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Equal sentences wherever they stand; of the others, what is gone and what is new."""
    places: dict[str, list[int]] = {}
    for number in reversed(range(len(before))):
        places.setdefault(before[number], []).append(number)
    for j, sentence in enumerate(after):
        found = places.get(sentence)
        yield (found.pop() if found else None), j
    for i in sorted(number for left in places.values() for number in left):
        yield i, None


def _reworded(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The likest sentences in order, so that the sum of their likeness is the greatest."""
    if not before or not after or len(before) * len(after) > MOST_PAIRED:
        return [*((i, None) for i in range(len(before))), *((None, j) for j in range(len(after)))]
    bags = [Counter(token_keys(sentence)) for sentence in before]
    others = [Counter(token_keys(sentence)) for sentence in after]
    likeness = [[_dice(bag, other) for other in others] for bag in bags]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < len(before) and j < len(after):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs += [(n, None) for n in range(i, len(before))]
    pairs += [(None, n) for n in range(j, len(after))]
    return pairs


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Dice coefficient of two bags of words, 0 where it is below ``ALIKE``."""
    total = one.total() + other.total()
    alike = 2 * (one & other).total() / total if total else 0.0
    return alike if alike >= ALIKE else 0.0
