"""Esc at once: how long the app waits for what may come behind the byte that begins with it.

Esc is the first byte of every function key, arrow and Alt key, so a program can tell it from them
only by what follows, or by nothing following. Textual waits 100 ms and looks at its clock every
100 ms, so that Esc takes up to twice as long. Here the wait is as short as ``in_turn`` has made
it, and the clock is looked at when it is over. A terminal hands over the bytes of one key
together; where a slow line tears them apart, the variable ESCDELAY (milliseconds, as in other
programs) makes the wait longer.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_LOOK_EVERY = 0.1
_READ = 4096
_MARGIN = 0.001


class QuickEscape(LinuxDriver):
    """Textual's driver with another look at the clock."""

    def run_input_thread(self) -> None:
        """Reads keys until the app ends; an Esc that stands alone is told when its wait is over."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_wait(parser)):
                    given = os.read(self.fileno, _READ)
                    if not given:
                        return  # nothing comes from a terminal that is gone
                    text = decode(given)  # nothing of a character that came by half
                    for message in parser.feed(text) if text else ():
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)


def _wait(parser: XTermParser) -> float:
    """Seconds until something is to be done though nothing came."""
    if parser._timeout_time is None:
        return _LOOK_EVERY
    return min(_LOOK_EVERY, max(0.0, parser._timeout_time - get_time()) + _MARGIN)
