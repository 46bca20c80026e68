"""A worker process in which risky parsers run: with a time limit and a memory limit.

One worker is kept and given page after page, so that its imports are paid once. A job names a
function of ``JOBS``; the payload goes to it as bytes and its result comes back as JSON, so no
object is ever unpickled. The worker is ended when a job overruns its time, when it runs out of
memory, and after ``MAX_JOBS`` jobs. Where the platform does not limit memory (Windows, and in
part macOS) only the time limit holds.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import IO, Any, cast

from ingest.errors import ReadError
from ingest.framing import receive, send

JOBS: Mapping[str, str] = {
    "html": "ingest.readers.html_page:extract",
    "mail": "ingest.readers.mail_parts:extract",
    "pdf": "ingest.readers.pdf_text:extract",
    "docx": "ingest.readers.docx_text:extract",
    "odt": "ingest.readers.odt_text:extract",
    "epub": "ingest.readers.epub_text:extract",
    "rtf": "ingest.readers.rtf_text:extract",
    "page_lines": "ingest.readers.markup_lines:extract",
    "feed": "ingest.readers.feed_parse:run",
}
"""Name of a job → module and function ``(payload: bytes, options: dict) -> JSON value``."""

TIMEOUT = 10.0
"""Seconds that a job may take, after the worker has started."""

START_TIMEOUT = 60.0
"""Seconds that a worker may take to start; its imports are slow on a busy machine."""

MAX_MEMORY = 512 * 1024 * 1024
"""Address space of the worker in bytes; its imports take about a tenth of it."""

MAX_JOBS = 500
_GRACE = 1.0
MAX_REPLY = 64 * 1024 * 1024

own_session = os.name == "posix"
"""Whether a worker stands in a session of its own, out of reach of the terminal's signals. In
a process that does so itself it need not, and is ended together with that."""


class Sandbox:
    """The parent's side: starts a worker when one is needed and ends it when it misbehaves.

    Safe to use from several threads; jobs wait for one another.
    """

    def __init__(self, *, timeout: float = TIMEOUT, memory: int = MAX_MEMORY) -> None:
        self._timeout = timeout
        self._memory = memory
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def run(
        self,
        job: str,
        payload: bytes,
        options: Mapping[str, str] | None = None,
        *,
        what: str = "page",
    ) -> Any:
        """The JSON value that the job makes of ``payload``, which messages call a ``what``.

        Raises ReadError when it takes too long, needs too much memory or fails.
        """
        with self._lock:
            worker = self._started(what)
            request = json.dumps({"job": job, "options": dict(options or {})}).encode()
            try:
                reply = self._exchange(worker, request, payload, self._timeout)
            except BaseException:
                # Left in the middle by a signal: its reply would be taken for the next one's.
                self._end()
                raise
            self._jobs += 1
            if reply is None:
                code = worker.poll()
                self._end()
                raise ReadError(
                    f"The {what} was given up: its parser took longer than {self._timeout:g} s "
                    "or ended early" + (f" (exit {code})." if code not in (None, -9) else "."),
                    "Save or paste only the article's text and ingest that.",
                )
            if self._jobs >= MAX_JOBS or reply.get("failed") == "memory":
                self._end()
        return _value(reply, what)

    def close(self) -> None:
        """End the worker, if there is one."""
        with self._lock:
            self._end()

    def _started(self, what: str) -> subprocess.Popen[bytes]:
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        self._end()
        try:
            worker = _spawn(self._memory)
        except OSError as error:
            raise ReadError(
                f"The {what} could not be read: no worker process could be started ({error}).",
                "Close other programs and try again, or ingest the article as plain text.",
            ) from error
        self._worker = worker
        if self._exchange(worker, b'{"job":""}', b"", START_TIMEOUT) is None:
            self._end()
            raise ReadError(
                f"The {what} could not be read: the worker process did not start.",
                "Try again; `briefing doctor` checks the installation.",
            )
        return worker

    def _exchange(
        self, worker: subprocess.Popen[bytes], request: bytes, payload: bytes, timeout: float
    ) -> dict[str, Any] | None:
        """One request and its reply; None when the worker died or was ended at the limit."""
        timer = threading.Timer(timeout, worker.kill)
        timer.daemon = True
        timer.start()
        try:
            send(cast(IO[bytes], worker.stdin), request, payload)
            received = receive(cast(IO[bytes], worker.stdout), MAX_REPLY)
            return None if received is None else cast(dict[str, Any], json.loads(received[0]))
        except (OSError, ValueError):
            return None
        finally:
            timer.cancel()

    def _end(self) -> None:
        worker, self._worker, self._jobs = self._worker, None, 0
        if worker is None:
            return
        # An idle worker ends by itself when its input does; any other is not waited for.
        with contextlib.suppress(OSError):
            cast(IO[bytes], worker.stdin).close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(_GRACE)
        worker.kill()
        worker.wait()
        cast(IO[bytes], worker.stdout).close()


def shared() -> Sandbox:
    """The process's own sandbox, made at the first call and closed at exit."""
    global _shared
    with _shared_lock:
        if _shared is None:
            _shared = Sandbox()
            atexit.register(_shared.close)
        return _shared


_shared: Sandbox | None = None
_shared_lock = threading.Lock()


def serve(memory: int) -> None:
    """The worker's side: answer requests from standard input until it ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # A parser that prints must not break the protocol.
    _limit(memory)
    while (received := receive(source)) is not None:
        send(sink, _answer(*received))


def _answer(request: bytes, payload: bytes) -> bytes:
    try:
        asked = json.loads(request)
        if not asked["job"]:
            for target in JOBS.values():
                importlib.import_module(target.partition(":")[0]).warm_up()
            return b'{"value":null}'
        module, _, function = JOBS[asked["job"]].partition(":")
        value = getattr(importlib.import_module(module), function)(payload, asked["options"])
        return json.dumps({"value": value}).encode()
    except MemoryError:
        return b'{"failed":"memory"}'
    except RecursionError:
        return b'{"failed":"depth"}'
    except Exception as error:  # A parser may raise anything; the parent reports it.
        return json.dumps({"failed": f"{type(error).__name__}: {error}"[:300]}).encode()


def _value(reply: Mapping[str, Any], what: str) -> Any:
    failed = reply.get("failed")
    if failed is None:
        return reply.get("value")
    reason = {
        "memory": f"The {what} was given up: it needs too much memory.",
        "depth": f"The {what} was given up: its parts are nested too deeply.",
    }.get(failed, f"The {what} could not be parsed ({failed}).")
    raise ReadError(reason, "Save or paste only the article's text and ingest that.")


def _spawn(memory: int) -> subprocess.Popen[bytes]:
    code = f"from ingest.sandbox import serve; serve({memory:d})"
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
    environment = {key: os.environ[key] for key in kept if key in os.environ}
    environment |= {key: os.environ[key] for key in os.environ if key.startswith("COV")}
    environment["PYTHONPATH"] = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        # Ctrl-C belongs to the parent, which then ends the worker itself.
        start_new_session=own_session,
    )


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (limit, hard if what == resource.RLIMIT_AS else 0))
