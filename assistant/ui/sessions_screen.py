"""The list of kept conversations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.session import SessionRow
from assistant.ui.literal import Words, literal_line
from ingest.text.dates import spoken


class SessionsScreen(ModalScreen[str | None]):
    """Gives the id of the conversation to open. ``delete`` removes one; the screen is then told
    what is left by ``show``."""

    CSS_PATH = "sessions_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "cancel", "Back", id="sessions.back"),
        Binding("d,delete", "delete", "Delete the conversation", id="sessions.delete"),
    ]

    def __init__(self, rows: Sequence[SessionRow], delete: Callable[[str], None]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._delete = delete
        self._sure: str | None = None

    def compose(self) -> ComposeResult:
        """The list, and how to use it."""
        with Vertical(classes="sessions"):
            yield Words("Conversations", classes="heading")
            yield OptionList(markup=False)
            yield Words(_KEYS, classes="keys")

    def on_mount(self) -> None:
        """Lists what was given."""
        self.show(self._rows)
        self.query_one(OptionList).focus()

    def show(self, rows: Sequence[SessionRow]) -> None:
        """Lists these conversations."""
        self._rows, self._sure = tuple(rows), None
        listing = self.query_one(OptionList)
        listing.clear_options()
        listing.add_options([Option(row_content(row)) for row in rows])
        if rows:
            listing.highlighted = 0
        self.query_one(".keys", Words).show(_KEYS if rows else "Nothing is kept yet.  Esc back")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._rows[event.option_index].session_id)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._sure = None

    def action_cancel(self) -> None:
        """Opens none."""
        self.dismiss(None)

    def action_delete(self) -> None:
        """Deletes the chosen conversation at the second press."""
        place = self.query_one(OptionList).highlighted
        if place is None or place >= len(self._rows):
            return
        session_id = self._rows[place].session_id
        if self._sure == session_id:
            self._delete(session_id)
        else:
            self._sure = session_id
            self.query_one(".keys", Words).show("Press d once more to delete it for good.")


_KEYS = "Enter open · d delete · Esc back"


def row_content(row: SessionRow) -> Content:
    """A conversation as the list shows it."""
    turns = f"{row.turns} question{'' if row.turns == 1 else 's'}"
    when = f"{spoken(row.updated[:10])} {row.updated[11:16]} UTC"
    return Content.assemble(
        literal_line(row.name, "bold"), "\n", literal_line(f"{turns} · {when}", "$foreground 60%")
    )
