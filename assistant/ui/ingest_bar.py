"""The line over the prompt while something is being added: what, how far, how fast, how to stop."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import ProgressBar

from assistant.pacing import pace_words
from assistant.ui.literal import Words, literal_line, shortened
from ingest.types import Progress

_BAR = 36
"""Columns that the bar takes of the line."""
_ROOMY = 100
"""Columns from which the bar has its place; below, its figures stand in words."""
_LEAST = 8
"""Columns that a name is given at least."""
_STOP = "stop_adding"


class IngestBar(Horizontal):
    """Shown while something is being added. The key that stops it is told at its end, where it
    can be clicked."""

    def compose(self) -> ComposeResult:
        """The bar, what is being done, how to stop it."""
        yield ProgressBar(show_eta=False)
        yield Words("", classes="note")
        yield Words("", classes="stop")

    def on_mount(self) -> None:
        """Nothing is going on yet."""
        self.display = False
        self._what = ""
        self._waiting = 0
        self._stopping = False
        self._progress = Progress(0, None)

    def begin(self, what: str, waiting: int) -> None:
        """Shows that ``what`` is being added, with ``waiting`` more after it."""
        self.display = True
        self._what, self._waiting, self._stopping = what, waiting, False
        self._progress = Progress(0, None)
        self.query_one(ProgressBar).update(total=None, progress=0)
        self._draw()

    def go_on(self, progress: Progress) -> None:
        """Shows how far it is."""
        self.display = True
        self._progress = progress
        self.query_one(ProgressBar).update(total=progress.total, progress=progress.done)
        self._draw()

    def stopping(self) -> None:
        """Shows that it was told to stop, and finishes what it has begun."""
        self._stopping = True
        self._draw()

    def end(self) -> None:
        """Nothing is being added any more."""
        self.display = False

    def on_resize(self) -> None:
        """Another width has room for other words."""
        if self.display:
            self._draw()

    def _draw(self) -> None:
        roomy = self.app.size.width >= _ROOMY
        self.query_one(ProgressBar).display = roomy
        stop = "" if self._stopping else f"{self._key()} stops"
        room = self.app.size.width - 3 - cell_len(stop) - (_BAR if roomy else 0)
        words = told(self._what, self._progress, self._waiting, room, counted=not roomy)
        if self._stopping:
            words = shortened("stopping: what was begun is being finished", room)
        self.query_one(".note", Words).show(literal_line(words))
        click = Style.from_meta({"@click": f"screen.{_STOP}"})
        self.query_one(".stop", Words).show(Content.styled(stop, "$text-accent").stylize(click))

    def _key(self) -> str:
        for active in self.screen.active_bindings.values():
            if active.binding.action == _STOP:
                return self.app.get_key_display(active.binding)
        return "/stop"


def told(what: str, progress: Progress, waiting: int, room: int, *, counted: bool) -> str:
    """What is being added and how it goes, in at most ``room`` columns as far as it can be cut:
    what is done of all (when ``counted``), what is done now, how fast, what comes next. Least
    is said of what is least missed: the note goes first, then what waits, then the speed."""
    done = f"{progress.done:,}"
    of = f"{done} of {progress.total:,}" if progress.total else done
    count = of if counted and (progress.done or progress.total) else ""
    pace = pace_words(progress)
    next_up = f"{waiting} more waiting" if waiting else ""
    note = progress.note
    for parts in (
        (note, count, pace, next_up), (count, pace, next_up), (count, pace), (count,), ()
    ):  # fmt: skip
        rest = "".join(f" · {part}" for part in parts if part)
        left = room - cell_len(rest) - len("adding ")
        if left >= min(cell_len(what), _LEAST) or not parts:
            # Of a path that is too long, its last part says most.
            name = what if cell_len(what) <= left else what.rpartition("/")[2] or what
            return f"adding {shortened(name, max(left, _LEAST))}{rest}"
    raise AssertionError("the empty tail is always taken")
