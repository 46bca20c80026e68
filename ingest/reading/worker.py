"""The reading process: bytes come in, prepared articles go out, one message each.

It is told by its standard input which bytes to read, and ends when that does: at once, with
the sandbox that parses for it, when it is in the midst of something. Signals are for the
parent, which stands in another session.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import IO

from ingest import sandbox
from ingest.framing import receive, send
from ingest.prepare import prepare
from ingest.readers import read_document, read_lines
from ingest.readers.document import Document
from ingest.reading import wire
from ingest.records import Prepared
from ingest.types import Article, Fetched, Link, Rejected

Order = tuple[bytes, bytes]

END = b""
"""The message after the last record of an order."""


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answers orders until there are no more."""
    orders: SimpleQueue[Order | None] = SimpleQueue()
    done = threading.Event()
    listener = threading.Thread(target=_listen, args=(source, orders, done), daemon=True)
    listener.start()
    while (order := orders.get()) is not None:
        for record in answers(*order):
            send(sink, wire.dump(record))
        send(sink, END)
    done.set()


def order(fetched: Fetched, after: int | None) -> Order:
    """The message for a source, or for lines of one, before which ``after`` lines stand."""
    record = wire.dump(replace(fetched, data=b"")).decode("ascii")
    return json.dumps({"fetched": record, "after": after}).encode("ascii"), fetched.data


def answers(head: bytes, data: bytes) -> Iterator[Prepared | Rejected | Link]:
    """What is read out of ``data``; never raises for what they can hold."""
    asked = json.loads(head)
    fetched = wire.load(asked["fetched"].encode("ascii"))
    document = Document(replace(fetched, data=data), datetime.now(UTC))
    after = asked["after"]
    found = read_document(document) if after is None else read_lines(document, after)
    for result in found:
        yield prepare(result) if isinstance(result, Article) else result


def _listen(source: IO[bytes], orders: SimpleQueue[Order | None], done: threading.Event) -> None:
    """Hands the orders on. When there are no more, what goes on is wanted by nobody."""
    while (received := receive(source)) is not None:
        orders.put(received)
    orders.put(None)
    if not done.wait(_GRACE):
        if sys.platform != "win32" and os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


_GRACE = 0.5
"""Seconds that what goes on may take after the parent has gone."""

MAX_MEMORY = 2 * 1024 * 1024 * 1024
"""Address space in bytes; the largest source that is taken needs about a quarter of it."""


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, limit in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (limit, resource.getrlimit(what)[1]))


def main() -> None:
    """The process's way."""
    sandbox.own_session = False  # It is ended together with this process.
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # What prints must not break the protocol.
    _limit()
    # What is made here is sent and forgotten; looking through it for cycles takes 3 % longer.
    gc.set_threshold(100_000)
    with contextlib.suppress(BrokenPipeError):
        serve(source, sink)


if __name__ == "__main__":
    main()
