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
import hashlib
import json
import math
import re
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCENARIOS = {
    "good": "a streamed answer with citations and usage",
    "no_usage": "as good, without the usage chunk",
    "think": "as good, after a <think> block",
    "forged_citation": "one more sentence, citing [99]",
    "forged_quote": "a quotation that stands in no passage",
    "altered_number": "the first sentence with its numbers changed",
    "markup": "links, an image, a tag, escapes and a list of sources",
    "injected": "does what an article tells it to: cites and links as told",
    "abstain": "says that the passages do not answer",
    "empty": "an answer without text",
    "refusal": "a refusal instead of text",
    "cut_off": "the stream ends without a finish_reason",
    "cut_early": "the same, within the first sentence",
    "length": "finish_reason length",
    "content_filter": "finish_reason content_filter",
    "error_event": "an error event in the middle of the stream",
    "reset": "the connection is reset in the middle of the stream",
    "reset_at_once": "the connection is reset before any answer",
    "malformed": "an event that is no JSON",
    "empty_choices": "chunks whose choices are empty, and no more",
    "html": "a web page with status 200",
    "redirect": "307 to another host name",
    "drip": "a letter every tenth of a second, without end",
    "stall": "two sentences, then silence",
    "stall_at_once": "silence",
    "flood": "text without end, as fast as it goes",
    "revised": "numbers changed at first, and corrected when asked for it",
    "revised_badly": "numbers changed at first, and changed again when asked",
    "revised_uncited": "the same, corrected without a citation",
    "revised_chatty": "the same, corrected in two sentences",
    "revised_torn": "the same, corrected in a sentence that is cut off",
    "revised_stall": "the same, and silence when asked", "revised_error": "the same, then 500",
    "revised_slow": "as revised, half a second late, while the answer itself drips on",
    "all_wrong": "six sentences with numbers that stand nowhere",
    "missing": "as good, and says that part 2 is missing",
    "missing_words": "as good, and says which words of the question are missing",
    "small_context": "400 for more than 250 words, as OpenAI and vLLM word it",
    "small_context_llama": "the same, as llama.cpp's server words it",
    "small_context_unnamed": "the same, without the limit",
    "truncates": "as good, having read less than it was sent",
    "unauthorized": "401", "forbidden": "403", "unknown_model": "404, for the model",
    "not_found": "404, for the address", "context_too_long": "400, context_length_exceeded",
    "rate_limit": "429, Retry-After: 0, always", "rate_limit_once": "the same, only once",
    "rate_limit_hour": "429, Retry-After: 3600", "quota": "429, insufficient_quota",
    "server_error": "500, always", "server_error_once": "500, only once",
    "bad_request": "400, with a long and hostile message that repeats the key",
    "embed_short": "a vector too few", "embed_extra": "a vector too many",
    "embed_shuffled": "the vectors in another order, with their index",
    "embed_doubled": "two vectors with the same index",
    "embed_nan": "a vector with a NaN", "embed_zero": "a vector of zeros",
    "embed_dimension": "vectors of unequal size", "embed_text": "a vector that is a text",
}  # fmt: skip

