"""The line at the bottom: takes questions and commands, always as plain text."""

from __future__ import annotations

from collections.abc import Container
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from assistant.completing import Known, offer
from assistant.ui.hints import CommandHints
from assistant.ui.history import History
from assistant.ui.literal import CleanArea
from assistant.ui.messages import PromptChanged, Submitted


class Prompt(CleanArea):
    """Enter sends, Ctrl+J makes a new line, ↑ and ↓ bring back what was sent before. While
    there are ``hints`` the same keys choose among them.

    ``known`` is what arguments of commands are completed from; ``left`` says that Esc has led
    away from here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", priority=False, show=False, id="prompt.send"),
        Binding("shift+enter,ctrl+j", "newline", "New line", show=False, id="prompt.newline"),
        Binding(
            "tab",
            "complete",
            "Complete a command, else leave the prompt",
            show=False,
            id="prompt.complete",
        ),
        Binding("up", "earlier", "Earlier question, or hint", show=False, id="prompt.earlier"),
        Binding("down", "later", "Later question, or hint", show=False, id="prompt.later"),
        Binding("pageup", "screen.scroll(-1)", "Scroll up", show=False, id="prompt.page_up"),
        Binding("pagedown", "screen.scroll(1)", "Scroll down", show=False, id="prompt.page_down"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(
            id=id, soft_wrap=True, show_line_numbers=False, compact=True,
            placeholder="Ask your articles, or type / for commands",
            highlight_cursor_line=False,
        )  # fmt: skip
        self.sent = History()
        self.hints: CommandHints | None = None
        self.known = Known()
        self.left = False
        self._hinted = ""

    def fill(self, text: str) -> None:
        """Puts ``text`` in, with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def take(self) -> str:
        """Empties the prompt into the history and gives what stood there."""
        text = self.text.strip()
        self.sent.add(text)
        self.text = ""
        return text

    def hint(self) -> None:
        """Shows what the text may become."""
        self._hinted = self.text
        if self.hints is not None:
            self.hints.offer(self.text, offer(self.text, self.known))

    def choose(self) -> bool:
        """Puts the chosen hint in, and sends it when nothing is wanted behind it. Says whether
        there was one."""
        chosen = self._menu.chosen if self._menu is not None else None
        if chosen is None:
            return False
        self.fill(chosen.text)
        if chosen.final:
            self.post_message(Submitted(chosen.text.strip()))
        return True

    @property
    def _menu(self) -> CommandHints | None:
        """The hints when there is something to choose, for the text as it is now: the message
        that it has changed may still be on its way."""
        if self._hinted != self.text:
            self.hint()
        return self.hints if self.hints is not None and self.hints.open else None

    async def _on_key(self, event: events.Key) -> None:
        """Enter is for sending; every printable key is text."""
        if event.key == "enter":
            event.prevent_default()

    def on_focus(self) -> None:
        """Back here: what is typed goes on."""
        self.left = False

    def on_text_area_changed(self) -> None:
        """Hints at what is typed, and tells it."""
        if self._hinted != self.text:
            self.hint()
        self.post_message(PromptChanged(self.text))

    def action_send(self) -> None:
        """Sends what stands there; it is taken out by whoever can use it."""
        if not self.choose() and self.text.strip():
            self.post_message(Submitted(self.text.strip()))

    def action_newline(self) -> None:
        """A new line in the question."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Puts in the chosen hint, or the first; with none, Tab goes on."""
        menu = self._menu
        choice = (menu.chosen or menu.choices[0]) if menu is not None else None
        if choice is None or choice.text == self.text:
            self.screen.focus_next()
        else:
            self.fill(choice.text)

    def action_earlier(self) -> None:
        """The hint above; else the line that was sent before, once the cursor is on the first
        row."""
        if (menu := self._menu) is not None:
            menu.step(-1)
        elif not self.navigator.is_first_wrapped_line(self.cursor_location):
            self.action_cursor_up()
        elif (line := self.sent.earlier(self.text)) is not None:
            self._recall(line)

    def action_later(self) -> None:
        """The hint below; else the line that was sent after, once the cursor is on the last
        row."""
        if (menu := self._menu) is not None:
            menu.step(1)
        elif not self.navigator.is_last_wrapped_line(self.cursor_location):
            self.action_cursor_down()
        elif (line := self.sent.later()) is not None:
            self._recall(line)

    def action_cursor_up(self, select: bool = False) -> None:
        """A row up; where there is none to select, the key is for the opened article."""
        if select and self.navigator.is_first_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A row down; where there is none to select, the key is for the opened article."""
        if select and self.navigator.is_last_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_down(select)

    def _recall(self, line: str) -> None:
        """Hints would take the keys that bring back more."""
        self.fill(line)
        if self.hints is not None:
            self.hints.close(line)


def is_text(event: events.Key | events.Paste, bound: Container[str]) -> bool:
    """Whether an event is text to be written: a paste, or a visible character whose key is not
    among the ``bound`` ones."""
    if isinstance(event, events.Paste):
        return True
    char = event.character or ""
    return char.isprintable() and not char.isspace() and char != "" and event.key not in bound
