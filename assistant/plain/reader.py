"""Where lines come from: a terminal, with readline where there is one, or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from ingest.text.clean import clean, clean_line

if TYPE_CHECKING:
    from types import ModuleType

Complete = Callable[[str], list[str]]
"""The line so far → the lines that it may become."""


class Reader:
    """Reads line by line; ``interactive`` when a person types at a terminal."""

    def __init__(self, stdin: TextIO, stdout: TextIO, complete: Complete) -> None:
        self.interactive = stdin.isatty() and stdout.isatty()
        self._stdin = stdin
        self._complete = complete
        self._found: list[str] = []
        self._first = True
        self._readline = self._edited() if self.interactive else None
        if hasattr(stdin, "reconfigure"):  # bytes that are no text shall not end a conversation
            stdin.reconfigure(errors="replace")

    @property
    def edits(self) -> bool:
        """Whether Tab completes and the arrow keys bring lines back."""
        return self._readline is not None

    def read(self, prompt: str) -> str:
        """The next line, cleaned, without its end; the prompt is shown to a person only.

        Raises EOFError at the end, and KeyboardInterrupt.
        """
        if self.interactive:
            try:
                return clean(input(prompt))
            except OSError as error:  # the terminal is gone
                raise EOFError from error
        line = self._stdin.readline()
        if not line:
            raise EOFError
        if self._first:
            line, self._first = line.removeprefix("\ufeff"), False
        return clean(line).rstrip("\n")

    def remember(self, lines: Iterable[str]) -> None:
        """Makes lines of earlier conversations, oldest first, come back with the arrow keys,
        before those that were typed already."""
        edit = self._readline
        if edit is None:
            return
        typed = [edit.get_history_item(n + 1) for n in range(edit.get_current_history_length())]
        edit.clear_history()
        for line in (*map(clean_line, lines), *typed):
            with suppress(UnicodeError):  # the locale has no such letters
                edit.add_history(line)

    def forget_last(self, count: int) -> None:
        """Takes the last lines out of the history: they were an article's."""
        if self._readline is not None:
            for _ in range(count):
                last = self._readline.get_current_history_length() - 1
                if last >= 0:
                    self._readline.remove_history_item(last)

    def _edited(self) -> ModuleType | None:
        """readline, set up; None where there is none (Windows)."""
        try:
            import readline
        except ImportError:
            return None
        readline.set_completer(self._nth)
        readline.set_completer_delims("")  # the whole line is completed, not a word of it
        # macOS has libedit in its place, which words it in its own way.
        edits = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if edits else "tab: complete")
        return readline

    def _nth(self, line: str, number: int) -> str | None:
        """readline asks for one candidate after the other, until None. Nothing may be raised."""
        if number == 0:
            self._found = []
            with suppress(Exception):
                self._found = self._complete(line)
        return self._found[number] if number < len(self._found) else None


def standard(complete: Complete) -> Reader:
    """Of standard input and output."""
    return Reader(sys.stdin, sys.stdout, complete)


__all__ = ["Complete", "Reader", "standard"]
