"""The command line: parses, dispatches, and turns every error into one line and a code.

Results go to stdout, everything else to stderr. Nothing heavy is imported here, so that
``briefing --help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from assistant.commands import ask, chat, config, demo, ingest, library, search, upkeep
from assistant.exits import Exit, exit_of
from assistant.terminal import Terminal
from ingest.errors import BriefingError

_COMMANDS = (chat, demo, ingest, ask, search, library, config, upkeep)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; never raises for what a user can cause."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    parser = build_parser()
    args = parser.parse_args(arguments)
    terminal = Terminal(quiet=args.quiet, verbose=args.verbose)
    try:
        return _run(args, parser, terminal)
    except BriefingError as error:
        terminal.error(error, as_json=getattr(args, "json", False))
        return exit_of(error)
    except KeyboardInterrupt:
        terminal.say("briefing: Interrupted.")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python's own flush at exit must
        # not complain about it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands. Global options may stand before or after the command."""
    parser = argparse.ArgumentParser(
        prog="briefing",
        description="Ask your own articles, and read on which exact words each sentence rests.",
        epilog="With no command, on a terminal, the app opens. Exit codes: 0 done, 1 failed, "
        "2 usage, 3 some sources failed, 4 the library does not say, 5 not verified (--strict), "
        "6 the model's endpoint failed, 7 the library cannot be used, 130 interrupted.",
        parents=[_global_options(first=True)],
    )
    parser.add_argument("--version", action="version", version=f"briefing {_version()}")
    parser.set_defaults(run=None)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    parents = [_global_options(first=False)]
    for command in _COMMANDS:
        command.add(subparsers, parents)
    return parser


def _global_options(*, first: bool) -> argparse.ArgumentParser:
    """Global options; after the command they only overrule what stood before it."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("everywhere")
    none = None if first else argparse.SUPPRESS
    off = False if first else argparse.SUPPRESS
    group.add_argument("--library", metavar="DIR", default=none, help="where the library is")
    group.add_argument("--config", metavar="FILE", default=none, help="the settings file")
    group.add_argument(
        "--offline", action="store_true", default=off, help="open no connection to anywhere"
    )
    group.add_argument(
        "--chroma", metavar="URL", default=none, help="a Chroma server instead of the folder"
    )
    group.add_argument("-q", "--quiet", action="store_true", default=off, help="results only")
    group.add_argument("-v", "--verbose", action="store_true", default=off, help="say more")
    return options


def _run(args: argparse.Namespace, parser: argparse.ArgumentParser, terminal: Terminal) -> int:
    run = args.run
    if run is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            parser.print_help()
            return Exit.DONE
        run = chat.run
    from assistant.config import load_settings

    named_file_must_exist = not run.__module__.endswith(".config")
    settings = load_settings(_flags(args), os.environ, config_must_exist=named_file_must_exist)
    return int(run(args, settings, terminal))


def _flags(args: argparse.Namespace) -> dict[str, object]:
    """The settings that were given as options."""
    flags = {name: getattr(args, name, None) for name in
             ("library", "config", "chroma", "engine", "model")}  # fmt: skip
    if args.offline:
        flags["offline"] = True
    return {name: value for name, value in flags.items() if value is not None}


def _version() -> str:
    try:
        return version("briefing")
    except PackageNotFoundError:
        return "0 (not installed)"


if __name__ == "__main__":
    sys.exit(main())
