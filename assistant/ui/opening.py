"""The library behind the first paint: opened, counted, and kept up with other processes."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.ui import greeting, jobs
from assistant.ui.chat_keys import named
from assistant.ui.conversation import Conversation
from assistant.ui.literal import toast
from assistant.ui.messages import LibraryCounted, LibraryFailed, LibraryOpened
from assistant.ui.topbar import TopBar, held
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.ui.exchange import Exchange
    from assistant.ui.services import Answering, Consent, OpenLibrary, Services

_LIST_AFTER = 1.5
"""Seconds after opening at which the articles are listed: the first question comes first."""


_ELSE = "; until then: /engine extractive"

_COLLECT_AFTER = (20_000, 50, 100)
"""Allocations between two collections of garbage, and collections between those that look at
older objects too. One look at 100 000 objects takes 40 ms, for which a key would wait; a look
at 20 000 is not felt. Only once all is loaded: before, it would hold up the first paint."""


class Opening(Screen[None]):
    """The part of the chat screen that opens the library and says what it holds."""

    services: Services
    library: OpenLibrary | None
    assistant: Answering | None
    _asked: Exchange | None
    _held: tuple[int, str | None] | None = None
    _tended = False
    _failed_to_open = False
    _no_engine: BriefingError | None = None
    """Why there is no assistant on the library that is open."""

    @work(thread=True, exit_on_error=False)
    def _open(self) -> None:
        jobs.open_library(self.services, self.post_message)
        import assistant.ui.library_screen  # here, so that its first opening is quick
        import assistant.ui.sessions_screen  # noqa: F401

        gc.freeze()  # looking through all that was loaded for garbage takes a key's time
        if not self.app.is_headless:
            gc.set_threshold(*_COLLECT_AFTER)

    @on(LibraryOpened)
    async def _opened(self, message: LibraryOpened) -> None:
        self.library, self.assistant = message.library, message.assistant
        if message.assistant is not None:
            engine = message.assistant.engine
            self.query_one(TopBar).engine(engine.name, engine.model, engine.endpoint)
        elif message.problem is not None:
            self._no_engine = BriefingError(
                message.problem.message, message.problem.hint.rstrip(".") + _ELSE
            )
            await self.tell_error(self._no_engine)
        self.next_ingest()
        self._tend()
        self.set_timer(_LIST_AFTER, self.list_ahead)
        if self._asked is not None:
            self._ask(self._asked)
        if consent := self.services.consent():
            self.ask_consent(consent)

    @work(thread=True, exit_on_error=False, exclusive=True, group="tend")
    def _tend(self) -> None:
        if self.library is not None and not self.adding:
            jobs.tend(self.services, self.library, self.post_message)
            if not self._tended:
                self._tended = True
                gc.freeze()  # the index has loaded more

    @on(LibraryFailed)
    async def _not_opened(self, message: LibraryFailed) -> None:
        self._failed_to_open = True
        self.query_one(TopBar).library("no library")
        if (asked := self._asked) is not None:
            asked.fail(message.error)
            self._over(asked)
        await self.tell_error(message.error)

    @on(LibraryCounted)
    async def _counted(self, message: LibraryCounted) -> None:
        self.query_one(TopBar).library(held(message.articles, message.newest))
        before, self._held = self._held, (message.articles, message.newest)
        conversation = self.query_one(Conversation)
        greeted = bool(conversation.query(".greeting"))
        # One that is true still stays: said anew, it would be read from its first line again.
        if (greeted and before != self._held) or not (greeted or conversation.exchanges):
            await self.greet(message.articles, message.newest)
        if message.articles:
            await self.tell_index()
        if before not in (None, self._held):
            self.look_again()

    async def greet(self, articles: int, newest: str | None) -> None:
        """Says how to begin."""
        content = greeting.content(articles, newest, named(self.app))
        conversation = self.query_one(Conversation)
        await conversation.say(content, "greeting")
        if not conversation.exchanges:  # it is read from its first line
            conversation.anchor(False)
            conversation.scroll_home(animate=False)

    async def greet_again(self) -> None:
        """The greeting stands there with the keys that are in force now, if it stands there."""
        if self._held is not None and self.query(".greeting"):
            await self.greet(*self._held)

    def open_again(self) -> None:
        """Tries once more to open a library that could not be opened."""
        if self._failed_to_open:
            self._failed_to_open = False
            self.query_one(TopBar).library("opening the library …")
            self._open()

    def is_open(self) -> bool:
        """Whether the library is open. Says so when it is not, as ``there`` does."""
        try:
            self.there()
        except UsageError as error:
            toast(self.app, str(error), "warning")
        return self.library is not None

    def there(self) -> OpenLibrary:
        """The library. Raises ``UsageError`` when it is not open, and tries once more when it
        could not be opened."""
        if self.library is not None:
            return self.library
        if not self._failed_to_open:
            raise UsageError("The library is still opening.", "Wait a moment.")
        self.open_again()
        raise UsageError("The library could not be opened.", "It is tried once more.")

    if TYPE_CHECKING:  # what the rest of the screen gives

        @property
        def adding(self) -> bool: ...

        def next_ingest(self) -> None: ...

        def list_ahead(self) -> None: ...

        def ask_consent(self, consent: Consent) -> None: ...

        def look_again(self) -> None: ...

        def _ask(self, exchange: Exchange) -> None: ...

        def _over(self, exchange: Exchange) -> None: ...

        async def tell_index(self) -> None: ...

        async def tell_error(self, error: BriefingError) -> None: ...
