"""An article of the library to read: what it is in sight, its text or its changes below."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from assistant.ui.evidence_items import Laid
from assistant.ui.literal import Words
from assistant.ui.reading import Reading, details_of, head_of

_LINES_ABOVE = 2


class Reader(Vertical):
    """Shows a ``Reading``; its keys are those of the screen around it, and these."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.back", "Back", id="reading.back"),
        Binding("c", "screen.changes", "What changed", id="reading.changes"),
        Binding("[", "screen.revision(-1)", "Earlier revision", id="reading.earlier"),
        Binding("]", "screen.revision(1)", "Later revision",
                show=False, id="reading.later"),
        Binding("m", "screen.details", "Details", id="reading.details"),
        Binding("v", "screen.copies", "Next copy", id="reading.copies"),
        Binding("q", "quotation", "To the quotation", show=False, id="reading.quotation"),
        Binding("j", "line(1)", "Scroll down", show=False, id="reading.down"),
        Binding("k", "line(-1)", "Scroll up", show=False, id="reading.up"),
    ]  # fmt: skip

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reading: Reading | None = None
        self.details = True
        self._laid: Laid | None = None
        self._width = 0

    def compose(self) -> ComposeResult:
        """Head, details, text."""
        yield Words(classes="head")
        with VerticalScroll():
            yield Words(classes="details")
            yield Words(classes="text")

    @property
    def changing(self) -> bool:
        """Whether what changed is shown instead of the text."""
        return self.has_class("-changes")

    def show(self, reading: Reading, laid: Laid) -> None:
        """Shows an article, at the words it was opened at."""
        same = self.reading is not None and (
            self.reading.stored.article_id == reading.stored.article_id
        )
        self.reading, self._laid = reading, laid
        self.remove_class("-changes")
        self._head()
        self._details()
        self.query_one(".text", Words).show(laid.content)
        if laid.quote_end or not same:
            self.call_after_refresh(self.action_quotation)

    def show_changes(self, content: Content) -> None:
        """Shows what changed in the place of the text."""
        self.add_class("-changes")
        self._details()
        self.query_one(".text", Words).show(content)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def show_text(self) -> None:
        """Shows the text again."""
        if self.reading is not None and self._laid is not None:
            self.remove_class("-changes")
            self._details()
            self.query_one(".text", Words).show(self._laid.content)

    def tell(self, content: Content | str) -> None:
        """Shows words in the place of an article."""
        self.reading = self._laid = None
        self.remove_class("-changes")
        self.query_one(".head", Words).show(content)
        self.query_one(".details", Words).show("")
        self.query_one(".text", Words).show("")

    def toggle_details(self) -> None:
        """Shows or hides where each statement about the article comes from."""
        self.details = not self.details
        self._details()

    def take_focus(self) -> None:
        """The text gets the keys."""
        self.screen.set_focus(self.query_one(VerticalScroll))

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        if self.size.width != self._width:
            self._width = self.size.width
            self._head()
            self._details()

    def action_quotation(self) -> None:
        """Scrolls to the words that the article was opened at, else to its beginning."""
        view, laid = self.query_one(VerticalScroll), self._laid
        if laid is None or not laid.quote_end:
            view.scroll_home(animate=False)
            return
        text = self.query_one(".text", Words)
        above = text.virtual_region.y
        row = laid.row_of_quote(text.content_size.width)
        view.scroll_to(y=max(0, above + row - _LINES_ABOVE), animate=False, force=True)

    def action_line(self, by: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _head(self) -> None:
        if self.reading is not None:
            width = max(8, self.size.width - 2)
            self.query_one(".head", Words).show(head_of(self.reading, width))

    def _details(self) -> None:
        details: Content | str = ""
        if self.details and self.reading is not None and not self.changing:
            details = details_of(self.reading, max(8, self.size.width - 6))
        self.query_one(".details", Words).show(details)
