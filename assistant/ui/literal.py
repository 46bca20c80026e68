"""The one way of foreign text to the screen: cleaned once more, and never read as markup."""

from __future__ import annotations

from typing import Any, Literal

from rich.cells import cell_len
from textual.app import App
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, Static, TextArea

from ingest.text.clean import clean, clean_line

Severity = Literal["information", "warning", "error"]

_READ = 18
"""Characters that are read in a second while something else is looked at: a slow pace."""


def literal(text: str, style: str = "") -> Content:
    """``text`` with its lines, exactly as it reads; brackets have no meaning in it."""
    return Content.styled(clean(text), style)


def literal_line(text: str, style: str = "") -> Content:
    """``text`` on one line, exactly as it reads."""
    return Content.styled(clean_line(text), style)


def shortened(text: str, length: int) -> str:
    """``text`` on one line, cut at a word to at most ``length`` characters."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:") + "…"


def cut_in_the_middle(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` columns, which must be positive: what does not
    fit is taken out of the middle, for both ends of an address say something."""
    line = clean_line(text)
    if cell_len(line) <= width:
        return line
    head, tail = line[:width], line[-width:]
    while cell_len(head) > width // 2:
        head = head[:-1]
    while cell_len(tail) > width - 1 - cell_len(head):
        tail = tail[1:]
    return f"{head}…{tail}"


def toast(app: App[Any], message: str, severity: Severity = "information") -> None:
    """A short note in the corner, for as long as it takes to read."""
    line = clean_line(message)
    app.notify(line, severity=severity, timeout=2.5 + len(line) / _READ, markup=False)


class Words(Static):
    """A Static that never reads markup: text given as a string is shown as it is."""

    DEFAULT_CSS = "Words.-blank { display: none; }"

    def __init__(self, content: Content | str = "", *, id: str | None = None,
                 classes: str | None = None) -> None:  # fmt: skip
        super().__init__(_content(content), markup=False, id=id, classes=classes)

    def show(self, content: Content | str) -> None:
        """Puts other words in place of those shown; an empty text hides the widget."""
        made, shown = _content(content), self.content
        self.set_class(not made.plain, "-blank")
        if not (isinstance(shown, Content) and made.is_same(shown)):
            # What does not take its size from the words needs no new layout of the screen.
            width, height = self.styles.width, self.styles.height
            fixed = width and not width.is_auto and height and height.is_cells
            self.update(made, layout=not fixed)


def _content(content: Content | str) -> Content:
    return content if isinstance(content, Content) else literal(content)


class CleanArea(TextArea):
    """A text area into which nothing can be pasted that would act on the terminal."""

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        if result := self._replace_via_keyboard(clean(event.text), *self.selection):
            self.move_cursor(result.end_location)


class CleanInput(Input):
    """A one-line input with the same guard."""

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(clean_line(event.text), *self.selection)
