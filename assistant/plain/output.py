"""Where the conversation speaks: answers to stdout, messages to stderr, a line at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.exits import Exit, exit_of
from assistant.plain.wording import ASCII, here
from ingest.errors import BriefingError, LibraryMissing
from ingest.text.clean import clean_line

if TYPE_CHECKING:
    from assistant.terminal import Terminal

_ADD_FIRST = "Add articles first: /ingest PATH or URL, /paste, or /samples to try it out."


class Output:
    """Says lines. ``code`` is the first exit code that is not ``DONE``, for scripts."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
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
        self._terminal.error(BriefingError(error.message, here(error.hint)))

    def note(self, code: Exit) -> None:
        """Keeps the first code that is not ``DONE``."""
        if self.code is Exit.DONE:
            self.code = code

    def _shown(self, line: str) -> str:
        """Cleaned, on one line, and without signs that a console has not."""
        line = clean_line(line)
        encoding = (self._terminal.stdout.encoding or "utf-8").lower().replace("-", "")
        return line if encoding == "utf8" else line.translate(ASCII)


__all__ = ["Output"]
