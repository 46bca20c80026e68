"""Checking drafts inside the app: pasted or from a file, in a thread, stopped with Esc."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.ui import jobs
from assistant.ui.chat_keys import named
from assistant.ui.check_screen import CheckScreen
from assistant.ui.conversation import Conversation
from assistant.ui.draft_entry import DraftEntry
from assistant.ui.messages import AnswerFailed, DraftFinished, DraftSentences
from assistant.ui.paste_screen import Draft, Pasted
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.check import CheckedSentence
    from assistant.ui.exchange import Exchange
    from assistant.ui.services import Drafts, OpenLibrary, Services
    from ingest.draft import DraftText
    from ingest.errors import BriefingError

_POST_EVERY = 0.1
"""Seconds between two messages of a running check: one a sentence would cost a redraw each."""


class Checking(Screen[None]):
    """The part of the chat screen that checks drafts."""

    services: Services
    library: OpenLibrary | None
    _asked: Exchange | None
    _unchecked = Draft()
    """What was left on the screen on which a draft is pasted."""

    def action_check(self) -> None:
        """Asks for a draft to be pasted, then checks it."""
        if self._may_check():
            self._ask_for_draft()

    async def check_files(self, arguments: Sequence[str]) -> None:
        """Checks the draft in a file; without one, asks for it to be pasted. Raises
        ``UsageError`` when no check can begin now."""
        self._demand_check()
        if arguments:
            path = " ".join(arguments)
            await self._begin_check(visible(path), lambda drafts: drafts.read(path))
        else:
            self._ask_for_draft()

    def _ask_for_draft(self) -> None:
        self.app.push_screen(CheckScreen(self._unchecked), self._draft_pasted)

    async def _draft_pasted(self, given: Pasted | Draft | None) -> None:
        if isinstance(given, Draft):
            self._unchecked = given
        elif given is not None:
            self._unchecked = given.draft
            if not self._may_check():
                return
            self._unchecked, text = Draft(), given.text
            await self._begin_check("pasted draft", lambda drafts: drafts.pasted(text))

    def _may_check(self) -> bool:
        """Whether a check can begin now; says so at the prompt when it cannot."""
        try:
            self._demand_check()
        except UsageError as error:
            self.say_problem(error)
            return False
        return True

    def _demand_check(self) -> None:
        if self.services.drafts is None:
            raise UsageError("This installation cannot check drafts.", "briefing doctor")
        self.there()
        if self._asked is not None:
            stops = named(self.app)("chat.back")
            raise UsageError("Something is being written or checked.", f"{stops} stops it.")

    async def _begin_check(self, name: str, read: Callable[[Drafts], DraftText]) -> None:
        drafts, library = self.services.drafts, self.library
        if drafts is None or library is None:
            return
        conversation = self.query_one(Conversation)
        await conversation.query(".greeting").remove()
        entry = await conversation.check(f"/check {name}")
        stop = self.occupy(entry)
        self._select(entry)
        entry.begin()
        self._check(drafts, library, read, entry.ticket, stop)

    @work(thread=True, exit_on_error=False)
    def _check(
        self,
        drafts: Drafts,
        library: OpenLibrary,
        read: Callable[[Drafts], DraftText],
        ticket: int,
        stop: threading.Event,
    ) -> None:
        check_draft(drafts, library, lambda: read(drafts), ticket, stop.is_set, self.post_message)

    @on(DraftSentences)
    async def _went_on_checking(self, message: DraftSentences) -> None:
        entry = self.query_one(Conversation).find(message.ticket)
        if isinstance(entry, DraftEntry):
            await entry.go_on(message.sentences, message.total)

    @on(DraftFinished)
    def _draft_finished(self, message: DraftFinished) -> None:
        entry = self.query_one(Conversation).find(message.ticket)
        if isinstance(entry, DraftEntry):
            entry.finish()
            self._over(entry)

    if TYPE_CHECKING:  # what the rest of the screen gives

        def there(self) -> OpenLibrary: ...

        def say_problem(self, error: BriefingError) -> None: ...

        def occupy(self, exchange: Exchange) -> threading.Event: ...

        def _over(self, exchange: Exchange) -> None: ...

        def _select(self, exchange: Exchange | None) -> None: ...


def check_draft(
    drafts: Drafts,
    library: OpenLibrary,
    read: Callable[[], DraftText],
    ticket: int,
    cancelled: Callable[[], bool],
    post: Callable[[Message], object],
) -> None:
    """Checks one draft, in a thread: posts its sentences a few at a time, then that it is done.

    Lets no exception out: what goes wrong is posted.
    """
    try:
        draft = read()
        total = drafts.count(draft)
        waiting: list[CheckedSentence] = []
        posted = time.monotonic()
        for sentence in drafts.check(draft, library, cancelled):
            waiting.append(sentence)
            if time.monotonic() - posted >= _POST_EVERY:
                post(DraftSentences(ticket, tuple(waiting), total))
                waiting, posted = [], time.monotonic()
        if not cancelled():
            post(DraftSentences(ticket, tuple(waiting), total))
            post(DraftFinished(ticket))
    except Exception as error:
        if not cancelled():
            post(AnswerFailed(ticket, jobs.as_error(error)))
