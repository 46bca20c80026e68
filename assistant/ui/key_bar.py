"""The strip at the lower edge: the keys that work now, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

PALETTE = "app.command_palette"
FIRST = (PALETTE, "app.help")
"""Actions that are never left out: all the others can be found through them."""


class KeyBar(Footer):
    """A footer that leaves out whole keys, where Textual's cuts the last one off, and is made
    anew only when other keys work than before."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        self._shown = self._wanted()
        keys = self._keys() if self._bindings_ready else []
        widths = [_width(key) for key in keys]
        first = [key.action in FIRST for key in keys]
        room = self.app.size.width
        for key, shown in zip(keys, fitting(widths, first, room), strict=True):
            if shown:
                yield key

    def _keys(self) -> list[FooterKey]:
        """One for each action that is shown, help and palette at the end."""
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            action = active.binding.action
            if (active.binding.show or action == PALETTE) and action not in found:
                found[action] = active
        last = [found.pop(action) for action in reversed(FIRST) if action in found]
        return [self._key(active) for active in (*found.values(), *last)]

    def _key(self, active: ActiveBinding) -> FooterKey:
        binding = active.binding
        return FooterKey(
            binding.key, self.app.get_key_display(binding), binding.description, binding.action,
            disabled=not active.enabled, tooltip=active.tooltip,
            classes="-command-palette" if binding.action == PALETTE else "",
        ).data_bind(compact=Footer.compact)  # fmt: skip

    def on_resize(self, event: events.Resize) -> None:
        """Another width has room for other keys."""
        self.call_after_refresh(self._renew)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Other keys may work now."""
        self._bindings_ready = True
        if self.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._renew)

    async def _renew(self) -> None:
        # The screen may have gone since this was called for.
        if self.is_attached and self._wanted() != self._shown:
            await self.recompose()

    def _wanted(self) -> tuple[object, ...]:
        """What decides which keys are shown."""
        keys = (
            (active.binding.key, active.binding.description, active.enabled)
            for active in self.screen.active_bindings.values()
            if active.binding.show
        )
        return (self.app.size.width, self._bindings_ready, *keys)


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


def _width(key: FooterKey) -> int:
    """Columns: a blank on both sides of the key, one after its words; the palette, at the right,
    has a line and a blank besides."""
    plain = cell_len(key.key_display) + cell_len(key.description) + 3
    return plain + 2 if key.has_class("-command-palette") else plain