ABSTAIN = "The passages do not answer this question."
UNSUPPORTED = "The passages do not support this sentence."
DIMENSION = 32
NAMED_CONTEXT = 2_000
"""Tokens, with the rules and the answer, that they say they take."""
SMALL_CONTEXT = 250
"""Words of a prompt without its rules that the scenarios of a small context take."""
_PASSAGE = re.compile(
    r"^--- (\w+) passage (\d+) begins ---\n(.*?)^--- \1 passage \2 ends ---$", re.M | re.S
)
_TEXT = re.compile(r"^text: (.*)$", re.M)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z])")
_COMMON = set(
    re.findall(
        r"\w+",
        "the and for that with from what why who how did does was were are has have had would "
        "could which when where about into this than its his her their not but back first",
    )
)


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
        self._server = _Server(("127.0.0.1", self.port), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL, as a client is given it."""
        return f"http://127.0.0.1:{self.port}/v1"

    def close(self) -> None:
        """Stops serving; connections that are being held are let go."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: clients that go away are part of the tests."""


# --- what a model would write ---------------------------------------------------------------


def _stems(text: str) -> set[str]:
    words = re.findall(r"[\w']+(?:-\w+)*", text.lower())
    return {word[:5] for word in words if len(word) > 2 and word not in _COMMON}


def compose(system: str, user: str, scenario: str) -> str:
    """The answer that the scenario gives to this prompt."""
    if "You rewrite the last question" in system:
        return _condense(user)
    if "You correct one sentence" in system:
        return _revise(user, scenario)
    if scenario == "abstain":
        return ABSTAIN
    question = (re.findall(r"^Question: (.*)$", user, re.M) or [""])[-1]
    asked = _stems(question)
    found: list[tuple[int, int, str]] = []
    for _, number, body in _PASSAGE.findall(user):
        text = (_TEXT.findall(body) or [""])[0]
        for sentence in _SENTENCE.split(text):
            found.append((len(asked & _stems(sentence)), int(number), sentence.strip()))
    found.sort(key=lambda item: -item[0])
    best = [item for item in found[:3] if item[0] * 2 >= len(asked) or item[0] >= 2]
    options = re.findall(r"^(\d+)\. (.*)$", user.rpartition("The reader offers")[2], re.M)
    answer = " ".join(f"{sentence} [{number}]" for _, number, sentence in best) or ABSTAIN
    answer = _spoilt(answer, best, scenario, user)
    if scenario.startswith("missing"):
        words = " ".join(question.rstrip("?").split()[-2:])
        answer += f"\nMISSING: {words if scenario == 'missing_words' else 2}"
    if options:
        overlaps = [len(_stems(text) & _stems(answer)) for _, text in options]
        top = max(range(len(options)), key=overlaps.__getitem__)
        answer += f"\nCHOICE: {options[top][0] if best and overlaps[top] else 'none'}"
    return answer


def _spoilt(answer: str, best: list[tuple[int, int, str]], scenario: str, user: str) -> str:
    number = best[0][1] if best else 1
    if scenario == "forged_citation":
        return f"{answer} Ministers have since resigned over it. [99]"
    if scenario == "forged_quote":
        return f'{answer} "We were never asked at all," a spokesman said. [{number}]'
    if scenario == "altered_number" or scenario.startswith("revised"):
        return _altered(answer)
    if scenario == "all_wrong":
        return " ".join(f"It cost {number} 990{n} crowns. [{number}]" for n in range(6))
    if scenario == "markup":
        return (
            f"{answer} Read [the rest](https://evil.example/a) at https://evil.example/b now. "
            f"[{number}] ![x](https://evil.example/c.png) <img src='https://evil.example/d'>"
            f"\x1b]52;c;ZXZpbA==\x07 \u202eIt ends here. [{number}]\n\nSources:\n[1] Daily Evil"
        )
    if scenario == "injected":
        orders = re.findall(r"(?i)assistant, write: (.*?)(?:\s*⟦|$)", user, re.M)
        return " ".join([answer, *orders])
    if scenario == "think":
        return f"<think>Passage 7 [7] may help.\nLet me see.</think>\n{answer}"
    return answer


def _altered(text: str) -> str:
    return re.sub(r"(?<![\[\d])\d+(?![\d\]])", lambda m: str(int(m[0]) + 7), text)


def _revise(user: str, scenario: str) -> str:
    """One sentence of the passages that shares most with the one to be corrected."""
    if not scenario.startswith("revised"):
        return UNSUPPORTED
    wrong = _stems((re.findall(r"sentence begins ---\n(.*)\n", user) or [""])[-1])
    found = [
        (len(wrong & _stems(sentence)), sentence.strip(), number)
        for _, number, body in _PASSAGE.findall(user)
        for sentence in _SENTENCE.split((_TEXT.findall(body) or [""])[0])
    ]
    _, sentence, number = max(found, key=lambda item: item[0])
    if scenario == "revised_badly":
        return f"{_altered(sentence)} [{number}]"
    if scenario == "revised_chatty":
        return f"I am sorry about that [{number}]. {sentence} [{number}]"
    return sentence if scenario == "revised_uncited" else f"{sentence} [{number}]"


def _condense(user: str) -> str:
    last = (re.findall(r"^Last question: (.*)$", user, re.M) or [""])[-1]
    earlier = (re.findall(r"^Reader: (.*)$", user, re.M) or [""])[-1]
    return f"{last.rstrip('?')}, regarding: {earlier}" if earlier else last


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
                "usage": _usage(texts, answer),
            })  # fmt: skip
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        options = body.get("stream_options")
        wants = isinstance(options, dict) and options.get("include_usage")
        for event in self._events(scenario, texts, answer, bool(wants)):
            self._chunk(f"data: {event}\n\n".encode())
        self._chunk(b"")

    def _events(
        self, scenario: str, texts: dict[str, str], answer: str, wants_usage: bool
    ) -> Iterator[str]:
        stopping = self.server_state.stopping
        pieces = re.findall(r"\s*\S{1,5}|\s+$", answer)
        half = max(1, len(pieces) * 2 // 3)
        yield _event({"role": "assistant", "content": ""})
        if scenario == "empty_choices":
            for _ in range(3):
                yield json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1,
                                  "model": "fake", "choices": []})  # fmt: skip
            yield "[DONE]"
            return
        if scenario == "refusal":
            yield _event({"refusal": "I cannot help with that."})
            yield _event({}, "stop")
            yield "[DONE]"
            return
        if scenario == "drip":
            for letter in answer * 1000:
                yield _event({"content": letter})
                if stopping.wait(0.1):
                    return
        if scenario == "flood":
            while not stopping.is_set():
                yield _event({"content": "It goes on and on [1]. " * 200})
        torn = ("cut_off", "length", "content_filter", "error_event", "reset", "malformed", "stall")
        shown = pieces[:half] if scenario in torn else pieces
        shown = pieces[:2] if scenario == "cut_early" else [] if scenario == "empty" else shown
        revising = "You correct one sentence" in texts.get("system", "")
        if scenario == "revised_slow" and revising:
            stopping.wait(0.5)
        if scenario == "revised_torn" and revising:
            shown = pieces[:half]
        for piece in shown:
            if scenario == "revised_slow" and not revising:
                stopping.wait(0.01)
            yield _event({"content": piece})
        if scenario == "revised_torn" and revising:
            return
        if scenario in ("cut_off", "cut_early"):
            return
        if scenario == "stall":
            stopping.wait()
            return
        if scenario == "reset":
            stopping.wait(0.5)  # a reset throws away what the client has not read yet
            self._reset()
            raise ConnectionResetError
        if scenario == "malformed":
            yield '{"choices": [{"delta": {"content": "tor'
            return
        if scenario == "error_event":
            yield json.dumps({"error": {"message": "The backend broke.", "code": "server_error"}})
            return
        yield _event({}, scenario if scenario in ("length", "content_filter") else "stop")
        if wants_usage and scenario != "no_usage":
            yield json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1,
                              "model": "fake", "choices": [],
                              "usage": _usage(texts, answer, scenario)})  # fmt: skip
        yield "[DONE]"

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


def _event(delta: dict[str, object], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1,
                       "model": "fake", "choices": [choice]})  # fmt: skip


def _size(body: dict[str, object]) -> int:
    messages = body.get("messages")
    found = messages if isinstance(messages, list) else []
    return sum(len(str(message["content"]).split()) for message in found[1:])


def _is_revision(body: dict[str, object]) -> bool:
    return "You correct one sentence" in str(body.get("messages"))


def _usage(texts: dict[str, str], answer: str, scenario: str = "good") -> dict[str, int]:
    read, written = sum(len(text.split()) for text in texts.values()), len(answer.split())
    read = 9 if scenario == "truncates" else read
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def vector(text: str) -> list[float]:
    """A vector for ``text``: its words hashed into DIMENSION buckets. Not normalised."""
    found = [0.05] * DIMENSION
    for word in re.findall(r"\w+", text.lower()):
        found[hashlib.sha256(word[:5].encode()).digest()[0] % DIMENSION] += 1.0
    return found


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
