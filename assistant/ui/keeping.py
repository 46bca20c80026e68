"""Kept conversations inside the app: list, open, delete, begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.session import new_session_id
from assistant.ui import jobs
from assistant.ui.conversation import Conversation
from assistant.ui.literal import toast
from assistant.ui.messages import NewRequested, SessionFailed, SessionOpened, SessionsListed
from assistant.ui.prompt import Prompt
from assistant.ui.sessions_screen import SessionsScreen
from assistant.ui.topbar import TopBar

if TYPE_CHECKING:
    from assistant.ui.exchange import Exchange
    from assistant.ui.services import OpenLibrary


class Keeping(Screen[None]):
    """The part of the chat screen that deals with kept conversations."""

    library: OpenLibrary | None
    session_id: str

    def action_sessions(self) -> None:
        """Lists the kept conversations."""
        if self.library is None:
            toast(self.app, "The library is still opening.", "warning")
        else:
            self._list(self.library)

    def action_new(self) -> None:
        """Begins a new conversation; the one before is kept as far as it is finished."""
        self.post_message(NewRequested())

    @on(NewRequested)
    async def _begin_anew(self) -> None:
        self.stop_answer()
        self.session_id = new_session_id()
        self._select(None)
        await self.query_one(Conversation).clear()
        self.account()
        if self.library is not None:
            self._count(self.library)
        self.query_one(Prompt).focus()

    @work(thread=True, exit_on_error=False)
    def _list(self, library: OpenLibrary) -> None:
        jobs.list_sessions(library.catalogue.path, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _load_session(self, library: OpenLibrary, session_id: str) -> None:
        jobs.load_session(library, session_id, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _delete_session(self, library: OpenLibrary, session_id: str) -> None:
        jobs.delete_session(library.catalogue.path, session_id, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _count(self, library: OpenLibrary) -> None:
        jobs.count(library, self.post_message)

    @on(SessionsListed)
    def _listed(self, message: SessionsListed) -> None:
        if isinstance(self.app.screen, SessionsScreen):
            self.app.screen.show(message.rows)
        else:
            self.app.push_screen(SessionsScreen(message.rows, self._delete), self._session_chosen)

    def _session_chosen(self, session_id: str | None) -> None:
        if session_id is not None and self.library is not None:
            self._load_session(self.library, session_id)

    def _delete(self, session_id: str) -> None:
        if self.library is not None:
            self._delete_session(self.library, session_id)
        if session_id == self.session_id:
            self.session_id = new_session_id()

    @on(SessionOpened)
    async def _session_opened(self, message: SessionOpened) -> None:
        self.stop_answer()
        self.session_id = message.conversation.session_id
        conversation = self.query_one(Conversation)
        self._select(None)
        await conversation.restore(message.answers)
        self.account()
        if exchanges := conversation.exchanges:
            self._select(exchanges[-1])
        self.query_one(Prompt).focus()

    @on(SessionFailed)
    def _session_failed(self, message: SessionFailed) -> None:
        toast(self.app, str(message.error), "error")

    def account(self) -> None:
        """Shows what the answers that stand in the conversation have taken of a model."""
        answers = [exchange.answer for exchange in self.query_one(Conversation).exchanges]
        usages = [answer.provenance.usage for answer in answers if answer is not None]
        self.query_one(TopBar).spent(usage for usage in usages if usage is not None)

    def stop_answer(self) -> bool:
        """The screen stops it."""
        raise NotImplementedError

    def _select(self, exchange: Exchange | None) -> None:
        raise NotImplementedError
