"""The exchanges of one conversation, with what the app has to say between them."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from assistant.restore import Restored
from assistant.types import Turn
from assistant.ui.draft_entry import DraftEntry
from assistant.ui.exchange import Exchange
from assistant.ui.exchange_view import ExchangeView
from assistant.ui.literal import Words

UNFOLDED = 6
"""Finished answers that stay unfolded: many live ones make every redraw slow."""

_AT_ONCE = 12
"""Exchanges of a kept conversation that are made before anything else has its turn."""

_BREATH = 0.01
"""Seconds between two lots of them."""


class Conversation(VerticalScroll, can_focus=False):
    """Stays scrolled to the end while an answer grows, until the reader scrolls."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._tickets = 0
        self._older: list[Exchange] = []
        self._lead: Exchange | None = None

    def compose(self) -> ComposeResult:
        """The turns lie on a sheet at least as high as the view: an anchored view would
        otherwise push a short conversation down to its lower edge."""
        yield Vertical(classes="sheet")

    @property
    def sheet(self) -> Vertical:
        """What the exchanges and notes lie on."""
        return self.query_one(".sheet", Vertical)

    @property
    def exchanges(self) -> list[Exchange]:
        """All exchanges, oldest first; the older ones of a kept conversation may still wait to
        be shown."""
        return [*self._older, *self.shown]

    @property
    def shown(self) -> list[Exchange]:
        """The exchanges that can be gone to, oldest first."""
        sheets = self.children  # one at most; a query would look into every answer
        return [
            child for sheet in sheets for child in sheet.children if isinstance(child, Exchange)
        ]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The finished exchanges, as a follow-up question may refer to them. What was stopped,
        failed or broke off is none: half an answer must not be taken for one."""
        return tuple(
            Turn(exchange.answer.asked, exchange.answer.text)
            for exchange in self.exchanges
            if exchange.answer is not None and exchange.answer.incomplete is None
        )

    def find(self, ticket: int) -> Exchange | None:
        """The exchange with this ticket, if it is still there."""
        return next((e for e in self.exchanges if e.ticket == ticket), None)

    @property
    def made(self) -> int:
        """How many exchanges and drafts were ever made here."""
        return self._tickets

    async def ask(self, question: str) -> Exchange:
        """A new exchange at the end, for a question just asked."""
        exchange = self._new(question)
        await self.sheet.mount(exchange)
        self._begun(exchange)
        return exchange

    async def check(self, name: str) -> DraftEntry:
        """A new entry at the end, for a draft that is to be checked."""
        self._tickets += 1
        entry = DraftEntry(self._tickets, name)
        await self.sheet.mount(entry)
        self._begun(entry)
        return entry

    async def restore(self, answers: Sequence[Restored | str]) -> None:
        """Puts a kept conversation in place of this one; of a question whose answer was
        interrupted, only that question."""
        await self.clear()
        made = []
        for place, restored in enumerate(answers):
            if isinstance(restored, str):
                exchange = self._new(restored)
                exchange.interrupt()
            else:
                exchange = self._new(restored.answer.asked)
                exchange.restore(restored, folded=place < len(answers) - UNFOLDED)
            made.append(exchange)
        self._older = made[:-_AT_ONCE]
        await self.sheet.mount(*made[-_AT_ONCE:])
        self.anchor()
        if self._older:
            self.run_worker(self._show_older(), exclusive=True, group="older")

    async def _show_older(self) -> None:
        """Makes the older exchanges of a kept conversation, a few at a time from the latest, so
        that no key waits for all of them."""
        while self._older and self.is_attached:
            first = self.shown[:1]
            few, self._older = self._older[-_AT_ONCE:], self._older[:-_AT_ONCE]
            await self.sheet.mount(*few, before=first[0] if first else None)
            await sleep(_BREATH)

    async def clear(self) -> None:
        """Empties it."""
        self._older, self._lead = [], None
        await self.sheet.remove_children()

    # --- what is in sight ------------------------------------------------------------------

    def neighbour(self, exchange: Exchange, by: int) -> Exchange:
        """The exchange so many further down, as far as there are any."""
        shown = self.shown
        place = shown.index(exchange) + by if exchange in shown else len(shown) - 1
        return shown[max(0, min(place, len(shown) - 1))]

    def page(self, by: int) -> None:
        """Scrolls by so many views, at once: a view that glides has to be drawn twenty times, and
        the next key waits meanwhile."""
        self._lead = None
        self.release_anchor()
        height = self.scrollable_content_region.height
        self.scroll_to(y=self.scroll_y + by * height, animate=False, force=True)

    def action_page_up(self) -> None:
        """A view up."""
        self.page(-1)

    def action_page_down(self) -> None:
        """A view down."""
        self.page(1)

    def show_edge(self, exchange: Exchange, end: bool = False) -> None:
        """Scrolls to the beginning or the end of an exchange, at once. At the end of the last one
        it stays while that grows."""
        self._lead = None
        if end and exchange in self.shown[-1:]:
            self.anchor()
            return
        self.anchor(False)
        region = exchange.virtual_region
        top = region.bottom - self.scrollable_content_region.height if end else region.y
        self.scroll_to(y=top, animate=False, force=True)

    def show_whole(self, exchange: Exchange) -> None:
        """Scrolls as little as shows all of an exchange, or its beginning when it is longer than
        the view, at once."""
        region, room = exchange.virtual_region, self.scrollable_content_region.height
        if region.y >= self.scroll_y and region.bottom <= self.scroll_y + room:
            return
        above = region.y < self.scroll_y or region.height > room
        self.show_edge(exchange, end=not above)

    @on(ExchangeView.Grown)
    def _grown(self, message: ExchangeView.Grown) -> None:
        """When the answer that is being written gets longer than the view, the view stays at its
        question, for one reads from there; unless the reader has scrolled."""
        message.stop()
        lead = self._lead
        if lead is None or message.view is not lead:
            return
        if self._anchor_released:
            self._lead = None
        elif lead.virtual_region.height > self.scrollable_content_region.height > 0:
            self.show_edge(lead)

    def _begun(self, exchange: Exchange) -> None:
        self._fold_older()
        self.anchor()
        self._lead = exchange

    async def say(self, content: Content | str, *classes: str) -> None:
        """A note of the app between the exchanges; one with the same class gives way."""
        for name in classes:
            await self.query(f".{name}").remove()
        if not self.is_attached:
            return  # the app is being left
        await self.sheet.mount(Words(content, classes=" ".join(("notice", *classes))))
        self.anchor()

    def _new(self, question: str) -> Exchange:
        self._tickets += 1
        return Exchange(self._tickets, question)

    def _fold_older(self) -> None:
        for exchange in self.exchanges[:-UNFOLDED]:
            exchange.fold(True)
