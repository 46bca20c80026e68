"""Kept conversations inside the app: begin, list, open, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.begun import BegunAnswer
from assistant.session import name_of, new_session_id
from assistant.ui import jobs
from assistant.ui.chat_keys import named
from assistant.ui.conversation import Conversation
from assistant.ui.literal import toast
from assistant.ui.messages import (
    LibraryOpened,
    NewRequested,
    SessionFailed,
    SessionOpened,
    SessionRenamed,
    SessionsListed,
    SessionWords,
)
from assistant.ui.phase import Phase
from assistant.ui.prompt import Prompt
from assistant.ui.topbar import TopBar

if TYPE_CHECKING:
    from assistant.ui.exchange import Exchange
    from assistant.ui.services import OpenLibrary, Services
    from assistant.ui.sessions_screen import SessionsScreen
    from ingest.errors import BriefingError

_NOT_OPENED = "The earlier conversation was not opened: another one was begun. {} lists it."


class Keeping(Screen[None]):
    """The part of the chat screen that deals with kept conversations."""

    services: Services
    library: OpenLibrary | None
    session_id: str
    session_name = ""
    _begun: BegunAnswer | None = None
    _loading: tuple[object, ...] = ()
    """The conversation that is being loaded, and what stood here when it was asked for."""

    # --- the open one ------------------------------------------------------------------

    def remember(self, question: str, library: OpenLibrary) -> BegunAnswer:
        """Remembers a question while its answer is written; the first that is kept names the
        conversation."""
        if not self.session_name or not self._any_kept():
            self._call(name_of(question))
        self._begun = BegunAnswer(library.catalogue.path, self.session_id, question)
        return self._begun

    def _any_kept(self) -> bool:
        """Whether a question of this conversation is kept: those that were stopped or failed are
        not."""
        conversation = self.query_one(Conversation)
        left = (exchange.phase is Phase.INTERRUPTED for exchange in conversation.exchanges)
        return bool(conversation.turns) or any(left)

    def forget_begun(self) -> None:
        """The question whose answer was stopped is remembered no more."""
        begun, self._begun = self._begun, None
        if begun is not None:
            self._forget(begun)

    def _leave_begun(self) -> None:
        """Stops the answer of a conversation that is left. Its question stays remembered there,
        whatever is stopped next."""
        self.stop_answer()
        self._begun = None

    def action_new(self) -> None:
        """Begins a new conversation; the one before is kept as far as it is finished."""
        self.post_message(NewRequested())

    @on(NewRequested)
    async def _begin_anew(self) -> None:
        self._leave_begun()
        self.session_id = new_session_id()
        self._call("")
        self._select(None)
        await self.query_one(Conversation).clear()
        self.account()
        if self.library is not None:
            self._count(self.library)
        self.query_one(Prompt).focus()

    @on(LibraryOpened)
    def _resume(self, message: LibraryOpened) -> None:
        """Opens the conversation that the app was started for, unless one is begun already."""
        if wanted := self.services.session:
            if self.query_one(Conversation).exchanges:
                self._tell_not_opened()
            else:
                self._load_kept(message.library, wanted)

    @on(SessionOpened)
    async def _session_opened(self, message: SessionOpened) -> None:
        """Shows it, unless something else was begun while it was loaded."""
        awaited, standing = self._loading, self._standing()
        if awaited != (message.conversation.session_id, *standing):
            if awaited[:1] == (message.conversation.session_id,) and awaited[1:2] == standing[:1]:
                self._tell_not_opened()
            return
        self._leave_begun()
        self.session_id = message.conversation.session_id
        self._call(message.conversation.name)
        conversation = self.query_one(Conversation)
        self._select(None)
        await conversation.restore(message.answers)
        self.account()
        if exchanges := conversation.exchanges:
            self._select(exchanges[-1])
        self.query_one(Prompt).focus()

    def _tell_not_opened(self) -> None:
        toast(self.app, _NOT_OPENED.format(named(self.app)("chat.sessions")))

    def _load_kept(self, library: OpenLibrary, session_id: str) -> None:
        self._loading = (session_id, *self._standing())
        self._load_session(library, session_id)

    def _standing(self) -> tuple[object, ...]:
        """What tells the conversation that stands here from what it becomes: its id, and how
        many entries it has had."""
        return self.session_id, self.query_one(Conversation).made

    def account(self) -> None:
        """Shows what the answers that stand in the conversation have taken of a model."""
        answers = [exchange.answer for exchange in self.query_one(Conversation).exchanges]
        usages = [answer.provenance.usage for answer in answers if answer is not None]
        self.query_one(TopBar).spent(usage for usage in usages if usage is not None)

    def _call(self, name: str) -> None:
        self.session_name = name
        self.query_one(TopBar).conversation(name)

    # --- all of them -------------------------------------------------------------------

    def action_sessions(self) -> None:
        """Lists the kept conversations."""
        if self.is_open() and self.library is not None:
            self._list(self.library)

    @on(SessionsListed)
    def _listed(self, message: SessionsListed) -> None:
        from assistant.ui.sessions_screen import Kept, SessionsScreen

        kept = Kept(message.rows, self.session_id)
        if (listing := self._listing) is not None:
            listing.show(kept)
        elif message.opening:
            self.app.push_screen(SessionsScreen(kept, self), self._session_chosen)

    def read_words(self) -> None:
        """Reads the words of all conversations for the search; megabytes, so not before it is
        wanted."""
        if self.library is not None:
            self._read_words(self.library)

    @on(SessionWords)
    def _searchable(self, message: SessionWords) -> None:
        if (listing := self._listing) is not None:
            listing.search_in(message.words)

    @on(SessionFailed)
    def _session_failed(self, message: SessionFailed) -> None:
        if not self.tell_list(message.error):
            toast(self.app, str(message.error), "error")

    def tell_list(self, said: str | BriefingError) -> bool:
        """Says something on the list of conversations, when that is open; says whether it is."""
        listing = self._listing
        if listing is not None:
            listing.tell(said)
        return listing is not None

    @property
    def _listing(self) -> SessionsScreen | None:
        from assistant.ui.sessions_screen import SessionsScreen

        screen = self.app.screen
        return screen if isinstance(screen, SessionsScreen) else None

    def _session_chosen(self, session_id: str | None) -> None:
        if session_id is not None and self.library is not None:
            self._load_kept(self.library, session_id)

    def delete_kept(self, session_id: str) -> None:
        """Deletes a conversation; what is being answered in it is stopped, so that it does not
        come back, and what stands on the screen becomes a new one with the next question."""
        if self.library is not None:
            if session_id == self.session_id:
                self.stop_answer()
                self.forget_begun()
                self.session_id = new_session_id()
                self._call("")
            self._delete_session(self.library, session_id)

    def rename_kept(self, session_id: str, name: str) -> None:
        """Gives a conversation another name."""
        if self.library is not None:
            self._rename_session(self.library, session_id, name)

    @on(SessionRenamed)
    def _session_renamed(self, message: SessionRenamed) -> None:
        if message.session_id == self.session_id:
            self._call(message.name)

    # --- in threads --------------------------------------------------------------------

    @work(thread=True, exit_on_error=False)
    def _forget(self, begun: BegunAnswer) -> None:
        begun.forget()

    @work(thread=True, exit_on_error=False)
    def _list(self, library: OpenLibrary) -> None:
        jobs.list_sessions(library.catalogue.path, self.post_message, opening=True)

    @work(thread=True, exit_on_error=False)
    def _read_words(self, library: OpenLibrary) -> None:
        jobs.session_words(library.catalogue.path, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _load_session(self, library: OpenLibrary, session_id: str) -> None:
        jobs.load_session(library, session_id, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _delete_session(self, library: OpenLibrary, session_id: str) -> None:
        jobs.delete_session(library.catalogue.path, session_id, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _rename_session(self, library: OpenLibrary, session_id: str, name: str) -> None:
        jobs.rename_session(library.catalogue.path, session_id, name, self.post_message)

    @work(thread=True, exit_on_error=False)
    def _count(self, library: OpenLibrary) -> None:
        jobs.count(library, self.post_message)

    if TYPE_CHECKING:  # what the rest of the screen gives

        def is_open(self) -> bool: ...

        def stop_answer(self) -> bool: ...

        def export_kept(self, session_id: str) -> None: ...

        def _select(self, exchange: Exchange | None) -> None: ...
