"""A small OpenAI-compatible server on the loopback interface, for tests and for trying out.

    python tests/fake_openai.py --port 0 --scenario good

It prints its base URL and serves ``/v1/chat/completions`` (streamed or not) and
``/v1/embeddings`` until it is stopped. In the scenario ``good`` it writes its answer from the
numbered passages of the prompt it receives: the sentences that share most words with the
question, each with its ``[n]``. The other scenarios each do one thing wrong (see SCENARIOS).
Standard library only.
"""

from __future__ import annotations

import argparse
import json
import math
import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from fake_scenarios import SCENARIOS
from fake_stream import REVISING, ResetHere, events, usage
from fake_writing import DIMENSION, compose, vector
from loopback import LoopbackServer

NAMED_CONTEXT = 2_000
"""Tokens, with the rules and the answer, that they say they take."""
SMALL_CONTEXT = 250
"""Words of a prompt without its rules that the scenarios of a small context take."""


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived. ``headers`` have lower-case names."""

    path: str
    headers: dict[str, str]
    body: dict[str, object]


@dataclass
class FakeOpenAI:
    """The running server. ``scenario`` may be changed at any time; ``close`` stops it."""

    scenario: str = "good"
    port: int = 0
    requests: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stopping = threading.Event()
        self._server = _Server(_handler(self), self.port)
        self.port = self._server.server_port

    @property
    def url(self) -> str:
        """The base URL, as a client is given it."""
        return f"http://127.0.0.1:{self.port}/v1"

    def close(self) -> None:
        """Stops serving; connections that are being held are let go."""
        self.stopping.set()
        self._server.close()


class _Server(LoopbackServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: clients that go away are part of the tests."""


# --- the server -----------------------------------------------------------------------------


def _handler(fake: FakeOpenAI) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        server_state = fake

    return Handler


