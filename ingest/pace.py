"""How fast an ingest goes, and how long the rest of it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from ingest.types import Progress

_SPAN = 10.0
"""Seconds that the rate looks back over."""

_SURE = 1.0
"""Seconds from which there is enough to go by."""

_EVERY = 0.2


class Pace:
    """Makes Progress of what was done so far; ``clock`` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._seen: deque[tuple[float, int]] = deque([(self._begun, 0)])

    def at(
        self,
        done: int,
        articles: int,
        note: str = "",
        total: int | None = None,
        fraction: float | None = None,
    ) -> Progress:
        """``done`` of ``total``, or of what ``fraction`` (0..1) lets expect, and ``articles``
        taken in by now."""
        now = self._clock()
        if now - self._seen[-1][0] >= _EVERY:
            self._seen.append((now, articles))
        while len(self._seen) > 2 and now - self._seen[1][0] > _SPAN:
            self._seen.popleft()
        if total is None and fraction:
            total = max(done, round(done / fraction))
        since, before = self._seen[0]
        if now - self._begun < _SURE:
            return Progress(done, total, note)
        rate = (articles - before) / (now - since)
        seconds = (now - self._begun) * (total - done) / done if total and done else None
        return Progress(done, total, note, rate, seconds)


__all__ = ["Pace"]
