"""An article opened at the quoted words, or what has changed in it since."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from assistant.ui.evidence_items import EvidenceItem, Laid, head, lay_out
from assistant.ui.key_names import key_in_force
from assistant.ui.literal import Words
from ingest.types import StoredArticle

_LINES_ABOVE = 2
_LINES_AT_ONCE = 3


class ArticleView(Vertical):
    """One article to read, scrolled to the quoted words; what it is stays in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quotation", "Back to the quotation", id="sources.quotation"),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._laid: Laid | None = None
        self._shown: tuple[EvidenceItem, StoredArticle] | None = None
        self._width = 0
        self.changing = False

    def compose(self) -> ComposeResult:
        """What it is, then its words."""
        yield Words(classes="head")
        with VerticalScroll():
            yield Words(classes="text")

    @property
    def stored(self) -> StoredArticle | None:
        """The revision that is shown."""
        return self._shown[1] if self._shown is not None else None

    def show(self, item: EvidenceItem, stored: StoredArticle) -> None:
        """Shows an article at the item's words."""
        self._shown = item, stored
        self._laid = lay_out(stored.article, item.start, item.end)
        self._show_head()
        self._show_text()

    def show_changes(self, content: Content) -> None:
        """Shows what changed in the place of the text."""
        self.changing = True
        self.query_one(".text", Words).show(content)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def tell(self, content: Content) -> None:
        """Shows that there is no article, and why."""
        self._laid = self._shown = None
        self.changing = False
        self.query_one(".head", Words).show(content)
        self.query_one(".text", Words).show("")
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def scroll_lines(self, by: int) -> None:
        """Scrolls by a few lines, down for a positive number."""
        self.query_one(VerticalScroll).scroll_relative(y=by * _LINES_AT_ONCE, animate=False)

    def on_resize(self) -> None:
        """In another width lines break elsewhere: fits the head, and goes to the quoted words
        again. A prompt that takes a row more leaves the article where it was scrolled to."""
        if self.size.width == self._width:
            return
        self._width = self.size.width
        self._show_head()
        if not self.changing:
            self.call_after_refresh(self.action_quotation)

    def action_quotation(self) -> None:
        """Scrolls to the quoted words, in the text again if need be."""
        if self.changing:
            self._show_text()
            return
        if self._laid is None:
            return
        row = self._laid.row_of_quote(self.query_one(".text", Words).content_size.width)
        view = self.query_one(VerticalScroll)
        view.scroll_to(y=max(0, row - _LINES_ABOVE), animate=False, force=True)

    def _show_head(self) -> None:
        if self._shown is not None:
            compare = key_in_force(self.app._keymap, "sources.changes", "c")
            content = head(*self._shown, max(8, self.size.width - 2), compare)
            self.query_one(".head", Words).show(content)

    def _show_text(self) -> None:
        self.changing = False
        if self._laid is not None:
            self.query_one(".text", Words).show(self._laid.content)
            self.call_after_refresh(self.action_quotation)
