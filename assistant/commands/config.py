"""``briefing config``: show, set, unset, path."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal


_SEE = "See: briefing config keys"


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command with its actions."""
    parser = declare(subparsers, parents, "config", run_show, "show or change the settings")
    parser.set_defaults(json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    show = declare(actions, parents, "show", run_show, "show the settings; secrets are hidden")
    show.add_argument("--json", action="store_true", help="the settings as JSON")
    setting = declare(actions, parents, "set", run_set, "change one setting in the file")
    setting.add_argument("key", help="the setting's name, as `config show` lists it")
    setting.add_argument(
        "value",
        nargs="?",
        help="the value; an empty one takes the setting away. A key is asked for, so that it "
        "stays out of the shell's history",
    )
    unset = declare(
        actions, parents, "unset", run_unset, "take one setting out of the file: its default holds"
    )
    unset.add_argument("key", help="the setting's name, as `config show` lists it")
    keys = declare(actions, parents, "keys", run_keys, "list the app's keys and what they do")
    keys.add_argument("--json", action="store_true", help="the keys as JSON")
    path = declare(actions, parents, "path", run_path, "print where the file is")
    path.set_defaults(tolerant=True)


def run_show(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints every setting with where it comes from."""
    from assistant.config import describe

    if args.json:
        terminal.json(settings_json(settings))
    else:
        shown = describe(settings)
        width = max(len(name) for name in shown)
        terminal.result("\n".join(f"{name:<{width}}  {value}" for name, value in shown.items()))
    _tell_problems(settings, terminal)
    return Exit.DONE


def run_keys(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints every key of the app: the id by which it is changed, the key, what it does."""
    from assistant.ui.key_list import every_key

    rows = every_key(settings.keys)
    if args.json:
        terminal.json({"keys": [row.shape() for row in rows]})
    else:
        wide, keys = max(len(row.id) for row in rows), max(len(row.shown) for row in rows)
        lines = [f"{row.id:<{wide}}  {row.shown:<{keys}}  {row.about}" for row in rows]
        terminal.result("\n".join(lines))
        terminal.say("Change one: briefing config set keys.ID KEY")
    _tell_problems(settings, terminal)
    return Exit.DONE


def _tell_problems(settings: Settings, terminal: Terminal) -> None:
    """Says which of the changed keys cannot be as the file has them."""
    if settings.keys:
        from assistant.ui.rooms import remapped

        for problem in remapped(settings.keys).problems:
            terminal.say(f"briefing: [keys] {problem}")


def settings_json(settings: Settings) -> dict[str, object]:
    """The shape of ``config show --json``; of a secret it tells only whether it is set."""
    from assistant.config import KEYS

    shown: dict[str, object] = {}
    for name, key in KEYS.items():
        value = getattr(settings, name)
        if key.secret:
            entry: dict[str, object] = {"set": value is not None}
        else:
            entry = {"value": value if isinstance(value, int | float | None) else str(value)}
        shown[name] = entry | {"origin": settings.origins[name]}
    keys = {name: str(value) for name, value in settings.keys.items()}
    return {"path": str(settings.config_path), "settings": shown, "keys": keys}


def run_set(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Writes one setting."""
    from assistant.config import KEYS, is_secret, set_value
    from assistant.config_file import BOUND, check, check_known
    from assistant.errors import ConfigError
    from ingest.text.clean import visible

    value = args.value
    if is_secret(args.key) and value:
        raise UsageError(
            f"{args.key} is a secret: do not write it on the command line.",
            f"Run: briefing config set {args.key}   and type it when asked, or pipe it in.",
        )
    if args.key.startswith(f"{BOUND}.") and value and value.strip():
        _check_key(args.key.removeprefix(f"{BOUND}."), value, settings)
    try:
        check_known(args.key)
        if value is None and is_secret(args.key):
            value = _typed(args.key) or None
        if value is None:
            raise UsageError(
                f"There is no value for {args.key}.",
                f"Write it after the name, or run: briefing config unset {args.key}",
            )
        if value.strip() and args.key in KEYS:
            check(args.key, value, "config set")
    except ConfigError as error:
        raise UsageError(error.message, error.hint) from None
    path = set_value(settings.config_path, args.key, value)
    done = "is set in" if value.strip() else "is taken out of"
    terminal.say(f"{args.key} {done} {visible(str(path))}")
    _tell_shadow(args.key, terminal)
    return Exit.DONE


def _check_key(name: str, value: str, settings: Settings) -> None:
    """Raises UsageError when an action of the app cannot have these keys."""
    from assistant.ui.rooms import remapped

    kept = {key: keys for key, keys in settings.keys.items() if key != name}
    before = remapped(kept).problems
    for problem in remapped({**kept, name: value}).problems:
        if problem not in before:
            raise UsageError(problem, "" if "briefing config keys" in problem else _SEE)


def run_unset(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Takes one setting out of the file; one that does not stand there is no failure."""
    from assistant.config import set_value
    from assistant.config_file import BOUND, check_known, read_file
    from assistant.errors import ConfigError
    from ingest.text.clean import visible

    try:
        check_known(args.key)
    except ConfigError as error:
        raise UsageError(error.message, error.hint) from None
    shown = visible(str(settings.config_path))
    bound = {f"{BOUND}.{name}" for name in settings.keys}
    if args.key in bound or args.key in read_file(settings.config_path.expanduser()).settings:
        set_value(settings.config_path, args.key, "")
        terminal.say(f"{args.key} is taken out of {shown}")
    else:
        terminal.say(f"{args.key} is not set in {shown}")
    _tell_shadow(args.key, terminal)
    return Exit.DONE


def _tell_shadow(key: str, terminal: Terminal) -> None:
    """Says when the environment goes before what was just changed."""
    import os

    shadow = f"BRIEFING_{key.upper()}"
    if os.environ.get(shadow, "").strip():
        terminal.say(f"briefing: {shadow} is set in the environment and goes before the file.")


def _typed(key: str) -> str:
    """A secret from the keyboard, not shown, or from a pipe."""
    import sys
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    try:
        return getpass(f"{key} (not shown): ").strip()
    except EOFError:
        return ""


def run_path(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints the configuration file's path; a script gets it to the letter."""
    from ingest.text.clean import visible

    path = str(settings.config_path)
    terminal.result(visible(path) if terminal.stdout.isatty() else path)
    return Exit.DONE
