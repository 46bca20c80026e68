"""The main screen: the conversation on the left, its evidence on the right, the prompt below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, Paste
from textual.message import Message

from assistant.errors import UsageError
from assistant.session import new_session_id
from assistant.slash import is_command
from assistant.ui import messages
from assistant.ui.answer_text import error_content
from assistant.ui.asking import Asking
from assistant.ui.chat_keys import CHAT, named
from assistant.ui.checking import Checking
from assistant.ui.consenting import Consenting
from assistant.ui.conversation import Conversation
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.exchange import Exchange
from assistant.ui.explain_screen import Explaining
from assistant.ui.exporting import Exporting
from assistant.ui.filtering import Filtering
from assistant.ui.hints import CommandHints, Problem
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.ingesting import Ingesting
from assistant.ui.keeping import Keeping
from assistant.ui.key_bar import KeyBar
from assistant.ui.literal import literal
from assistant.ui.messages import Submitted
from assistant.ui.narrowing import FilterBar
from assistant.ui.opening import Opening
from assistant.ui.prompt import Prompt, is_text
from assistant.ui.prompting import Prompting
from assistant.ui.services import Answering, OpenLibrary, Services
from assistant.ui.shelving import Shelving
from assistant.ui.showing import Showing
from assistant.ui.switching import Switching
from assistant.ui.topbar import TopBar
from ingest.errors import BriefingError

_TEND_EVERY = 30.0
WIDE = 100
"""Columns from which the evidence stands beside the conversation."""


class ChatScreen(
    Showing, Asking, Ingesting, Keeping, Checking, Consenting, Explaining, Shelving, Opening,
    Prompting, Filtering, Switching, Exporting,
):  # fmt: skip
    """Asks, reads, adds. Slow work is in ``jobs``; all else that it does is in mix-ins."""

    AUTO_FOCUS = "Prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = CHAT

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.library: OpenLibrary | None = None
        self.assistant: Answering | None = None
        self.session_id = new_session_id()
        self._left = False

    def compose(self) -> ComposeResult:
        """Strip, two panes, what is being added, hints, prompt, keys."""
        yield TopBar()
        with Horizontal(id="panes"):
            yield Conversation(id="conversation")
            yield EvidencePane(self._load, id="evidence")
        yield IngestBar()
        yield CommandHints("", id="hints")
        yield FilterBar("", id="filters")
        yield Problem("", id="problem")
        yield Prompt(id="prompt")
        yield KeyBar()

    def on_mount(self) -> None:
        """Hides what has nothing to say; the library opens behind the first paint."""
        self.query_one(FilterBar).show("")
        self.call_after_refresh(self._open)
        self.set_interval(_TEND_EVERY, self._tend)

    def lead_to_prompt(self, event: Key | Paste) -> None:
        """What is typed or pasted while something else has the focus is meant for the prompt,
        unless the key is bound. Called before the event is forwarded, so that keys that come
        fast stay in their order."""
        if isinstance(self.focused, Prompt) or not is_text(event, self.active_bindings):
            return
        if self.query(Prompt):
            self.back_to_prompt()

    def is_escape_and_key(self, event: Key) -> bool:
        """Whether a key with Alt is Esc and a key of the answer, which a terminal that was slow
        to be read hands over together."""
        return (
            self.app.screen is self
            and event.key.startswith("alt+")
            and event.character is not None
            and isinstance(self.focused, Prompt)
            and self._selected is not None
            and self._asked is None
            and event.character in self._selected._bindings.key_to_bindings
        )

    def leave(self) -> None:
        """The app is being left: stops what runs, and takes no more messages from threads,
        for the widgets that they would change are about to go."""
        self.stop_answer()
        self.halt_ingest()
        self._left = True

    def check_message_enabled(self, message: Message) -> bool:
        """Whether a message is still wanted."""
        told = type(message).__module__.startswith(messages.__name__)
        return super().check_message_enabled(message) and not (self._left and told)

    # --- asking ------------------------------------------------------------------------

    @on(Submitted)
    async def _submitted(self, message: Submitted) -> None:
        prompt = self.query_one(Prompt)
        if is_command(message.text):
            await self.command(message.text)
        elif self._asked is not None:
            stops = f"{named(self.app)('chat.back')} stops it."
            self.say_problem(UsageError("An answer is being written.", stops))
        else:
            prompt.take()
            await self.ask(message.text)

    # --- actions -----------------------------------------------------------------------

    def action_back(self) -> None:
        """Hides the hints; else stops a running answer; else goes from the prompt to the answer,
        and back."""
        if self.close_hints():
            return
        if self.stop_answer():
            self.forget_begun()
            return
        prompt = self.query_one(Prompt)
        # At once: Widget.focus waits for its turn, and a key that came right behind would
        # still be written into the prompt.
        to_answer = prompt.has_focus and self._selected is not None
        if to_answer:
            self.leave_prompt()
        self.set_focus(self._selected if to_answer else prompt)

    def action_scroll(self, by: int) -> None:
        """Scrolls the conversation by a page."""
        self.query_one(Conversation).page(by)

    def action_article(self, by: int) -> None:
        """Scrolls the opened article by a few lines, whatever has the focus."""
        self.query_one(EvidencePane).action_scroll_article(by)

    def action_changes(self) -> None:
        """Shows what has changed in the opened article since it was quoted."""
        self.query_one(EvidencePane).action_changes()

    async def action_help(self) -> None:
        """All keys and commands."""
        await self.app.run_action("help")

    async def action_theme(self) -> None:
        """Chooses other colours."""
        await self.app.run_action("theme")

    async def action_quit(self) -> None:
        """Leaves."""
        await self.app.run_action("quit")

    @property
    def selected(self) -> Exchange | None:
        """The answer whose sources are shown."""
        return self._selected

    async def tell_keys(self, problems: Sequence[str]) -> None:
        """Says which keys of the configuration cannot be as they stand there."""
        lines = [("Keys of the configuration that were left as they are:", "bold")]
        lines += [(f"\n{problem}", "") for problem in problems]
        content = Content.assemble(*(literal(*line) for line in lines))
        await self.query_one(Conversation).say(content, "keys")

    async def tell_error(self, error: BriefingError) -> None:
        """Says in the conversation what went wrong and what to do next."""
        await self.query_one(Conversation).say(error_content(error), "failure")
