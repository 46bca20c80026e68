"""The exchanges of one conversation, with what the app has to say between them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from assistant.restore import Restored
from assistant.types import Turn
from assistant.ui.draft_entry import DraftEntry
from assistant.ui.exchange import Exchange
from assistant.ui.literal import Words

UNFOLDED = 10
"""Finished answers that stay unfolded: many live ones make every redraw slow."""


class Conversation(VerticalScroll, can_focus=False):
    """Stays scrolled to the end while an answer grows, until the reader scrolls."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._tickets = 0

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
        """All exchanges, oldest first."""
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

    async def ask(self, question: str) -> Exchange:
        """A new exchange at the end, for a question just asked."""
        exchange = self._new(question)
        await self.sheet.mount(exchange)
        self._fold_older()
        self.anchor()
        return exchange

    async def check(self, name: str) -> DraftEntry:
        """A new entry at the end, for a draft that is to be checked."""
        self._tickets += 1
        entry = DraftEntry(self._tickets, name)
        await self.sheet.mount(entry)
        self._fold_older()
        self.anchor()
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
        await self.sheet.mount(*made)
        self.anchor()

    async def clear(self) -> None:
        """Empties it."""
        await self.sheet.remove_children()

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
