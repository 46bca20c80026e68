"""A list of any length: only the lines in sight are ever drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.ui.library_entries import Entry
from assistant.ui.messages import EntryChosen, EntryHighlighted

ONE_LINE = 72
"""Columns from which an article takes one line; below, it takes two."""

_PUBLISHER = 20
_DATE = 10


class ArticleList(ScrollView, can_focus=True):
    """Articles, one of them marked. Tells which one by ``EntryHighlighted``; ``EntryChosen``
    when it is to be read."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--row",
        "article-list--quiet",
        "article-list--note",
        "article-list--marked",
        "article-list--focused",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Read", id="list.read"),
        Binding("down,j", "move(1)", "Next article", show=False, id="list.next"),
        Binding("up,k", "move(-1)", "Previous article", show=False, id="list.previous"),
        Binding("pagedown", "page(1)", "A page down", show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", "A page up", show=False, id="list.page_up"),
        Binding("home,g", "edge(0)", "First article", show=False, id="list.first"),
        Binding("end,G", "edge(1)", "Last article", show=False, id="list.last"),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._marked = 0

    @property
    def marked(self) -> Entry | None:
        """The article that is marked."""
        return self._entries[self._marked] if self._entries else None

    @property
    def entries(self) -> Sequence[Entry]:
        """What is listed."""
        return self._entries

    @property
    def lines_each(self) -> int:
        """Lines that an article takes at this width."""
        return 1 if self.size.width >= ONE_LINE else 2

    def show(self, entries: Sequence[Entry], keep: str | None = None) -> None:
        """Lists these; the article with the id ``keep`` stays marked, else the first is."""
        before = self.marked
        self._entries = entries
        place = 0
        if keep is not None:
            place = next((n for n, e in enumerate(entries) if e.article_id == keep), 0)
        self._marked = place
        self._measure()
        self._into_view()
        self.refresh()
        now = self.marked
        if now is not None and (before is None or before.article_id != now.article_id):
            self.post_message(EntryHighlighted(now))

    def mark(self, article_id: str) -> None:
        """Marks the article with this id, when it is listed."""
        for place, entry in enumerate(self._entries):
            if entry.article_id == article_id:
                self._go(place)
                return

    def step_off(self, article_id: str) -> None:
        """Marks the next article, or the one before, when the marked one has this id."""
        if self.marked is not None and self.marked.article_id == article_id:
            last = self._marked == len(self._entries) - 1
            self._go(self._marked + (-1 if last else 1))

    # --- keys and mouse ------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Marks an article further down or up."""
        self._go(self._marked + by)

    def action_page(self, by: int) -> None:
        """Goes a page down or up."""
        self._go(self._marked + by * max(1, self.size.height // self.lines_each - 1))

    def action_edge(self, last: int) -> None:
        """Goes to the first or the last one."""
        self._go((len(self._entries) - 1) if last else 0)

    def action_choose(self) -> None:
        """The marked one is to be read."""
        if self.marked is not None:
            self.post_message(EntryChosen(self.marked))

    def on_click(self, event: events.Click) -> None:
        """Marks what was clicked; a second click reads it."""
        place = (event.y + self.scroll_offset.y) // self.lines_each
        if 0 <= place < len(self._entries):
            self._go(place)
            if event.chain > 1 or self.screen.has_class("-narrow"):
                self.action_choose()

    def on_resize(self) -> None:
        """Other widths may take other heights."""
        self._measure()
        self._into_view()

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self._entries) - 1))
        if not self._entries or place == self._marked:
            return
        self._marked = place
        self._into_view()
        self.refresh()
        self.post_message(EntryHighlighted(self._entries[place]))

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._entries) * self.lines_each)

    def _into_view(self) -> None:
        height = self.lines_each
        region = Region(0, self._marked * height, max(1, self.size.width), height)
        self.scroll_to_region(region, animate=False, force=True)

    # --- drawing -------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line in sight."""
        place, line = divmod(y + self.scroll_offset.y, self.lines_each)
        width = self.size.width
        row = self.get_component_rich_style("article-list--row")
        if place >= len(self._entries):
            return Strip.blank(width, row)
        if place == self._marked:
            name = "focused" if self.has_focus else "marked"
            row = self.get_component_rich_style(f"article-list--{name}")
        entry = self._entries[place]
        quiet = self._over(row, "quiet")
        note = self._over(row, "note")
        if self.lines_each == 1:
            segments = one_line(entry, width, row, quiet, note)
        else:
            segments = two_lines(entry, width, row, quiet, note)[line]
        return Strip(segments).adjust_cell_length(width, row)

    def _over(self, row: Style, name: str) -> Style:
        """A style on the ground of its row."""
        style = self.get_component_rich_style(f"article-list--{name}")
        return row + Style(color=style.color, dim=style.dim)


def one_line(entry: Entry, width: int, row: Style, quiet: Style, note: Style) -> list[Segment]:
    """Date, publisher, title, and at the right what is to be known besides."""
    room = max(8, width - _DATE - _PUBLISHER - 6)
    notes = _fit(" · ".join(entry.notes), room * 2 // 5)
    title = room - (cell_len(notes) + 2 if notes else 0)
    return [
        Segment(" ", row),
        Segment(_padded(entry.day or "undated", _DATE), quiet if entry.day else note),
        Segment("  ", row),
        Segment(_padded(entry.publisher, _PUBLISHER), quiet),
        Segment("  ", row),
        Segment(_padded(entry.title, title), row),
        Segment(f"  {notes} " if notes else " ", note),
    ]


def two_lines(
    entry: Entry, width: int, row: Style, quiet: Style, note: Style
) -> tuple[list[Segment], list[Segment]]:
    """The title; under it date, publisher, and what is to be known besides."""
    room = max(8, width - 2)
    notes = " · ".join(entry.notes)
    left = room - _DATE - 3
    publisher = _fit(entry.publisher, max(8, left - cell_len(notes) - 3) if notes else left)
    rest = _fit(f" · {notes}", max(0, left - cell_len(publisher))) if notes else ""
    return (
        [Segment(" ", row), Segment(_padded(entry.title, room), row), Segment(" ", row)],
        [
            Segment(" ", row),
            Segment(_padded(entry.day or "undated", _DATE), quiet if entry.day else note),
            Segment(" · ", quiet),
            Segment(publisher, quiet),
            Segment(rest, note),
        ],
    )


def _fit(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns, cut with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def _padded(text: str, width: int) -> str:
    """``text`` in exactly ``width`` columns."""
    return set_cell_size(_fit(text, width), width)
