"""Several sources fetched at once, and of each host one at a time.

What was fetched waits until it is asked for, in any order; only a few wait at the same time,
so that memory stays bounded. What was not begun when it is asked for is fetched right then.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future

from ingest.closing import Closing
from ingest.fetching.urls import host_of
from ingest.types import Fetched, Source

THREADS = 4
"""Hosts that are asked at the same time."""

WAITING = 8
"""Sources that may be under way or fetched and not yet asked for."""

Get = Callable[[Source], Fetched]


class Ahead(Closing):
    """Fetches ahead with ``get``, which is called from several threads."""

    def __init__(self, get: Get, *, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._get = get
        self._most = threads
        self._waiting = waiting
        self._change = threading.Condition()
        self._wanted: deque[Source] = deque()
        self._results: dict[str, Future[Fetched]] = {}
        self._busy: set[str] = set()
        self._threads = 0
        self._closed = False

    def begin(self, sources: Iterable[Source]) -> None:
        """Starts fetching these, as far as there is room."""
        with self._change:
            self._wanted.extend(sources)
            while self._threads < min(self._most, len(self._wanted)):
                self._threads += 1
                threading.Thread(target=self._work, daemon=True).start()
            self._change.notify_all()

    def get(self, source: Source) -> Fetched:
        """What came of it. Raises what fetching raised."""
        host = _host(source)
        with self._change:
            result = self._results.get(source.location)
            if result is None:
                if source in self._wanted:
                    self._wanted.remove(source)
                while host in self._busy:
                    self._change.wait()
                self._busy.add(host)
        if result is None:
            try:
                return self._get(source)
            finally:
                self._leave(host)
        try:
            return result.result()
        finally:
            with self._change:
                self._results.pop(source.location, None)
                self._change.notify_all()

    def close(self) -> None:
        """Begins nothing more; what is under way is left to its own time limit."""
        with self._change:
            self._closed = True
            self._wanted.clear()
            self._change.notify_all()

    def _work(self) -> None:
        while (taken := self._next()) is not None:
            source, result = taken
            try:
                result.set_result(self._get(source))
            except BaseException as error:  # Raised where the result is asked for.
                result.set_exception(error)
            self._leave(_host(source))

    def _next(self) -> tuple[Source, Future[Fetched]] | None:
        """The next source whose host is free; None when there is nothing left to begin."""
        with self._change:
            while not self._closed and self._wanted:
                if len(self._results) < self._waiting:
                    for source in self._wanted:
                        if _host(source) not in self._busy:
                            self._wanted.remove(source)
                            self._busy.add(_host(source))
                            result: Future[Fetched] = Future()
                            self._results[source.location] = result
                            return source, result
                self._change.wait()
            self._threads -= 1
            return None

    def _leave(self, host: str) -> None:
        with self._change:
            self._busy.discard(host)
            self._change.notify_all()


def _host(source: Source) -> str:
    return host_of(source.location) or source.location


__all__ = ["Ahead"]
