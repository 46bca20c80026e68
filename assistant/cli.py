"""The command line: parses, dispatches, and turns every error into one line and a code.

Results go to stdout, everything else to stderr. Nothing heavy is imported here, so that
``briefing --help`` answers at once.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from assistant.commands import (
    ask,
    chat,
    check,
    config,
    demo,
    diff,
    edit,
    ingest,
    library,
    search,
    sessions,
    update,
    upkeep,
)
from assistant.commands.parser import Parser, Version, global_options
from assistant.commands.signals import ended_by_signals
from assistant.errors import Cancelled, ConfigError, UsageError
from assistant.exits import Exit, exit_of
from assistant.terminal import Terminal
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.config import Settings

_COMMANDS = (
    chat, demo, ingest, update, ask, search, check, library, edit, diff, sessions, config, upkeep
)  # fmt: skip


_COLLECT_AFTER = 100_000
"""Allocations between two garbage collections. What is imported lives to the end; looking
through it at Python's own rate (700) takes a tenth of a cold start."""


def entry() -> NoReturn:
    """What ``briefing`` runs: one command, then the end of the process with its code."""
    code: int = Exit.FAILED  # of an error that -v shows whole
    try:
        code = main()
    except SystemExit as left:  # --help, or a signal that ended the conversation
        code = left.code if isinstance(left.code, int) else Exit.DONE
    finally:
        atexit.register(_leave_threads_behind, code)
    sys.exit(code)


def _leave_threads_behind(code: int) -> None:
    """Ends the process at once when a thread is still at work: stopped, but inside a call that
    cannot be. As the interpreter winds itself up it ends such threads where they are, and one
    within a library written in C++ or Rust then aborts the process."""
    waiting = threading.Timer  # a clock does no work
    if any(each.daemon and not isinstance(each, waiting) for each in threading.enumerate()):
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; never raises for what a user can cause.

    SystemExit comes only after ``--help`` and ``--version``, with code 0.
    """
    gc.set_threshold(_COLLECT_AFTER)
    arguments = sys.argv[1:] if argv is None else list(argv)
    _open_closed()
    # A console that cannot show a character shows its code, instead of stopping us.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _guarded(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python's own flush at exit must
        # not complain about it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _open_closed() -> None:
    """Opens the standard streams that the caller has closed (``>&-``): onto nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands. Global options may stand before or after the command."""
    parser = Parser(
        prog="briefing",
        description="Ask your own articles, and read on which exact words each sentence rests.",
        epilog="With no command, on a terminal, the app opens. Exit codes: 0 done, 1 failed, "
        "2 usage, 3 some sources failed, 4 the library does not say, 5 not verified (--strict), "
        "6 the model's endpoint failed, 7 the library cannot be used, 130 interrupted.",
        parents=[global_options(first=True)],
    )
    parser.add_argument("--version", action=Version, help="print the version")
    parser.set_defaults(run=None)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    parents = [global_options(first=False)]
    for command in _COMMANDS:
        command.add(subparsers, parents)
    return parser


def _guarded(arguments: list[str]) -> int:
    """Parses and runs; whatever goes wrong becomes one line on stderr and an exit code."""
    args = argparse.Namespace(
        quiet=False, verbose="-v" in arguments or "--verbose" in arguments,
        json="--json" in arguments, batch="--batch" in arguments or "--claims" in arguments,
    )  # fmt: skip
    terminal = Terminal(verbose=args.verbose)
    try:
        parser = build_parser()
        args = parser.parse_args(arguments)
        terminal = Terminal(quiet=args.quiet, verbose=args.verbose)
        with ended_by_signals(unless=args.run in (None, chat.run)):
            return _run(args, parser, terminal)
    except BriefingError as error:
        return _failed(error, args, terminal)
    except KeyboardInterrupt:
        return _failed(Cancelled("Interrupted."), args, terminal)
    except BrokenPipeError:
        raise
    except OSError as error:
        if terminal.verbose:
            raise
        what = error.strerror or str(error) or type(error).__name__
        where = f" ({error.filename})" if error.filename else ""
        return _failed(
            BriefingError(f"The system refused: {what}{where}.", "Check the disk and its rights."),
            args, terminal,
        )  # fmt: skip
    except Exception as error:
        if terminal.verbose:
            raise
        return _failed(internal(error), args, terminal)


def internal(error: Exception) -> BriefingError:
    """What to say of an error that only a fault of this program can cause."""
    return BriefingError(
        f"Something went wrong inside briefing: {type(error).__name__}: {error}",
        "Run it again with -v to see where, and report it.",
    )


def _failed(error: BriefingError, args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.error(
        error,
        as_json=bool(getattr(args, "json", False)),
        as_line=bool(getattr(args, "batch", None)),
    )
    return exit_of(error)


def _run(args: argparse.Namespace, parser: argparse.ArgumentParser, terminal: Terminal) -> int:
    run = args.run
    if run is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            parser.print_help()
            return Exit.DONE
        run = chat.run
    from assistant.config import load_settings

    named_file_must_exist = not run.__module__.endswith(".config")
    try:
        settings = load_settings(_flags(args), os.environ, config_must_exist=named_file_must_exist)
    except ConfigError as error:
        if not getattr(args, "tolerant", False):
            raise
        args.fault = error
        settings = _settings_without_file(args)
    return int(run(args, settings, terminal))


def _settings_without_file(args: argparse.Namespace) -> Settings:
    """What is left when file or environment are at fault: flags, and where the library is.

    For ``doctor`` and ``config path``, which must work just then.
    """
    from dataclasses import replace
    from pathlib import Path

    from assistant.config import default_path, load_settings

    kept = {name: os.environ[name] for name in ("BRIEFING_LIBRARY",) if name in os.environ}
    bare = load_settings({**_flags(args), "config": os.devnull}, kept, config_must_exist=False)
    path = Path(args.config or os.environ.get("BRIEFING_CONFIG") or default_path())
    return replace(bare, config_path=path.expanduser().absolute())


def _flags(args: argparse.Namespace) -> dict[str, object]:
    """The settings that were given as options."""
    flags = {name: getattr(args, name, None) for name in
             ("library", "config", "chroma", "engine", "model")}  # fmt: skip
    for name, value in flags.items():
        if isinstance(value, str) and not value.strip():
            raise UsageError(f"--{name} is empty.", "Give it a value or leave it out.")
    if args.offline:
        flags["offline"] = True
    return {name: value for name, value in flags.items() if value is not None}


if __name__ == "__main__":
    entry()
