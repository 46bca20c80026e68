"""``briefing`` and ``briefing chat``: the terminal app, or the conversation in plain lines."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal

_ENDED = range(129, 129 + 64)
"""Codes that say which signal ended the app: 128 and its number (POSIX shells)."""

_DUMB = ("dumb", "unknown")
"""What ``TERM`` says of a terminal that cannot move its cursor (terminfo)."""


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers, parents, "chat", run, "open the terminal app",
        epilog="With --plain the same conversation comes in plain lines: for screen readers, dumb "
        "terminals, slow lines and pipes. From a pipe it answers line by line, and the exit code "
        "is the first that is not 0.",
    )  # fmt: skip
    parser.add_argument(
        "--plain", action=argparse.BooleanOptionalAction, default=None,
        help="in plain lines instead of on the full screen",
    )  # fmt: skip
    earlier = parser.add_mutually_exclusive_group()
    earlier.add_argument(
        "--resume", dest="session", action="store_const", const="last",
        help="go on with the conversation that was used last",
    )  # fmt: skip
    earlier.add_argument(
        "--session", metavar="ID",
        help="go on with this conversation: an id, a name, or the beginning of either",
    )  # fmt: skip


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Opens the app, or what stands in for it. Raises UsageError when there is no terminal that
    can show it, and SessionError when there is no such conversation to go on with."""
    earlier, plain = getattr(args, "session", None), getattr(args, "plain", None)
    if settings.plain if plain is None else plain:
        return _plain(settings, terminal, _kept(settings, earlier))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The app needs a terminal.",
            'From a script: briefing ask "QUESTION", or line by line: briefing chat --plain',
        )
    if (name := os.environ.get("TERM", "").lower()) in _DUMB:
        raise UsageError(
            f"The app needs a terminal that can show a full screen, and this one is {name}.",
            "In plain lines: briefing chat --plain; for good: briefing config set plain true",
        )
    session = _kept(settings, earlier)
    import tui

    code = tui.main(settings, session)
    if code in _ENDED:
        sys.exit(code)
    return Exit(code)


def _kept(settings: Settings, given: str | None) -> str | None:
    """The id of the kept conversation that is meant; None for none. Raises SessionError."""
    if given is None:
        return None
    from assistant.conversations.finding import one
    from assistant.session import Sessions

    return one(Sessions(settings.library / "library.db").list(), given).session_id


def _plain(settings: Settings, terminal: Terminal, session: str | None) -> Exit:
    """The conversation in plain lines. SIGTERM and SIGHUP end it after what is begun."""
    from assistant.plain.chat import Chat
    from assistant.plain.ending import Ended, ending_signals

    try:
        with ending_signals():
            return Chat(settings, terminal, session).run()
    except Ended as ended:
        sys.exit(ended.code)
