"""Where the command line writes: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from assistant.pacing import pace_words
from ingest.errors import BriefingError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from ingest.types import Progress

_WIDEST = 100
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a command and how they may be written to.

    ``stdout`` carries results only; colour is used only where a stream is a terminal and
    ``NO_COLOR`` is not set (https://no-color.org).
    """

    quiet: bool = False
    verbose: bool = False
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def width(self) -> int:
        """Columns for wrapped text; 80 when stdout is no terminal."""
        if not self.stdout.isatty():
            return 80
        return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))

    @property
    def colour(self) -> bool:
        """Whether stdout takes colour."""
        return self.stdout.isatty() and not self.environ.get("NO_COLOR")

    def result(self, text: str) -> None:
        """A result, as text."""
        print(text, file=self.stdout, flush=True)

    def json(self, value: object) -> None:
        """A result, as indented JSON."""
        self.result(json.dumps(value, ensure_ascii=self._ascii, indent=2))

    def json_line(self, value: object) -> None:
        """A result, as one line of JSON."""
        self.result(json.dumps(value, ensure_ascii=self._ascii))

    @property
    def _ascii(self) -> bool:
        """Whether JSON must write other characters as ``\\u…``: stdout is not UTF-8."""
        return (self.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"

    def say(self, text: str) -> None:
        """A message for the person at the terminal; silent with ``-q``."""
        if not self.quiet:
            print(text, file=self.stderr, flush=True)

    def ask(self, text: str) -> None:
        """A question to the person at the terminal, also with ``-q``; no newline is added."""
        print(text, end="", file=self.stderr, flush=True)

    def agrees(self, question: str) -> bool:
        """Asks the person at the terminal; whether the next line of the input is a yes."""
        self.ask(f"{question} [y/N] ")
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    def hint(self, text: str) -> None:
        """A message worth showing to a person only, never into a log."""
        if self.stderr.isatty():
            self.say(text)

    def error(self, error: BriefingError, *, as_json: bool = False, as_line: bool = False) -> None:
        """What happened and what to do next: a line on stderr, with ``as_json`` also on stdout
        (on one line with ``as_line``, as in a batch)."""
        if as_json:
            (self.json_line if as_line else self.json)(error_json(error))
        message = " ".join(visible(part) for part in (error.message, error.hint) if part)
        print(f"briefing: {message}", file=self.stderr, flush=True)

    @contextmanager
    def progress(self, label: str) -> Iterator[ProgressBar]:
        """A progress bar on stderr while the block runs; nothing when it is no terminal."""
        if self.quiet or not self.stderr.isatty():
            yield ProgressBar(None)
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        with RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}", markup=False),
            console=Console(file=self.stderr),
            transient=True,
        ) as bar:
            yield ProgressBar(bar, bar.add_task(label, total=None, pace=""))


class ProgressBar:
    """Takes ``Progress`` values and draws them; draws nothing without a terminal."""

    def __init__(self, bar: Any, task: Any = None) -> None:
        self._bar = bar
        self._task = task

    def __call__(self, progress: Progress) -> None:
        if self._bar is not None:
            done, total = progress.done, progress.total
            self._bar.update(self._task, completed=done, total=total, pace=pace_words(progress))


def error_json(error: BriefingError) -> dict[str, object]:
    """The shape of an error with ``--json``."""
    return {
        "error": {
            "kind": error.kind,
            "message": visible(error.message),
            "hint": visible(error.hint),
        }
    }
