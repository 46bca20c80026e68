"""What every dialog has: the keys of the app, a strip of those that work, a way out by mouse."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.events import Click, Mount
from textual.screen import ModalScreen

from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.key_bar import KeyBar

Given = TypeVar("Given")


class Modal(ModalScreen[Given]):
    """A dialog over another screen. A click beside it is Esc.

    ``in_passing`` says that nothing is lost when it closes by itself, because something else
    was asked for in the palette.
    """

    BINDINGS: ClassVar[list[BindingType]] = EVERYWHERE

    in_passing: ClassVar[bool] = False

    @on(Mount)
    def _with_strip(self) -> None:
        """The strip beneath says what works now."""
        self.mount(KeyBar())

    @on(Click)
    async def _beside(self, event: Click) -> None:
        clicked, _ = self.get_widget_at(*event.screen_offset)
        way_out = self.active_bindings.get("escape")
        if clicked is self and way_out is not None:
            await self.app.run_action(way_out.binding.action, way_out.node)
