"""The engines that the settings allow, chosen during a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from assistant.config import DEFAULT, Settings
from assistant.engine_choice import EngineChoice, EngineOffer
from assistant.errors import ConfigError
from ingest.endpoints.endpoint import OPENAI_URL, is_loopback
from ingest.errors import BriefingError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from ingest.library import Library

_LOCAL = EngineChoice("extractive")
_ANOTHER = "For another server: briefing config set base_url URL"


class EngineChooser:
    """Chooses among the engines; ``settings`` gives those in force, ``take`` puts others in
    their place."""

    def __init__(self, settings: Callable[[], Settings], take: Callable[[Settings], None]) -> None:
        self._settings = settings
        self._take = take
        self._agreed: set[str] = set()
        self._models: list[str] = []

    def offers(self) -> tuple[EngineOffer, ...]:
        """The embedded engine, then the server's models that were named so far; without one,
        how to name one."""
        url = visible(self._settings().base_url)
        local = EngineOffer(_LOCAL, "quotes the articles; nothing leaves this machine")
        about = f"writes with a model at {url}"
        names = dict.fromkeys(n for n in (self._settings().model, *self._models) if n)
        choices = [EngineChoice("openai", name) for name in names] or [EngineChoice("openai")]
        made = [EngineOffer(c, about, self._settings().base_url, self._problem(c)) for c in choices]
        return (local, *made)

    def model(self, choice: EngineChoice) -> str | None:
        """The one that is named, else the one that is set."""
        return None if choice.name == _LOCAL.name else choice.model or self._settings().model

    def needs_consent(self, choice: EngineChoice) -> str | None:
        """The server's address, unless its use was chosen in the settings or agreed to before,
        or it cannot be used at all."""
        settings = self._settings()
        chosen = settings.engine == "openai" and settings.origins.get("engine", DEFAULT) != DEFAULT
        known = chosen or settings.base_url in self._agreed
        if choice.name == _LOCAL.name or known or self._problem(choice) is not None:
            return None
        return settings.base_url

    def make(self, choice: EngineChoice, library: object) -> Assistant:
        """Made as at the start, from the settings with this engine; ``library`` is the one that
        ``open_library`` gave. Changes nothing: that is ``keep``'s. Raises ConfigError."""
        from assistant.wiring import make_assistant

        try:
            return make_assistant(self._with(choice), cast("Library", library))
        except BriefingError as error:
            raise ConfigError(error.message, self._problem_hint(choice) or error.hint) from error

    def keep(self, choice: EngineChoice) -> None:
        """From now on this one is in force; its server is agreed to."""
        settings = self._with(choice)
        for each in (self._settings(), settings):
            if each.engine != _LOCAL.name:
                self._agreed.add(each.base_url)
                self._models = [*self._models, each.model or ""]
        self._take(settings)

    def _with(self, choice: EngineChoice) -> Settings:
        settings = self._settings()
        origins = {**settings.origins, "engine": "the conversation"}
        model = choice.model or settings.model
        return replace(settings, engine=choice.name, model=model, origins=origins)

    def _problem(self, choice: EngineChoice) -> str | None:
        """What stands against a choice, with what to do, told without making it."""
        from assistant.engines.generation.openai_settings import OpenAISettings

        try:
            OpenAISettings.of(self._with(choice)).check()
        except BriefingError as error:
            return f"{error.message} {self._problem_hint(choice) or error.hint}"
        return None

    def _problem_hint(self, choice: EngineChoice) -> str | None:
        """What to do here, where a command says what to do in a shell."""
        settings = self._settings()
        if not self.model(choice):
            return "Name it: /engine openai:MODEL"
        if settings.offline and not is_loopback(settings.base_url):
            return f"Start briefing without --offline. {_ANOTHER}"
        if settings.api_key is None and settings.base_url == OPENAI_URL:
            return (
                "Leave briefing, set OPENAI_API_KEY or run briefing config set api_key, and come "
                f"back. {_ANOTHER}"
            )
        return None
