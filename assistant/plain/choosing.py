"""Which articles are asked, and what writes the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.commands.options import no_article_passes
from assistant.engine_choice import read_engine
from assistant.explain import filter_words
from assistant.narrowing import filters_with
from assistant.plain.listings import engine_line
from assistant.plain.wording import ended
from ingest.errors import BriefingError
from ingest.text.clean import visible
from ingest.types import Filters

if TYPE_CHECKING:
    from assistant.completing import Known
    from assistant.plain.state import State
    from assistant.slash import Given

_YES = ("y", "yes")


class Choosing:
    """What is chosen for the questions to come."""

    def __init__(self, state: State) -> None:
        self._state = state

    def filter(self, given: Given, known: Known) -> None:
        """Narrows the articles; without an argument takes that filter off. Raises UsageError for
        what is no date or no name of the library."""
        state = self._state
        state.filters = filters_with(given, state.filters, known)
        self._say_filters()
        if said := no_article_passes(state.filters, state.desk.library.catalogue):
            state.out.tell(f"{said} To ask all articles again: /all")

    def all(self) -> None:
        """Asks all articles again."""
        self._state.filters = Filters()
        self._say_filters()

    def _say_filters(self) -> None:
        filters = self._state.filters
        if filters == Filters():
            self._state.out.say("All articles are asked.")
        else:
            self._state.out.say(f"Only these articles are asked: {filter_words(filters)}.")

    def engine(self, rest: str) -> None:
        """Chooses what writes the answers from now on; without an argument says what does and
        what could. Nothing is sent to a server that was not agreed to. Raises UsageError and
        ConfigError."""
        state, desk = self._state, self._state.desk
        if rest:
            choice = read_engine(rest)
            endpoint = desk.engines.needs_consent(choice)
            if endpoint is not None and not self._agrees(endpoint):
                state.out.say("It stays as it is.")
                return
            desk.choose(choice)
        try:
            engine = desk.assistant.engine
            state.out.say(ended(engine_line(engine.name, engine.model, engine.endpoint)))
        except BriefingError as error:  # those that could be chosen are told all the same
            state.out.fail(error)
        if rest:
            state.out.tell(f"To keep it for the next time: {choice.keeping}")
            return
        for each in desk.engines.offers():
            line = ended(f"/engine {each.choice.written}: {each.about}")
            state.out.say(f"{line} {ended(each.problem)}" if each.problem else line)

    def _agrees(self, endpoint: str) -> bool:
        """Asks a person; a script has said it by the command itself."""
        state = self._state
        if not state.reader.interactive:
            return True
        state.out.tell(
            f"Questions and the passages found for them will be sent to {visible(endpoint)}."
        )
        try:
            said = state.reader.read("Type yes to agree: ")
        except (EOFError, KeyboardInterrupt):
            said = ""
        state.reader.forget_last(bool(said.strip()))
        return said.strip().lower() in _YES


__all__ = ["Choosing"]
