"""Ctrl-C and its kin: exit code 130, what was finished is kept, the library can be opened."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.commands.signals import ended_by_signals

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="POSIX signals"),
    pytest.mark.usefixtures("plain_signals"),
]


@contextmanager
def start(environ, *args, **options):
    """The command in a process of its own, which is not waited for when the test fails."""
    with subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", *map(str, args)], env=environ, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition, seconds=30.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come to that in time"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT])
def test_an_ingest_that_is_stopped_keeps_what_it_finished(
    plain_environ, call, tmp_path, article, number
):
    library, fifo = tmp_path / "library", tmp_path / "input"
    done = article()
    os.mkfifo(fifo)
    holder = os.open(fifo, os.O_RDWR)  # standard input that never ends
    with start(plain_environ, "ingest", "--json", "--library", library, done, "-", stdin=holder) as process:  # fmt: skip
        wait_for((library / "library.db").exists)
        time.sleep(0.5)
        asked = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        took = time.monotonic() - asked
    os.close(holder)
    assert process.returncode == 130, err
    assert took < 8
    report = json.loads(out)
    assert report["summary"]["interrupted"] is True
    assert "Interrupted" in err
    assert "Traceback" not in err
    again = call("ingest", "--library", library, done)
    assert again.code == 0
    assert len(call("list", "--json", "--library", library).json["articles"]) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_these_end_a_command_as_ctrl_c_does(number):
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), ended_by_signals():  # noqa: PT012
        os.kill(os.getpid(), number)
        time.sleep(5)  # on Python's own time: the handler runs between two of its steps
    assert signal.getsignal(number) is before


def test_an_ignored_signal_stays_ignored_and_the_app_keeps_its_own():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    with ended_by_signals(unless=True):
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_batch_that_is_stopped_has_whole_lines(plain_environ, library, openai_server, tmp_path):
    server = openai_server("stall_at_once")
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 1}\n{"id": 2, "question": "why would Turkey sell?"}\n')
    environ = {**plain_environ, "BRIEFING_BASE_URL": server.url, "BRIEFING_MODEL": "m"}
    args = ("ask", "--engine", "openai", "--batch", batch, "--library", library)
    with start(environ, *args) as process:
        wait_for(lambda: server.requests or process.poll() is not None)
        assert process.poll() is None, process.stderr.read()
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        took = time.monotonic() - asked
    assert process.returncode == 130
    assert err == "briefing: Interrupted.\n"
    assert took < 3
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == [1]
