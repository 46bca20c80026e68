"""The strip at the lower edge: the keys that work now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

PALETTE = "app.command_palette"
FIRST = (PALETTE, "app.help")
"""Actions that are never left out: all the others can be found through them."""


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key in the strip: what is pressed, how that is written, and what it does."""

    key: str
    display: str
    description: str
    action: str
    enabled: bool

    @property
    def parts(self) -> tuple[str, str]:
        """The key and its words as they are drawn."""
        return f" {self.display} ", f"{self.description} "

    @property
    def width(self) -> int:
        """Columns; the palette, at the right, has a line and a blank besides."""
        own = sum(map(cell_len, self.parts))
        return own + 2 if self.action == PALETTE else own


class KeyBar(Widget, can_focus=False):
    """Keys that can be clicked: whole ones only, the palette at the right.

    It looks like Textual's Footer, which makes a widget of every key; this draws all of them as
    one line, for it changes with nearly every key that is pressed.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-bar--key", "key-bar--words", "key-bar--hover", "key-bar--line",
    }  # fmt: skip
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        .key-bar--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        .key-bar--words { color: $footer-description-foreground; background: $footer-description-background; }
        .key-bar--hover { background: $block-hover-background; }
        .key-bar--line { color: $foreground 20%; }
    }
    """  # noqa: E501

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[ShownKey, ...] = ()
        self._hovered: ShownKey | None = None

    @property
    def shown(self) -> tuple[tuple[int, ShownKey], ...]:
        """The keys that fit, each with the column where it begins."""
        keys, room = self._offered, self.app.size.width
        fits = fitting([key.width for key in keys], [key.action in FIRST for key in keys], room)
        placed: list[tuple[int, ShownKey]] = []
        column = 0
        for key, here in zip(keys, fits, strict=True):
            if here:
                placed.append((room - key.width if key.action == PALETTE else column, key))
                column += key.width
        return tuple(placed)

    # --- what is offered -----------------------------------------------------------------

    def on_mount(self) -> None:
        """From now on it is told when other keys may work; what works already, it looks up."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self._bindings_changed, self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.app.app_focus and self.is_attached and screen is self.screen:
            offered = self._keys()
            if offered != self._offered:
                self._offered = offered
                self._hovered = None
                self.refresh()

    def _keys(self) -> tuple[ShownKey, ...]:
        """One for each action that is shown, help and palette at the end; of several that are
        called the same, the innermost."""
        found: dict[str, ActiveBinding] = {}
        called: set[str] = set()
        for active in self.screen.active_bindings.values():
            action, description = active.binding.action, active.binding.description
            if (active.binding.show or action == PALETTE) and description not in called:
                found.setdefault(action, active)
                called.add(description)
        last = [found.pop(action) for action in reversed(FIRST) if action in found]
        return tuple(self._key(active) for active in (*found.values(), *last))

    def _key(self, active: ActiveBinding) -> ShownKey:
        given = active.binding
        display = self.app.get_key_display(given)
        return ShownKey(given.key, display, given.description, given.action, active.enabled)

    # --- mouse ---------------------------------------------------------------------------

    def _at(self, column: int) -> ShownKey | None:
        found = (key for start, key in self.shown if start <= column < start + key.width)
        return next(found, None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click on a key presses it."""
        clicked = self._at(event.x)
        if clicked is not None and clicked.enabled:
            self.app.simulate_key(clicked.key)
        elif clicked is not None:
            self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The key under the mouse stands out."""
        self._hover(self._at(event.x))

    def on_leave(self) -> None:
        """None does any more."""
        self._hover(None)

    def _hover(self, key: ShownKey | None) -> None:
        if key != self._hovered:
            self._hovered = key
            self.styles.pointer = "default" if key is None else "pointer"
            self.refresh()

    # --- drawing -------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """All of it."""
        ground = self.rich_style
        segments: list[Segment] = []
        column = 0
        for start, key in self.shown:
            segments.append(Segment(" " * (start - column), ground))
            segments += self._drawn(key, ground)
            column = start + key.width
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _drawn(self, key: ShownKey, ground: Style) -> list[Segment]:
        look = Style(dim=not key.enabled or None)
        if key == self._hovered:
            look += Style(bgcolor=self.get_component_rich_style("key-bar--hover").bgcolor)
        drawn = [
            Segment(text, self.get_component_rich_style(f"key-bar--{name}") + look)
            for name, text in zip(("key", "words"), key.parts, strict=True)
        ]
        if key.action != PALETTE:
            return drawn
        line = self.get_component_rich_style("key-bar--line")
        return [Segment("▏", line), *drawn, Segment(" ", ground)]


def fitting(widths: Sequence[int], first: Sequence[bool], room: int) -> list[bool]:
    """Which of the keys, so many columns wide, are shown in ``room`` columns: the ``first`` ones,
    then each of the others, in their order, that still fits beside those chosen before it."""
    left = room - sum(width for width, must in zip(widths, first, strict=True) if must)
    shown: list[bool] = []
    for width, must in zip(widths, first, strict=True):
        fits = must or width <= left
        if fits and not must:
            left -= width
        shown.append(fits)
    return shown
