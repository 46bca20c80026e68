"""What is copied: through the terminal, and into the platform's own clipboard where there is one.

The terminal is asked with OSC 52, which works over SSH too; but it may refuse, and does not say
so. The platform's program says whether it took the text.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PureWindowsPath
from typing import Any

from textual.app import App

from assistant.ui.literal import toast

_PATIENCE = 3.0
"""Seconds that the platform's program is given."""


def clipboard_program(
    platform: str, environment: Mapping[str, str], which: Callable[[str], str | None]
) -> list[str] | None:
    """The program that puts its input into the clipboard of the machine one sits at; None where
    there is none, or where it would be another machine's. Pure.

    ``platform`` is that of ``sys.platform``; ``which`` finds a program.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return None
    if platform == "darwin":
        known = [["pbcopy"]]
    elif platform == "win32":
        known = [["clip"]]
    else:
        known = [["wl-copy"]] if environment.get("WAYLAND_DISPLAY") else []
        if environment.get("DISPLAY"):
            known += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        if environment.get("WSL_DISTRO_NAME"):
            known.append(["clip.exe"])
    for name, *options in known:
        if found := which(name):
            return [found, *options]
    return None


def put(program: list[str], text: str) -> bool:
    """Gives ``text`` to a clipboard program; says whether it took it. May block for seconds."""
    # Windows' own program reads UTF-16 when it begins with a mark, else the console's code page.
    windows = PureWindowsPath(program[0]).stem.lower() == "clip"
    try:
        # Not captured: a program that stays to serve the clipboard would keep the pipes open.
        done = subprocess.run(
            program,
            input=text.encode("utf-16" if windows else "utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def copy(app: App[Any], text: str, what: str) -> None:
    """Copies ``text``, which must be clean, and says so; ``what`` names it for people."""
    app.copy_to_clipboard(text)
    program = clipboard_program(sys.platform, os.environ, shutil.which)
    if program is None or app.is_headless:
        toast(app, copied(what, certain=False))
    else:
        run = partial(_put_and_tell, app, program, text, what)
        app.run_worker(run, thread=True, exit_on_error=False, group="clipboard")


def copied(what: str, *, certain: bool) -> str:
    """What is said of something copied."""
    return f"Copied {what}." if certain else f"Copied {what}, if the terminal lets programs copy."


def _put_and_tell(app: App[Any], program: list[str], text: str, what: str) -> None:
    app.call_later(toast, app, copied(what, certain=put(program, text)))
