"""Changing the library from its screen: add, remove, edit, read again, choose for questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.binding import BindingType
from textual.screen import Screen

from assistant.ui import library_jobs
from assistant.ui.article_list import ArticleList
from assistant.ui.commands import split_arguments
from assistant.ui.desk import Desk
from assistant.ui.library_entries import Entry
from assistant.ui.library_modals import AddScreen, EditScreen
from assistant.ui.literal import shortened, toast
from assistant.ui.modals import ConfirmScreen
from ingest.stating import Edit

if TYPE_CHECKING:
    from assistant.ui.reading import Reading

_ADD_HINT = "a path, a web address or a feed"
_TITLE = 60


class Reloading(Screen[None]):
    """A screen that shows something of the library, and can look again."""

    @property
    def every_key(self) -> list[BindingType]:
        """What the palette offers while it is there."""
        return list(self.BINDINGS)

    def reload(self) -> None:
        """Looks again."""
        raise NotImplementedError


class ShelfKeys(Reloading):
    """The part of the library's screen that changes the library."""

    desk: Desk

    if TYPE_CHECKING:

        @property
        def reading(self) -> Reading | None: ...

    def reload(self) -> None:
        """Lists the articles anew."""
        self._list()

    @work(thread=True, exit_on_error=False, exclusive=True, group="list")
    def _list(self) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            library_jobs.list_articles(holdings, library, self.post_message)

    @property
    def marked(self) -> Entry | None:
        """The article that is marked."""
        return self.query_one(ArticleList).marked

    def action_add(self) -> None:
        """Asks for a path, a web address or a feed, and adds it."""
        self.app.push_screen(AddScreen("Add articles", _ADD_HINT), self._add)

    async def _add(self, given: str | None) -> None:
        if given:
            await self.desk.ingest(split_arguments(given))

    def action_paste(self) -> None:
        """Asks for an article to be pasted."""
        self.desk.action_paste()

    def action_samples(self) -> None:
        """Adds the sample articles."""
        self.desk.action_samples()

    def action_remove(self) -> None:
        """Asks whether the marked article is to go, and says what goes with it."""
        entry = self.marked
        if entry is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._remove(entry)

        text = (
            f"Remove “{shortened(entry.title, _TITLE)}” ({entry.publisher})?\n\n"
            "All its revisions, passages and vectors are deleted from the library. The file or "
            "page it came from stays where it is, and adds it again when it is read again. "
            "Answers that cite it keep their quotation and say that the source was removed."
        )
        self.app.push_screen(ConfirmScreen(text, "Remove", "Keep"), answered)

    def _remove(self, entry: Entry) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            self._change(
                lambda: holdings.remove(library, [entry.article_id]),
                f"Removed: {shortened(entry.title, _TITLE)}",
            )

    def action_edit(self) -> None:
        """Asks for another title, publisher, date or other tags."""
        entry, reading = self.marked, self.reading
        if entry is None or reading is None or reading.stored.article_id != entry.article_id:
            toast(self.app, "Open the article first (Enter), then edit it.", "warning")
            return

        def answered(change: Edit | None) -> None:
            if change is not None and change != Edit():
                self._edit(entry, change)

        self.app.push_screen(EditScreen(reading.stored.article.meta), answered)

    def _edit(self, entry: Entry, change: Edit) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            self._change(
                lambda: holdings.edit(library, entry.article_id, change),
                "Kept. It stays so when the article is read again.",
            )

    @work(thread=True, exit_on_error=False, group="change")
    def _change(self, run: library_jobs.Run, told: str) -> None:
        library_jobs.change(run, told, self.post_message)

    def action_refresh(self) -> None:
        """Reads the file of the marked article again, or fetches its page."""
        entry = self.marked
        if entry is not None:
            run = self.desk.reads_again(entry.article_id)
            self.desk.enqueue(f"{shortened(entry.title, _TITLE)}, read again", run)

    def action_only(self) -> None:
        """The next questions are about the marked article alone; goes back to ask them."""
        entry = self.marked
        if entry is not None:
            self.desk.ask_only(entry.article_id, entry.title)
            self.dismiss(None)

    def action_without(self) -> None:
        """The next questions leave the marked article out, or take it in again."""
        entry = self.marked
        if entry is not None:
            left_out = self.desk.leave_out(entry.article_id, entry.title)
            told = "Left out of the next answers" if left_out else "In the next answers again"
            toast(self.app, f"{told}: {shortened(entry.title, _TITLE)}")

    def action_feeds(self) -> None:
        """Opens the feeds."""
        self.desk.action_feeds()
