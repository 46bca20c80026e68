"""The conversation itself: a line is read, what it asks for is done, the next one is read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.exits import Exit
from assistant.plain.desk import Desk, UnexpectedError
from assistant.plain.ending import Ended
from assistant.plain.output import Output, columns
from assistant.plain.reader import standard
from assistant.plain.state import State
from assistant.plain.stopping import settle
from assistant.plain.table import FIRST_STEPS, ONLY_APP, TABLE, help_lines, help_on
from assistant.plain.wording import number_in
from assistant.slash import Given, is_command, parse
from ingest.errors import BriefingError
from ingest.text.clean import clean_line

if TYPE_CHECKING:
    from assistant.completing import Known
    from assistant.config import Settings
    from assistant.terminal import Terminal

PROMPT = "Question: "
_REMEMBERED = 200
"""Questions of earlier conversations that the arrow keys bring back."""
_GRACE = 3.0
"""Seconds that what still runs has when the conversation is left."""
_PATIENCE = 2.0
"""Seconds that a stopped answer has to come to its end before the library is closed."""

_HOW_TO_LEAVE = "To leave: /quit, or Ctrl+D at an empty prompt."
_MEANT = {
    **dict.fromkeys(("quit", "exit", "bye", "/exit", "/bye"), _HOW_TO_LEAVE),
    **dict.fromkeys(("help", "?", "/?"), "For what can be typed here: /help"),
}
"""What other programs are told to leave or to help with, and what to type here."""


class Quit(Exception):
    """The user leaves."""


class Chat:
    """One conversation in plain lines; ``resume`` is the id of a kept one to go on with."""

    def __init__(self, settings: Settings, terminal: Terminal, resume: str | None = None) -> None:
        self._terminal = terminal
        self._resume = resume
        reader = standard(self._candidates)
        self.out = Output(terminal, columns if terminal.stdout.isatty() else None)
        self.desk = Desk(settings, tend=reader.interactive)
        self.state = State(self.out, reader, self.desk)
        self._names: Known | None = None
        self._introduced = self._greeted = False
        self._breaks = 0

    def run(self) -> Exit:
        """Talks until the user leaves or the input ends. For a script the exit code is the
        first that is not 0; who talked at a terminal gets 0."""
        reader = self.state.reader
        empty = not (self.desk.settings.library / "library.db").exists()
        self.desk.begin()
        if reader.interactive:
            self.out.tell("briefing, in plain lines. Type a question, or /help; /quit leaves.")
        if reader.interactive and empty:
            self._greet()
        try:
            if self._resume is not None:
                self._take_safely(partial(self._go_on, self._resume))
            while self._turn():
                pass
        except Ended as ended:
            self._close(ended.code)
            raise
        except BaseException:
            self._close(Exit.INTERRUPTED)
            raise
        code = Exit.DONE if reader.interactive else self.out.code
        self._close(code)
        return code

    def _close(self, code: int) -> None:
        """Gives the library back. A thread that waits for a server, or for the index, cannot be
        ended; a moment later the process can."""
        if self.state.reader.interactive:
            timer = threading.Timer(_GRACE, os._exit, (code,))
            timer.daemon = True
            timer.start()
        settle(_PATIENCE)
        self.desk.close()

    def _turn(self) -> bool:
        """Reads a line and does what it asks for; False at the end."""
        reader = self.state.reader
        try:
            line = clean_line(reader.read(PROMPT))
        except EOFError:
            if reader.interactive:
                self.out.tell("", "Left. What is finished is kept.")
            return False
        except KeyboardInterrupt:
            if not reader.interactive:
                raise
            self._break()
            return True
        if line:
            self._breaks = 0
            try:
                self._take_safely(lambda: self._take(line))
            except Quit:
                return False
        return True

    def _break(self) -> None:
        """Ctrl+C at the prompt empties it; the second says how to leave."""
        self._breaks += 1
        self.out.tell("", *([_HOW_TO_LEAVE] if self._breaks > 1 else []))

    def _take_safely(self, work: Callable[[], None]) -> None:
        """Does something; what goes wrong becomes one line, and the conversation goes on."""
        try:
            work()
        except KeyboardInterrupt:
            if not self.state.reader.interactive:
                raise
            self.out.tell("Stopped.")
        except BriefingError as error:
            self.out.fail(error)
        except (Quit, BrokenPipeError):
            raise
        except Exception as error:
            if self._terminal.verbose:
                raise
            self.out.fail(UnexpectedError(error))

    def _take(self, line: str) -> None:
        if (hint := _MEANT.get(line.lower())) is not None:
            raise UsageError(f"{line} is neither a question nor a command.", hint)
        number, *all_of_it = line.split()
        if number_in(number) is not None and all_of_it in ([], ["all"]):
            line = f"/open {line}"
        if is_command(line):
            self._command(line)
        else:
            self._wait()
            from assistant.plain.asking import Asking

            Asking(self.state).ask(line)

    def _command(self, line: str) -> None:
        name = line[1:].split(maxsplit=1)[0].lower()
        if name in ONLY_APP:
            raise UsageError(f"/{name} is for the full-screen app.", "/help lists what is here.")
        given = parse(line, TABLE)
        if given.command.name == "quit":
            raise Quit
        if given.command.name == "help":
            reader = self.state.reader
            self.out.say(*(help_lines(reader.edits) if not given.rest else [help_on(given.rest)]))
            return
        self._wait()
        self._action(given)()
        if given.command.name in ("ingest", "paste", "samples", "update"):
            self._names = None

    def _action(self, given: Given) -> Callable[[], None]:
        """What a command does."""
        from assistant.plain.asking import Asking
        from assistant.plain.choosing import Choosing
        from assistant.plain.holding import Holding
        from assistant.plain.keeping import Keeping

        asking, holding = Asking(self.state), Holding(self.state)
        choosing, keeping = Choosing(self.state), Keeping(self.state)
        words = given.arguments
        actions: dict[str, Callable[[], None]] = {
            "open": lambda: asking.open(words),
            "sources": asking.sources,
            "explain": asking.explain,
            "again": asking.again,
            "copy": asking.copy,
            "check": lambda: asking.check(words),
            "filter": lambda: choosing.filter(given, self._known()),
            "all": choosing.all,
            "engine": lambda: choosing.engine(given.rest),
            "ingest": lambda: holding.ingest(words),
            "paste": holding.paste,
            "samples": holding.samples,
            "library": lambda: holding.library(words),
            "read": lambda: holding.read(words),
            "feeds": holding.feeds,
            "update": lambda: holding.update(words),
            "forget": lambda: holding.forget(words),
            "sessions": lambda: keeping.sessions(words),
            "new": keeping.new,
            "export": lambda: keeping.export(words),
        }
        return actions[given.command.action]

    # --- the library behind the prompt -------------------------------------------------

    def _wait(self) -> None:
        """Until the library is open; the first time says what it holds and what leaves the
        machine. Raises what kept it from being opened."""
        if not self.desk.is_open:
            self.out.tell("Opening the library.")
        library = self.desk.library
        if self._introduced or not self.state.reader.interactive:
            return
        self._introduced = True
        from assistant.conversations.recalled import questions
        from assistant.plain.listings import engine_line, held
        from assistant.session import SessionError

        catalogue = library.catalogue
        with suppress(SessionError):
            self.state.reader.remember(questions(catalogue.path, _REMEMBERED))
        if articles := catalogue.counts().articles:
            self.out.tell(held(articles, catalogue.newest()))
        else:
            self._greet()
        try:
            engine = self.desk.assistant.engine
            self.out.tell(engine_line(engine.name, engine.model, engine.endpoint))
        except BriefingError as error:  # another one can be chosen
            self.out.fail(error)
        settings = self.desk.settings
        if settings.engine == "extractive" and settings.key_in_environment:
            self.out.tell(
                "An API key is set, but no model is chosen, so nothing is sent. To use one: "
                "/engine openai:MODEL"
            )

    def _greet(self) -> None:
        """Says, once, how an empty library is filled."""
        if not self._greeted:
            self.out.tell(*FIRST_STEPS)
        self._greeted = True

    def _go_on(self, session_id: str) -> None:
        """Opens a kept conversation."""
        self._wait()
        from assistant.plain.keeping import Keeping

        Keeping(self.state).open(session_id)

    def _candidates(self, line: str) -> list[str]:
        """What Tab offers. While the library is opening, only what needs none."""
        from assistant.completing import Known, wanted_folder
        from assistant.folders import listed
        from assistant.plain.completing import candidates

        known = self._known() if self.desk.is_open else Known()
        folder = wanted_folder(line, TABLE)
        return candidates(line, known if folder is None else replace(known, listing=listed(folder)))

    def _known(self) -> Known:
        """The names that the library has, read once until it changes. Raises as ``library``."""
        from assistant.completing import Known, Name

        if self._names is None:
            catalogue = self.desk.library.catalogue
            self._names = Known(
                tuple(Name.of(*each) for each in catalogue.publishers()),
                tuple(Name.of(*each) for each in catalogue.tags()),
            )
        offers = self.desk.engines.offers()
        engines = tuple((each.choice.written, each.about) for each in offers)
        return replace(self._names, engines=engines)


__all__ = ["PROMPT", "Chat", "Quit"]
