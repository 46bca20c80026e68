"""How an answer came about, on a screen of its own: searches, passages, every verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen

from assistant.ui.literal import Words, literal, toast
from assistant.ui.messages import ExplainRequested
from assistant.ui.modal import Modal

if TYPE_CHECKING:
    from assistant.ui.exchange import Exchange


class ExplainScreen(Modal[None]):
    """The account of one answer or check, as ``--explain`` prints it."""

    CSS_PATH = "explain_screen.tcss"
    in_passing = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e,q", "dismiss", "Close the explanation", id="explain.close"),
    ]

    def __init__(self, account: str) -> None:
        super().__init__()
        self._account = account

    def compose(self) -> ComposeResult:
        """One long text that scrolls both ways, and how to leave it."""
        with VerticalScroll(classes="dialog"):
            yield Words(literal(self._account), classes="account")
        yield Words("Esc back · ↑ ↓ PgUp PgDn scroll", classes="keys")


class Explaining(Screen[None]):
    """The part of the chat screen that tells how an answer came about."""

    _selected: Exchange | None

    def action_explain(self) -> None:
        """Explains the selected answer."""
        self._explain(self._selected)

    @on(ExplainRequested)
    def _explain_requested(self, message: ExplainRequested) -> None:
        self._explain(message.exchange)

    def _explain(self, exchange: Exchange | None) -> None:
        account = exchange.account() if exchange is not None else None
        if account is None:
            toast(self.app, "There is no finished answer to explain yet.", "warning")
        elif not isinstance(self.app.screen, ExplainScreen):
            self.app.push_screen(ExplainScreen(account))
