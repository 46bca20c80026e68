"""``briefing`` and ``briefing chat``: the terminal app."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    declare(subparsers, parents, "chat", run, "open the terminal app")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Opens the app. Raises UsageError when there is no terminal to open it on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The app needs a terminal.", 'To ask from a script: briefing ask "QUESTION"'
        )
    import tui

    return Exit(tui.main(settings))
