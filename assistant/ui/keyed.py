"""The part of the app that knows every key: the help, the palette, and keys that were changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.key_names import key_name
from assistant.ui.modal import Modal

if TYPE_CHECKING:
    from assistant.ui.actions import Entry
    from assistant.ui.chat_screen import ChatScreen
    from assistant.ui.remapping import Remapping
    from assistant.ui.services import Services


class Keyed(App[int]):
    """An app whose keys may be changed, and that tells all of them."""

    services: Services
    chat: ChatScreen

    BINDINGS: ClassVar[list[BindingType]] = EVERYWHERE

    def get_key_display(self, binding: Binding) -> str:
        """A key as the help writes it, wherever it is shown."""
        return binding.key_display or key_name(binding.key)

    def on_mount(self) -> None:
        """Keys that were changed are in force soon after the first paint."""
        if self.services.keys:
            self.call_after_refresh(self._read_keys)

    @work(thread=True, exit_on_error=False)
    def _read_keys(self) -> None:
        from assistant.ui.rooms import remapped

        found = remapped(self.services.keys)
        self.call_from_thread(self._take_keys, found)

    def _take_keys(self, found: Remapping) -> None:
        self.set_keymap(dict(found.keymap))
        self.chat.call_later(self.chat.greet_again)
        if found.problems:
            self.chat.call_later(self.chat.tell_keys, found.problems)

    def action_help(self) -> None:
        """Every key and every command, those that work here first; once more closes it."""
        from assistant.ui.actions import help_sections
        from assistant.ui.help_screen import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
        else:
            self.push_screen(HelpScreen(help_sections(nodes_at(self.screen), self._keymap)))

    def action_theme(self) -> None:
        """Chooses other colours."""
        self.search_themes()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action with its keys, in the palette."""
        from assistant.ui.actions import commanded, offers

        here = nodes_at(screen)
        found = list(offers(here, beside(screen, here), self._keymap))
        if isinstance(screen, Modal) and not screen.in_passing:
            entries = commanded(found, ())  # nothing that was written there is to be lost
        else:
            entries = commanded(found)
        for entry in entries:
            # Textual reads markup there, and its own escaping leaves [PATH], which would be some.
            keys = entry.keys.replace("[", r"\[")
            yield SystemCommand(entry.title, keys, partial(self._do, entry, screen))

    def _do(self, entry: Entry, screen: Screen[object]) -> None:
        if entry.node is None:
            if isinstance(screen, Modal) and screen is self.screen:
                screen.dismiss()
            self.chat.call_later(self.chat.run_action, entry.action)
        else:
            self.call_later(self.run_action, entry.action, entry.node)


def nodes_at(screen: Screen[object]) -> list[DOMNode]:
    """Where one is: what has the focus, and all that lies around it."""
    return list((screen.focused or screen).ancestors_with_self)


def beside(screen: Screen[object], here: Iterable[DOMNode]) -> list[DOMNode]:
    """What else has keys on a screen: the selected answer, and every other part in sight."""
    from assistant.ui.chat_screen import ChatScreen
    from assistant.ui.exchange import Exchange
    from assistant.ui.rooms import ROOMS

    owners = tuple(room.owner for room in ROOMS if room.owner is not None)
    chosen = screen.selected if isinstance(screen, ChatScreen) else None
    return [
        node
        for node in screen.walk_children(Widget)
        if isinstance(node, owners)
        and node not in here
        and (node is chosen if isinstance(node, Exchange) else node.region.area > 0)
    ]
