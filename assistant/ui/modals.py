"""The small screens over the conversation: sources on a narrow terminal, one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button

from assistant.ui.chat_keys import ABROAD
from assistant.ui.evidence_items import EvidenceItem
from assistant.ui.evidence_pane import EvidencePane, Load
from assistant.ui.literal import Words
from assistant.ui.messages import ItemOpened, LibraryRequested
from assistant.ui.modal import Modal

if TYPE_CHECKING:
    from assistant.ui.exchange import Exchange


_IN_PLACE = ("copy", "stop_adding")
"""Keys of the conversation that lead nowhere."""


class EvidenceScreen(Modal[None]):
    """The sources of an answer, alone on the screen, where there is no room beside the
    conversation; the keys of the answer work here too."""

    CSS_PATH = "evidence_screen.tcss"
    in_passing = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f2", "dismiss", "Back", id="evidence.back"),
        *(
            Binding(str(digit), f"answer('digit', {digit})", "Open source", show=digit == 1,
                    key_display="1-9", id=f"evidence.source_{digit}")
            for digit in range(10)
        ),
        Binding("]", "answer('step', 1)", "Next", id="evidence.next"),
        Binding("[", "answer('step', -1)", "Previous source", show=False, id="evidence.previous"),
        Binding("y", "pane('copy')", "Copy quotation", id="evidence.copy_quotation"),
        Binding("Y", "answer('copy', True)", "Copy answer", show=False, id="evidence.copy"),
        Binding("o", "answer('open_url')", "Open the address", show=False, id="evidence.open_url"),
        Binding("e", "answer('explain')", "Explain", show=False, id="evidence.explain"),
        Binding("c", "pane('changes')", "What changed since", show=False, id="evidence.changes"),
        Binding("shift+down,ctrl+down", "pane('scroll_article(1)')", "Scroll the article down",
                show=False, id="evidence.scroll_down"),
        Binding("shift+up,ctrl+up", "pane('scroll_article(-1)')", "Scroll the article up",
                show=False, id="evidence.scroll_up"),
        Binding("l", "pane('library')", "Open in the library", show=False, id="evidence.library"),
    ]  # fmt: skip

    def __init__(
        self,
        load: Load,
        exchange: Exchange,
        number: int | None,
        opened: Callable[[EvidenceItem], None],
        requested: Callable[[LibraryRequested], object],
    ) -> None:
        super().__init__()
        # The conversation's own, told of there: the help has each key once.
        beneath = (replace(key, action=f"beneath('{key.action}')") for key in ABROAD)
        self._bindings = BindingsMap.merge([self._bindings, BindingsMap(beneath)])
        self._requested = requested
        self._load = load
        self._exchange = exchange
        self._number = number
        self._opened = opened

    def compose(self) -> ComposeResult:
        """The pane."""
        yield EvidencePane(self._load)

    def on_mount(self) -> None:
        """Shows what it was opened for."""
        pane = self.query_one(EvidencePane)
        pane.show_items(self._exchange.items)
        if self._number is not None:
            pane.open(self._number)
        pane.query_one("OptionList").focus()

    def show(self, number: int) -> None:
        """Opens the evidence with this number."""
        self.query_one(EvidencePane).open(number)

    async def action_answer(self, action: str, *given: object) -> None:
        """Does what a key of the answer does."""
        arguments = ", ".join(repr(value) for value in given)
        await self.app.run_action(f"{action}({arguments})", self._exchange)

    def action_beneath(self, action: str) -> None:
        """Does what a key of the conversation does; what leads elsewhere leaves this screen."""
        if action not in _IN_PLACE:
            self.dismiss()
        chat = self._exchange.screen
        chat.call_later(chat.run_action, action)

    async def action_pane(self, action: str) -> None:
        """Does what a key of the sources does, where the focus is elsewhere."""
        await self.app.run_action(action, self.query_one(EvidencePane))

    @on(ItemOpened)
    def _item_opened(self, message: ItemOpened) -> None:
        self._opened(message.item)

    @on(LibraryRequested)
    def _library(self, message: LibraryRequested) -> None:
        message.stop()
        self.dismiss()
        request = LibraryRequested(message.article_id, message.revision, message.start, message.end)
        self._requested(request)


class ConfirmScreen(Modal[bool]):
    """One question with yes and no; Esc is no."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#no"  # what a hasty Enter says
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)", "No", id="confirm.close"),
        Binding("n", "letter(False)", "No", show=False, id="confirm.no"),
        Binding("y", "letter(True)", "Yes", id="confirm.yes"),
        Binding("left,right", "app.focus_next", "The other answer", show=False,
                id="confirm.other"),
    ]  # fmt: skip

    def __init__(self, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._text = text
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question and its two answers; the safe one has the focus."""
        with Vertical(classes="dialog small"):
            yield Words(self._text, classes="question")
            with Horizontal(classes="buttons"):
                yield Button(Content(self._yes), id="yes")
                yield Button(Content(self._no), id="no", variant="primary")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Answers by key."""
        self.dismiss(agreed)

    def action_letter(self, agreed: bool) -> None:
        """Answers by a letter."""
        self.dismiss(agreed)


class ConsentScreen(ConfirmScreen):
    """A question that comes unasked, perhaps while something is being typed: until one of its
    answers was gone to, neither a letter nor Enter says anything."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,left,right", "app.focus_next", "Choose", key_display="Tab ← →",
                id="consent.choose"),
    ]  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does anything now."""
        return action != "letter" or self.focused is not None
