"""The screen on which an article is pasted, with its outlet and its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label

from assistant.ui.literal import CleanArea, CleanInput, Words, literal_line
from assistant.ui.modal import Modal
from ingest.types import Overrides

DATE_HINT = "That is no date. Write 2025-08-12, 12 August 2025, August 2025 or 2025."


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood on the screen when it was left; true when that is more than blanks."""

    text: str = ""
    publisher: str = ""
    date: str = ""

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return any(part.strip() for part in (self.text, self.publisher, self.date))


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted text with what its user says about it, and all as it was typed."""

    text: str
    overrides: Overrides
    draft: Draft


def overrides(publisher: str, date: str) -> Overrides | None:
    """What was typed about an article; None when the date is none. Empty fields say nothing,
    so what the text itself tells stays."""
    from ingest.text.dates import parse_date

    named = publisher.strip() or None
    if not date.strip():
        return Overrides(publisher=named)
    moment = parse_date(date)
    if moment is None:
        return None
    return Overrides(publisher=named, published=moment.iso, published_precision=moment.precision)


class PasteScreen(Modal[Pasted | Draft]):
    """Gives the pasted text, or a draft of it when it is left: nothing is lost by Esc."""

    CSS_PATH = "paste_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "add", "Add the article", id="paste.add"),
        Binding("ctrl+l", "empty", "Empty it", id="paste.empty"),
        Binding("escape", "cancel", "Keep it as a draft", id="paste.cancel"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._before = draft

    def compose(self) -> ComposeResult:
        """The text, two fields, two buttons."""
        with Vertical(classes="paste"):
            yield Label(Content("Paste the article, headline first"), classes="title")
            yield CleanArea(
                self._before.text, id="text", soft_wrap=True, show_line_numbers=False, compact=True
            )
            with Horizontal(classes="fields"):
                yield CleanInput(
                    self._before.publisher,
                    placeholder="Outlet (optional)",
                    id="publisher",
                    compact=True,
                )
                yield CleanInput(
                    self._before.date, placeholder="Date (optional)", id="date", compact=True
                )
            yield Words("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(
                    self.with_key("Add", "paste.add"), id="add", variant="primary", compact=True
                )
                yield Button(self.with_key("Empty", "paste.empty"), id="empty", compact=True)
                yield Button(self.with_key("Later", "paste.cancel"), id="cancel", compact=True)

    def on_mount(self) -> None:
        """No problem yet; the text comes first."""
        self.query_one(".problem", Words).show("")
        self.query_one("#text").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "add":
            self.action_add()
        elif event.button.id == "empty":
            self.action_empty()
        else:
            self.action_cancel()

    @on(CleanInput.Submitted)
    def _submitted(self) -> None:
        self.action_add()

    def action_add(self) -> None:
        """Gives the text, unless something is missing; then says what."""
        text = self.query_one("#text", CleanArea).text
        if not text.strip():
            self._refuse("There is no text yet.", "#text")
            return
        publisher = self.query_one("#publisher", CleanInput).value
        stated = overrides(publisher, self.query_one("#date", CleanInput).value)
        if stated is None:
            self._refuse(DATE_HINT, "#date")
            return
        self.dismiss(Pasted(text, stated, self.draft))

    @property
    def draft(self) -> Draft:
        """What stands here."""
        publisher, date = (
            self.query_one(name, CleanInput).value for name in ("#publisher", "#date")
        )
        return Draft(self.query_one("#text", CleanArea).text, publisher, date)

    def action_empty(self) -> None:
        """Takes everything out; Ctrl+Z in the text brings that back."""
        text = self.query_one("#text", CleanArea)
        text.clear()
        for name in ("#publisher", "#date"):
            self.query_one(name, CleanInput).value = ""
        text.focus()

    def action_cancel(self) -> None:
        """Gives what stands here, to be gone on with."""
        self.dismiss(self.draft)

    def _refuse(self, why: str, field: str) -> None:
        self.query_one(".problem", Words).show(literal_line(f"✗ {why}"))
        self.query_one(field).focus()
