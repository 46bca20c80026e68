"""A terminal that is gone: the window was closed, the connection broke.

A signal says so, too, but its handler waits for the app, and the app may by then be waiting for
the terminal to take what was drawn: Textual's writing thread dies with the terminal, and what is
put into its queue blocks for ever, while its reading thread spins on the end of input.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable

PATIENCE = 3.0
"""Seconds that the app has to end by itself."""

CODE = 129
"""Exit code of a process that SIGHUP ended (128 + 1), as shells tell it."""


def on_hang_up(fd: int, leave: Callable[[], None], patience: float = PATIENCE) -> None:
    """From now on, when the terminal ``fd`` is gone: calls ``leave``, from a thread of its
    own, and ends the process ``patience`` seconds later, whatever it is waiting for.

    Does nothing where ``fd`` is no terminal, or the platform cannot tell.
    """
    if hasattr(select, "poll") and os.isatty(fd):
        arguments = (fd, leave, patience)
        threading.Thread(target=_watch, args=arguments, daemon=True, name="hang-up").start()


def _watch(fd: int, leave: Callable[[], None], patience: float) -> None:
    poller = select.poll()
    poller.register(fd, 0)  # Hang-ups and errors are told in any case.
    poller.poll()
    leave()
    time.sleep(patience)
    os._exit(CODE)