class _Handler(BaseHTTPRequestHandler):
    server_state: FakeOpenAI
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        fake = self.server_state
        fake.requests.append(
            Recorded(self.path, {k.lower(): v for k, v in self.headers.items()}, {})
        )
        if self.path.endswith("/models"):
            self._json(200, {"object": "list", "data": [{"id": "fake", "object": "model"}]})
        else:
            self._error(404, "Not Found")

    def do_POST(self) -> None:
        fake = self.server_state
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        body = json.loads(raw or b"{}")
        headers = {name.lower(): value for name, value in self.headers.items()}
        fake.requests.append(Recorded(self.path, headers, body))
        seen = len(fake.requests)
        scenario = fake.scenario
        if scenario.endswith("_once") and scenario not in ("stall_at_once", "reset_at_once"):
            scenario = scenario.removesuffix("_once") if seen == 1 else "good"
        try:
            if self._fails(scenario, headers, body):
                return
            if self.path.endswith("/embeddings"):
                self._embed(scenario, body)
            elif self.path.endswith("/chat/completions"):
                self._chat(scenario, body)
            else:
                self._error(404, "Not Found")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _fails(self, scenario: str, headers: dict[str, str], body: dict[str, object]) -> bool:
        """Answers the scenarios that fail before anything is written."""
        if scenario == "unauthorized":
            key = headers.get("authorization", "").removeprefix("Bearer ")
            self._error(401, f"Incorrect API key provided: {key}.", "invalid_api_key")
        elif scenario == "forbidden":
            self._error(403, "You are not allowed to use this model.", "forbidden")
        elif scenario == "unknown_model":
            self._error(404, f"The model `{body.get('model')}` does not exist.", "model_not_found")
        elif scenario == "not_found":
            self._send(404, b"<html><body>Not Found</body></html>", "text/html")
        elif scenario == "context_too_long":
            self._error(400, "This model's maximum context length is 512 tokens.",
                        "context_length_exceeded")  # fmt: skip
        elif scenario.startswith("small_context") and _size(body) > SMALL_CONTEXT:
            self._too_long(scenario, _size(body))
        elif scenario == "revised_error" and _is_revision(body):
            self._error(500, "The server had an error.", "server_error")
        elif scenario == "rate_limit":
            self._error(429, "Slow down.", "rate_limit_exceeded", {"Retry-After": "0"})
        elif scenario == "rate_limit_hour":
            self._error(429, "Slow down.", "rate_limit_exceeded", {"Retry-After": "3600"})
        elif scenario == "quota":
            self._error(429, "You exceeded your current quota.", "insufficient_quota")
        elif scenario == "server_error":
            self._error(500, "The server had an error.", "server_error")
        elif scenario == "bad_request":
            key = headers.get("authorization", "").removeprefix("Bearer ")
            self._error(400, f"Bad \x1b]52;c;x\x07 \u202e {key}\nsecond line {'x' * 5000}", "bad")
        elif scenario == "html":
            self._send(200, b"<html><body>Welcome to the portal</body></html>", "text/html")
        elif scenario == "redirect" and not self.path.startswith("/elsewhere"):
            port = self.server_state.port
            self._send(307, b"", "text/plain",
                       {"Location": f"http://localhost:{port}/elsewhere{self.path}"})  # fmt: skip
        elif scenario == "reset_at_once":
            self._reset()
        elif scenario == "stall_at_once" or (scenario == "revised_stall" and _is_revision(body)):
            self.server_state.stopping.wait()
            self.close_connection = True
        else:
            return False
        return True

    def _too_long(self, scenario: str, size: int) -> None:
        if scenario == "small_context_llama":
            said = "the request exceeds the available context size, try increasing it"
            kind = "exceed_context_size_error"
            self._json(400, {"error": {"code": 400, "message": said, "type": kind,
                                       "n_prompt_tokens": size, "n_ctx": NAMED_CONTEXT}})  # fmt: skip
        elif scenario == "small_context_unnamed":
            self._error(400, "Too many tokens.", "context_length_exceeded")
        else:
            limit = f"This model's maximum context length is {NAMED_CONTEXT} tokens."
            self._error(400, f"{limit} However, your messages resulted in {size} tokens.",
                        "context_length_exceeded")  # fmt: skip

    # --- chat ---

    def _chat(self, scenario: str, body: dict[str, object]) -> None:
        messages = body.get("messages")
        texts = {m["role"]: m["content"] for m in messages} if isinstance(messages, list) else {}
        answer = compose(texts.get("system", ""), texts.get("user", ""), scenario)
        if not body.get("stream"):
            message = {"role": "assistant", "content": answer}
            self._json(200, {
                "id": "x", "object": "chat.completion", "created": 1, "model": "fake",
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": usage(texts, answer),
            })  # fmt: skip
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        options = body.get("stream_options")
        wants = isinstance(options, dict) and options.get("include_usage")
        stopping = self.server_state.stopping
        try:
            for event in events(scenario, texts, answer, bool(wants), stopping):
                self._chunk(f"data: {event}\n\n".encode())
        except ResetHere:
            self._reset()
        else:
            self._chunk(b"")

    # --- embeddings ---

    def _embed(self, scenario: str, body: dict[str, object]) -> None:
        given = body.get("input")
        texts = given if isinstance(given, list) else [given]
        data: list[dict[str, object]] = [
            {"object": "embedding", "index": index, "embedding": vector(str(text))}
            for index, text in enumerate(texts)
        ]
        last = data[-1]
        if scenario == "embed_short":
            data.pop()
        elif scenario == "embed_extra":
            data.append({**last, "index": len(data)})
        elif scenario == "embed_shuffled":
            data.reverse()
        elif scenario == "embed_doubled":
            data = [{**item, "index": 0} for item in data]
        elif scenario == "embed_nan":
            last["embedding"] = [math.nan] * DIMENSION
        elif scenario == "embed_zero":
            last["embedding"] = [0.0] * DIMENSION
        elif scenario == "embed_dimension":
            last["embedding"] = vector("x")[:-1]
        elif scenario == "embed_text":
            last["embedding"] = "not a vector"
        self._json(200, {"object": "list", "model": "fake", "data": data,
                         "usage": {"prompt_tokens": 1, "total_tokens": 1}})  # fmt: skip

    # --- bytes ---

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RD)
        self.connection.close()
        self.close_connection = True

    def _error(
        self, status: int, message: str, code: str = "", headers: dict[str, str] | None = None
    ) -> None:
        self._json(status, {"error": {"message": message, "type": code, "code": code}}, headers)

    def _json(
        self, status: int, value: dict[str, object], headers: dict[str, str] | None = None
    ) -> None:
        self._send(status, json.dumps(value).encode(), "application/json", headers)

    def _send(
        self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _size(body: dict[str, object]) -> int:
    messages = body.get("messages")
    found = messages if isinstance(messages, list) else []
    return sum(len(str(message["content"]).split()) for message in found[1:])


def _is_revision(body: dict[str, object]) -> bool:
    return REVISING in str(body.get("messages"))


def main() -> None:
    """Serves until the process is stopped."""
    parser = argparse.ArgumentParser(description="a fake OpenAI-compatible server on loopback")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--scenario", choices=SCENARIOS, default="good")
    args = parser.parse_args()
    server = FakeOpenAI(scenario=args.scenario, port=args.port)
    print(server.url, flush=True)
    try:
        server.stopping.wait()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
