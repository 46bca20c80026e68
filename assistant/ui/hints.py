"""What may be meant, over the prompt while a command is typed: a list that is chosen from
without leaving the prompt; and the line that says what was wrong."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp

from assistant.completing import Choice, Offer
from assistant.ui.literal import Words, literal_line
from assistant.ui.messages import HintClicked
from ingest.errors import BriefingError

_MOST_ROWS = 8
_FEWEST_ROWS = 3
_AROUND = 10
"""Lines of the screen that are left to all else before the list has more than the fewest."""

_WIDEST = 34
"""Columns that the names may take before what they are."""

_WITH_ARGUMENT = 80
"""Columns of the screen from which the names say what may follow them."""


class CommandHints(Words):
    """The choices, one line each, as many as there is room for: the prompt is never pushed off.

    It never has the focus. ``at`` is the chosen place, None before one is chosen.
    """

    DEFAULT_CSS = """
    CommandHints {
        height: auto;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        border-title-color: $text-muted;
        border-title-align: right;
        border-title-background: $surface;
    }
    """

    def __init__(self, content: str = "", *, id: str | None = None) -> None:
        super().__init__(content, id=id)
        self.choices: tuple[Choice, ...] = ()
        self.at: int | None = None
        self._top = 0
        self._text = ""
        self._shut: str | None = None

    @property
    def open(self) -> bool:
        """Whether there is something to choose."""
        return bool(self.choices)

    @property
    def chosen(self) -> Choice | None:
        """The choice that is marked."""
        return None if self.at is None else self.choices[self.at]

    def offer(self, text: str, offer: Offer) -> None:
        """Shows what ``text`` may become; nothing while what was closed still stands there."""
        if text == self._shut:
            offer = Offer()
        else:
            self._shut = None
        kept = self.chosen if text == self._text else None
        self._text, self.choices, self._top = text, offer.choices, 0
        self.at = self.choices.index(kept) if kept in self.choices else None
        if self.choices:
            self._draw()
        else:
            self.border_title = None
            self.show(literal_line(offer.usage, "$quiet"))

    def close(self, text: str | None = None) -> bool:
        """Hides the choices until something else than ``text``, or what stands there now, is
        typed. Says whether any were shown."""
        shown = self.display and not self.has_class("-blank")
        self._shut = self._text if text is None else text
        self.choices, self.at = (), None
        self.show("")
        return shown

    def step(self, by: int) -> None:
        """Marks the choice after the marked one, or before it, round the end."""
        if self.choices:
            before = (-1 if by > 0 else 0) if self.at is None else self.at
            self.at = (before + by) % len(self.choices)
            self._draw()

    def rows(self) -> int:
        """How many choices are shown at once."""
        room = (self.app.size.height - _AROUND) // 2
        return min(len(self.choices), max(_FEWEST_ROWS, min(_MOST_ROWS, room)))

    def _draw(self) -> None:
        rows = self.rows()
        if self.at is not None:
            self._top = max(self.at - rows + 1, min(self._top, self.at))
        self._top = max(0, min(self._top, len(self.choices) - rows))
        shown = self.choices[self._top : self._top + rows]
        names = [cell_len(self._label(choice)) for choice in self.choices]
        most = min(_WIDEST, self.app.size.width // 2)
        width = max(min(each, most) for each in names)
        lines = [self._line(self._top + n, choice, width) for n, choice in enumerate(shown)]
        place = f"{'–' if self.at is None else self.at + 1}/{len(self.choices)} "
        self.border_title = f"{place}↑↓ Tab Enter · Esc closes"
        self.show(Content("\n").join(lines))

    def _label(self, choice: Choice) -> str:
        wide = self.app.size.width >= _WITH_ARGUMENT
        return f"{choice.label} {choice.argument}".rstrip() if wide else choice.label

    def _line(self, place: int, choice: Choice, width: int) -> Content:
        name = literal_line(self._label(choice))
        gap = " " * max(2, width + 2 - cell_len(name.plain))
        marked = place == self.at
        line = Content.assemble(
            "▸ " if marked else "  ",
            name.stylize("bold" if marked else "bold $text-accent"),
            gap,
            (choice.about, "" if marked else "$quiet"),
        )
        return line.stylize("reverse") if marked else line

    def on_click(self, event: Click) -> None:
        """Takes the choice that is clicked."""
        at = event.get_content_offset(self)
        if at is not None and self.choices and at.y < self.rows():
            event.stop()
            self.at = self._top + at.y
            self.post_message(HintClicked())

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Goes on in the list."""
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Goes back in the list."""
        event.stop()
        self.step(-1)


class Problem(Words):
    """What is wrong with what was sent, at the prompt where it still stands."""

    DEFAULT_CSS = """
    Problem { height: auto; max-height: 3; padding: 0 2; background: $surface; }
    """

    def __init__(self, content: str = "", *, id: str | None = None) -> None:
        super().__init__(content, id=id)
        self._of: str | None = None
        self._stays = False
        self._begun = False

    def say(self, error: BriefingError, text: str | None = None) -> None:
        """What happened, and what to do next; of ``text`` when that is put back just now."""
        self._of, self._stays = text, False
        self.show(
            Content.assemble(
                literal_line(f"✗ {error.message}", "bold $text-error"),
                " ",
                literal_line(error.hint or ""),
            )
        )

    def note(self, text: str) -> None:
        """Something that is no error, while one types on."""
        self._stays, self._begun = True, False
        self.show(literal_line(text, "$quiet"))

    def typed(self, text: str) -> None:
        """Another text stands in the prompt: what was wrong before is no more. What was noted
        stays until the prompt is empty again."""
        self._begun = self._begun or bool(text)
        if text != self._of and not (self._stays and (text or not self._begun)):
            self._of, self._stays = None, False
            if not self.has_class("-blank"):
                self.show("")
