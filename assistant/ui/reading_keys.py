"""Reading an article of the library: fetching it, its revisions, what changed, its copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer

from assistant.ui import library_jobs
from assistant.ui.answer_text import error_content
from assistant.ui.article_list import ArticleList
from assistant.ui.messages import ChangesFound, ReadingFailed, ReadingLoaded
from assistant.ui.reader import Reader

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.reading import Reading


class ReadingKeys(Screen[None]):
    """The part of the library's screen that reads one article."""

    desk: Desk

    _ticket = 0
    _wanted: tuple[str, int | None] | None = None
    _waiting: Timer | None = None
    _then: Callable[[], None] | None = None

    @property
    def reading(self) -> Reading | None:
        """What is being read."""
        return self.query_one(Reader).reading

    def reads(self, article_id: str) -> bool:
        """Whether this article is being read, or fetched for it."""
        return self._wanted is not None and self._wanted[0] == article_id

    def preview(self, article_id: str, after: float) -> None:
        """Reads an article when nothing else was wanted for so many seconds."""
        if self._waiting is not None:
            self._waiting.stop()
        if not self.reads(article_id):
            self._waiting = self.set_timer(after, partial(self.read, article_id))

    def read(
        self,
        article_id: str,
        revision: int | None = None,
        quoted: tuple[int, int] = (0, 0),
        then: Callable[[], None] | None = None,
    ) -> None:
        """Reads a revision of an article, the current one by default; ``then`` is called when
        it is shown, unless something else was wanted meanwhile."""
        self._then = then
        if self._waiting is not None:
            self._waiting.stop()
        self._ticket += 1
        self._wanted = article_id, revision
        self._fetch(article_id, revision, quoted, self._ticket)

    def read_again(self) -> None:
        """Reads what is being read again: it may have changed."""
        if self._wanted is not None:
            self.read(*self._wanted)

    @work(thread=True, exit_on_error=False, exclusive=True, group="read")
    def _fetch(
        self, article_id: str, revision: int | None, quoted: tuple[int, int], ticket: int
    ) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            library_jobs.read(
                holdings, library, article_id, revision, quoted, ticket, self.post_message
            )

    @on(ReadingLoaded)
    def _loaded(self, message: ReadingLoaded) -> None:
        if message.ticket == self._ticket:
            self.query_one(Reader).show(message.reading, message.laid)
            self.refresh_bindings()
            then, self._then = self._then, None
            if then is not None:
                then()

    @on(ReadingFailed)
    def _not_loaded(self, message: ReadingFailed) -> None:
        if message.ticket == self._ticket:
            self._wanted = None
            self.query_one(Reader).tell(error_content(message.error))
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key is offered: of those about revisions and copies, where there are any."""
        if action not in ("changes", "copies", "revision"):
            return True
        reading = next((reader.reading for reader in self.query(Reader)), None)
        if reading is None:
            return False
        if action == "copies":
            return reading.cluster is not None and bool(reading.cluster.copies)
        ways = (-1, 1) if action == "changes" else parameters
        return any(reading.beside(by) is not None for by in ways if isinstance(by, int))

    def action_revision(self, by: int) -> None:
        """Opens the revision before or after this one."""
        reading = self.reading
        number = reading.beside(by) if reading is not None else None
        if reading is not None and number is not None:
            self.read(reading.stored.article_id, number)

    def action_changes(self) -> None:
        """Shows what changed with this revision, or the text again."""
        reading, reader = self.reading, self.query_one(Reader)
        if reading is None:
            return
        if reader.changing:
            reader.show_text()
            return
        before, after = reading.beside(-1), reading.stored.revision
        if before is None:  # the first one: what came after it
            before, later = reading.stored.revision, reading.beside(1)
            if later is None:
                return
            after = later
        self._ticket += 1
        self._compare(reading.stored.article_id, (before, after), self._ticket)

    @work(thread=True, exit_on_error=False, exclusive=True, group="read")
    def _compare(self, article_id: str, revisions: tuple[int, int], ticket: int) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            library_jobs.compare(
                holdings, library, article_id, revisions, ticket, self.post_message
            )

    @on(ChangesFound)
    def _compared(self, message: ChangesFound) -> None:
        if message.ticket == self._ticket:
            self.query_one(Reader).show_changes(message.content)

    def action_details(self) -> None:
        """Shows or hides where each statement about the article comes from."""
        self.query_one(Reader).toggle_details()

    def action_copies(self) -> None:
        """Opens the next article of the cluster."""
        reading = self.reading
        if reading is None or reading.cluster is None:
            return
        ids = [row.article_id for row in reading.cluster.members]
        place = ids.index(reading.stored.article_id) if reading.stored.article_id in ids else -1
        wanted = ids[(place + 1) % len(ids)]
        self.query_one(ArticleList).mark(wanted)
        self.read(wanted)

    def clear(self, content: Content | str = "") -> None:
        """Nothing is read any more."""
        if self._waiting is not None:
            self._waiting.stop()
        self._ticket += 1
        self._wanted = None
        self.query_one(Reader).tell(content)
        self.refresh_bindings()
