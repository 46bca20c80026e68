"""The sources of the selected answer, and the article opened at the quoted words."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.ui.article_view import ArticleView
from assistant.ui.clipboard import copy
from assistant.ui.copying import quotation_name, quotation_text
from assistant.ui.evidence_items import EvidenceItem, item_content, item_line
from assistant.ui.literal import Words, literal_line, toast
from assistant.ui.messages import (
    ArticleLoaded,
    ArticleMissing,
    ItemOpened,
    LibraryRequested,
    SourceChanges,
)
from ingest.errors import BriefingError
from ingest.types import StoredArticle

Load = Callable[[str, int | None], StoredArticle]
"""Reads a revision of an article by its id, the current one for None."""


class _Listed(Option):
    """A line of the list with its item: what a line that is chosen stands for does not depend on
    what is listed by then."""

    def __init__(self, content: Content, item: EvidenceItem) -> None:
        super().__init__(content)
        self.item = item


class EvidencePane(Vertical):
    """A list of evidence over an article. ``load`` reads a revision and may block."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("]", "step(1)", "Next source", id="sources.next"),
        Binding("[", "step(-1)", "Previous source", id="sources.previous"),
        Binding("y", "copy", "Copy quotation", id="sources.copy_quotation"),
        Binding("c", "changes", "What changed since", id="sources.changes"),
        Binding("l", "library", "Open in the library", id="sources.library"),
    ]

    def __init__(self, load: Load, id: str | None = None) -> None:
        super().__init__(id=id)
        self._load = load
        self._items: tuple[EvidenceItem, ...] = ()
        self._open: EvidenceItem | None = None

    def compose(self) -> ComposeResult:
        """Heading, list, article."""
        yield Words("Sources", classes="heading")
        yield Words(_NOTHING, classes="nothing")
        yield OptionList(markup=False, classes="items")
        yield ArticleView()

    def on_mount(self) -> None:
        """Nothing to show yet."""
        self.query_one(OptionList).display = False
        self.query_one(ArticleView).display = False

    @property
    def opened(self) -> EvidenceItem | None:
        """What is open."""
        return self._open

    def show_items(self, items: tuple[EvidenceItem, ...]) -> None:
        """Lists the evidence of an answer; what is open stays open if it is still among it."""
        if items == self._items:
            return
        self._items = items
        self._list()
        self.query_one(".nothing").display = not items
        near = bool(items) and items[0].number is None
        self.query_one(".heading", Words).show("Nearest passages" if near else "Sources")
        if self._open not in items:
            self.close_article()

    def open(self, number: int) -> None:
        """Opens the evidence with this number, or at this place when it has none."""
        for place, item in enumerate(self._items, 1):
            if number == (place if item.number is None else item.number):
                self._show(item)
                return

    def close_article(self) -> None:
        """Back to the list alone."""
        self._open = None
        self._list()
        self.query_one(ArticleView).display = False

    def _list(self) -> None:
        """In full while nothing is open, else a line each."""
        reading = self._open is not None
        self.set_class(reading, "-reading")
        listing = self.query_one(OptionList)
        make = item_line if reading else item_content
        listing.clear_options()
        listing.add_options(
            [_Listed(make(item, place), item) for place, item in enumerate(self._items, 1)]
        )
        listing.display = bool(self._items)
        if self._open in self._items:
            listing.highlighted = self._items.index(self._open)

    def action_step(self, by: int) -> None:
        """Opens the next or the previous piece of evidence."""
        if not self._items:
            return
        place = self._items.index(self._open) + by if self._open in self._items else 0
        place %= len(self._items)
        self._show(self._items[place])

    def action_copy(self) -> None:
        """Copies the quotation that is open, else the one that is marked in the list."""
        item = self._meant()
        if item is not None:
            copy(self.app, quotation_text(item), quotation_name(item))

    def action_library(self) -> None:
        """Opens the article in the library, at the quoted words."""
        item = self._meant()
        if item is not None and not item.removed:
            row = item.row
            self.post_message(LibraryRequested(row.article_id, row.revision, item.start, item.end))

    def action_changes(self) -> None:
        """Shows what has changed in the opened article since the revision that is quoted, or
        its text again."""
        view = self.query_one(ArticleView)
        if view.changing:
            view.action_quotation()
        elif self._open is None or view.stored is None:
            toast(self.app, "Open a source first: its number, or Enter.")
        elif view.stored.current:
            toast(self.app, "The article has not changed since.")
        else:
            self._compare(self._open, view.stored)

    def action_scroll_article(self, by: int) -> None:
        """Scrolls the opened article, or the list while none is open."""
        if self._open is not None:
            self.query_one(ArticleView).scroll_lines(by)
        else:
            self.query_one(OptionList).scroll_relative(y=by, animate=False)

    @work(thread=True, exclusive=True, exit_on_error=False, group="compare")
    def _compare(self, item: EvidenceItem, stored: StoredArticle) -> None:
        from assistant.ui.reading import changes_of

        try:
            changes = changes_of(stored, self._load(stored.article_id, None))
        except BriefingError as error:
            self.post_message(ArticleMissing(item, error))
        else:
            self.post_message(SourceChanges(item, changes))

    @on(SourceChanges)
    def _compared(self, message: SourceChanges) -> None:
        message.stop()
        if message.item == self._open:
            self.query_one(ArticleView).show_changes(message.content)

    def _meant(self) -> EvidenceItem | None:
        """What is open, else what is marked in the list."""
        place = self.query_one(OptionList).highlighted
        if self._open is None and place is not None:
            return self._items[place]
        return self._open

    @on(DescendantFocus)
    def _focused(self) -> None:
        """Enter shall open something at once."""
        listing = self.query_one(OptionList)
        if listing.has_focus and listing.highlighted is None and self._items:
            listing.highlighted = 0

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(event.option, _Listed) and event.option.item in self._items:
            self._show(event.option.item)

    def _show(self, item: EvidenceItem) -> None:
        self._open = item
        self._list()
        view = self.query_one(ArticleView)
        view.display = True
        self.post_message(ItemOpened(item))
        if item.removed:
            view.tell(_REMOVED)
        else:
            self._read(item)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read(self, item: EvidenceItem) -> None:
        try:
            stored = self._load(item.row.article_id, item.row.revision)
        except BriefingError as error:
            self.post_message(ArticleMissing(item, error))
        else:
            self.post_message(ArticleLoaded(item, stored))

    @on(ArticleLoaded)
    def _loaded(self, message: ArticleLoaded) -> None:
        message.stop()
        if message.item == self._open:
            self.query_one(ArticleView).show(message.item, message.stored)
            self._to_the_item()

    @on(ArticleMissing)
    def _missing(self, message: ArticleMissing) -> None:
        message.stop()
        if message.item == self._open:
            self.query_one(ArticleView).tell(
                Content.assemble(
                    literal_line(message.error.message, "bold $text-error"),
                    "\n",
                    literal_line(message.error.hint),
                )
            )

    def _to_the_item(self) -> None:
        listing = self.query_one(OptionList)
        listing.call_after_refresh(listing.scroll_to_highlight, True)


_NOTHING = Content.styled(
    "The passages that an answer rests on are listed here. Open one to read the article at "
    "the quoted words.",
    "$quiet",
)
_REMOVED = Content.assemble(
    ("The source was removed from the library.", "bold $text-warning"),
    "\nThe quotation in the list is what was kept with the conversation.",
)
