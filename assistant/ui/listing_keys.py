"""The list of the library's screen: searching, sorting and narrowing it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from assistant.counting import counted
from assistant.ui.article_list import ArticleList
from assistant.ui.library_entries import (
    Entry,
    Facet,
    Sort,
    facet_words,
    offering,
    ordered,
    selected,
)
from assistant.ui.library_modals import FilterScreen
from assistant.ui.literal import CleanInput, Words, literal_line
from assistant.ui.messages import LibraryListed


@dataclass
class Browsing:
    """How the library was left, so that it opens like that again."""

    entries: tuple[Entry, ...] = ()
    offered: tuple[tuple[Facet, int], ...] = ()
    query: str = ""
    sort: Sort = Sort.DATE
    falling: bool = True
    chosen: frozenset[Facet] = frozenset()
    marked: str | None = None


def link(action: str) -> Style:
    """What can be clicked to run an action."""
    return Style.from_meta({"@click": action})


_ALL = (
    Content.styled("  0 ", "bold $text-accent"),
    Content("all").stylize(link("screen.everything")),
)
_EMPTY = Content.assemble(
    ("The library is empty.\n\n", "bold"),
    ("a", "bold $text-accent"), "   add a file, a folder, a web page or a feed\n",
    ("p", "bold $text-accent"), "   paste an article\n",
    ("t", "bold $text-accent"), "   try the sample articles\n\n",
    ("Esc", "bold $text-accent"), " goes back to the conversation.",
)  # fmt: skip


class ListingKeys(Screen[None]):
    """The part of the library's screen that chooses what is listed."""

    def __init__(self, browsing: Browsing) -> None:
        super().__init__()
        self.browsing = browsing
        self._sorted: tuple[Entry, ...] = ()
        self._known = bool(browsing.entries)

    @on(LibraryListed)
    def _listed(self, message: LibraryListed) -> None:
        if not self._known or message.entries is not self.browsing.entries:
            before, self.browsing.entries = self.browsing.entries, message.entries
            self.browsing.offered = message.offered
            self._known = True
            self.list_anew()
            self.relisted(before)

    def list_anew(self) -> None:
        """Sorts anew, then shows what is selected."""
        browsing = self.browsing
        self._sorted = ordered(browsing.entries, browsing.sort, browsing.falling)
        self.select()

    def select(self) -> None:
        """Shows what is searched for and chosen, the marked article among it still marked."""
        browsing = self.browsing
        shown = selected(self._sorted, browsing.query, browsing.chosen)
        listing = self.query_one(ArticleList)
        listing.show(shown, browsing.marked)
        if listing.display is not bool(shown):
            self.refresh_bindings()
        listing.display = bool(shown)
        if shown and self.focused is None:
            self.set_focus(listing)
        elif not shown and listing.has_focus:
            self.set_focus(None)  # its keys do nothing
        self.query_one(".nothing", Words).show("" if shown else self._nothing())
        if not shown:
            self.none_listed()
        self._tell_state(len(shown))

    def relisted(self, before: tuple[Entry, ...]) -> None:
        """Other articles are there than ``before``, or they are otherwise."""
        raise NotImplementedError

    def none_listed(self) -> None:
        """Nothing is listed: what was marked is read no more."""
        raise NotImplementedError

    def _tell_state(self, shown: int) -> None:
        browsing, total = self.browsing, len(self.browsing.entries)
        count = counted(total, "article")
        if shown != total:
            count = f"{shown:,} of {count}"
        self.query_one(".count", Words).show(count if self._known else "reading …")
        arrow = "↓" if browsing.falling else "↑"
        self.query_one(".order", Words).show(
            Content.assemble(
                ("s ", "bold $text-accent"),
                Content(f"{browsing.sort.value} {arrow}").stylize(link("screen.sort")),
                *(_ALL if browsing.chosen else ()),  # before what may be cut off
                ("  f ", "bold $text-accent"),
                literal_line(facet_words(browsing.chosen)).stylize(link("screen.narrow")),
            )
        )

    def _nothing(self) -> Content | str:
        if not self._known:
            return "Reading the library …"
        if self.browsing.entries:
            return Content.assemble(
                ("No article is like that.\n", "bold"),
                "Esc takes the search back" if self.browsing.query else "",
                ", " if self.browsing.query and self.browsing.chosen else "",
                *((("0", "bold $text-accent"), " the filter") if self.browsing.chosen else ()),
                ".",
            )
        return _EMPTY

    @on(CleanInput.Changed, "#search")
    def _typed(self, event: CleanInput.Changed) -> None:
        if event.value != self.browsing.query:
            self.browsing.query = event.value
            self.select()

    @on(CleanInput.Submitted, "#search")
    def _searched(self) -> None:
        self.set_focus(self.query_one(ArticleList))

    def action_search(self) -> None:
        """Goes to the search."""
        self.remove_class("-reading")
        self.set_focus(self.query_one("#search"))

    def action_sort(self) -> None:
        """Sorts by the next property."""
        self.browsing.sort = self.browsing.sort.next
        self.browsing.falling = self.browsing.sort.falling
        self.list_anew()

    def action_turn(self) -> None:
        """Turns the order around."""
        self.browsing.falling = not self.browsing.falling
        self.list_anew()

    def action_narrow(self) -> None:
        """Chooses what the list is narrowed to."""
        there = offering(self.browsing.offered, self.browsing.chosen)
        self.app.push_screen(FilterScreen(there, self.browsing.chosen), self._narrowed)

    def action_everything(self) -> None:
        """Takes back what the list was narrowed to."""
        self._narrowed(frozenset())

    def _narrowed(self, chosen: frozenset[Facet] | None) -> None:
        if chosen is not None and chosen != self.browsing.chosen:
            self.browsing.chosen = chosen
            self.select()
