"""How an answer came about, on a screen of its own: searches, passages, every verdict."""

from __future__ import annotations

from collections.abc import Callable
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
        Binding("pageup", "page(-1)", "A page up", show=False, id="explain.page_up"),
        Binding("pagedown", "page(1)", "A page down", show=False, id="explain.page_down"),
        Binding("home", "edge(False)", "Beginning", show=False, id="explain.home"),
        Binding("end", "edge(True)", "End", show=False, id="explain.end"),
    ]

    def __init__(self, account: Callable[[int], str | None]) -> None:
        super().__init__()
        self._account = account
        self._width = 0

    def compose(self) -> ComposeResult:
        """One long text that scrolls; its lines fit."""
        with VerticalScroll(classes="dialog"):
            yield Words(classes="account")

    def on_mount(self) -> None:
        """Lays it out for the width there is."""
        self.call_after_refresh(self._lay_out)

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        if width > 0 and width != self._width:
            self._width = width
            self.query_one(".account", Words).show(literal(self._account(width) or ""))

    def action_edge(self, end: bool) -> None:
        """To the beginning or the end."""
        view = self.query_one(VerticalScroll)
        (view.scroll_end if end else view.scroll_home)(animate=False)

    def action_page(self, by: int) -> None:
        """A view up or down, at once."""
        view = self.query_one(VerticalScroll)
        view.scroll_relative(y=by * view.scrollable_content_region.height, animate=False)


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
        if exchange is None or not exchange.finished:
            toast(self.app, "There is no finished answer to explain yet.", "warning")
        elif not isinstance(self.app.screen, ExplainScreen):
            self.app.push_screen(ExplainScreen(exchange.account))
