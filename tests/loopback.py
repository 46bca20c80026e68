"""Servers on loopback whose threads are known to run.

A thread can die at its very start, before the function it was made for is called: coverage asks
each new thread to install a trace function, and CPython refuses that with a RuntimeError while
another thread installs one. A connection whose thread died so would be accepted and never
served. Here a thread that did not begin is started again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_LOOK_EVERY = 0.01
"""Seconds between looks at whether a thread that did not begin is still alive."""


def begun(target: Callable[..., object], *args: object) -> threading.Thread:
    """A daemon thread that runs ``target(*args)``, returned once it has begun to.

    Raises RuntimeError when ten threads in a row died before they began.
    """
    for _ in range(10):
        began = threading.Event()

        def run(began: threading.Event = began) -> None:
            began.set()
            target(*args)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while not began.wait(_LOOK_EVERY) and thread.is_alive():
            pass
        if began.is_set():
            return thread
    raise RuntimeError("no thread could be started")


class LoopbackServer(ThreadingHTTPServer):
    """An HTTP server on a port of 127.0.0.1 (0: any that is free) with a thread to each request.

    It serves from its making until ``close``.
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self._serving = begun(self.serve_forever, 0.02)

    @property
    def address(self) -> str:
        """Its URL without a path."""
        return f"http://127.0.0.1:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serves one connection in a thread that is known to have begun."""
        begun(self.process_request_thread, request, client_address)

    def close(self) -> None:
        """Stops serving. Threads that hold a connection open are not waited for."""
        self.shutdown()
        self.server_close()
        self._serving.join()
