"""One question at a time: asked, answered in a thread, stopped, asked again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.types import Question
from assistant.ui import jobs
from assistant.ui.chat_keys import named
from assistant.ui.conversation import Conversation
from assistant.ui.literal import toast
from assistant.ui.messages import AgainRequested, AnswerEvent, AnswerFailed, KeepFailed
from assistant.ui.prompt import Prompt
from ingest.errors import BriefingError, LibraryMissing

if TYPE_CHECKING:
    from assistant.begun import BegunAnswer
    from assistant.ui.exchange import Exchange
    from assistant.ui.narrowing import Narrowing
    from assistant.ui.services import Answering, OpenLibrary, Services

_BEING_FILLED = LibraryMissing(
    "The library is empty so far: articles are being added.", "Wait until they are there."
)
_NO_ENGINE = UsageError("No engine was chosen.", "/engine lists them.")


class Asking(Screen[None]):
    """The part of the chat screen that asks. ``_asked`` is what is being answered or checked, or
    waits for the library; what belongs to it is told by its ticket, so that nothing that comes
    late is taken for another's."""

    services: Services
    library: OpenLibrary | None
    assistant: Answering | None
    narrowing: Narrowing
    _no_engine: BriefingError | None

    def __init__(self) -> None:
        super().__init__()
        self._asked: Exchange | None = None
        self._stop = threading.Event()

    async def ask(self, text: str) -> None:
        """Asks a question; while the library is still opening it waits for it."""
        conversation = self.query_one(Conversation)
        await conversation.query(".greeting").remove()
        exchange = await conversation.ask(text)
        self.occupy(exchange)
        self._select(exchange)
        if self.library is not None:
            self._ask(exchange)
        else:
            self.open_again()

    def _ask(self, exchange: Exchange) -> None:
        if self.library is None:
            return
        if self.assistant is None:
            exchange.fail(
                self._no_engine or UsageError("There is no engine.", "/engine lists them.")
            )
            self._over(exchange)
            return
        exchange.begin()
        begun = self.remember(exchange.question, self.library)
        turns = self.query_one(Conversation).turns
        question = Question(
            exchange.question, self.narrowing.filters, turns, k=self.services.passages
        )
        self._answer(self.assistant, question, exchange.ticket, self._stop, begun)

    @work(thread=True, exit_on_error=False)
    def _answer(
        self, assistant: Answering, question: Question, ticket: int, stop: threading.Event,
        begun: BegunAnswer,
    ) -> None:  # fmt: skip
        jobs.answer(assistant, question, ticket, stop.is_set, begun.keep, self.post_message)
        if not stop.is_set():
            begun.forget()  # it failed or broke off; one that is kept is forgotten already

    @on(AnswerEvent)
    async def _came(self, message: AnswerEvent) -> None:
        exchange = self.query_one(Conversation).find(message.ticket)
        if exchange is None:
            return
        await exchange.take(message.event)
        if not exchange.running:
            # First: it is drawn while the rest is waited for, and a key meant for a finished
            # answer must not be taken for one that stops it.
            self._over(exchange)
            self.account()
            await self.tell_index()

    @on(AgainRequested)
    async def _again(self, message: AgainRequested) -> None:
        """The same question, with the filters that hold now; the answer that is there stays."""
        exchange = self.query_one(Conversation).find(message.ticket)
        if self._asked is not None:
            stops = named(self.app)("chat.back")
            toast(self.app, f"An answer is being written. {stops} stops it.", "warning")
        elif exchange is not None:
            await self.ask(exchange.question)
            if not isinstance(self.focused, Prompt):  # there, it was asked by command
                self.set_focus(self._asked, scroll_visible=False)

    @on(AnswerFailed)
    async def _failed(self, message: AnswerFailed) -> None:
        exchange = self.query_one(Conversation).find(message.ticket)
        if exchange is None:
            return
        empty = isinstance(message.error, LibraryMissing)
        exchange.fail(_BEING_FILLED if empty and self.adding else message.error)
        self._over(exchange)
        if empty and not self.adding:
            await self.greet(0, None)

    @on(KeepFailed)
    def _not_kept(self, message: KeepFailed) -> None:
        toast(self.app, str(message.error), "warning")

    def occupy(self, exchange: Exchange) -> threading.Event:
        """From now on this is what is answered or checked; gives what stops it."""
        self._asked, self._stop = exchange, threading.Event()
        return self._stop

    def _over(self, exchange: Exchange) -> None:
        if self._asked is exchange:
            self._asked = None

    def stop_answer(self) -> bool:
        """Stops the running answer at once, whatever its thread is waiting for. Says whether
        there was one."""
        exchange, self._asked = self._asked, None
        self._stop.set()
        if exchange is None or not exchange.running:
            return False
        exchange.stop()
        return True

    if TYPE_CHECKING:  # what the rest of the screen gives

        @property
        def adding(self) -> bool: ...

        def remember(self, question: str, library: OpenLibrary) -> BegunAnswer: ...

        def account(self) -> None: ...

        def open_again(self) -> None: ...

        def _select(self, exchange: Exchange | None) -> None: ...

        async def tell_index(self) -> None: ...

        async def greet(self, articles: int, newest: str | None) -> None: ...
