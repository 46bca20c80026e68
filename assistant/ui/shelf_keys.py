"""Changing the library from its screen: add, remove, edit, read again, choose for questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from assistant.ui import library_jobs
from assistant.ui.article_list import ArticleList
from assistant.ui.desk import Desk
from assistant.ui.library_entries import Entry
from assistant.ui.library_modals import EditScreen
from assistant.ui.literal import shortened, toast
from assistant.ui.modals import ConfirmScreen
from ingest.stating import Edit
from ingest.text.clean import clean_line
from ingest.types import ArticleRow

if TYPE_CHECKING:
    from assistant.ui.listing_keys import Browsing
    from assistant.ui.reading import Reading

TITLE = 60
"""Characters of a title that are told where it is named in passing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The article that a key is about."""

    article_id: str
    title: str
    publisher: str

    @staticmethod
    def of_entry(entry: Entry) -> Subject:
        """One of the list."""
        return Subject(entry.article_id, entry.title, entry.publisher)

    @staticmethod
    def of_row(row: ArticleRow) -> Subject:
        """One that is being read, which need not be listed."""
        meta = row.meta
        publisher = clean_line(meta.publisher or "") or "publisher unknown"
        return Subject(row.article_id, meta.title or "untitled", publisher)


class Reloading(Screen[None]):
    """A screen that shows something of the library, and can look again."""

    desk: Desk

    def action_stop_adding(self) -> None:
        """Stops what is being added."""
        self.desk.action_stop_adding()

    def reload(self) -> None:
        """Looks again."""
        raise NotImplementedError

    @work(thread=True, exit_on_error=False, group="change")
    def _change(self, run: library_jobs.Run, told: str) -> None:
        library_jobs.change(run, told, self.post_message)


class ShelfKeys(Reloading):
    """The part of the library's screen that changes the library."""

    if TYPE_CHECKING:
        browsing: Browsing

        @property
        def reading(self) -> Reading | None: ...

        @property
        def subject(self) -> Subject | None: ...

        def read(
            self,
            article_id: str,
            revision: int | None = None,
            quoted: tuple[int, int] = (0, 0),
            then: Callable[[], None] | None = None,
        ) -> None: ...

        def clear(self) -> None: ...

        def to_list(self) -> None: ...

    def reload(self) -> None:
        """Lists the articles anew."""
        self._list()

    @work(thread=True, exit_on_error=False, exclusive=True, group="list")
    def _list(self) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            known = self.browsing.entries
            library_jobs.list_articles(holdings, library, known, self.post_message)

    @property
    def marked(self) -> Entry | None:
        """The article that is marked."""
        return self.query_one(ArticleList).marked

    def action_add(self) -> None:
        """Asks for a path, a web address or a feed, and adds it."""
        self.desk.action_add()

    def action_paste(self) -> None:
        """Asks for an article to be pasted."""
        self.desk.action_paste()

    def action_samples(self) -> None:
        """Adds the sample articles."""
        self.desk.action_samples()

    def action_remove(self) -> None:
        """Asks whether the article is to go, and says what goes with it."""
        subject = self.subject
        if subject is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._remove(subject)

        text = (
            f"Remove “{shortened(subject.title, TITLE)}” ({subject.publisher})?\n\n"
            "All its revisions, passages and vectors are deleted from the library. The file or "
            "page it came from stays where it is, and adds it again when it is read again. "
            "Answers that cite it keep their quotation and say that the source was removed."
        )
        self.app.push_screen(ConfirmScreen(text, "Remove", "Keep"), answered)

    def _remove(self, subject: Subject) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            self.clear()
            self.to_list()
            self.query_one(ArticleList).step_off(subject.article_id)
            self._change(
                lambda: holdings.remove(library, [subject.article_id]),
                f"Removed: {shortened(subject.title, TITLE)}",
            )

    def action_edit(self) -> None:
        """Asks for another title, publisher, date or other tags, once the article is read."""
        subject, reading = self.subject, self.reading
        if subject is None:
            return
        if reading is not None and reading.stored.article_id == subject.article_id:
            self._ask_edit()
        else:
            self.read(subject.article_id, then=self._ask_edit)

    def _ask_edit(self) -> None:
        reading = self.reading
        if reading is None or self.app.screen is not self:
            return

        def answered(change: Edit | None) -> None:
            if change is not None and change != Edit():
                self._edit(reading.stored.article_id, change)

        self.app.push_screen(EditScreen(reading.stored.article.meta), answered)

    def _edit(self, article_id: str, change: Edit) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            self._change(
                lambda: holdings.edit(library, article_id, change),
                "Kept. It stays so when the article is read again.",
            )

    def action_refresh(self) -> None:
        """Reads the file of the article again, or fetches its page."""
        subject = self.subject
        if subject is not None:
            run = self.desk.reads_again(subject.article_id)
            self.desk.enqueue(f"{shortened(subject.title, TITLE)}, read again", run)

    def action_only(self) -> None:
        """The next questions are about the article alone; goes back to ask them."""
        subject = self.subject
        if subject is not None:
            self.desk.ask_only(subject.article_id, subject.title)
            self.dismiss(None)

    def action_without(self) -> None:
        """The next questions leave the article out, or take it in again."""
        subject = self.subject
        if subject is not None:
            left_out = self.desk.leave_out(subject.article_id, subject.title)
            told = "Left out of the next answers" if left_out else "In the next answers again"
            toast(self.app, f"{told}: {shortened(subject.title, TITLE)}")

    def action_feeds(self) -> None:
        """Opens the feeds."""
        self.desk.action_feeds()
