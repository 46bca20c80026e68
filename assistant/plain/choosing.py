"""Which articles are asked, and what writes the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.commands.options import checked, day, no_article_passes
from assistant.errors import UsageError
from assistant.plain.listings import engine_line
from assistant.plain.wording import capital
from ingest.types import Filters

if TYPE_CHECKING:
    from assistant.plain.state import State

_DAYS = ("since", "until", "as-of")


class Choosing:
    """What is chosen for the questions to come."""

    def __init__(self, state: State) -> None:
        self._state = state

    def filter(self, name: str, rest: str) -> None:
        """Narrows the articles; raises UsageError for what is no date or no name."""
        state = self._state
        state.filters = narrowed(state.filters, name, rest)
        self.say_filters()
        if said := no_article_passes(state.filters, state.desk.library.catalogue):
            state.voice.tell(f"{said} To ask all articles again: /all")

    def all(self) -> None:
        """Asks all articles again."""
        self._state.filters = Filters()
        self.say_filters()

    def say_filters(self) -> None:
        """What narrows the questions now."""
        from assistant.explain import filter_words

        filters = self._state.filters
        if filters == Filters():
            self._state.voice.say("All articles are asked.")
        else:
            self._state.voice.say(f"Only these articles are asked: {filter_words(filters)}.")

    def engine(self, arguments: tuple[str, ...]) -> None:
        """Chooses what writes the answers of this conversation, or says what does."""
        desk = self._state.desk
        if arguments:
            name, _, model = " ".join(arguments).replace(" ", ":", 1).partition(":")
            desk.choose(known_engine(name), model.strip() or None)
        engine = desk.assistant.engine
        self._state.voice.say(engine_line(engine.name, engine.model, engine.endpoint))


def narrowed(filters: Filters, name: str, rest: str) -> Filters:
    """The filters with one more: a day in place of the one before, a publisher or a tag beside
    the others. Raises UsageError."""
    text = rest.strip().strip("\"'")
    if not text:
        raise UsageError(f"/{name} needs something behind it.", "/all takes all filters off.")
    if name in _DAYS:
        date = day(text, capital(name))
        match name:
            case "since":
                return checked(replace(filters, since=date))
            case "until":
                return checked(replace(filters, until=date))
            case _:
                return replace(filters, as_of=date)
    if name == "publisher":
        return replace(filters, publishers=_with(filters.publishers, text))
    return replace(filters, tags=_with(filters.tags, text))


def _with(names: tuple[str, ...], text: str) -> tuple[str, ...]:
    found = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(dict.fromkeys((*names, *found)))


def known_engine(name: str) -> str:
    """The engine of this name. Raises UsageError when there is none."""
    from assistant.engines import engine_names

    wanted = name.strip().lower()
    if wanted not in engine_names():
        names = ", ".join(engine_names())
        raise UsageError(f"There is no engine {wanted}.", f"Choose one of: {names}.")
    return wanted


__all__ = ["Choosing", "narrowed"]
