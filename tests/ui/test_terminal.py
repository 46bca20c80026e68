"""A real pseudo-terminal: what bytes reach it, and in what state it is left."""

from __future__ import annotations

import base64
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

import fcntl
import pty
import struct
import termios

CHILD = Path(__file__).with_name("pty_child.py")
ROWS, COLUMNS = 40, 120
SIZE = ("LINES", "COLUMNS")
"""Would tell the app another size than the terminal has."""
READY = "Ask your articles."

PAYLOADS = {
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "title": "\x1b]0;owned\x07 \x1b]2;owned\x1b\\",
    "link": "\x1b]8;;https://owned.example\x1b\\here\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[H\x1b[3J \x1bc",
    "modes": "\x1b[?1049l\x1b[?25h\x1b[?1000h\x1b[?2004l \x1b=",
    "reports": "\x1b[6n\x1b[c\x1b[>q\x1b[21t\x05",
    "c1": "\x9b2J\x9d52;c;b3duZWQ=\x9c\x90q\x9c",
    "dcs": "\x1bP+q544e\x1b\\ \x1b_Gf=100;AAAA\x1b\\ \x1b^x\x1b\\ \x1bX\x1b\\",
    "controls": "\x07\x08\x08\x0e\x0f\x0b\x0c\r\x7f\x00",
    "scroll": "\x1b[5;10r\x1b[L\x1b[M\x1bD\x1bM\x1b7\x1b8\x1b(0",
    "bidi": "\u202e\u2066\u200b\u00ad\ufeff\U000e0041",
    "colour": "\x1b[31;7mred\x1b[0m\x1b]4;1;#ff0000\x07\x1b]10;?\x07",
    "paste": "\x1b[201~rm -rf\x1b[200~",
    "split": "\x1b\x1b[[2J \x1b]5\x1b]52;c;x\x07",
}

TOKEN = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    rb"|\x1b[ -/]*[0-~]"  # other escapes
    rb"|[\x00-\x1f\x7f]",  # controls
    re.DOTALL,
)


