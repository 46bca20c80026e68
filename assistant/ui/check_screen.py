"""The screen on which a draft is pasted that is to be checked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Label

from assistant.ui.literal import CleanArea, Words
from assistant.ui.paste_screen import Pasted, PasteScreen
from ingest.types import Overrides


class CheckScreen(PasteScreen):
    """Gives the pasted draft, or None when it was thought better of."""

    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+s", "add", "Check the draft", id="check.start"),
        Binding("escape", "cancel", "Do not check it", id="check.cancel"),
    ]

    def compose(self) -> ComposeResult:
        """The text, two buttons."""
        with Vertical(classes="paste"):
            yield Label(Content("Paste the draft: every sentence is checked"), classes="title")
            yield CleanArea(id="text", soft_wrap=True, show_line_numbers=False, compact=True)
            yield Words("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button(Content("Check  Ctrl+S"), id="add", variant="primary", compact=True)
                yield Button(Content("Cancel  Esc"), id="cancel", compact=True)

    def action_add(self) -> None:
        """Gives the text, unless there is none."""
        text = self.query_one("#text", CleanArea).text
        if text.strip():
            self.dismiss(Pasted(text, Overrides()))
        else:
            self._refuse("There is no text yet.", "#text")
