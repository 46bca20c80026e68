"""The servers that tests talk to answer even when the threads of a process die at their start."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from loopback import LoopbackServer, begun


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], list[str]]]:
    """``dying(n)``: the next n threads die as they do when a trace function is refused.

    Gives the list to which the name of each is added.
    """
    died: list[str] = []
    left = 0
    before = threading.Thread._bootstrap_inner

    def start(thread: threading.Thread) -> None:
        nonlocal left
        if not left:
            before(thread)
            return
        left -= 1
        run, thread.run = thread.run, lambda: None  # began, as far as threading knows
        died.append(thread.name)
        before(thread)
        thread.run = run

    monkeypatch.setattr(threading.Thread, "_bootstrap_inner", start)

    def plan(number: int) -> list[str]:
        nonlocal left
        left = number
        return died

    yield plan
    left = 0


def test_each_connection_is_served_though_threads_die_before_they_begin(dying) -> None:
    died = dying(3)  # the server's own, and one of a request
    server = LoopbackServer(Hello)
    try:
        assert len(died) == 3
        for expected in (5, 7):
            dying(2)
            with urllib.request.urlopen(server.address, timeout=10) as answer:
                assert answer.read() == b"hello"
            assert len(died) == expected
    finally:
        server.close()


def test_what_can_never_begin_is_said(dying) -> None:
    died = dying(1000)
    with pytest.raises(RuntimeError, match="no thread could be started"):
        begun(print)
    assert len(died) == 10
