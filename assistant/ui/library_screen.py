"""The library: its articles on the left, the one that is marked on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from assistant.ui.answer_text import error_content
from assistant.ui.article_list import ArticleList
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.key_bar import KeyBar
from assistant.ui.listing_keys import Browsing, ListingKeys
from assistant.ui.literal import CleanInput, Words, toast
from assistant.ui.messages import (
    EntryChosen,
    EntryHighlighted,
    LibraryRequested,
    ShelfChanged,
    ShelfFailed,
)
from assistant.ui.reader import Reader
from assistant.ui.reading_keys import ReadingKeys
from assistant.ui.shelf_keys import ShelfKeys, Subject

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.library_entries import Entry

WIDE = 100
"""Columns from which the article stands beside the list."""

_LOOK_EVERY = 3.0
"""Seconds between two looks at the library while something is being added."""

_PREVIEW_AFTER = 0.08
"""Seconds that an article stays marked before it is read: not each that is passed by."""

_OF_LIST = ("sort", "turn", "narrow", "everything")
"""Actions that are about the list of articles."""
_OF_SOME = ("search", *_OF_LIST)
"""Actions that are about articles that are there."""
_OF_ONE = ("edit", "refresh", "remove", "only", "without")
"""Actions that are about the article that is read or marked."""


class LibraryScreen(ListingKeys, ReadingKeys, ShelfKeys):
    """What is listed, read and changed is each in a mix-in; here is what joins them."""

    CSS_PATH = "library_screen.tcss"
    AUTO_FOCUS = "ArticleList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f8", "back", "Back", id="library.back"),
        Binding("slash", "search", "Search", id="library.search"),
        Binding("s", "sort", "Sort", id="library.sort"),
        Binding("S", "turn", "Turn the order around", show=False, id="library.turn"),
        Binding("f", "narrow", "Filter", id="library.narrow"),
        Binding("a", "add", "Add", id="library.add"),
        Binding("p", "paste", "Paste an article", show=False, id="library.paste"),
        Binding("t", "samples", "Add the sample articles", show=False, id="library.samples"),
        Binding("e", "edit", "Edit", id="library.edit"),
        Binding("r", "refresh", "Read again", id="library.refresh"),
        Binding("x,delete", "remove", "Remove", id="library.remove"),
        Binding("o", "only", "Ask only this", id="library.only"),
        Binding("minus", "without", "Leave out of answers", show=False, id="library.without"),
        Binding("[", "revision(-1)", show=False, id="reading.earlier"),
        Binding("]", "revision(1)", show=False, id="reading.later"),
        Binding("c", "changes", show=False, id="reading.changes"),
        Binding("m", "details", show=False, id="reading.details"),
        Binding("v", "copies", show=False, id="reading.copies"),
        Binding("0", "everything", "Show all", show=False, id="library.everything"),
        Binding("f9", "feeds", "Feeds", show=False, id="library.feeds"),
        Binding("ctrl+g", "stop_adding", "Stop adding", show=False, id="library.stop_adding"),
    ]  # fmt: skip

    def __init__(
        self,
        desk: Desk,
        browsing: Browsing,
        at: LibraryRequested | None = None,
        *,
        wide: bool = True,
    ) -> None:
        super().__init__(browsing)
        self.desk = desk
        # At once, not when it is told its size: another look would be another layout.
        self.add_class("-wide" if wide else "-narrow")
        self._at = at
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
        self.desk.tell_adding(self.query_one(IngestBar))
        self.list_anew()
        self.reload()
        self.set_interval(_LOOK_EVERY, self._look)
        if self._at is not None:
            at = self._at
            self.read(at.article_id, at.revision, (at.start, at.end))
            self.query_one(Reader).take_focus()
            self.add_class("-reading")

    def _look(self) -> None:
        if self.desk.adding:
            self.reload()

    # --- list and article ----------------------------------------------------------------

    @property
    def _reading_alone(self) -> bool:
        return self.has_class("-narrow") and self.has_class("-reading")

    @property
    def subject(self) -> Subject | None:
        """The article that is read while it has the keys; else the one that is marked."""
        reading = self.reading
        if reading is not None and (self._reading_alone or self.query_one(Reader).has_focus_within):
            return Subject.of_row(reading.row)
        return Subject.of_entry(self.marked) if self.marked is not None else None

    def relisted(self, before: tuple[Entry, ...]) -> None:
        """What is being read is read again when it has changed."""
        self.refresh_bindings()

        def among(entries: tuple[Entry, ...]) -> Entry | None:
            return next((entry for entry in entries if self.reads(entry.article_id)), None)

        known = among(before)
        if known is not None and known != among(self.browsing.entries):
            self.read_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key is offered: of those about articles, when there are some; of those about
        the list, when it is in sight; of those about one, when one is read or marked."""
        if action in _OF_SOME and not self.browsing.entries:
            return False
        if action in _OF_LIST and self._reading_alone:
            return False
        if action in _OF_ONE:
            return self.is_mounted and self.subject is not None
        return super().check_action(action, parameters)

    def none_listed(self) -> None:
        """The article is taken away, unless it was asked for by itself."""
        if self._at is None:
            self.clear()

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
    def _preview_marked(self) -> None:
        marked = self.query_one(ArticleList).marked
        if marked is not None and self._at is None and self.has_class("-wide"):
            self.preview(marked.article_id, _PREVIEW_AFTER)

    # --- going ---------------------------------------------------------------------------

    def action_back(self) -> None:
        """From the article to the list, from the search to the list, then out."""
        search, listing = self.query_one("#search", CleanInput), self.query_one(ArticleList)
        if self._reading_alone or self.query_one(Reader).has_focus_within:
            self.to_list()
        elif search.value or (search.has_focus and listing.display):
            search.value = ""
            self.set_focus(listing)
        else:
            self.dismiss(None)

    def to_list(self) -> None:
        """The list has the keys again."""
        self._at = None
        self.remove_class("-reading")
        self.set_focus(self.query_one(ArticleList))

    @on(ShelfChanged)
    def _changed(self, message: ShelfChanged) -> None:
        toast(self.app, message.told)
        self.reload()
        self.read_again()
        self._preview_marked()

    @on(ShelfFailed)
    def _failed(self, message: ShelfFailed) -> None:
        toast(self.app, str(message.error), "error")
        if not self._known:
            self.query_one(".nothing", Words).show(error_content(message.error))
