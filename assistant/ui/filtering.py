"""Days, publishers and tags that narrow the next questions, as commands set them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.screen import Screen

from assistant.ui.completing import Known, names_given
from assistant.ui.narrowing import FilterBar, Narrowing
from assistant.ui.prompt import Prompt

if TYPE_CHECKING:
    from assistant.ui.commands import Given
    from ingest.types import Filters

FILTERS = ("since", "until", "as-of", "publisher", "tag")
"""Commands that narrow."""


class Filtering(Screen[None]):
    """The part of the chat screen that narrows by days and names."""

    narrowing: Narrowing

    def filter_by(self, given: Given) -> None:
        """Does what one of ``FILTERS`` says; without an argument it takes its own off. Raises
        ``UsageError`` for what is no day or no name of the library, and for days between which
        nothing lies."""
        known = self.get_child_by_type(Prompt).known
        self.narrowing.take_filters(filters_with(given, self.narrowing.filters, known))
        self._tell_narrowing()

    def action_filter(self, name: str) -> None:
        """Begins the command of this name, in the prompt."""
        prompt = self.get_child_by_type(Prompt)
        prompt.fill(f"/{name} ")
        prompt.focus()

    def action_drop_filter(self, place: int) -> None:
        """Takes one chip off."""
        bar = self.get_child_by_type(FilterBar)
        if place < len(bar.chips):
            self.narrowing.drop(bar.chips[place])
        self._tell_narrowing()
        if not bar.chips:
            self.set_focus(self.get_child_by_type(Prompt))

    if TYPE_CHECKING:  # what the rest of the screen gives

        def _tell_narrowing(self) -> None: ...


def filters_with(given: Given, filters: Filters, known: Known) -> Filters:
    """The filters with what a command says: a day is put in place of the one before, names are
    added; without an argument its own are left out. Raises as ``Filtering.filter_by``."""
    from assistant.commands.options import checked, day

    what = given.command.name
    written = f"/{what}"
    match what:
        case "since":
            made = replace(filters, since=day(given.rest or None, written))
        case "until":
            made = replace(filters, until=day(given.rest or None, written))
        case "as-of":
            made = replace(filters, as_of=day(given.rest or None, written))
        case "publisher":
            names = names_given(given.rest, known.publishers, what) if given.rest else ()
            made = replace(filters, publishers=_added(filters.publishers, names))
        case _:
            names = names_given(given.rest, known.tags, what) if given.rest else ()
            made = replace(filters, tags=_added(filters.tags, names))
    return checked(made)


def _added(before: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *names))) if names else ()
