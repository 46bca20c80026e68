"""``briefing config``: show, set, path."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit
from assistant.terminal import Terminal

if TYPE_CHECKING:
    from assistant.config import Settings


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command with its actions."""
    parser = declare(subparsers, parents, "config", run_show, "show or change the settings")
    parser.set_defaults(json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    show = declare(actions, parents, "show", run_show, "show the settings; secrets are hidden")
    show.add_argument("--json", action="store_true")
    setting = declare(actions, parents, "set", run_set, "change one setting in the file")
    setting.add_argument("key")
    setting.add_argument(
        "value",
        nargs="?",
        help="the value; an empty one takes the setting away. A key is asked for, so that it "
        "stays out of the shell's history",
    )
    declare(actions, parents, "path", run_path, "print where the file is")


def run_show(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints every setting with where it comes from."""
    from assistant.config import describe

    shown = describe(settings)
    if args.json:
        terminal.json(shown)
    else:
        width = max(len(name) for name in shown)
        terminal.result("\n".join(f"{name:<{width}}  {value}" for name, value in shown.items()))
    return Exit.DONE


def run_set(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Writes one setting."""
    from assistant.config import is_secret, set_value

    value = args.value
    if is_secret(args.key) and value:
        raise UsageError(
            f"{args.key} is a secret: do not write it on the command line.",
            f"Run: briefing config set {args.key}   and type it when asked, or pipe it in.",
        )
    if value is None:
        value = _typed(args.key) if is_secret(args.key) else None
    if value is None:
        raise UsageError(f"There is no value for {args.key}.", "Write it after the name.")
    path = set_value(settings.config_path, args.key, value)
    terminal.say(f"{args.key} is set in {path}")
    return Exit.DONE


def _typed(key: str) -> str:
    import sys
    from getpass import getpass

    if sys.stdin.isatty():
        return getpass(f"{key} (not shown): ").strip()
    return sys.stdin.readline().strip()


def run_path(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints the configuration file's path."""
    terminal.result(str(settings.config_path))
    return Exit.DONE
