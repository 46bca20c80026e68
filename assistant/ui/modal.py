"""What every dialog has: the keys of the app, a strip of those that work, a way out by mouse."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Mount
from textual.screen import ModalScreen

from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.key_bar import KeyBar
from assistant.ui.key_names import key_in_force

Given = TypeVar("Given")


class Modal(ModalScreen[Given]):
    """A dialog over another screen. A click beside it is Esc.

    ``in_passing`` says that nothing is lost when it closes by itself, because something else
    was asked for in the palette.
    """

    BINDINGS: ClassVar[list[BindingType]] = EVERYWHERE

    in_passing: ClassVar[bool] = False

    def key_of(self, name: str) -> str:
        """What people call the key of one of its own actions now, by the action's id."""
        bindings = (each for each in self.BINDINGS if isinstance(each, Binding))
        given = next(binding.key for binding in bindings if binding.id == name)
        return key_in_force(self.app._keymap, name, given)

    def with_key(self, word: str, name: str) -> Content:
        """What stands on a button: a word, and the key that does the same."""
        return Content(f"{word}  {self.key_of(name)}")

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
