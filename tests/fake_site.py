"""A web site on loopback whose answers a test chooses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from loopback import LoopbackServer


@dataclass
class Answer:
    """What the site sends to one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/xml"})


class Site:
    """A real server on loopback: ``site[path]`` is its answer, ``requests`` what arrived.

    An ETag or Last-Modified among the headers is honoured as RFC 9110 asks.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site._lock:
                    site._at_once += 1
                    site.most_at_once = max(site.most_at_once, site._at_once)
                    site.requests.append((self.path, dict(self.headers)))
                try:
                    site._answer(self)
                finally:
                    with site._lock:
                        site._at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        self._server = LoopbackServer(Handler)
        self.url = self._server.address

    def __setitem__(
        self, path: str, answer: Answer | Callable[[dict[str, str]], Answer] | str | bytes
    ) -> None:
        if isinstance(answer, str):
            answer = answer.encode()
        self.answers[path] = Answer(answer) if isinstance(answer, bytes) else answer

    def paths(self) -> list[str]:
        """The paths that were asked for since this was last called."""
        asked = [path for path, _ in self.requests]
        self.requests.clear()
        return asked

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = dict(handler.headers)
        answer = self.answers.get(handler.path, Answer(b"no", 404))
        if callable(answer):
            answer = answer(headers)
        etag, since = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        same = (etag and headers.get("If-None-Match") == etag) or (
            since and headers.get("If-Modified-Since") == since
        )
        handler.send_response(304 if same else answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        body = b"" if same else answer.body
        if not same:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def close(self) -> None:
        self._server.close()
