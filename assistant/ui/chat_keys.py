"""The keys of the conversation, and what the keys that are told of in it are called now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType

from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.exchange_keys import KEYS
from assistant.ui.key_names import key_in_force

Named = Callable[[str], str]
"""What people call the key of an action, by its id."""

ABROAD: list[Binding] = [
    Binding("f8", "library", "Library", id="chat.library"),
    Binding("f3", "sessions", "Conversations", id="chat.sessions"),
    Binding("f4", "paste", "Paste article", id="chat.paste"),
    Binding("f5", "add", "Add files", id="chat.add"),
    Binding("f6", "copy", "Copy answer", priority=True, show=False, id="chat.copy"),
    # With priority: in a text area it selects all.
    Binding("f7", "samples", "Add the sample articles", priority=True, show=False,
            id="chat.samples"),
    Binding("f9", "feeds", "Feeds", show=False, id="chat.feeds"),
    Binding("ctrl+g", "stop_adding", "Stop adding", show=False, id="chat.stop_adding"),
    Binding("ctrl+o", "follow", "Follow a feed", show=False, id="chat.follow"),
    Binding("ctrl+n", "new", "New conversation", show=False, id="chat.new"),
]  # fmt: skip
"""Those that work where the sources have a screen of their own, too."""

CHAT: list[BindingType] = [
    Binding("f2", "sources", "Sources", id="chat.sources"),
    *ABROAD,
    # With priority: what an answer has still to show must not come before it.
    Binding("escape", "back", "Stop, or go between prompt and answer", priority=True, show=False,
            id="chat.back"),
    Binding("shift+down,ctrl+down", "article(1)", "Scroll the opened article down", show=False,
            id="chat.article_down"),
    Binding("shift+up,ctrl+up", "article(-1)", "Scroll the opened article up", show=False,
            id="chat.article_up"),
    Binding("pageup", "scroll(-1)", "Scroll up", show=False, id="chat.page_up"),
    Binding("pagedown", "scroll(1)", "Scroll down", show=False, id="chat.page_down"),
]  # fmt: skip

_GIVEN = {
    binding.id: binding.key
    for binding in (*CHAT, *KEYS, *EVERYWHERE)
    if isinstance(binding, Binding)
} | {"feeds.pages": "p"}  # of a screen that is not imported for it


def named(app: App[Any]) -> Named:
    """Names the keys of the conversation, of an answer and of the app, as they are now; and the
    one that fetches the pages of a feed."""
    keymap = app._keymap
    return lambda name: key_in_force(keymap, name, _GIVEN[name])
