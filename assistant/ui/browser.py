"""Opening a page in the browser of the machine one sits at. Blocks; for a thread."""

from __future__ import annotations

import subprocess
import sys

_PATIENCE = 15.0
"""Seconds after which a browser that was started is taken to be running."""

_IN_TERMINAL = "www-browser links elinks lynx w3m"
"""Browsers that would draw over the app. ``webbrowser`` falls back to them."""

_PROGRAM = """
import os, sys, webbrowser
try:
    browser = webbrowser.get()
except webbrowser.Error:
    sys.exit(1)
name = os.path.basename(str(getattr(browser, "name", "")))
if name in sys.argv[2].split():
    sys.exit(1)
sys.exit(not browser.open(sys.argv[1]))
"""


def open_page(url: str) -> bool:
    """Opens ``url``, which must be safe to open; says whether a browser was started.

    In a process of its own, without the terminal: what browsers print would stand on the screen.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM, url, _IN_TERMINAL],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
    return done.returncode == 0
