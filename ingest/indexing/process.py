"""Processes of our own that open the vector index: ``check FOLDER`` and ``apply LIBRARY``.

``check`` exits 0 when the folder is whole; damage may end it by a signal. ``apply`` takes
over the outbox of a library beside the process that fills it, which stays free to run
meanwhile, for Chroma holds Python's global lock while it writes. It is told by its standard
input: the line ``finish`` makes it end when nothing is left, the end of input (the parent
is gone) after the current batch. It reports on standard output, a JSON object a line.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from pathlib import Path

from ingest.errors import BriefingError

#: Seconds between two looks at an outbox that does not fill a batch.
_POLL = 0.1

#: Seconds to wait for another process that has the index open.
WAIT = 5.0


class _Orders:
    """What the parent has said so far."""

    def __init__(self) -> None:
        self.finish = threading.Event()
        self.stop = threading.Event()
        self.begun = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "finish":
                self.finish.set()
        self.stop.set()
        if not self.begun.is_set():
            # Nothing was opened yet, and loading Chroma can take longer than anyone waits.
            os._exit(0)


def _say(**values: object) -> None:
    # A parent that is gone reads nothing; the end of input has told us by then.
    with contextlib.suppress(OSError):
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()


def _ignore_signals() -> None:
    """Signals are for the parent, which tells us what they mean by closing our input."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)


def apply(library: Path, server: str | None) -> int:
    """Takes over the outbox until the parent is content; the exit code."""
    from ingest.catalogue import Catalogue
    from ingest.index import VectorIndex
    from ingest.vectors import chroma

    _ignore_signals()
    orders = _Orders()
    done = 0

    def watch(applied: int, _total: int) -> None:
        _say(applied=done + applied)

    try:
        chroma()
        orders.begun.set()
        if orders.stop.is_set():
            return 0
        with (
            Catalogue.open(library) as catalogue,
            VectorIndex.open(
                library,
                catalogue,
                write=True,
                server=server,
                wait=WAIT,
                passing=True,
                watch=watch,
                cancelled=orders.stop.is_set,
            ) as index,
        ):
            while not orders.stop.is_set():
                last = orders.finish.is_set()
                done += index.apply(watch=watch, cancelled=orders.stop.is_set, whole=not last)
                if last:
                    break
                orders.finish.wait(_POLL)
    except BriefingError as error:
        _say(kind=error.kind, message=error.message, hint=error.hint)
        return 1
    _say(applied=done)
    return 0


def main(arguments: list[str]) -> int:
    """``check FOLDER`` or ``apply LIBRARY [SERVER]``."""
    if arguments[0] == "check":
        from ingest.vectors import check_whole

        return 0 if check_whole(Path(arguments[1])) else 1
    return apply(Path(arguments[1]), arguments[2] if len(arguments) > 2 else None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
