"""Signals during an ingest: finish what is begun, close the library, then stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Interrupted(BaseException):
    """A signal came where nothing is lost by stopping at once: fetching or reading."""


class Interrupts:
    """Calling it tells whether to stop: a signal came, or ``cancelled`` says so.

    Inside ``with`` the first SIGINT, SIGTERM or SIGHUP is only noted, except in ``breakable``
    stretches, where it raises Interrupted. A second SIGINT raises KeyboardInterrupt. Outside
    the main thread, which alone may receive signals, only ``cancelled`` counts.
    """

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._caught = False
        self._breakable = False
        self._before: list[tuple[int, object]] = []

    def __call__(self) -> bool:
        return self._caught or self._cancelled()

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """A stretch that a signal may leave at any point."""
        self._breakable = True
        try:
            yield
        finally:
            self._breakable = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                number = getattr(signal, name, None)
                # One that is ignored (nohup) stays ignored.
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before.append((number, signal.signal(number, self._note)))
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._caught and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._caught = True
        if self._breakable:
            self._breakable = False
            raise Interrupted
