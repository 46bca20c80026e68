"""What can be done: for the help and for the palette, by the keys that are in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from assistant.slash import COMMANDS, SlashCommand
from assistant.ui.help_screen import Section, joined
from assistant.ui.key_names import key_name
from assistant.ui.prompt import Prompt
from assistant.ui.rooms import ROOMS, Room, keys_of, rooms_at


@dataclass(frozen=True, slots=True)
class Offer:
    """What a key does: in words, by which keys, and on which widget. ``here`` says that the key
    works where one is; else it does so ``where``."""

    title: str
    keys: str
    action: str
    node: DOMNode
    where: str = ""

    @property
    def name(self) -> str:
        """The action without its namespace and without what it is given."""
        return self.action.rpartition(".")[2].partition("(")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette. Without a ``node`` the conversation does it."""

    title: str
    keys: str
    action: str
    node: DOMNode | None = None


def shown_keys(binding: Binding, keymap: Mapping[str, str]) -> str:
    """The keys of a binding as people write them."""
    if binding.key_display and binding.id not in keymap:
        return binding.key_display
    return ", ".join(key_name(key) for key in keys_of(binding, keymap))


def help_sections(nodes: Sequence[DOMNode], keymap: Mapping[str, str]) -> list[Section]:
    """The help for who is at ``nodes``, the innermost first: the keys that work there come
    first, the commands behind those of the prompt, then all others."""
    here = rooms_at(nodes)
    rooms = [*here, *(room for room in ROOMS if room not in here)]
    usage = tuple((f"/{c.name} {c.argument}".strip(), c.about) for c in COMMANDS)
    sections: list[Section] = []
    for room in rooms:
        lines = joined(
            (shown_keys(binding, keymap), binding.description)
            for binding in room.bindings
            if binding.description
        )
        sections.append(Section(room.title, lines))
        if room.owner is Prompt:
            sections.append(Section("Commands, in the prompt", usage))
    return sections


def offers(
    here: Sequence[DOMNode], others: Sequence[DOMNode], keymap: Mapping[str, str]
) -> Iterator[Offer]:
    """Everything that keys do where one is, then what they do elsewhere on the screen; what is
    done by several keys, or on several levels, once."""
    seen: set[tuple[str, str]] = set()
    for node in (*here, *others):
        for room in _rooms_of(node):
            for binding in room.bindings:
                if not _possible(binding, node):
                    continue
                keys = shown_keys(binding, keymap)
                where = "" if node in here else room.title
                offer = Offer(binding.description, keys, binding.action, node, where)
                if (offer.title, offer.name) not in seen:
                    seen.add((offer.title, offer.name))
                    yield offer


def _rooms_of(node: DOMNode) -> list[Room]:
    rooms = rooms_at([node])
    return rooms if isinstance(node, App) else rooms[:-1]


def _possible(binding: Binding, node: DOMNode) -> bool:
    state = node.app._check_action_state(binding.action, node)
    return bool(binding.description) and state is not False


def commanded(found: Iterable[Offer], commands: Sequence[SlashCommand] = COMMANDS) -> list[Entry]:
    """The palette: what keys and what commands do, each thing once with all ways to do it."""
    left = list(found)
    entries: list[Entry] = []
    for command in commands:
        same = [offer for offer in left if offer.action.rpartition(".")[2] == command.action]
        same = [offer for offer in same if isinstance(offer.node, Screen | App)] or same
        titles = {offer.title for offer in same}
        same = [offer for offer in left if offer in same or offer.title in titles]
        left = [offer for offer in left if offer not in same]
        ways = [_way(offer) for offer in same] + [f"/{command.name} {command.argument}".strip()]
        local = next((o for o in same if not o.where and isinstance(o.node, Screen)), None)
        keys = "  ".join(dict.fromkeys(ways))
        if local is None:
            entries.append(Entry(_title(command), keys, command.action))
        else:
            entries.append(Entry(_title(command), keys, local.action, local.node))
    own: dict[str, list[Offer]] = {}
    for offer in left:
        own.setdefault(offer.title, []).append(offer)
    for title, several in own.items():
        keys = "  ".join(dict.fromkeys(_way(offer) for offer in several))
        entries.append(Entry(title, keys, several[0].action, several[0].node))
    return entries


def _title(command: SlashCommand) -> str:
    """What a command does, behind its name where that is not in it: the palette is searched by
    titles alone."""
    about, name = command.about, command.name
    title = about if name.removesuffix("s") in about.lower() else f"{name} · {about}"
    return title[0].upper() + title[1:]


def _way(offer: Offer) -> str:
    where = offer.where[:1].lower() + offer.where[1:].partition(" (")[0]
    return f"{offer.keys} ({where})" if where else offer.keys
