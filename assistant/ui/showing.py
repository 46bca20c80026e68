"""Evidence inside the app: which answer is selected, what of it is open, what is copied."""

from __future__ import annotations

from textual import on
from textual.events import Resize
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.ui.clipboard import copy
from assistant.ui.conversation import Conversation
from assistant.ui.copying import quotation_name, quotation_text
from assistant.ui.evidence_items import EvidenceItem
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.exchange import Exchange
from assistant.ui.literal import toast
from assistant.ui.messages import (
    AddressRequested,
    CiteRequested,
    CopyRequested,
    EvidenceChanged,
    ItemOpened,
)
from assistant.ui.modals import EvidenceScreen
from assistant.ui.services import OpenLibrary
from assistant.ui.web_address import web_address
from ingest.types import StoredArticle


class Showing(Screen[None]):
    """The part of the chat screen that shows and copies what answers rest on."""

    library: OpenLibrary | None

    def __init__(self) -> None:
        super().__init__()
        self._selected: Exchange | None = None

    @on(EvidenceChanged)
    def _evidence_changed(self, message: EvidenceChanged) -> None:
        exchange = self.query_one(Conversation).find(message.ticket)
        if exchange is not None and (exchange is self._selected or exchange.has_focus):
            self._select(exchange)

    @on(CiteRequested)
    def _cite(self, message: CiteRequested) -> None:
        exchange = self.query_one(Conversation).find(message.ticket)
        if exchange is None:
            return
        self._select(exchange)
        if isinstance(self.app.screen, EvidenceScreen):
            self.app.screen.show(message.number)
        elif self.has_class("-narrow"):
            self._push_evidence(exchange, message.number)
        else:
            self.query_one(EvidencePane).remove_class("-off")
            self.query_one(EvidencePane).open(message.number)

    @on(ItemOpened)
    def _item_opened(self, message: ItemOpened) -> None:
        self._point_at(message.item)

    @on(Resize)
    def _resized(self) -> None:
        # What is selected by then: it may be another answer, or none.
        self.call_after_refresh(lambda: self._select(self._selected))

    def _point_at(self, item: EvidenceItem) -> None:
        if self._selected is not None:
            places = {entry: place for place, entry in enumerate(self._selected.items, 1)}
            self._selected.point_at(item.number or places.get(item))

    def _select(self, exchange: Exchange | None) -> None:
        if self._selected is not exchange:
            if self._selected is not None:
                self._selected.remove_class("-selected")
                self._selected.point_at(None)
            self._selected = exchange
            self.query_one(EvidencePane).close_article()
        if exchange is not None:
            exchange.add_class("-selected")
        self.query_one(EvidencePane).show_items(exchange.items if exchange else ())

    def _push_evidence(self, exchange: Exchange, number: int | None) -> None:
        if self.app.screen is self:
            self.app.push_screen(
                EvidenceScreen(self._load, exchange, number, self._point_at, self.post_message)
            )

    def action_sources(self) -> None:
        """Shows or hides the sources; on a narrow terminal, on a screen of their own."""
        if not self.has_class("-narrow"):
            self.query_one(EvidencePane).toggle_class("-off")
        elif self._selected is not None and self._selected.items:
            self._push_evidence(self._selected, self._selected.current)
        else:
            toast(self.app, "No sources yet: ask something first.")

    def action_copy(self) -> None:
        """Copies the selected answer with its references."""
        self._copy(self._selected, whole=True)

    @on(CopyRequested)
    def _copy_requested(self, message: CopyRequested) -> None:
        self._copy(self.query_one(Conversation).find(message.ticket), message.whole)

    def _copy(self, exchange: Exchange | None, whole: bool) -> None:
        item = exchange.opened if exchange is not None else None
        copied = exchange.copy_text() if exchange is not None else None
        if item is not None and not whole:
            copy(self.app, quotation_text(item), quotation_name(item))
        elif copied is not None:
            copy(self.app, copied, "the answer with its references")
        else:
            toast(self.app, "There is no finished answer to copy yet.", "warning")

    @on(AddressRequested)
    def _address_requested(self, message: AddressRequested) -> None:
        exchange = self.query_one(Conversation).find(message.ticket)
        if exchange is not None:
            self._open_page(exchange)

    def _open_page(self, exchange: Exchange) -> None:
        from assistant.ui.page_screen import PageScreen

        item = exchange.opened or next(iter(exchange.items), None)
        if item is None:
            toast(self.app, "There is no source whose page could be opened.", "warning")
        elif not item.row.meta.url:
            toast(self.app, "No address is known of this source: it came from a file.", "warning")
        elif (address := web_address(item.row.meta.url)) is None:
            toast(self.app, "The address of this source is none that is safe to open.", "warning")
        else:
            self.app.push_screen(PageScreen(address))

    # --- from one answer to the next -------------------------------------------------------

    def action_neighbour(self, by: int) -> None:
        """Goes to the next or the previous answer."""
        conversation, exchange = self.query_one(Conversation), self.focused
        if isinstance(exchange, Exchange):
            other = conversation.neighbour(exchange, by)
            self.set_focus(other, scroll_visible=False)
            conversation.show_whole(other)

    def action_edge(self, end: bool) -> None:
        """Goes to the beginning or the end of the answer that has the focus."""
        if isinstance(self.focused, Exchange):
            self.query_one(Conversation).show_edge(self.focused, end)

    def _load(self, article_id: str, revision: int | None) -> StoredArticle:
        if self.library is None:
            raise UsageError("The library is not open.", "Wait a moment and try again.")
        return self.library.catalogue.article(article_id, revision)
