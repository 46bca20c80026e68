"""An async stream read from another thread."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from ingest.endpoints.background import DeadlineError, StoppedError, iterate


async def count(n, pause=0.0):
    for number in range(n):
        yield number
        await asyncio.sleep(pause)


async def silent():
    await asyncio.sleep(60)
    yield 0


def test_items_come_in_order_and_end():
    assert list(iterate(lambda: count(5), seconds=5)) == [0, 1, 2, 3, 4]


def test_an_error_of_the_source_is_raised_here():
    async def failing():
        yield 1
        raise KeyError("x")

    items = iterate(failing, seconds=5)
    assert next(items) == 1
    with pytest.raises(KeyError):
        next(items)


def test_the_deadline_is_for_all_items_together():
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        for _ in iterate(lambda: count(1000, 0.01), seconds=0.3):
            pass
    assert 0.25 < time.monotonic() - start < 0.8


def test_it_stops_when_told_to_even_in_silence():
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    start = time.monotonic()
    with pytest.raises(StoppedError):
        list(iterate(silent, seconds=30, cancelled=stop.is_set))
    assert time.monotonic() - start < 0.5


def test_leaving_early_ends_the_source():
    ended = threading.Event()

    async def watched():
        try:
            while True:
                yield 1
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    items = iterate(watched, seconds=30)
    next(items)
    items.close()
    assert ended.wait(2)


def test_it_works_inside_a_running_loop():
    async def outer():
        return list(iterate(lambda: count(3), seconds=5))

    assert asyncio.run(outer()) == [0, 1, 2]


def test_a_source_that_cancels_itself_stops():
    async def quitting():
        yield 1
        raise asyncio.CancelledError

    with pytest.raises(StoppedError):
        list(iterate(quitting, seconds=5))


def test_tasks_left_behind_are_ended():
    ended = threading.Event()

    async def other():
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def leaving():
        task = asyncio.ensure_future(other())
        await asyncio.sleep(0)
        yield task is not None

    assert list(iterate(leaving, seconds=5)) == [True]
    assert ended.wait(2)


def test_the_time_of_whoever_iterates_does_not_count_and_the_source_goes_on():
    made = []

    async def source():
        for number in range(20):
            made.append(number)
            yield number
            await asyncio.sleep(0.01)

    items = iterate(source, seconds=0.5)
    assert next(items) == 0
    time.sleep(0.8)
    assert len(made) == 20, "it is read ahead"
    assert list(items) == list(range(1, 20))


def test_time_spent_waiting_still_counts_after_a_pause():
    items = iterate(lambda: count(1000, 0.01), seconds=0.3)
    next(items)
    time.sleep(0.4)
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        for _ in items:
            pass
    assert time.monotonic() - start < 0.8
