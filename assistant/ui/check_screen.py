"""The screen on which a draft is pasted that is to be checked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label

from assistant.ui.literal import CleanArea, Words
from assistant.ui.paste_screen import Draft, Pasted, PasteScreen
from ingest.types import Overrides


class CheckScreen(PasteScreen):
    """Gives the pasted text, or a draft of it when it is left."""

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s", "add", "Check the draft", id="check.start"),
        Binding("ctrl+l", "empty", "Empty it", id="check.empty"),
        Binding("escape", "cancel", "Leave it for later", id="check.cancel"),
    ]

    def compose(self) -> ComposeResult:
        """The text, two buttons."""
        with Vertical(classes="paste"):
            yield Label(Content("Paste the draft: every sentence is checked"), classes="title")
            yield CleanArea(
                self._before.text, id="text", soft_wrap=True, show_line_numbers=False, compact=True
            )
            yield Words("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(
                    self.with_key("Check", "check.start"), id="add", variant="primary", compact=True
                )
                yield Button(self.with_key("Empty", "check.empty"), id="empty", compact=True)
                yield Button(self.with_key("Later", "check.cancel"), id="cancel", compact=True)

    @property
    def draft(self) -> Draft:
        """What stands here."""
        return Draft(self.query_one("#text", CleanArea).text)

    def action_empty(self) -> None:
        """Takes everything out; Ctrl+Z brings that back."""
        self.query_one("#text", CleanArea).clear()

    def action_add(self) -> None:
        """Gives the text, unless there is none."""
        draft = self.draft
        if draft:
            self.dismiss(Pasted(draft.text, Overrides(), draft))
        else:
            self._refuse("There is no text yet.", "#text")
