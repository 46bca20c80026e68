"""The terminal app. ``main`` is what ``briefing`` opens; tests build ``BriefingApp`` themselves.

Nothing heavy is imported here: the first paint comes before the library is opened.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.screen import Screen

import assistant.ui
from assistant.ui.chat_keys import named
from assistant.ui.chat_screen import ChatScreen
from assistant.ui.colours import Coloured
from assistant.ui.hang_up import CODE, on_hang_up
from assistant.ui.in_turn import InTurn
from assistant.ui.keyed import Keyed
from assistant.ui.literal import toast
from assistant.ui.services import Services
from ingest.text.clean import clean

if TYPE_CHECKING:
    from assistant.config import Settings

_STYLES = Path(assistant.ui.__file__).parent
_SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT")
_GRACE = 3.0
_GRACE_WHILE_ADDING = 10.0
_CRASHED = (
    "briefing stopped because of a fault in the program ({sort}).\n"
    "Everything finished so far is kept. Try: briefing doctor"
)


class BriefingApp(Keyed, InTurn, Coloured):
    """One chat screen over the services it is given."""

    TITLE = "briefing"
    # The first screen's rules are the app's to load: Textual does not look at them itself.
    CSS_PATH: ClassVar[list[str | PurePath]] = [_STYLES / "app.tcss", _STYLES / "chat_screen.tcss"]
    ENABLE_COMMAND_PALETTE = True
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.chat = ChatScreen(services)

    def get_default_screen(self) -> Screen[None]:
        """The conversation."""
        return self.chat

    def get_driver_class(self) -> type[Driver]:
        """Textual's, with a shorter wait behind Esc where that is ours to say."""
        given = super().get_driver_class()
        if sys.platform != "win32" and given.__name__ == "LinuxDriver":
            from assistant.ui.quick_escape import QuickEscape

            return QuickEscape
        return given

    def on_mount(self) -> None:
        """From now on a signal to end leaves the terminal as it was found."""
        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(number, self.leave, 128 + number)
        if not self.is_headless:
            on_hang_up(0, partial(self._from_outside, loop))

    def leave(self, code: int = 0) -> None:
        """Stops what runs and ends the app. Whatever a thread is still waiting for, the process
        is gone a few seconds later, with the terminal restored."""
        grace = _GRACE_WHILE_ADDING if self.chat.adding and not code else _GRACE
        self.chat.leave()
        self._watch(code, grace)
        self.exit(code, return_code=code)

    def _from_outside(self, loop: asyncio.AbstractEventLoop) -> None:
        with suppress(RuntimeError):  # The loop is closed: the app has ended already.
            loop.call_soon_threadsafe(self.leave, CODE)

    async def action_quit(self) -> None:
        """Leaves."""
        self.leave()

    def action_help_quit(self) -> None:
        """Ctrl+C copies selected words; without any it says how to leave."""
        leaves, stops = map(named(self), ("app.quit", "chat.back"))
        toast(self, f"{leaves} leaves; {stops} stops an answer.")

    async def take(self, event: Event) -> None:
        """Cleans what is pasted before any widget sees it, the palette's among them; leads
        what is typed beside the prompt into it."""
        if isinstance(event, Paste):
            event.text = clean(event.text)
        if isinstance(event, Key) and not event.is_forwarded and self.chat.is_escape_and_key(event):
            await super().take(Key("escape", None))
            event = Key(str(event.character), event.character)
        if isinstance(event, Key | Paste) and not event.is_forwarded and self.screen is self.chat:
            self.chat.lead_to_prompt(event)
        await super().take(event)

    def _watch(self, code: int, grace: float) -> None:
        """A thread that waits on the network cannot be ended; the process can."""
        if not self.is_headless:
            timer = threading.Timer(grace, os._exit, (code,))
            timer.daemon = True
            timer.start()

    def _fatal_error(self) -> None:
        """A fault of the program: one clear line. Textual's crash screen would print local
        variables, and with them articles and keys."""
        error = self._exception
        if not self._exit_renderables:  # what breaks after it is no news
            self.panic(Content(_CRASHED.format(sort=type(error).__name__)).plain)


def main(settings: Settings, session: str | None = None) -> int:
    """Opens the app on the library that ``settings`` name, with the kept conversation of this id
    when one is given; returns its exit code."""
    from assistant.ui.real import services_for

    app = BriefingApp(replace(services_for(settings), session=session))
    app.paint(settings.theme, os.environ)
    code = app.run()
    if app.chat.library is not None:
        app.chat.library.close()
    return code if code is not None else (app.return_code or 0)
