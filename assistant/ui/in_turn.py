"""Keys in turn: what is typed fast goes where the key before it has led.

Textual hands a key to the widget in focus, and only when it has come up from there again does
the key's action run. Keys that arrive together are all handed to the same widget, before the
first of them has opened a screen or gone to a search.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from textual import constants
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen

_PATIENCE = 0.25
"""Seconds after which the next key no longer waits for one whose way was lost."""

DELAY = 0.04
"""Seconds after which Esc is taken to be a key, and not the beginning of a sequence, which comes
in one piece. Textual's own tenth of a second is felt; ``ESCDELAY`` in the environment is obeyed."""

_MOUNTING = 1.0
"""Seconds that a key waits for the screen that the one before it has opened."""


def set_delay(environ: Mapping[str, str]) -> None:
    """Shortens the wait behind Esc, unless ESCDELAY says how long it is to be."""
    if not environ.get("ESCDELAY", "").strip():
        vars(constants)["ESCAPE_DELAY"] = DELAY


class Passed(Message):
    """Goes the way of a key, behind it: back at the app, the key has done what it does."""


class InTurn(App[int]):
    """An app that takes what is typed and pasted one by one, and loads the rules of a screen
    without touching the others."""

    def __init__(self) -> None:
        super().__init__()
        set_delay(os.environ)
        self._typed: deque[Key | Paste] = deque()
        self._passing: Passed | None = None

    async def take(self, event: Event) -> None:
        """What is done with an event when its turn has come."""
        await super().on_event(event)

    async def on_event(self, event: Event) -> None:
        """Lets keys and what is pasted wait for the one before."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await self.take(event)
        elif self._passing is not None:
            self._typed.append(event)
        else:
            await self._send(event)

    async def _send(self, event: Key | Paste) -> None:
        if not self.screen.is_mounted:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.screen._mounted_event.wait(), _MOUNTING)
        await self.take(event)
        passing = Passed()
        way = self.focused or self.screen
        passing.set_sender(way)
        if way.post_message(passing):
            self._passing = passing
            asyncio.get_running_loop().call_later(_PATIENCE, self._give_up, passing)

    async def on_passed(self, message: Passed) -> None:
        """The next one's turn."""
        if message is self._passing:
            self._passing = None
            while self._typed and self._passing is None:
                await self._send(self._typed.popleft())

    def _give_up(self, passing: Passed) -> None:
        if passing is self._passing and self.is_running:
            self.post_message(passing)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Reads the rules of a screen when it is first opened. Textual would parse all rules
        anew and apply them to every widget there is, a tenth of a second for which the key
        waits; each of our files names its own screens only, so that it is parsed alone, and
        applied as they appear."""
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)
