"""The end of the process, when a thread is still inside a call that nobody can end."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SCRIPT = """
import atexit, sys, threading
atexit.register(print, "wound up")
from assistant import cli
if {waits}:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
clock = threading.Timer(60, print)
clock.daemon = True
clock.start()
sys.argv = ["briefing", {argument!r}]
cli.entry()
"""


@pytest.mark.parametrize("waits", [True, False], ids=["busy", "idle"])
@pytest.mark.parametrize(
    ("argument", "code", "said"), [("--version", 0, "briefing "), ("nonsense", 2, "")]
)
def test_the_code_and_the_output_stand_and_no_thread_is_wound_up_while_it_works(
    waits: bool, argument: str, code: int, said: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(waits=waits, argument=argument)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    assert ended.stdout.startswith(said)
    assert ("wound up" in ended.stdout) is not waits
    assert "Traceback" not in ended.stderr


def test_no_thread_is_wound_up_behind_an_error_that_is_shown_whole() -> None:
    script = _SCRIPT.format(waits=True, argument="--version")
    script = script.replace('print, "wound up"', 'sys.stderr.write, "wound up"')
    closed = script.replace("cli.entry()", "sys.stdout.close()\ncli.entry()")
    ended = subprocess.run(
        [sys.executable, "-c", closed], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, True)
    assert "wound up" not in ended.stderr
