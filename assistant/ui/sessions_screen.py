"""The list of kept conversations: search, open, rename, export, delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.conversations.finding import matching
from assistant.counting import counted
from assistant.session import SessionRow
from assistant.ui.literal import CleanInput, Words, literal_line
from assistant.ui.modal import Modal
from ingest.errors import BriefingError
from ingest.text.dates import spoken

LISTED = 200
"""Conversations that are listed at once; the others are found by searching."""

_OF_SOME = ("search", "rename", "export", "delete")
"""Actions that are about conversations that are kept."""


class Keeper(Protocol):
    """What does what the list asks for, and then tells the screen by ``show`` or ``tell``."""

    def read_words(self) -> None:
        """Reads what a search looks through, and hands it to the screen by ``search_in``."""
        ...

    def delete_kept(self, session_id: str) -> None:
        """Deletes a conversation."""
        ...

    def rename_kept(self, session_id: str, name: str) -> None:
        """Gives a conversation another name."""
        ...

    def export_kept(self, session_id: str) -> None:
        """Writes a conversation to a file."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What the list shows: the conversations, and which of them is the open one."""

    rows: tuple[SessionRow, ...]
    current: str


class SessionsScreen(Modal[str | None]):
    """Gives the id of the conversation to open."""

    CSS_PATH = "sessions_screen.tcss"
    AUTO_FOCUS = "OptionList"
    in_passing = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "cancel", "Back", id="sessions.back"),
        Binding("slash", "search", "Search", key_display="/", id="sessions.search"),
        Binding("r", "rename", "Rename", id="sessions.rename"),
        Binding("e", "export", "Export", id="sessions.export"),
        Binding("d,delete", "delete", "Delete", id="sessions.delete"),
        Binding("down", "move(1)", "Next", show=False, id="sessions.down"),
        Binding("up", "move(-1)", "Previous", show=False, id="sessions.up"),
    ]

    def __init__(self, kept: Kept, keeper: Keeper) -> None:
        super().__init__()
        self._kept = kept
        self._keeper = keeper
        self._words: Mapping[str, str] | None = None
        self._reading = False
        self._shown: tuple[SessionRow, ...] = ()
        self._sure: str | None = None
        self._renamed: str | None = None

    def compose(self) -> ComposeResult:
        """Search, list, and what the keys do or did."""
        with Vertical(classes="sessions"):
            with Horizontal(classes="head"):
                yield Words("Conversations", classes="heading")
                yield Words("", classes="count")
            asked = f"{self.key_of('sessions.search')} search names, questions, answers"
            yield CleanInput(placeholder=asked, id="search", compact=True)
            yield CleanInput(placeholder="the new name", id="rename", compact=True)
            yield OptionList(markup=False)
            yield Words("", classes="keys")

    def on_mount(self) -> None:
        """Lists what was given."""
        self._list()
        self._say(None)

    # --- what is told ------------------------------------------------------------------

    def show(self, kept: Kept) -> None:
        """Lists these conversations, the marked one still marked, or the one in its place."""
        self._kept = kept
        self.refresh_bindings()
        if self.is_mounted:
            self._list()
            if self._sure is not None or not kept.rows:
                self._say(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key is offered: of those about conversations, when some are kept."""
        return action not in _OF_SOME or bool(self._kept.rows)

    def search_in(self, words: Mapping[str, str]) -> None:
        """From now on the search looks through these words too (folded, by id)."""
        self._words = words
        if self.is_mounted and self.query_one("#search", CleanInput).value.strip():
            self._list()

    def tell(self, said: str | BriefingError) -> None:
        """Says what was done, or why it could not be."""
        if self.is_mounted:
            self._say(str(said))

    # --- the list ----------------------------------------------------------------------

    @property
    def marked(self) -> SessionRow | None:
        """The conversation that the keys are about."""
        place = self.query_one(OptionList).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def _list(self) -> None:
        before, listing = self.marked, self.query_one(OptionList)
        place = listing.highlighted or 0
        query = self.query_one("#search", CleanInput).value
        found = matching(self._kept.rows, self._words or {}, query)
        self._shown = found[:LISTED]
        listing.clear_options()
        current = self._kept.current
        listing.add_options(
            [Option(row_content(row, row.session_id == current)) for row in self._shown]
        )
        if self._shown:
            ids = [row.session_id for row in self._shown]
            still = before is not None and before.session_id in ids
            listing.highlighted = (
                ids.index(before.session_id) if before and still else min(place, len(ids) - 1)
            )
        told = tally(len(found), len(self._kept.rows))
        reading = query.strip() and self._words is None
        self.query_one(".count", Words).show(f"{told} · reading answers …" if reading else told)

    def _say(self, said: str | None) -> None:
        self._sure = None
        self.query_one(".keys", Words).show(literal_line(said or self._ways()))

    def _ways(self) -> str:
        back = f"{self.key_of('sessions.back')} back"
        if not self._kept.rows:
            return f"Nothing is kept yet.  {back}"
        names = ("search", "rename", "export", "delete")
        ways = [f"{self.key_of(f'sessions.{name}')} {name}" for name in names]
        return " · ".join(("Enter open", *ways, back))

    @on(CleanInput.Changed, "#search")
    def _typed(self) -> None:
        self._list()

    @on(CleanInput.Submitted, "#search")
    def _searched(self) -> None:
        if (marked := self.marked) is not None:
            self.dismiss(marked.session_id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index].session_id)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        marked = self.marked
        if self._sure is not None and (marked is None or marked.session_id != self._sure):
            self._say(None)

    # --- keys --------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Ends renaming, or the search; else opens none."""
        search = self.query_one("#search", CleanInput)
        if self._renamed is not None:
            self._end_renaming()
        elif search.value or search.has_focus:
            search.value = ""
            self.set_focus(self.query_one(OptionList))
        else:
            self.dismiss(None)

    @on(DescendantFocus, "#search")
    def _about_to_search(self) -> None:
        if not self._reading:
            self._reading = True
            self._keeper.read_words()

    def action_search(self) -> None:
        """Goes to the search."""
        self.set_focus(self.query_one("#search"))

    def action_move(self, by: int) -> None:
        """Marks the next or the previous one, from the search too."""
        listing = self.query_one(OptionList)
        (listing.action_cursor_down if by > 0 else listing.action_cursor_up)()

    def action_delete(self) -> None:
        """Deletes the marked conversation at the second press."""
        if (marked := self.marked) is None:
            return
        if self._sure == marked.session_id:
            self._keeper.delete_kept(marked.session_id)
        else:
            self._say("Press d once more to delete it for good.")
            self._sure = marked.session_id

    def action_export(self) -> None:
        """Writes the marked conversation into the folder that the app was started in."""
        if (marked := self.marked) is not None:
            self._keeper.export_kept(marked.session_id)

    def action_rename(self) -> None:
        """Lets its name be written anew, in the place of the search."""
        if (marked := self.marked) is not None:
            self._renamed = marked.session_id
            self.add_class("-renaming")
            name = self.query_one("#rename", CleanInput)
            name.value = marked.name
            self.set_focus(name)
            self._say("Enter keeps the name, Esc leaves it as it was.")

    @on(CleanInput.Submitted, "#rename")
    def _named(self, event: CleanInput.Submitted) -> None:
        if self._renamed is not None and event.value.strip():
            self._keeper.rename_kept(self._renamed, event.value)
        self._end_renaming()

    def _end_renaming(self) -> None:
        self._renamed = None
        self.remove_class("-renaming")
        self.set_focus(self.query_one(OptionList))
        self._say(None)


def row_content(row: SessionRow, current: bool = False) -> Content:
    """A conversation as the list shows it."""
    told = [counted(row.turns, "question")]
    if row.unfinished:
        told.append(f"{row.unfinished} unfinished")
    told.append(f"{spoken(row.updated[:10])} {row.updated[11:16]} UTC")
    name = literal_line(row.name, "bold")
    if current:
        name = Content.assemble(name, ("  open now", "$text-accent"))
    return Content.assemble(name, "\n", literal_line(" · ".join(told), "$quiet"))


def tally(found: int, kept: int) -> str:
    """How many are found of those that are kept, and how many of these are listed."""
    said = f"{kept:,}" if found == kept else f"{found:,} of {kept:,}"
    return f"{said} · the latest {LISTED} are listed" if found > LISTED else said
