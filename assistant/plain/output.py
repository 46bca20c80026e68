"""Where the conversation speaks: answers to stdout, messages to stderr, a line at a time."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from assistant.exits import Exit, exit_of
from assistant.plain.wording import ASCII, here
from ingest.errors import BriefingError, LibraryMissing
from ingest.text.clean import clean_line, visible

if TYPE_CHECKING:
    from assistant.terminal import Terminal

_NARROWEST = 20
_ADD_FIRST = "Add articles first: /ingest PATH or URL, /paste, or /samples to try it out."


class Output:
    """Says lines. ``code`` is the first exit code that is not ``DONE``, for scripts.

    ``columns`` gives the width of a terminal, which would break a long line within a word; in
    a pipe every line stays whole.
    """

    def __init__(self, terminal: Terminal, columns: Callable[[], int] | None = None) -> None:
        self._terminal = terminal
        self._columns = columns
        self.code = Exit.DONE

    def say(self, *lines: str) -> None:
        """Lines of a result."""
        for line in lines:
            self._terminal.result(self._shown(line))

    def tell(self, *lines: str) -> None:
        """Messages beside the results; silent with ``-q``."""
        for line in lines:
            self._terminal.say(self._shown(line))

    def block(self, lines: Iterable[str]) -> None:
        """Lines that are to be copied as they are."""
        for line in lines:
            self._terminal.result(line)

    def fail(self, error: BriefingError) -> None:
        """What happened and what to do next, on one line."""
        self.note(exit_of(error))
        if isinstance(error, LibraryMissing):
            error = LibraryMissing(error.message, _ADD_FIRST)
        said = " ".join(visible(part) for part in (error.message, here(error.hint)) if part)
        print(self._shown(f"briefing: {said}"), file=self._terminal.stderr, flush=True)

    def note(self, code: Exit) -> None:
        """Keeps the first code that is not ``DONE``."""
        if self.code is Exit.DONE:
            self.code = code

    def _shown(self, line: str) -> str:
        """Cleaned, on one line, without signs that a console has not, broken between words."""
        line = clean_line(line)
        encoding = (self._terminal.stdout.encoding or "utf-8").lower().replace("-", "")
        if encoding != "utf8":
            line = line.translate(ASCII)
        if self._columns is None:
            return line
        width = max(_NARROWEST, self._columns() - 1)
        return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def columns() -> int:
    """Those of the terminal; 80 when it does not say."""
    return shutil.get_terminal_size().columns


__all__ = ["Output", "columns"]
