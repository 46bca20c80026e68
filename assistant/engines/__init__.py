"""Engines: what turns a question and its numbered passages into a draft answer.

An engine proposes; ``assistant.verify`` decides. Adding one means a new module here and
one line in the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from assistant.errors import ConfigError
from assistant.types import Context, Delta, Draft, DraftSentence, Turn
from ingest.cancelling import never


@runtime_checkable
class Engine(Protocol):
    """Writes answers from numbered passages, and nothing else.

    ``prompts`` maps each prompt's name to the sha256 (hex) of its text; ``model`` and
    ``endpoint`` are None for an engine that runs inside this process.
    """

    name: str
    model: str | None
    prompts: Mapping[str, str]
    endpoint: str | None

    def write(
        self, context: Context, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """The answer as it comes.

        Yields a Delta for each piece of text, each DraftSentence as soon as it is complete,
        and a Draft last. Raises Cancelled when ``cancelled`` answers True, and ModelError
        when a model's endpoint fails.
        """
        ...

    def revise(
        self,
        context: Context,
        sentence: DraftSentence,
        reasons: tuple[str, ...],
        cancelled: Callable[[], bool],
    ) -> DraftSentence | None:
        """The sentence written once more, now that it is known why it failed its check.

        None when the engine has nothing better; a failure of the endpoint is no error here.
        Raises Cancelled when ``cancelled`` answers True.
        """
        ...

    def condense(
        self, question: str, turns: tuple[Turn, ...], cancelled: Callable[[], bool] = never
    ) -> str:
        """The question made to stand alone; ``question`` itself when it already does.

        Raises Cancelled when ``cancelled`` answers True, and ModelError when a model's
        endpoint fails.
        """
        ...


EngineFactory = Callable[..., Engine]

_REGISTRY: Mapping[str, tuple[str, str]] = {
    "extractive": ("assistant.engines.extractive", "ExtractiveEngine"),
    "openai": ("assistant.engines.openai_api", "OpenAIEngine"),
}


def engine_names() -> tuple[str, ...]:
    """The names that ``engine_factory`` knows, in the order in which they are offered."""
    return tuple(_REGISTRY)


def engine_factory(name: str) -> EngineFactory:
    """The class of the named engine, whose module is imported only now.

    Raises ConfigError for an unknown name.
    """
    if name not in _REGISTRY:
        raise ConfigError(
            f"There is no engine called {name!r}.",
            f"Choose one of: {', '.join(_REGISTRY)}.",
        )
    module, attribute = _REGISTRY[name]
    return cast("EngineFactory", getattr(import_module(module), attribute))


__all__ = ["Engine", "EngineFactory", "engine_factory", "engine_names"]
