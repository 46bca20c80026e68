"""The library: its articles on the left, the one that is marked on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.style import Style

from assistant.ui.answer_text import error_content
from assistant.ui.article_list import ArticleList
from assistant.ui.key_bar import KeyBar
from assistant.ui.library_entries import (
    Entry,
    Facet,
    Sort,
    facet_words,
    offered,
    ordered,
    selected,
)
from assistant.ui.library_modals import FilterScreen
from assistant.ui.literal import CleanInput, Words, literal_line, toast
from assistant.ui.messages import (
    EntryChosen,
    EntryHighlighted,
    LibraryListed,
    LibraryRequested,
    ShelfChanged,
    ShelfFailed,
)
from assistant.ui.modals import HelpScreen
from assistant.ui.reader import Reader
from assistant.ui.reading_keys import ReadingKeys
from assistant.ui.shelf_keys import ShelfKeys
from assistant.ui.topbar import IngestBar

if TYPE_CHECKING:
    from assistant.ui.desk import Desk

WIDE = 100
"""Columns from which the article stands beside the list."""

_LOOK_EVERY = 3.0
"""Seconds between two looks at the library while something is being added."""

_PREVIEW_AFTER = 0.08
"""Seconds that an article stays marked before it is read: not each that is passed by."""


@dataclass
class Browsing:
    """How the library was left, so that it opens like that again."""

    entries: tuple[Entry, ...] = ()
    query: str = ""
    sort: Sort = Sort.DATE
    falling: bool = True
    chosen: frozenset[Facet] = frozenset()
    marked: str | None = None


_EMPTY = Content.assemble(
    ("The library is empty.\n\n", "bold"),
    ("a", "bold $text-accent"), "   add a file, a folder, a web page or a feed\n",
    ("p", "bold $text-accent"), "   paste an article\n",
    ("t", "bold $text-accent"), "   try the sample articles\n\n",
    ("Esc", "bold $text-accent"), " goes back to the conversation.",
)  # fmt: skip


def link(action: str) -> Style:
    """What can be clicked to run an action."""
    return Style.from_meta({"@click": action})


class LibraryScreen(ReadingKeys, ShelfKeys):
    """Search, sort, narrow and read. Reading and changing are in mix-ins."""

    CSS_PATH = "library_screen.tcss"
    AUTO_FOCUS = "ArticleList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f8", "back", "Back"),
        # With priority: letters that come right behind it are not keys of the list any more.
        Binding("slash", "search", "Search", key_display="/", priority=True),
        Binding("s", "sort", "Sort"),
        Binding("S", "turn", "Turn the order around", key_display="S", show=False),
        Binding("f", "narrow", "Filter"),
        Binding("a", "add", "Add"),
        Binding("p", "paste", "Paste an article", show=False),
        Binding("t", "samples", "Add the sample articles", show=False),
        Binding("e", "edit", "Edit"),
        Binding("r", "refresh", "Read again"),
        Binding("x,delete", "remove", "Remove"),
        Binding("o", "only", "Ask only this"),
        Binding("minus", "without", "Leave out of answers", key_display="-", show=False),
        Binding("left_square_bracket", "revision(-1)", show=False),
        Binding("right_square_bracket", "revision(1)", show=False),
        Binding("c", "changes", show=False),
        Binding("m", "details", show=False),
        Binding("v", "copies", show=False),
        Binding("f9", "feeds", "Feeds", show=False),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, browsing: Browsing, at: LibraryRequested | None = None) -> None:
        super().__init__(desk)
        self.browsing = browsing
        self._at = at
        self._sorted: tuple[Entry, ...] = ()
        self._known = bool(browsing.entries)
        if at is not None:
            browsing.query, browsing.chosen = "", frozenset()
            browsing.marked = at.article_id

    def compose(self) -> ComposeResult:
        """Strip, search, list and article, what is being added, keys."""
        with Horizontal(classes="strip"):
            yield Words("Library", classes="name")
            yield Words("", classes="count")
            yield Words("", classes="order")
        yield CleanInput(self.browsing.query, placeholder="/ search titles, outlets, authors, "
                         "tags, addresses", id="search", compact=True)  # fmt: skip
        with Horizontal(id="shelf"):
            with Vertical(id="listing"):
                yield ArticleList(id="articles")
                yield Words("", classes="nothing")
            yield Reader(id="reader")
        yield IngestBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Shows what it showed when it was left, and looks whether that still holds."""
        self.query_one(Reader).tell("")
        self._arrange()
        self.reload()
        self.set_interval(_LOOK_EVERY, self._look)
        if self._at is not None:
            at = self._at
            self.read(at.article_id, at.revision, (at.start, at.end))
            self.query_one(Reader).take_focus()
            self.add_class("-reading")

    # --- the list ------------------------------------------------------------------------

    def _look(self) -> None:
        if self.desk.adding:
            self.reload()

    @on(LibraryListed)
    def _listed(self, message: LibraryListed) -> None:
        self.browsing.entries = message.entries
        self._known = True
        self._arrange()

    def _arrange(self) -> None:
        """Sorts anew, then shows what is selected."""
        browsing = self.browsing
        self._sorted = ordered(browsing.entries, browsing.sort, browsing.falling)
        self._select()

    def _select(self) -> None:
        browsing = self.browsing
        shown = selected(self._sorted, browsing.query, browsing.chosen)
        listing = self.query_one(ArticleList)
        listing.show(shown, browsing.marked)
        listing.display = bool(shown)
        if shown and self.focused is None:
            self.set_focus(listing)
        self.query_one(".nothing", Words).show("" if shown else self._nothing())
        if not shown and self._at is None:
            self.query_one(Reader).tell("")
        self._tell_state(len(shown))

    def _tell_state(self, shown: int) -> None:
        browsing, total = self.browsing, len(self.browsing.entries)
        count = f"{total:,} article{'' if total == 1 else 's'}"
        if shown != total:
            count = f"{shown:,} of {count}"
        self.query_one(".count", Words).show(count if self._known else "reading …")
        arrow = "↓" if browsing.falling else "↑"
        self.query_one(".order", Words).show(
            Content.assemble(
                ("s ", "bold $text-accent"),
                Content(f"{browsing.sort.value} {arrow}").stylize(link("screen.sort")),
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
                "Esc takes the search back, ",
                ("f", "bold $text-accent"),
                " then ",
                ("0", "bold $text-accent"),
                " shows all.",
            )
        return _EMPTY

    @on(EntryHighlighted)
    def _highlighted(self, message: EntryHighlighted) -> None:
        article_id = message.entry.article_id
        self.browsing.marked = article_id
        if self._at is not None and article_id == self._at.article_id:
            return
        self._at = None
        if self.has_class("-wide"):
            self.preview(article_id, _PREVIEW_AFTER)

    @on(EntryChosen)
    def _chosen(self, message: EntryChosen) -> None:
        self._at = None
        self.add_class("-reading")
        if not self.reads(message.entry.article_id):
            self.read(message.entry.article_id)
        self.query_one(Reader).take_focus()

    @on(Resize)
    def _resized(self) -> None:
        marked = self.query_one(ArticleList).marked
        if marked is not None and self._at is None and self.has_class("-wide"):
            self.preview(marked.article_id, _PREVIEW_AFTER)

    # --- search, order, narrowing --------------------------------------------------------

    @on(CleanInput.Changed, "#search")
    def _typed(self, event: CleanInput.Changed) -> None:
        if event.value != self.browsing.query:
            self.browsing.query = event.value
            self._select()

    @on(CleanInput.Submitted, "#search")
    def _searched(self) -> None:
        self.set_focus(self.query_one(ArticleList))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search a slash is a slash."""
        return action != "search" or not self.query("#search:focus")

    def action_search(self) -> None:
        """Goes to the search."""
        self.remove_class("-reading")
        # At once: Widget.focus waits for its turn, and what is typed next would be keys.
        self.set_focus(self.query_one("#search"))

    def action_sort(self) -> None:
        """Sorts by the next property."""
        self.browsing.sort = self.browsing.sort.next
        self.browsing.falling = self.browsing.sort.falling
        self._arrange()

    def action_turn(self) -> None:
        """Turns the order around."""
        self.browsing.falling = not self.browsing.falling
        self._arrange()

    def action_narrow(self) -> None:
        """Chooses what the list is narrowed to."""
        there = offered(self.browsing.entries, self.browsing.chosen)
        self.app.push_screen(FilterScreen(there, self.browsing.chosen), self._narrowed)

    def _narrowed(self, chosen: frozenset[Facet] | None) -> None:
        if chosen is not None:
            self.browsing.chosen = chosen
            self._select()

    # --- going ---------------------------------------------------------------------------

    def action_back(self) -> None:
        """From the article to the list, from the search to the list, then out."""
        search, listing = self.query_one("#search", CleanInput), self.query_one(ArticleList)
        reading = self.query_one(Reader).has_focus_within or (
            self.has_class("-narrow") and self.has_class("-reading")
        )
        if reading:
            self._at = None
            self.remove_class("-reading")
            self.set_focus(listing)
        elif search.value or (search.has_focus and listing.display):
            search.value = ""
            self.set_focus(listing)
        else:
            self.dismiss(None)

    @property
    def every_key(self) -> list[BindingType]:
        """Those of the article with the library's own."""
        return [*self.BINDINGS, *Reader.BINDINGS]

    def action_help(self) -> None:
        """All keys of the library, and of the app."""
        sections = [
            ("In the library", self.BINDINGS),
            ("In the list", ArticleList.BINDINGS),
            ("In the article", Reader.BINDINGS),
            ("Everywhere", [b for b in self.app.BINDINGS if not getattr(b, "system", False)]),
        ]
        self.app.push_screen(HelpScreen(sections))

    @on(ShelfChanged)
    def _changed(self, message: ShelfChanged) -> None:
        toast(self.app, message.told)
        self.reload()
        self.read_again()

    @on(ShelfFailed)
    def _failed(self, message: ShelfFailed) -> None:
        toast(self.app, str(message.error), "error")
        if not self._known:
            self.query_one(".nothing", Words).show(error_content(message.error))
