"""How the sources of one ingest are read: in this process, or by readers beside it.

Few and small sources are read here, for a reader takes longer to start than they take to be
read. Whichever way it is, the same comes of it, in the same order.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from ingest.errors import SourceError
from ingest.prepare import prepare
from ingest.readers import form_of, read
from ingest.readers.document import GZIP, Document
from ingest.reading.pool import Readers, Task, readers_for
from ingest.reading.slices import SLICE, slices
from ingest.records import Prepared
from ingest.text.clean import visible
from ingest.types import Article, Fetched, Link, Rejected

Result = Prepared | Rejected | Link

WORTH = 1024 * 1024
"""Bytes to be read from which readers pay: a third of a second of reading, the time that one
takes to start."""

_AHEAD = 3
"""Tasks for each reader that are begun before their results are asked for."""


class Reading:
    """Reads sources; ``readers`` is how many processes may do it (None: by the cores)."""

    def __init__(self, readers: int | None, stop: Callable[[], bool]) -> None:
        self._most = readers_for(os.cpu_count()) if readers is None else readers
        self._stop = stop
        self._readers: Readers | None = None
        self._tasks: dict[int, Task] = {}
        self._met = 0
        self.fraction: float | None = None
        """How much of the source that is being read has been, 0..1, where that is known."""

    @property
    def breadth(self) -> int:
        """Sources that are worth beginning at once."""
        return self._most * _AHEAD

    def begin(self, fetched: Fetched) -> None:
        """Has a source read that ``read`` will be asked for later, if there are readers."""
        readers = self._pool(fetched)
        if readers is not None and fetched.stream is None and not _long(fetched):
            self._tasks[id(fetched)] = readers.submit(fetched)

    def forget(self, fetched: Fetched) -> None:
        """Lets go of a source that was begun."""
        if (task := self._tasks.pop(id(fetched), None)) is not None:
            task.dropped = True

    def read(self, fetched: Fetched) -> Iterator[Result]:
        """What is in a source, prepared, in order; ends early when the ingest does."""
        self.fraction = None
        task = self._tasks.get(id(fetched))
        if task is None:
            readers = self._pool(fetched)
            if readers is not None and _long(fetched):
                return self._in_slices(readers, fetched)
            return self._here(fetched)
        assert self._readers is not None
        return self._readers.results(task, self._stop)

    def close(self) -> None:
        """Ends the readers, if there are any."""
        if self._readers is not None:
            self._readers.close()
            self._readers = None

    def _pool(self, fetched: Fetched) -> Readers | None:
        """The readers, once there is enough to read for them."""
        self._met += len(fetched.data)
        if self._readers is None and self._most and self._met >= WORTH:
            self._readers = Readers(self._most)
        return self._readers

    def _here(self, fetched: Fetched) -> Iterator[Result]:
        for found in read(fetched):
            yield prepare(found) if isinstance(found, Article) else found

    def _in_slices(self, readers: Readers, fetched: Fetched) -> Iterator[Result]:
        document = Document(fetched, datetime.now(UTC))
        total, done = _unpacked(fetched.data), 0
        begun: deque[tuple[Task, int]] = deque()
        failed: SourceError | None = None
        with document.open() as stream:
            rest: Iterator[tuple[int, bytes]] | None = slices(stream)
            while True:
                while rest is not None and len(begun) < self.breadth:
                    try:
                        before, lines = next(rest)
                    except StopIteration:
                        rest = None
                    except SourceError as error:
                        rest, failed = None, error
                    else:
                        part = Fetched(
                            fetched.source,
                            lines,
                            fetched.media_type,
                            fetched.url,
                            fetched.charset,
                            fetched.retrieved,
                        )
                        begun.append((readers.submit(part, before), len(lines)))
                if not begun:
                    break
                task, size = begun.popleft()
                yield from readers.results(task, self._stop)
                done += size
                self.fraction = done / total if done < total else None
        if failed is not None:
            yield Rejected(document.shown, visible(str(failed)))


def _long(fetched: Fetched) -> bool:
    """Whether it is a JSON Lines file of some length."""
    packed = fetched.data.startswith(GZIP)
    return len(fetched.data) > (SLICE if packed else 2 * SLICE) and form_of(fetched) == "jsonl"


def _unpacked(data: bytes) -> int:
    """How many bytes there are, unpacked; for gzip, what the file itself states (RFC 1952)."""
    return int.from_bytes(data[-4:], "little") if data.startswith(GZIP) else len(data)


__all__ = ["Reading", "Result"]
