"""Slow work in a thread, so that Ctrl+C is heard at once whatever the work is waiting for."""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
Cancelled = Callable[[], bool]

_begun: list[threading.Thread] = []
_LOOK = 0.2
"""Seconds between two looks: on Windows Ctrl+C is heard between waits only."""


def streamed(make: Callable[[Cancelled], Iterator[T]]) -> Iterator[T]:
    """What ``make`` gives, as it comes. Raises what it raises; left early, or interrupted, its
    thread is told to stop and not waited for: ``make`` then comes to its end by itself."""
    items: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
    stop = threading.Event()

    def run() -> None:
        try:
            for item in make(stop.is_set):
                # To its end, also when stopped: LangChain runs what is left of a chain that is
                # let go of, and Python then prints what that raises.
                items.put(item)
            items.put(_End())
        except Exception as error:
            items.put(_End(error))

    _begin(run)
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


def settle(seconds: float) -> None:
    """Waits for what was told to stop, which still reads the library."""
    end = time.monotonic() + seconds
    for thread in _begun:
        thread.join(max(0.0, end - time.monotonic()))


def _begin(run: Callable[[], None]) -> None:
    thread = threading.Thread(target=run, daemon=True)
    _begun[:] = [each for each in _begun if each.is_alive()] + [thread]
    thread.start()


class _End:
    """Nothing more comes, for an error or without one."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def finished(work: Callable[[Cancelled], T], asked: Callable[[], None]) -> T:
    """What ``work`` gives; raises what it raises. Ctrl+C asks it to stop, after what it has
    begun, and calls ``asked``; a signal to end the program also does, and acts thereafter."""
    halt, done = threading.Event(), threading.Event()
    found: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            found.append(work(halt.is_set))
        except Exception as error:
            failed.append(error)
        finally:
            done.set()

    with _noted() as caught:
        _begin(run)
        told = 0
        while not done.wait(_LOOK):
            if len(caught) > told:
                told = len(caught)
                halt.set()
                asked()
    if failed:
        raise failed[0]
    return found[0]


@contextmanager
def _noted() -> Iterator[list[int]]:
    """Signals that would raise something are only noted while the block runs; those to end the
    program then do what they would have done. Only the main thread receives any."""
    caught: list[int] = []
    before: dict[int, Callable[[int, FrameType | None], object]] = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            handler = signal.getsignal(number) if number is not None else None
            if number is not None and callable(handler):
                before[number] = handler
                signal.signal(number, lambda number, frame: caught.append(number))
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in caught:
        if number != signal.SIGINT:
            before[number](number, None)


__all__ = ["Cancelled", "finished", "settle", "streamed"]
