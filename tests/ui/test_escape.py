"""Esc is told from the keys that begin with its byte, and soon."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest
from textual import constants
from textual.events import Key
from textual.message import Message

from tui import BriefingApp

if sys.platform == "win32":
    pytest.skip("terminals of Windows tell Esc by itself", allow_module_level=True)

import pty
import tty

from assistant.ui.in_turn import DELAY, set_delay
from assistant.ui.quick_escape import QuickEscape


class Listening(QuickEscape):
    """Keeps what was read with the time it came."""

    def listen(self, fileno: int) -> None:
        self.fileno = fileno
        self.heard: list[tuple[float, str]] = []
        self.thread = threading.Thread(target=self.run_input_thread, daemon=True)
        self.thread.start()

    def process_message(self, message: Message) -> None:
        if isinstance(message, Key):
            self.heard.append((time.monotonic(), message.key))

    def wait(self, keys: int) -> list[str]:
        end = time.monotonic() + 5
        while len(self.heard) < keys and time.monotonic() < end:
            time.sleep(0.002)
        return [key for _, key in self.heard]


@pytest.fixture
async def typed(open_app: Callable[..., BriefingApp]) -> AsyncIterator[tuple[int, Listening]]:
    before = constants.ESCAPE_DELAY
    set_delay({})
    master, slave = pty.openpty()
    tty.setraw(slave)
    driver = Listening(open_app(), size=(80, 24))
    driver.listen(slave)
    yield master, driver
    driver.exit_event.set()
    driver.thread.join(2)
    assert not driver.thread.is_alive()
    for fd in (master, slave):
        with suppress(OSError):
            os.close(fd)
    constants.ESCAPE_DELAY = before  # type: ignore[misc]


async def test_esc_alone_is_told_within_a_tenth_of_a_second(typed: tuple[int, Listening]) -> None:
    master, driver = typed
    waits = []
    for times in range(1, 6):
        begun = time.monotonic()
        os.write(master, b"\x1b")
        assert driver.wait(times) == ["escape"] * times
        waits.append(driver.heard[-1][0] - begun)
    assert DELAY <= min(waits) < 0.1


async def test_keys_that_begin_with_its_byte_are_still_whole(typed: tuple[int, Listening]) -> None:
    master, driver = typed
    os.write(master, b"\x1bx")
    assert driver.wait(1) == ["alt+x"]
    os.write(master, b"\x1bOP\x1b[A")
    assert driver.wait(3) == ["alt+x", "f1", "up"]
    os.write(master, b"\x1b")
    time.sleep(DELAY / 4)
    os.write(master, b"[B")
    assert driver.wait(4)[3:] == ["down"]
    os.write(master, "ä".encode()[:1])
    time.sleep(DELAY / 4)
    os.write(master, "ä".encode()[1:])
    assert driver.wait(5)[4:] == ["ä"]


def test_escdelay_has_its_way() -> None:
    before = constants.ESCAPE_DELAY
    try:
        constants.ESCAPE_DELAY = 0.3  # type: ignore[misc]
        set_delay({"ESCDELAY": "300"})
        assert constants.ESCAPE_DELAY == 0.3
        set_delay({})
        assert constants.ESCAPE_DELAY == DELAY
    finally:
        constants.ESCAPE_DELAY = before  # type: ignore[misc]
