"""The line at the bottom: takes questions and commands, always as plain text."""

from __future__ import annotations

from collections.abc import Container
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from assistant.ui.commands import COMMANDS, complete, is_command, matching
from assistant.ui.literal import CleanArea, Words
from assistant.ui.messages import PromptChanged, Submitted

_HISTORY = 200


class Prompt(CleanArea):
    """Enter sends, Ctrl+J makes a new line, ↑ and ↓ bring back what was sent before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", priority=False, show=False, id="prompt.send"),
        Binding("ctrl+j,shift+enter", "newline", "New line", show=False, id="prompt.newline"),
        Binding(
            "tab",
            "complete",
            "Complete a command, else leave the prompt",
            show=False,
            id="prompt.complete",
        ),
        Binding("up", "earlier", "Earlier question", show=False, id="prompt.earlier"),
        Binding("down", "later", "Later question", show=False, id="prompt.later"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(
            id=id, soft_wrap=True, show_line_numbers=False, compact=True,
            placeholder="Ask your articles, or type / for commands",
            highlight_cursor_line=False,
        )  # fmt: skip
        self._history: list[str] = []
        self._place = 0

    def fill(self, text: str) -> None:
        """Puts ``text`` in, with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def take(self) -> str:
        """Empties the prompt into the history and gives what stood there."""
        text = self.text.strip()
        if text and text not in self._history[-1:]:
            self._history = [*self._history, text][-_HISTORY:]
        self._place = len(self._history)
        self.text = ""
        return text

    async def _on_key(self, event: events.Key) -> None:
        """Enter is for sending; every printable key is text."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.action_send()

    def on_text_area_changed(self) -> None:
        """Tells what is typed, for the hints."""
        self.post_message(PromptChanged(self.text))

    def action_send(self) -> None:
        """Sends what stands there; it is taken out by whoever can use it."""
        if self.text.strip():
            self.post_message(Submitted(self.text.strip()))

    def action_newline(self) -> None:
        """A new line in the question."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Completes a command; with anything else in the prompt, Tab goes on."""
        completed = complete(self.text)
        if completed is None or completed == self.text:
            self.screen.focus_next()
        else:
            self.fill(completed)

    def action_earlier(self) -> None:
        """The question before, once the cursor is on the first line."""
        self._recall(-1, self.cursor_location[0] == 0, self.action_cursor_up)

    def action_later(self) -> None:
        """The question after, once the cursor is on the last line."""
        last = self.cursor_location[0] == self.document.line_count - 1
        self._recall(1, last, self.action_cursor_down)

    def _recall(self, by: int, at_edge: bool, move: object) -> None:
        if not at_edge:
            if callable(move):
                move()
            return
        place = self._place + by
        if 0 <= place <= len(self._history):
            self._place = place
            self.fill(self._history[place] if place < len(self._history) else "")


def is_text(event: events.Key | events.Paste, bound: Container[str]) -> bool:
    """Whether an event is text to be written: a paste, or a visible character whose key is not
    among the ``bound`` ones."""
    if isinstance(event, events.Paste):
        return True
    char = event.character or ""
    return char.isprintable() and not char.isspace() and char != "" and event.key not in bound


class CommandHints(Words):
    """The commands that may be meant, over the prompt while one is being typed."""

    def hint(self, text: str) -> None:
        """Shows what fits to ``text``; hides when nothing does."""
        found = matching(text)
        if text.startswith("/") and not found and not is_command(text):
            self.show("")
            return
        width = max(len(f"/{c.name} {c.argument}") for c in COMMANDS)
        lines = [
            Content.assemble(
                (f"/{c.name} {c.argument}".ljust(width + 2), "bold $text-accent"),
                (c.about, "$foreground 60%"),
            )
            for c in found
        ]
        self.show(Content("\n").join(lines))
