"""A process beside this one that takes the outbox over into the vector index.

Chroma holds Python's global lock while it writes, so a thread would stop everything else.
The other process owns the index for as long as it runs, and ends with this one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from ingest.indexing.child import command, environment
from ingest.vectors import IndexUnavailable

#: How long the other process has to end after it was told to stop (seconds).
_PATIENCE = 30.0
_POLL = 0.05


class Indexer:
    """Takes over the outbox of ``library`` from now on, until ``finish`` or ``stop``.

    ``applied`` is the number of changes taken over so far.
    """

    def __init__(self, library: Path, server: str | None = None) -> None:
        """Starts it. Raises IndexUnavailable when no process can be started."""
        arguments = ["apply", str(library.resolve()), *([server] if server else [])]
        try:
            self._process = subprocess.Popen(
                command("ingest.indexing.process", *arguments),
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                # Ctrl-C in the terminal is for us: we tell the other one what it means.
                start_new_session=sys.platform != "win32",
            )
        except OSError as error:
            raise IndexUnavailable(
                f"No process can be started for the vector index ({error.strerror}).",
                "The articles are stored; `briefing reindex` builds the index.",
            ) from error
        self.applied = 0
        self._failure: IndexUnavailable | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with suppress(ValueError):
                said = json.loads(line)
                self.applied = said.get("applied", self.applied)
                if "message" in said:
                    self._failure = IndexUnavailable(said["message"], said.get("hint", ""))

    def finish(
        self,
        watch: Callable[[int], None] = lambda applied: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Waits until nothing is left in the outbox; returns how many changes it was.

        ``cancelled`` makes it stop after the current batch. Raises IndexUnavailable when the
        index could not be used, or the other process came to a sudden end.
        """
        self._tell("finish\n")
        seen = -1
        while self._process.poll() is None:
            if cancelled():
                self.stop()
                return self.applied
            if self.applied != seen:
                seen = self.applied
                watch(seen)
            time.sleep(_POLL)
        self._listener.join(_PATIENCE)
        self._close()
        if self._failure is not None:
            raise self._failure
        if self._process.returncode != 0:
            raise IndexUnavailable(
                f"The process of the vector index ended by itself ({self._process.returncode}).",
                "The articles are stored; run it again, or `briefing reindex`.",
            )
        return self.applied

    def stop(self) -> None:
        """Ends it after its current batch, with the index closed and the lock given back."""
        self._close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(_PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _close(self) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
