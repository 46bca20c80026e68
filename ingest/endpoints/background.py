"""Runs an async stream in a thread of its own, so that it can be left at any moment.

A read that waits for a silent server cannot be interrupted from outside; the thread that
waits for its items can. The one who iterates looks up twenty times a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from ingest.cancelling import never

T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks at the clock and at ``cancelled``."""


class StoppedError(Exception):
    """``cancelled`` answered True."""


class DeadlineError(TimeoutError):
    """The whole stream took longer than it was given."""


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    value: T


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


def iterate(
    source: Callable[[], AsyncIterator[T]],
    *,
    seconds: float,
    cancelled: Callable[[], bool] = never,
) -> Iterator[T]:
    """The items of ``source()`` as they come, read by an event loop in another thread.

    The source is read ahead of whoever iterates, so that it never waits for them. Raises what
    the source raises, ``DeadlineError`` after ``seconds`` of waiting in all (what the one who
    iterates does between two items does not count), ``StoppedError`` within ``POLL`` seconds of
    ``cancelled()`` turning True. Whatever ends the iteration, the source is cancelled and its
    connection closed, without waiting for it here.
    """
    items: SimpleQueue[_Item[T] | _End] = SimpleQueue()
    loop = asyncio.new_event_loop()
    task = loop.create_task(_pump(source, items))
    Thread(target=_run, args=(loop, task), name="briefing-endpoint", daemon=True).start()
    until = time.monotonic() + seconds
    try:
        while True:
            if cancelled():
                raise StoppedError
            left = until - time.monotonic()
            if left <= 0:
                raise DeadlineError
            try:
                item = items.get(timeout=min(POLL, left))
            except Empty:
                continue
            if isinstance(item, _Item):
                given = time.monotonic()
                yield item.value
                until += time.monotonic() - given
                continue
            if item.error is not None:
                raise item.error
            return
    finally:
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(task.cancel)


async def _pump(
    source: Callable[[], AsyncIterator[T]], items: SimpleQueue[_Item[T] | _End]
) -> None:
    try:
        async for value in source():
            items.put(_Item(value))
    except asyncio.CancelledError:
        items.put(_End(StoppedError()))
    except Exception as error:
        items.put(_End(error))
    else:
        items.put(_End())


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    asyncio.set_event_loop(loop)
    # What half-closed connections still complain of after a stop is nobody's concern.
    loop.set_exception_handler(lambda loop, context: None)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        left = asyncio.all_tasks(loop)
        for other in left:
            other.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        asyncio.set_event_loop(None)
        loop.close()
