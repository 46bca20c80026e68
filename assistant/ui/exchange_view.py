"""What is seen of an exchange: a handful of widgets, one alone when it is folded."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from assistant.ui.literal import Words, literal
from assistant.ui.margin import CHUNK, Row, Sentences

_PARTS = ("question", "searched", "sentences", "abstention", "pending", "notes", "status")
"""From top to bottom. Each is there from when it first has something to say."""

_MOST = 600
_MOST_LINES = 12
"""Characters and lines of a question that are shown: what was pasted into one may be a book."""


class ExchangeView(Vertical):
    """The widgets of a question with its answer. What they say is kept here, so that they can
    be made when they are needed, and taken away while the exchange is folded."""

    class Grown(Message):
        """It takes another room than before."""

        def __init__(self, view: ExchangeView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, question: str, status: str) -> None:
        super().__init__()
        self.question = question
        self.current: int | None = None
        self.folded = False
        self._said = {"question": literal(shown_question(question)), "status": Content(status)}
        self._parts: dict[str, Words] = {}
        self._rows: tuple[Row, ...] = ()
        self._chunks: list[Sentences] = []

    def compose(self) -> ComposeResult:
        """What there is to see now."""
        yield from self._made()

    def on_resize(self) -> None:
        """The conversation may have to scroll."""
        self.post_message(self.Grown(self))

    def summary(self) -> Content:
        """The one line that stands for the answer while it is folded."""
        return Content("")

    def fold(self, folded: bool) -> None:
        """Folds it to its question and one line, or unfolds it."""
        if folded == self.folded:
            return
        self.folded = folded
        self.set_class(folded, "-folded")
        if self.is_attached:
            with self.app.batch_update():
                self.remove_children()
                self.mount(*self._made())
                self.clear_cached_dimensions()
                self.refresh(layout=True)

    @property
    def is_container(self) -> bool:
        """Folded it holds no widgets but is text itself: a layout of its own for each of a hundred
        older answers would be most of what a layout costs."""
        return not self.folded and super().is_container

    @property
    def is_scrollable(self) -> bool:
        """The layout asks this, not the other."""
        return self.is_container

    def render(self) -> RenderResult:
        """The text that it is while it is folded."""
        if not self.folded:
            return super().render()
        return Content.assemble(
            self._said["question"].stylize("bold $primary"), "\n  ", self.summary()
        )

    def point_at(self, number: int | None) -> None:
        """Marks the citation that is open in the sources."""
        self.current = number
        for chunk in self._chunks:
            chunk.point_at(number)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The sentences that are shown."""
        return self._rows

    def said(self, name: str) -> str:
        """What stands in a part now; empty when it has nothing to say."""
        content = self._said.get(name)
        return content.plain if content is not None else ""

    # --- what it says ----------------------------------------------------------------------

    def _say(self, name: str, content: Content | str) -> None:
        """Puts other words into a part; an empty text takes it out of sight."""
        made = literal(content) if isinstance(content, str) else content
        self._said[name] = made
        part = self._parts.get(name)
        if part is not None:
            part.show(made)
        elif made.plain and self._laid:
            self._parts[name] = part = Words(made, classes=name)
            self.mount(part, before=self._after(name))

    def _put(self, rows: Sequence[Row]) -> None:
        """Shows these sentences and no others. Those that stand there already stay."""
        before, self._rows = self._rows, tuple(rows)
        if not self._laid:
            return
        for place in range(0, max(len(before), len(rows)), CHUNK):
            part = self._rows[place : place + CHUNK]
            if place >= len(before):
                self._chunks.append(Sentences(part, self.current))
                self.mount(self._chunks[-1], before=self._after("sentences"))
            elif not part:
                self._chunks.pop().remove()
            elif part != self._chunks[place // CHUNK].rows:
                self._chunks[place // CHUNK].put(part)

    @property
    def _laid(self) -> bool:
        """Whether its parts are there to be changed."""
        return "status" in self._parts

    def _after(self, name: str) -> Widget:
        """The first widget below the place of a part."""
        for each in _PARTS[_PARTS.index(name) + 1 :]:
            if each == "sentences" and self._chunks:
                return self._chunks[0]
            if each in self._parts:
                return self._parts[each]
        return self._parts["status"]

    def _made(self) -> list[Widget]:
        self._parts, self._chunks = {}, []
        if self.folded:
            return []
        self._chunks = [
            Sentences(self._rows[place : place + CHUNK], self.current)
            for place in range(0, len(self._rows), CHUNK)
        ]
        for name in _PARTS:
            content = self._said.get(name)
            if name == "status" or (content is not None and content.plain):
                self._parts[name] = Words(content or "", classes=name)
        made: list[Widget] = []
        for name in _PARTS:
            if name == "sentences":
                made += self._chunks
            elif name in self._parts:
                made.append(self._parts[name])
        return made


def shown_question(question: str) -> str:
    """A question as it stands over its answer: of a very long one the beginning."""
    shown = "\n".join(question[:_MOST].split("\n")[:_MOST_LINES])
    return shown if len(shown) >= len(question) else f"{shown} … ({len(question):,} characters)"
