"""Conversations written to files: the open one, one of its answers, one of the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.ui import jobs
from assistant.ui.conversation import Conversation
from assistant.ui.messages import CommandFailed, SessionExported, SessionFailed
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.export import Wanted
    from assistant.ui.exchange import Exchange
    from assistant.ui.services import OpenLibrary
    from ingest.errors import BriefingError

_ANSWER = "answer"
"""What ``/export`` is told for the chosen answer alone."""


class Exporting(Screen[None]):
    """The part of the chat screen that exports what is kept."""

    library: OpenLibrary | None
    session_id: str
    _selected: Exchange | None

    def export(self, arguments: Sequence[str], text: str) -> None:
        """Exports the open conversation as ``/export`` asks, or the chosen answer alone. ``text``
        is the whole command, which is put back when it fails. Raises ``UsageError`` when it
        cannot be begun."""
        from assistant.export import wanted

        alone = tuple(arguments[:1]) == (_ANSWER,)
        asked, library = wanted(arguments[1:] if alone else arguments), self.there()
        exchanges = self.query_one(Conversation).exchanges
        chosen = [self._selected] if alone and self._selected is not None else exchanges
        answers = [exchange.answer for exchange in chosen if exchange.answer is not None]
        if not answers:
            raise UsageError("There is no finished answer to export yet.", "Ask something first.")
        answer = answers[-1].text if alone else None
        failed = partial(CommandFailed, text)
        self._export_session(library, self.session_id, asked, answer, failed)

    def action_export(self) -> None:
        """Exports the open conversation as Markdown."""
        try:
            self.export((), "/export")
        except UsageError as error:
            self.say_problem(error)

    def export_kept(self, session_id: str) -> None:
        """Exports a conversation of the list as Markdown."""
        from assistant.export import Wanted

        if self.library is not None:
            self._export_session(self.library, session_id, Wanted(), None, SessionFailed)

    @work(thread=True, exit_on_error=False)
    def _export_session(
        self,
        library: OpenLibrary,
        session_id: str,
        asked: Wanted,
        answer: str | None,
        failed: jobs.Failed,
    ) -> None:
        jobs.export_session(library, session_id, asked, answer, failed, self.post_message)

    @on(SessionExported)
    async def _session_exported(self, message: SessionExported) -> None:
        said = f"Exported to {visible(str(message.path))}"
        if not self.tell_list(said):
            await self.query_one(Conversation).say(said, "exported")

    if TYPE_CHECKING:  # what the rest of the screen gives

        def there(self) -> OpenLibrary: ...

        def say_problem(self, error: BriefingError) -> None: ...

        def tell_list(self, said: str | BriefingError) -> bool: ...
