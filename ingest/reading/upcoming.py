"""Files that come next are fetched, and their reading begun, before it is their turn.

What is done with each is decided when its turn comes; by then it may be that it need not be
read at all, which costs no more than that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from ingest.errors import SourceError
from ingest.reading.reading import Reading
from ingest.types import Fetched, Rejected, Source

MOST_BYTES = 32 * 1024 * 1024
"""Bytes of sources that are held before their turn."""

Fetch = Callable[[Source], Fetched]
Known = Callable[[Source], tuple[bool, str]]
"""Whether a source need not be fetched, and the sha256 (hex) with which it need not be read."""


@dataclass(frozen=True, slots=True)
class _Held:
    fetched: Fetched | SourceError | None = None

    @property
    def size(self) -> int:
        return len(self.fetched.data) if isinstance(self.fetched, Fetched) else 0


class Upcoming:
    """The next sources of a queue, those that are files with their bytes."""

    def __init__(self, reading: Reading, fetch: Fetch, known: Known) -> None:
        self._reading = reading
        self._fetch = fetch
        self._known = known
        self._held: deque[_Held] = deque()
        self._current: _Held | None = None
        self._size = 0

    def look(self, queue: Iterable[Source | Rejected]) -> None:
        """Looks at the sources that ``queue`` begins with; it must go on from where it was."""
        most = self._reading.breadth
        for source in islice(queue, len(self._held), most):
            if self._size >= MOST_BYTES:
                return
            held = self._hold(source)
            self._held.append(held)
            self._size += held.size

    def turn(self) -> None:
        """The queue's first source is taken from it: its turn has come."""
        if self._current is not None and isinstance(self._current.fetched, Fetched):
            self._reading.forget(self._current.fetched)
        self._current = self._held.popleft() if self._held else None
        if self._current is not None:
            self._size -= self._current.size

    def fetched(self) -> Fetched | None:
        """The bytes of the source whose turn it is, if they are at hand.

        Raises SourceError where fetching did.
        """
        found = self._current.fetched if self._current is not None else None
        if isinstance(found, SourceError):
            raise found
        return found

    def _hold(self, source: Source | Rejected) -> _Held:
        if isinstance(source, Rejected) or source.kind != "file":
            return _Held()
        unneeded, digest_before = self._known(source)
        if unneeded:
            return _Held()
        try:
            fetched = self._fetch(source)
        except SourceError as error:
            return _Held(error)
        if not digest_before or fetched.sha256() != digest_before:
            self._reading.begin(fetched)
        return _Held(fetched)


__all__ = ["Upcoming"]
