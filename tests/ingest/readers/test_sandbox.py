"""The worker process: its limits, its reuse, and what happens when it fails."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from ingest import framing, sandbox
from ingest.errors import ReadError

# What a worker runs is covered by the one that all others share, and in this process below.
pytestmark = pytest.mark.usefixtures("unmeasured")

PAGE = (
    "<html><body><article>" + "<p>The harbour board has sold both of its ships.</p>" * 9
).encode()

Make = Callable[..., sandbox.Sandbox]


@pytest.fixture
def make() -> Iterator[Make]:
    boxes: list[sandbox.Sandbox] = []

    def start(**limits: object) -> sandbox.Sandbox:
        boxes.append(sandbox.Sandbox(**limits))  # type: ignore[arg-type]
        return boxes[-1]

    yield start
    for box in boxes:
        box.close()


def worker_of(box: sandbox.Sandbox) -> int:
    assert box._worker is not None
    return box._worker.pid


def test_a_worker_is_used_again(make: Make) -> None:
    box = make()
    assert box.run("html", PAGE)["blocks"]
    first = worker_of(box)
    assert box.run("html", PAGE, {"url": "https://x.org/a"})["blocks"]
    assert worker_of(box) == first


def test_a_worker_is_replaced_after_its_share_of_jobs(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MAX_JOBS", 1)
    box = make()
    box.run("html", PAGE)
    assert box._worker is None
    assert box.run("html", PAGE)["blocks"]


def test_a_job_that_takes_too_long_is_ended(make: Make) -> None:
    box = make(timeout=0.3)
    slow = b"<html><body>" + b"<p>The board met again on this day.</p>" * 60_000
    with pytest.raises(ReadError, match=r"longer than 0\.3 s"):
        box.run("html", slow)
    assert box._worker is None


def test_after_a_failure_the_next_page_is_read(make: Make) -> None:
    box = make()
    box.run("html", PAGE)
    os.kill(worker_of(box), 9)
    time.sleep(0.1)
    assert box.run("html", PAGE)["blocks"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_a_job_that_needs_too_much_memory_is_ended(make: Make) -> None:
    box = make(memory=300 * 1024 * 1024, timeout=60)
    assert box.run("html", PAGE)["blocks"]
    with pytest.raises(ReadError, match="too much memory"):
        box.run("html", b"<html><body>" + b"<p>x y</p>" * 3_000_000)
    assert box.run("html", PAGE)["blocks"]


def test_a_worker_that_cannot_start_is_said_to_be_one(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ReadError, match="no worker process"):
        make().run("html", PAGE)


@pytest.mark.skipif(os.name != "posix", reason="needs /bin/true")
def test_a_worker_that_ends_at_once_is_said_to_be_one(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with pytest.raises(ReadError, match="did not start"):
        make().run("html", PAGE)


def test_the_worker_gets_no_secrets(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    box = make()
    box.run("html", PAGE)
    environment = f"/proc/{worker_of(box)}/environ"
    if not os.path.exists(environment):
        pytest.skip("needs /proc")
    with open(environment, "rb") as file:
        assert b"canary" not in file.read()


def test_a_job_of_no_known_name_fails_with_a_reason(make: Make) -> None:
    with pytest.raises(ReadError, match="could not be parsed"):
        make().run("nothing", b"")


def test_there_is_one_shared_sandbox() -> None:
    assert sandbox.shared() is sandbox.shared()


# The worker's side, in this process: the same frames over byte streams.


def framed(request: object, payload: bytes = b"") -> bytes:
    stream = io.BytesIO()
    framing.send(stream, json.dumps(request).encode(), payload)
    return stream.getvalue()


def test_frames_come_back_whole_or_not_at_all() -> None:
    frame = framed({"job": "html"}, b"payload")
    assert framing.receive(io.BytesIO(frame)) == (b'{"job": "html"}', b"payload")
    for cut in range(len(frame)):
        assert framing.receive(io.BytesIO(frame[:cut])) is None
    assert framing.receive(io.BytesIO(b"\xff" * 8)) is None


@pytest.mark.parametrize("jobs", [{"bad": "ingest.nothing:run"}])
def test_answers_of_the_worker(jobs: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.loads(sandbox._answer(b'{"job": "html", "options": {}}', PAGE))
    assert answer["value"]["blocks"]
    assert json.loads(sandbox._answer(b'{"job": ""}', b"")) == {"value": None}
    assert json.loads(sandbox._answer(b"{", b""))["failed"].startswith("JSONDecodeError")
    monkeypatch.setattr(sandbox, "JOBS", jobs)
    assert "ModuleNotFoundError" in json.loads(
        sandbox._answer(b'{"job": "bad", "options": {}}', b"")
    )["failed"]  # fmt: skip


@pytest.mark.parametrize(
    ("failed", "reason"),
    [
        ("memory", "too much memory"),
        ("depth", "nested too deeply"),
        ("ValueError: x", "ValueError"),
    ],
)
def test_failures_in_words(failed: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        sandbox._value({"failed": failed}, "page")


def test_messages_name_what_was_given_up(make: Make) -> None:
    with pytest.raises(ReadError, match=r"^The message could not be parsed"):
        sandbox._value({"failed": "ValueError: x"}, "message")
    with pytest.raises(ReadError, match=r"^The book was given up"):
        make(timeout=0.001).run("html", PAGE * 200, what="book")


def test_serving_until_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.BytesIO()
    output = io.TextIOWrapper(sink, write_through=True)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(framed({"job": ""}))))
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(sandbox, "_limit", lambda memory: None)
    sandbox.serve(1)
    assert framing.receive(io.BytesIO(sink.getvalue())) == (b'{"value":null}', b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGALRM")
def test_a_job_left_by_a_signal_does_not_answer_the_next_one(make: Make) -> None:
    def leave(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    box = make()
    box.run("html", PAGE)
    slow = PAGE + b"<p>The slow page is about ferries and nothing but ferries.</p>" * 3000
    before = signal.signal(signal.SIGALRM, leave)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            box.run("html", slow)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert "ferries" not in json.dumps(box.run("html", PAGE))