class Terminal:
    """The app in a child process on a pseudo-terminal."""

    def __init__(self, folder: Path, payload: str, mode: str = "run") -> None:
        folder.mkdir()
        (folder / "payload").write_bytes(payload.encode())
        self.output = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.process = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder), str(folder / "payload"), mode],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={
                **{key: value for key, value in os.environ.items() if key not in SIZE},
                "TERM": "xterm-256color", "COLORTERM": "truecolor",
            },
        )  # fmt: skip

    def read(self, seconds: float) -> None:
        """Takes what comes within this time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                return
            with suppress(OSError):
                self.output += os.read(self.master, 65536)

    def wait_for_bytes(self, sequence: bytes, times: int = 1) -> None:
        """Reads until ``sequence`` has come so many times."""
        end = time.monotonic() + 30
        while self.output.count(sequence) < times:
            assert time.monotonic() < end, (sequence, self.text()[-3000:])
            self.read(0.1)

    def wait_for(self, text: str, seconds: float = 30) -> None:
        """Reads until ``text`` was drawn. Words on one row are drawn without a break."""
        end = time.monotonic() + seconds
        while text not in self.text():
            assert time.monotonic() < end, (text, self.text()[-3000:])
            assert self.process.poll() is None, self.text()[-3000:]
            self.read(0.1)

    def text(self) -> str:
        """What was drawn, without sequences."""
        return TOKEN.sub(b"", self.output).decode("utf-8", "replace")

    def press(self, keys: str) -> None:
        """Types, and reads what is drawn upon it, until a moment after nothing more comes."""
        before = len(self.output)
        os.write(self.master, keys.encode())
        end = time.monotonic() + 0.5
        while len(self.output) == before and time.monotonic() < end:
            self.read(0.05)
        self.read(0.15)

    def leave(self, seconds: float = 15) -> int:
        """Waits for the end of the child while its output is read."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, "it does not end"
            self.read(0.05)
        self.read(0.2)
        return self.process.returncode

    def close(self) -> None:
        """Ends it if need be."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


def session(folder: Path, payload: str) -> bytes:
    """Everything that reaches the terminal while one uses the app from end to end."""
    terminal = Terminal(folder, payload)
    try:
        terminal.wait_for(READY)
        terminal.press("why?\r")
        terminal.wait_for("extractive (M")
        # Right behind each other, as the answer has just been drawn: F6, then Esc and Y.
        os.write(terminal.master, b"\x1b[17~")
        terminal.wait_for_bytes(b"\x1b]52;c;")
        os.write(terminal.master, b"\x1bY")
        terminal.wait_for_bytes(b"\x1b]52;c;", 2)
        copied = terminal.output.count(b"\x1b]52;c;")
        terminal.wait_for("Open source")
        terminal.press("1")
        terminal.wait_for("Tuesday")
        terminal.press("y")
        terminal.wait_for_bytes(b"\x1b]52;c;", copied + 1)
        terminal.press("\x1bOR")
        terminal.wait_for("Conversations")
        terminal.press("\x1b")
        terminal.press("\x1b")
        # A terminal itself takes ESC and the like out of what is pasted.
        pasted = "".join(char for char in payload if char >= " ")
        terminal.press(f"\x1b[200~pasted {pasted}\x1b[201~")
        terminal.press("\r")
        terminal.wait_for("refused")
        terminal.press("\x11")
        assert terminal.leave() == 0
    finally:
        terminal.close()
    return terminal.output


def kinds(output: bytes) -> set[bytes]:
    """The sorts of sequences in a stream: the whole of it but for what moves the cursor,
    colours, and the clipboard's content, which is looked at by itself."""
    found = set()
    for token in TOKEN.findall(output):
        if re.fullmatch(rb"\x1b\[[0-9;:]*[mHGABCDJK]", token):
            found.add(token[-1:])
        elif token.startswith(b"\x1b]52;c;"):
            found.add(b"clipboard")
        else:
            found.add(token)
    return found


@pytest.fixture(scope="module")
def benign(tmp_path_factory: pytest.TempPathFactory) -> set[bytes]:
    """What the app itself sends."""
    return kinds(session(tmp_path_factory.mktemp("pty") / "benign", "harmless"))


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("names", [tuple(PAYLOADS)[:7], tuple(PAYLOADS)[7:]], ids=["one", "two"])
def test_no_byte_of_hostile_text_acts_on_the_terminal(
    benign: set[bytes], tmp_path: Path, names: tuple[str, ...]
) -> None:
    payload = " ".join(PAYLOADS[name] for name in names)
    output = session(tmp_path / "hostile", payload)
    assert kinds(output) - benign == set()
    for name in names:
        for part in PAYLOADS[name].split():
            assert part.encode() not in output, name
    text = output.decode("utf-8", "replace")
    assert not [char for char in text if 0x80 <= ord(char) < 0xA0]
    assert not set(PAYLOADS["bidi"]) & set(text)
    copied = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", output)
    assert copied
    for content in copied:
        clipboard = base64.b64decode(content).decode()
        assert not [char for char in clipboard if ord(char) < 32 and char not in "\n\t"]


def restored(terminal: Terminal) -> None:
    """The screen is the shell's again, the keys and the mouse too."""
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"),
                    (b"\x1b[?1000h", b"\x1b[?1000l"), (b"\x1b[?2004h", b"\x1b[?2004l")):  # fmt: skip
        assert on in terminal.output
        assert terminal.output.rfind(off) > terminal.output.rfind(on), off
    after = termios.tcgetattr(terminal.slave)
    assert after[:4] == terminal.before[:4]


