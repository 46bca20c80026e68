"""Fetching ahead: several hosts at once, each by itself, in bounded number."""

from __future__ import annotations

import threading
import time

import pytest

from ingest.errors import FetchError
from ingest.fetching.ahead import Ahead
from ingest.types import Fetched, Source


def sources(*hosts: str, each: int = 3) -> list[Source]:
    return [Source(f"https://{host}/{n}", "url") for host in hosts for n in range(each)]


class Getting:
    """Counts who is asked at the same time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.busy: list[str] = []
        self.hosts_at_once = 0
        self.twice = False
        self.asked: list[str] = []

    def __call__(self, source: Source) -> Fetched:
        host = source.location.split("/")[2]
        with self.lock:
            self.twice = self.twice or host in self.busy
            self.busy.append(host)
            self.asked.append(source.location)
            self.hosts_at_once = max(self.hosts_at_once, len(self.busy))
        time.sleep(0.01)
        with self.lock:
            self.busy.remove(host)
        if source.location.endswith("/1"):
            raise FetchError("Not this one.", "Try another.")
        return Fetched(source, source.location.encode(), "text/plain")


def test_hosts_side_by_side_and_each_by_itself() -> None:
    getting = Getting()
    wanted = sources("a.example", "b.example", "c.example", "d.example", "e.example")
    with Ahead(getting, threads=3, waiting=4) as ahead:
        ahead.begin(wanted)
        # Asked for in another order than begun: nothing may wait for something else for ever.
        for source in reversed(wanted):
            if source.location.endswith("/1"):
                with pytest.raises(FetchError):
                    ahead.get(source)
            else:
                assert ahead.get(source).data == source.location.encode()
    assert not getting.twice
    assert 2 <= getting.hosts_at_once <= 4
    assert sorted(getting.asked) == sorted(source.location for source in wanted)


def test_only_a_few_wait_and_closing_begins_nothing_more() -> None:
    getting = Getting()
    ahead = Ahead(getting, threads=2, waiting=2)
    ahead.begin(sources("a.example", "b.example", "c.example", "d.example", each=1))
    time.sleep(0.15)
    assert len(getting.asked) == 2
    ahead.close()
    ahead.close()
    time.sleep(0.05)
    assert len(getting.asked) == 2


def test_what_was_not_begun_is_fetched_when_it_is_asked_for() -> None:
    getting = Getting()
    (source,) = sources("a.example", each=1)
    with Ahead(getting) as ahead:
        assert ahead.get(source).data
    assert getting.asked == [source.location]
