"""Before a page is opened in the browser: where it would lead. And the address, where there is no
browser."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button

from assistant.ui.browser import open_page
from assistant.ui.clipboard import copy
from assistant.ui.literal import Words, literal_line, toast
from assistant.ui.modal import Modal
from assistant.ui.web_address import WebAddress

_NO_BROWSER = "No browser can be started here. The address was copied; here it is whole:"


class PageScreen(Modal[None]):
    """Asks whether a page is to be opened. The host stands by itself, for in a long address it is
    hard to find, and titles may lie."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#open"
    in_passing = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n,q", "dismiss", "Close", id="page.close"),
        Binding("o,y", "open", "Open in the browser", id="page.open"),
        Binding("c", "copy", "Copy the address", id="page.copy"),
    ]

    class Tried(Message):
        """A browser was started, or not."""

        def __init__(self, started: bool) -> None:
            super().__init__()
            self.started = started

    def __init__(self, address: WebAddress) -> None:
        super().__init__()
        self._address = address
        self._starting = False

    def compose(self) -> ComposeResult:
        """The host, the whole address, what can be done."""
        with Vertical(classes="dialog small"):
            yield Words(self._told("Open this page in the browser?"), classes="question")
            with Horizontal(classes="buttons"):
                yield Button(self.with_key("Open", "page.open"), id="open", variant="primary")
                yield Button(self.with_key("Copy", "page.copy"), id="copy")

    def action_open(self) -> None:
        """Opens it, once however often the key is pressed while the browser starts."""
        if not self._starting:
            self._starting = True
            self._start()

    def action_copy(self) -> None:
        """Copies it instead."""
        copy(self.app, self._address.url, "the address")
        self.dismiss()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "open":
            self.action_open()
        else:
            self.action_copy()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _start(self) -> None:
        self.post_message(self.Tried(open_page(self._address.url)))

    @on(Tried)
    def _tried(self, message: Tried) -> None:
        self._starting = False
        if message.started:
            toast(self.app, f"Opened {self._address.host} in the browser.")
            self.dismiss()
            return
        self.query_one(".question", Words).show(self._told(_NO_BROWSER))
        copy(self.app, self._address.url, "the address")

    def _told(self, first: str) -> Content:
        return Content.assemble(
            Content(f"{first}\n\n"),
            ("Host  ", "$quiet"),
            literal_line(self._address.host, "bold"),
            "\n\n",
            literal_line(self._address.url),
        )
