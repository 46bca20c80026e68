"""Sentences with their marks in the margin: one widget for many of them.

A widget of its own for each mark and each sentence makes every layout, every change of focus
and every scroll of a long conversation slow: their cost grows with the number of widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from assistant.ui.literal import Words
from assistant.ui.messages import CitationChosen

MARGIN = 2
"""Columns of the margin."""

SHORT = 16
"""Rows of a terminal under which no blank line is spent between sentences."""

CHUNK = 8
"""Sentences in one widget: what changes in one of them is drawn with the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence: its mark, its words when a citation is open, the citations named in them."""

    mark: Content
    words: Callable[[int | None], Content]
    numbers: frozenset[int]


class Margined(Visual):
    """Texts one under the other, ``gap`` blank lines between them, each with a mark in the
    margin of its first line. What is selected in it are the texts without their marks."""

    def __init__(self, rows: Sequence[tuple[Content, Content]], gap: int) -> None:
        self._marks = [mark for mark, _ in rows]
        self._texts = [text for _, text in rows]
        self._gap = gap
        self.body = Content("\n" * (gap + 1)).join(self._texts)

    def __str__(self) -> str:
        """Marks and texts."""
        lines = zip(self._marks, self._texts, strict=True)
        return "\n".join(f"{mark.plain} {text.plain}" for mark, text in lines)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Columns that the texts would like."""
        return MARGIN + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Rows at this width."""
        return self.body.get_height(rules, max(1, width - MARGIN))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The texts, wrapped beside the margin, with the marks in it."""
        room = max(1, width - MARGIN)
        strips = self.body.render_strips(room, None, style, options)
        blank = Strip([Segment(" " * MARGIN, style.background_style.rich_style)], MARGIN)
        margins = [blank] * len(strips)
        place = 0
        for mark, text in zip(self._marks, self._texts, strict=True):
            # Without what belongs to the texts: a selection does not reach into the margin.
            alone = RenderOptions(options.get_style, options.rules)
            drawn = mark.render_strips(MARGIN, 1, style, alone)
            margins[place] = drawn[0].adjust_cell_length(MARGIN, style.rich_style)
            place += text.get_height(options.rules, room) + self._gap
        made = [Strip.join(pair) for pair in zip(margins, strips, strict=True)]
        return made if height is None else made[:height]


class AnswerText(Words):
    """Words in which ``[n]`` can be clicked."""

    def action_cite(self, number: int) -> None:
        """Tells the answer around it which citation was clicked."""
        self.post_message(CitationChosen(number))


class Sentences(AnswerText):
    """At most ``CHUNK`` rows, the marker of the ``current`` citation reversed."""

    def __init__(self, rows: Sequence[Row], current: int | None) -> None:
        super().__init__(classes="sentences")
        self.rows = tuple(rows)
        self._current = current
        self._gap = 1

    def on_mount(self) -> None:
        """Where there are few lines, none is left blank."""
        self._gap = int(self.app.size.height >= SHORT)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """The terminal may have grown or shrunk."""
        gap = int(self.app.size.height >= SHORT)
        if gap != self._gap:
            self._gap = gap
            self._draw()

    def put(self, rows: Sequence[Row]) -> None:
        """Shows other rows."""
        self.rows = tuple(rows)
        self._draw()

    def point_at(self, current: int | None) -> None:
        """Reverses the marker of the citation that is open, when it is in one of the rows."""
        before, self._current = self._current, current
        changed = {before, current} - {None}
        if current != before and any(changed & row.numbers for row in self.rows):
            self._draw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, without what is in the margin."""
        visual = self.visual
        body = visual.body if isinstance(visual, Margined) else Content("")
        return selection.extract(body.plain), "\n"

    def _draw(self) -> None:
        rows = [(row.mark, row.words(self._current)) for row in self.rows]
        self.update(Margined(rows, self._gap))
