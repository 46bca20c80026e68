"""Days, publishers and tags that narrow the next questions, as commands set them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from assistant.narrowing import filters_with
from assistant.ui.narrowing import FilterBar, Narrowing
from assistant.ui.prompt import Prompt

if TYPE_CHECKING:
    from assistant.slash import Given


class Filtering(Screen[None]):
    """The part of the chat screen that narrows by days and names."""

    narrowing: Narrowing

    def filter_by(self, given: Given) -> None:
        """Does what a command that narrows says; without an argument it takes its own off. Raises
        ``UsageError`` for what is no day or no name of the library, and for days between which
        nothing lies."""
        known = self.get_child_by_type(Prompt).known
        self.narrowing.take_filters(filters_with(given, self.narrowing.filters, known))
        self._tell_narrowing()

    def action_filter(self, name: str) -> None:
        """Begins the command of this name, in the prompt; what stood there is put aside."""
        self.put_aside()
        prompt = self.get_child_by_type(Prompt)
        prompt.fill(f"/{name} ")
        self.set_focus(prompt)

    def action_drop_filter(self, place: int) -> None:
        """Takes one chip off."""
        bar = self.get_child_by_type(FilterBar)
        if place < len(bar.chips):
            self.narrowing.drop(bar.chips[place])
        self._tell_narrowing()
        if not bar.chips:
            self.set_focus(self.get_child_by_type(Prompt))

    if TYPE_CHECKING:  # what the rest of the screen gives

        def put_aside(self) -> None: ...

        def _tell_narrowing(self) -> None: ...