@pytest.fixture
def running(
    tmp_path: Path, request: pytest.FixtureRequest, plain_signals: None
) -> Iterator[Terminal]:
    """The app, ready."""
    terminal = Terminal(tmp_path / "run", "harmless", getattr(request, "param", "run"))
    try:
        terminal.wait_for(READY)
        yield terminal
    finally:
        terminal.close()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_ends_the_app_and_restores_the_terminal(running: Terminal, name: str) -> None:
    number = getattr(signal, name)
    begun = time.monotonic()
    running.process.send_signal(number)
    assert running.leave() == 128 + number
    assert time.monotonic() - begun < 6
    restored(running)


def test_without_its_terminal_the_app_ends(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "run", "harmless")
    try:
        terminal.wait_for(READY)
        os.close(terminal.slave)
        os.close(terminal.master)
        # No signal tells it: the pseudo-terminal is not the one that controls its session.
        assert terminal.process.wait(15) == 129
    finally:
        terminal.process.kill()
        terminal.process.wait()


def test_leaving_restores_the_terminal(running: Terminal) -> None:
    running.press("/quit\r")
    assert running.leave() == 0
    restored(running)


@pytest.mark.parametrize(("way", "code"), [("quit", 0), ("SIGTERM", 143)])
def test_the_command_opens_the_app_on_the_real_library_and_tells_how_it_ended(
    tmp_path: Path, plain_signals: None, way: str, code: int
) -> None:
    terminal = Terminal(tmp_path / "main", "", "main")
    try:
        terminal.wait_for("The library is empty.", 60)
        if way == "quit":
            terminal.press("\x11")
        else:
            terminal.process.send_signal(signal.SIGTERM)
        assert terminal.leave() == code
        assert "went wrong" not in terminal.text()
        restored(terminal)
    finally:
        terminal.close()


@pytest.mark.parametrize("running", ["crash"], indirect=True)
def test_a_fault_is_one_clear_line_without_local_variables(running: Terminal) -> None:
    os.write(running.master, b"\x1b[24~")
    assert running.leave() == 1
    restored(running)
    said = running.text().split("briefing stopped because of a fault")[-1]
    assert "ZeroDivisionError" in said
    assert "sk-canary" not in running.text()
    assert "Traceback" not in running.text()


@pytest.mark.parametrize("running", ["adding"], indirect=True)
@pytest.mark.parametrize("way", ["quit", "SIGTERM", "SIGHUP"])
def test_leaving_while_something_is_added_restores_the_terminal(
    running: Terminal, way: str
) -> None:
    running.press("/ingest one.html\r")
    running.wait_for("Ctrl+G stops")
    if way == "quit":
        running.press("\x11")
        assert running.leave() == 0
    else:
        running.process.send_signal(getattr(signal, way))
        assert running.leave() == 128 + getattr(signal, way)
    restored(running)


@pytest.mark.parametrize("way", ["quit", "window"])
def test_leaving_a_real_ingest_loses_nothing(tmp_path: Path, plain_signals: None, way: str) -> None:
    from ingest.library import Library

    many = tmp_path / "many.jsonl"
    texts = [f"The ferry of day {n} came late because its engine failed again. " * 3
             for n in range(1500)]  # fmt: skip
    many.write_text("\n".join(json.dumps({"title": f"Day {n}", "text": text})
                              for n, text in enumerate(texts)))  # fmt: skip
    terminal = Terminal(tmp_path / "main", "", "main")
    try:
        terminal.wait_for("The library is empty.", 60)
        terminal.press(f"/ingest {many}\r")
        terminal.wait_for("articles/s", 60)
        if way == "quit":
            terminal.press("\x11")
            assert terminal.leave() == 0
        else:
            os.close(terminal.slave)
            os.close(terminal.master)
            assert terminal.process.wait(15) == 129
        if way != "window":
            restored(terminal)
    finally:
        if way == "window":
            terminal.process.kill()
            terminal.process.wait()
        else:
            terminal.close()
    with Library.open(tmp_path / "main" / "library", write=True) as library:
        there = library.catalogue.counts().articles
        assert 0 < there < 1500
        assert library.catalogue.check() == []
