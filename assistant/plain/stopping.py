"""Slow work in a thread, so that Ctrl+C is heard at once whatever the work is waiting for."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
Cancelled = Callable[[], bool]

_LOOK = 0.2
"""Seconds between two looks: on Windows Ctrl+C is heard between waits only."""


def streamed(make: Callable[[Cancelled], Iterator[T]]) -> Iterator[T]:
    """What ``make`` gives, as it comes. Raises what it raises; left early, or interrupted, its
    thread is told to stop and not waited for."""
    items: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
    stop = threading.Event()

    def run() -> None:
        try:
            for item in make(stop.is_set):
                items.put(item)
                if stop.is_set():
                    break
            items.put(_End())
        except Exception as error:
            items.put(_End(error))

    threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            try:
                item = items.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()


class _End:
    """Nothing more comes, for an error or without one."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def finished(work: Callable[[Cancelled], T], asked: Callable[[], None]) -> T:
    """What ``work`` gives; raises what it raises. Ctrl+C asks it to stop, after what it has
    begun, and calls ``asked``; a signal to end the program also does, and goes on thereafter."""
    halt, done = threading.Event(), threading.Event()
    found: list[T] = []
    failed: list[Exception] = []
    leaving: BaseException | None = None

    def run() -> None:
        try:
            found.append(work(halt.is_set))
        except Exception as error:
            failed.append(error)
        finally:
            done.set()

    threading.Thread(target=run, daemon=True).start()
    while not done.is_set():
        try:
            done.wait(_LOOK)
        except KeyboardInterrupt:
            halt.set()
            asked()
        except BaseException as error:
            halt.set()
            leaving = error
    if leaving is not None:
        raise leaving
    if failed:
        raise failed[0]
    return found[0]


__all__ = ["Cancelled", "finished", "streamed"]
