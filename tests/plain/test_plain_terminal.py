"""The plain conversation on a real pseudo-terminal: what is typed, what reaches it, signals."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

import pty

from assistant.session import Sessions

PROMPT = "Question: "
WHY = "why would Turkey sell back its S-400s?"


class Talk:
    """A conversation in a child process; ``heard`` is all that reached the terminal."""

    def __init__(self, arguments: list[str], term: str = "dumb", **env: str) -> None:
        self.heard = ""
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", *arguments],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            preexec_fn=_own_terminal, cwd=Path(__file__).parents[2],
            env={**os.environ, "TERM": term, "INPUTRC": os.devnull, "COLUMNS": "500", **env},
        )  # fmt: skip
        os.close(slave)

    def type(self, text: str, until: str = PROMPT, times: int = 1) -> str:
        """Types, waits until that has come so many times, and gives what came."""
        before = len(self.heard)
        os.write(self.master, text.encode())
        return self.wait(until, times, before)

    def interrupt(self, until: str = PROMPT) -> str:
        """Ctrl+C, a moment after the prompt: CPython hears no signal between the prompt and the
        wait for a key."""
        time.sleep(0.1)
        return self.type("\x03", until)

    def wait(self, until: str = PROMPT, times: int = 1, since: int = 0) -> str:
        """Waits for words; gives what came since."""
        end = time.monotonic() + 30
        while self.heard.count(until, since) < times:
            assert time.monotonic() < end, (until, self.heard[-2000:])
            self.listen(0.1)
        return self.heard[since:]

    def listen(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            with suppress(OSError):
                self.heard += os.read(self.master, 65536).decode()

    def code(self) -> int:
        """The exit code, once it has ended."""
        end = time.monotonic() + 15
        while self.process.poll() is None:
            assert time.monotonic() < end, "it does not end"
            self.listen(0.05)
        self.listen(0.1)
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)


def _own_terminal() -> None:
    """Keys such as Ctrl+C become signals only where the terminal is the process's own."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def begin(
    arguments: Callable[..., list[str]], plain_signals: None
) -> Iterator[Callable[..., Talk]]:
    """Starts conversations: ``begin(library, "--option", term=…)``."""
    talks: list[Talk] = []

    def made(library: Path, *more: str, **env: str) -> Talk:
        talks.append(Talk(arguments(library, *more), **env))
        return talks[-1]

    yield made
    for talk in talks:
        talk.close()


def test_a_first_conversation_from_end_to_end(begin: Callable[..., Talk], tmp_path: Path) -> None:
    talk = begin(tmp_path / "new")
    said = talk.wait()
    for line in ("The library is empty. Three ways to begin:", "/samples: try the sample"):
        assert line in said
    assert "To leave" not in talk.interrupt()
    assert "To leave: /quit, or Ctrl+D at an empty prompt." in talk.interrupt()
    talk.type("/pas\t\n", "only a dot.")
    talk.type("Quarry opens\n\nThe quarry at Tarn opens in June.\n.\n", "Outlet")
    talk.type("Tarn Echo\n", "Date, or Enter: ")
    assert "'31 june' is not a date." in talk.type("31 june\n", "Date, or Enter: ")
    assert "Pasted article: 1 added." in talk.type("2026-02-01\n")
    assert "The extractive engine answers; nothing leaves this machine." in talk.heard
    talk.type("/paste\n", "only a dot.")
    assert "Nothing was added." in talk.interrupt()
    said = talk.type("when does the quarry at Tarn open?\n")
    assert "opens in June. Verified, source 1." in said
    assert "Quotation: “The quarry at Tarn opens in June.”" in talk.type("1\n")
    assert "asked: publisher Tarn Echo." in talk.type("/publisher Ta\t\n")
    assert "Article 1: " in talk.type("/library tarn echo\n")
    talk.type("\x04", "Left.")
    assert talk.code() == 0
    assert not re.search(r"[\x00-\x06\x08\x0b\x0c\x0e-\x1f]", talk.heard)
    assert "Traceback" not in talk.heard


def test_ctrl_c_stops_an_answer_and_a_signal_ends_all(
    begin: Callable[..., Talk], library: Path, openai_server: Callable[..., object]
) -> None:
    Sessions(library / "library.db").begin("s1", "who paid for them?")
    server = openai_server("stall")
    talk = begin(library, term="xterm", BRIEFING_BASE_URL=server.url)
    talk.wait()
    assert "agree" in talk.type("/engine openai:m\n", "Type yes to agree: ")
    assert "It stays as it is." in talk.type("no\n")
    talk.type("/engine openai:m\n", "Type yes to agree: ")
    assert f"are sent to {server.url}" in talk.type("yes\n")
    talk.type(f"{WHY}\n", "The model is writing.")
    assert "Stopped. To ask it again: /again" in talk.type("\x03")
    assert "1 conversation, " in talk.type("/sessions\n")
    talk.type("/engine extractive\n")
    assert "Verified, source 1." in talk.type("/again\n")
    assert "2 conversations, " in talk.type("/sessions\n")
    assert "who paid for them?" in talk.type("\x1b[A" * 8, "who paid for them?")
    time.sleep(0.1)
    talk.process.send_signal(signal.SIGTERM)
    assert talk.code() == 143
    assert "Traceback" not in talk.heard


def test_a_dumb_terminal_is_told_of_the_plain_conversation(
    begin: Callable[..., Talk], tmp_path: Path
) -> None:
    talk = Talk(["--library", str(tmp_path / "new")])
    try:
        assert talk.code() == 2
        assert "In plain lines: briefing chat --plain" in talk.heard
    finally:
        talk.close()
