"""The help: every key and every command, made from the keys that are in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from assistant.ui.literal import CleanInput, Words
from assistant.ui.modal import Modal

_COLUMN = 22
"""Columns of the keys."""

_INDENT = 2 + _COLUMN + 1
_USUAL = 71
"""Columns of the text on a terminal that has room for the dialog."""
_NARROWEST = 16
"""Columns that what a key does has at least."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the help: keys or commands, each with what it does."""

    title: str
    lines: tuple[tuple[str, str], ...]


class HelpScreen(Modal[None]):
    """Shows the sections; what is typed leaves those lines that have it."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#search"
    in_passing = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="help.close"),
        Binding("up", "scroll(-1)", "Scroll up", priority=True, show=False, id="help.up"),
        Binding("down", "scroll(1)", "Scroll down", priority=True, show=False, id="help.down"),
        Binding("pageup", "page(-1)", "A page up", priority=True, show=False, id="help.page_up"),
        Binding("pagedown", "page(1)", "Next page", priority=True, id="help.page_down"),
    ]

    def __init__(self, sections: Iterable[Section]) -> None:
        super().__init__()
        self._sections = tuple(sections)
        self._width = _USUAL

    def compose(self) -> ComposeResult:
        """A line to search in, and one long text that scrolls."""
        with Vertical(classes="dialog help"):
            yield CleanInput(placeholder="type to search · ↑ ↓ PgUp PgDn scroll",
                             id="search", compact=True)  # fmt: skip
            with VerticalScroll():
                yield Words(help_content(self._sections, _USUAL), classes="keys")

    def on_mount(self) -> None:
        """Lays it out for the width there is."""
        self.call_after_refresh(self._lay_out)

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        self.call_after_refresh(self._lay_out)

    @on(CleanInput.Changed)
    def _typed(self) -> None:
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _lay_out(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        if width > 0 and width != self._width:
            self._width = width
            self._show()

    def _show(self) -> None:
        found = matching(self._sections, self.query_one(CleanInput).value)
        told = help_content(found, self._width) if found else "Nothing is like it."
        self.query_one(".keys", Words).show(told)

    def action_close(self) -> None:
        """Back to where one was; what was searched for is taken back first."""
        search = self.query_one(CleanInput)
        if search.value:
            search.value = ""
        else:
            self.dismiss()

    def action_scroll(self, by: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scrolls by a page."""
        view = self.query_one(VerticalScroll)
        view.scroll_relative(y=by * max(1, view.size.height - 1), animate=False)


def matching(sections: Sequence[Section], text: str) -> tuple[Section, ...]:
    """The sections with those lines alone that have every word of ``text``, in the keys, in what
    they do or in the title."""
    words = text.lower().split()

    def fits(section: Section, line: tuple[str, str]) -> bool:
        told = f"{line[0]} {line[1]} {section.title}".lower()
        return all(word in told for word in words)

    found = (
        Section(section.title, tuple(line for line in section.lines if fits(section, line)))
        for section in sections
    )
    return tuple(section for section in found if section.lines)


def help_content(sections: Iterable[Section], width: int) -> Content:
    """The sections as text of at most ``width`` columns: what does not fit beside its keys goes
    on under itself, and begins there when the keys are too long to have it beside them."""
    parts: list[Content | str | tuple[str, str]] = []
    for section in sections:
        parts.append((f"{section.title}\n", "bold $text-primary"))
        for keys, about in section.lines:
            lines = wrap(about, max(_NARROWEST, width - _INDENT)) or [""]
            if len(keys) > _COLUMN:
                lines.insert(0, "")
            told = ("\n" + " " * _INDENT).join(lines)
            parts += [(f"  {keys:<{_COLUMN}}", "bold $text-accent"), f" {told}\n"]
        parts.append("\n")
    return Content.assemble(*parts)


def joined(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Keys and meanings, those of one meaning on one line."""
    found: dict[str, list[str]] = {}
    for keys, about in lines:
        found.setdefault(about, []).append(keys)
    return tuple((", ".join(dict.fromkeys(keys)), about) for about, keys in found.items())
