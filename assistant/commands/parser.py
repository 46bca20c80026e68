"""How the command line is parsed: argparse, with errors that name what to do next."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from assistant.errors import UsageError


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises UsageError, guesses at misspelt words, and takes options
    by their whole names only, so that a new option never changes what an old script means."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Raises UsageError with what argparse says, in our words, and the way to the help."""
        unknown = re.match(
            r"(?:argument \S+: )?invalid choice: '(.*)' \(choose from (.*)\)", message, re.DOTALL
        )
        if unknown:
            offered = re.findall(r"[\w-]+", unknown[2])
            message = f"There is no {unknown[1]!r} here." + _guess(unknown[1], offered)
        elif message.startswith("unrecognized arguments: "):
            wrong = message.removeprefix("unrecognized arguments: ")
            message = f"This is not understood: {wrong}." + _guess(
                wrong.split("=")[0].split(" ")[0], list(self._option_string_actions)
            )
        else:
            message = message[:1].upper() + message[1:] + "."
        raise UsageError(message, f"See: {self.prog} --help")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, but what a command does not know is that command's own error,
        which knows its options, and not the whole program's."""
        found, extra = super().parse_known_args(args, namespace)
        if extra and self._subparsers is None:
            self.error("unrecognized arguments: " + " ".join(extra))
        return found, extra


def _guess(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.7)  # the dashes are alike
    return f" Did you mean {close[0]}?" if close else ""


class Version(argparse.Action):
    """``--version``: looks the version up only when it is asked for, which takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Prints it and ends."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("briefing")
        except PackageNotFoundError:
            found = "0 (not installed)"
        print(f"briefing {found}")
        parser.exit()


def global_options(*, first: bool) -> argparse.ArgumentParser:
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
