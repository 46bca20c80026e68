"""Readers: processes that read and prepare sources, as many at once as there are cores.

A thread for each keeps it busy. What comes of a task is read by one thread, in the order of
the file; what lies ready of a task is bounded, so a reader that is far ahead waits. A reader
that dies, hangs or runs out of memory costs its task one failure and is replaced.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue, SimpleQueue
from typing import IO, Any, cast

from ingest.framing import receive, send
from ingest.indexing.child import command, environment
from ingest.reading import wire
from ingest.reading.worker import END, order
from ingest.text.clean import visible
from ingest.types import Fetched, Rejected

MOST_READERS = 4
"""More than this the catalogue and the index cannot keep up with."""

PATIENCE = 180.0
"""Seconds that a reader may take over one article; the parsers have limits of their own."""

_READY = 64
"""Records of a task that may lie ready; those of others wait in their processes."""

_POLL = 0.2
_GRACE = 2.0


def readers_for(cores: int | None) -> int:
    """How many readers a machine gets: one core is for the catalogue."""
    return max(1, min((cores or 1) - 1, MOST_READERS))


class Task:
    """Bytes to be read, and what has come of them so far, as messages; END is the last."""

    def __init__(self, fetched: Fetched, after: int | None = None) -> None:
        self.fetched = fetched
        self.after = after
        self.dropped = False
        self.ready: Queue[bytes] = Queue(_READY)

    def put(self, message: bytes) -> None:
        """Lays a message ready as soon as there is room; none when the task was dropped."""
        while not self.dropped:
            with contextlib.suppress(Full):
                self.ready.put(message, timeout=_POLL)
                return

    def fail(self, reason: str) -> None:
        """Ends it with a failure of its source."""
        where = visible(self.fetched.url or self.fetched.source.location)
        if self.after is not None:
            where = f"{where}:{self.after + 1}"
        self.put(wire.dump(Rejected(where, reason)))
        self.put(END)


class Readers:
    """Up to ``most`` reading processes, started when there is work for them."""

    def __init__(self, most: int, *, patience: float = PATIENCE) -> None:
        self._most = most
        self._patience = patience
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._open: list[Task] = []
        self._readers: list[_Reader] = []
        self._idle = threading.Semaphore(0)
        self._closing = threading.Event()
        self._watch: threading.Thread | None = None

    def submit(self, fetched: Fetched, after: int | None = None) -> Task:
        """Has bytes read; with ``after`` they are lines of a JSON Lines file, before which
        that many stand."""
        task = Task(fetched, after)
        self._tasks.put(task)
        if not self._idle.acquire(blocking=False) and len(self._readers) < self._most:
            self._readers.append(_Reader(self._tasks, self._idle))
            if self._watch is None:
                self._watch = threading.Thread(target=self._end_late_ones, daemon=True)
                self._watch.start()
        return task

    def results(self, task: Task, stop: Callable[[], bool]) -> Iterator[Any]:
        """The Prepared, Rejected and Link of a task as they come; ends early on ``stop``."""
        while True:
            try:
                message = task.ready.get(timeout=_POLL)
            except Empty:
                if stop():
                    return
                continue
            if message == END:
                return
            yield wire.load(message)

    def close(self) -> None:
        """Ends all of it: nothing is lost, for what was not taken is read again."""
        self._closing.set()
        for _ in self._readers:
            self._tasks.put(None)
        for reader in self._readers:
            reader.end()

    def _end_late_ones(self) -> None:
        while not self._closing.wait(min(1.0, self._patience / 4)):
            for reader in self._readers:
                reader.end_if_late(self._patience)


class _Reader:
    """One process and the thread that talks to it; started anew when it has died."""

    def __init__(self, tasks: SimpleQueue[Task | None], idle: threading.Semaphore) -> None:
        self._tasks = tasks
        self._idle = idle
        self._process: subprocess.Popen[bytes] | None = None
        self._since: float | None = None
        self._late = False
        self._task: Task | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def end_if_late(self, patience: float) -> None:
        """Ends the process when it has said nothing for ``patience`` seconds."""
        since, process = self._since, self._process
        if since is not None and process is not None and time.monotonic() - since > patience:
            self._late = True
            _kill(process)

    def end(self) -> None:
        """Ends thread and process: an idle one by itself, any other at once."""
        self._closing = True
        task, process = self._task, self._process
        if task is not None:
            task.dropped = True
            if process is not None:
                _kill(process)
        self._thread.join(_GRACE)
        if (process := self._process) is not None:
            _kill(process)
            process.wait()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self._closing:
            if not task.dropped:
                self._task = task
                self._do(task)
                self._task = None
            self._idle.release()
        self._leave()

    def _do(self, task: Task) -> None:
        try:
            process = self._process or _spawn()
        except OSError as error:
            task.fail(f"It could not be read: no process could be started ({error.strerror}).")
            return
        self._process, self._late, self._since = process, False, time.monotonic()
        try:
            send(cast(IO[bytes], process.stdin), *order(task.fetched, task.after))
            while (received := receive(cast(IO[bytes], process.stdout))) is not None:
                self._since = None  # Nobody's fault is how long it takes to be taken from here.
                task.put(received[0])
                if received[0] == END:
                    return
                self._since = time.monotonic()
        except OSError:
            pass  # It is gone, which the end of its output tells as well.
        finally:
            self._since = None
        code = self._leave()
        if not self._closing:
            task.fail(_why(self._late, code))

    def _leave(self) -> int | None:
        """Lets go of the process, which ends with its input; its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                cast(IO[bytes], pipe).close()
        try:
            return process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            _kill(process)
            return process.wait()


def _why(late: bool, code: int | None) -> str:
    what = "took too long over it" if late else f"ended early (exit {code})"
    return (
        f"It was given up: the process that was reading it {what}. Ingest it by itself, or "
        "save or paste only the article's text and ingest that."
    )


def _spawn() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("ingest.reading.worker"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Ctrl-C belongs to the parent, which ends the reader and its sandbox as one group.
        start_new_session=sys.platform != "win32",
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a reader and the sandbox that parses for it, unless it has ended before."""
    with contextlib.suppress(OSError):
        if process.poll() is None and sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()


__all__ = ["MOST_READERS", "Readers", "Task", "readers_for"]
