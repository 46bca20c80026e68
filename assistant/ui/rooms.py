"""Every place that has keys of its own, and what lies around it: from here come the help, the
palette, and what is known of a key that is to be changed.

Imports every screen, so nothing that is needed for the first paint may import it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.widgets import Button, OptionList

from assistant.ui.article_list import ArticleList
from assistant.ui.article_view import ArticleView
from assistant.ui.chat_screen import ChatScreen
from assistant.ui.check_screen import CheckScreen
from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.exchange import Exchange
from assistant.ui.explain_screen import ExplainScreen
from assistant.ui.feeds_screen import FeedsScreen
from assistant.ui.help_screen import HelpScreen
from assistant.ui.key_names import read_keys
from assistant.ui.library_modals import AddScreen, EditScreen, FilterScreen
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import CleanArea, CleanInput
from assistant.ui.modals import ConfirmScreen, ConsentScreen, EvidenceScreen
from assistant.ui.narrowing import FilterBar
from assistant.ui.page_screen import PageScreen
from assistant.ui.paste_screen import PasteScreen
from assistant.ui.prompt import Prompt
from assistant.ui.reader import Reader
from assistant.ui.remapping import Bound, Remapping, remap
from assistant.ui.sessions_screen import SessionsScreen


@dataclass(frozen=True, slots=True)
class Room:
    """A place with keys of its own.

    ``owner`` has them in its ``BINDINGS``; None is the app. ``around`` are the owners of the
    rooms that it may lie in. ``inner`` are widgets of Textual's in it, whose keys come first.
    In a room of ``text`` letters are written, so no action may take one.
    """

    title: str
    owner: type[DOMNode] | None
    around: tuple[type[DOMNode], ...] = ()
    inner: tuple[type[DOMNode], ...] = ()
    text: bool = False

    @property
    def bindings(self) -> list[Binding]:
        """Its own keys, those of the app left out."""
        given = EVERYWHERE if self.owner is None else self.owner.__dict__.get("BINDINGS", ())
        return [
            binding
            for binding in given
            if isinstance(binding, Binding) and (self.owner is None or binding not in EVERYWHERE)
        ]


ROOMS = (
    Room("In the prompt", Prompt, (ChatScreen,), text=True),
    Room("In the conversation", ChatScreen, text=True),
    Room("On the filters over the prompt", FilterBar, (ChatScreen,)),
    Room("On an answer (Esc from the prompt)", Exchange, (ChatScreen,)),
    Room("In the sources", EvidencePane, (ChatScreen, EvidenceScreen), (OptionList,)),
    Room("In an opened source", ArticleView, (EvidencePane,), (VerticalScroll,)),
    Room("Sources on a narrow terminal", EvidenceScreen),
    Room("In the explanation", ExplainScreen, inner=(VerticalScroll,)),
    Room("In the library", LibraryScreen),
    Room("In the list of articles", ArticleList, (LibraryScreen,)),
    Room("Reading an article", Reader, (LibraryScreen,), (VerticalScroll,)),
    Room("In the feeds", FeedsScreen, inner=(OptionList,)),
    Room("In the list of conversations", SessionsScreen, inner=(OptionList,)),
    Room("Pasting an article", PasteScreen, inner=(CleanArea, CleanInput), text=True),
    Room("Checking a draft", CheckScreen, inner=(CleanArea,), text=True),
    Room("Adding", AddScreen, inner=(CleanInput,), text=True),
    Room("Editing what an article is", EditScreen, inner=(CleanInput,), text=True),
    Room("Filtering the library", FilterScreen, inner=(OptionList,)),
    Room("Opening a page in the browser", PageScreen),
    Room("A question with yes and no", ConfirmScreen, inner=(Button,)),
    Room("A question with yes and no that comes unasked", ConsentScreen, inner=(Button,)),
    Room("In the help", HelpScreen, inner=(CleanInput,), text=True),
    Room("Everywhere", None, text=True),
)
"""In the order in which the help has them."""


def ways_out() -> Iterator[tuple[Room, ...]]:
    """Each room with those around it, the innermost first: keys that are in force together."""
    for room in ROOMS[:-1]:
        yield from _around((room,))


def _around(chain: tuple[Room, ...]) -> Iterator[tuple[Room, ...]]:
    outer = [room for room in ROOMS if room.owner in chain[-1].around]
    if not outer:
        yield (*chain, ROOMS[-1])
    for room in outer:
        yield from _around((*chain, room))


def rooms_at(nodes: Sequence[DOMNode]) -> list[Room]:
    """The rooms that these nodes are, in their order, then the app."""
    rooms = {room.owner: room for room in ROOMS[:-1]}
    found = [next((rooms[t] for t in type(n).__mro__ if t in rooms), None) for n in nodes]
    return [*dict.fromkeys(room for room in found if room is not None), ROOMS[-1]]


def keys_of(binding: Binding, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a binding when the keys are changed as ``keymap`` says."""
    changed = keymap.get(binding.id or "")
    return tuple(key.strip() for key in (changed or binding.key).split(","))


def every_binding() -> Iterator[tuple[Room, Binding]]:
    """All of them with the room where they are, each id once."""
    seen: set[str | None] = set()
    for room in ROOMS:
        for binding in room.bindings:
            if binding.description and binding.id not in seen:
                seen.add(binding.id)
                yield room, binding


def remapped(table: Mapping[str, object]) -> Remapping:
    """What comes of the keys that the configuration has."""
    return remap(table, ([bound for room in way for bound in _bound(room)] for way in ways_out()))


def _bound(room: Room) -> Iterator[Bound]:
    """The keys of a room, and those that Textual has there."""
    for binding in room.bindings:
        yield Bound(binding.id or "", read_keys(binding.key)[0], binding.description, room.text)
    owners = (room.owner, *room.inner) if room.owner is not None else ()
    for owner in owners:
        for key, bindings in owner._merged_bindings or ():
            if not bindings.id:
                yield Bound("", (key,), bindings.description.lower() or bindings.action)


__all__ = [
    "ROOMS",
    "Room",
    "every_binding",
    "keys_of",
    "remapped",
    "rooms_at",
    "ways_out",
]
