"""Which engine is meant by what was typed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from assistant.engines import engine_names
from assistant.errors import UsageError
from ingest.text.clean import clean_line

_WITH_MODEL = "openai"


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """An engine, and its model where it has one; None leaves the model that is set."""

    name: str
    model: str | None = None

    @property
    def written(self) -> str:
        """As ``/engine`` takes it."""
        return f"{self.name}:{self.model}" if self.model else self.name

    @property
    def keeping(self) -> str:
        """The commands that make it the engine of every later run."""
        engine = f"briefing config set engine {self.name}"
        return f"{engine} and briefing config set model {self.model}" if self.model else engine


@dataclass(frozen=True, slots=True)
class EngineOffer:
    """An engine that could be chosen: what it is, and what stands against it now, with what to
    do about that; None when nothing does. ``endpoint`` is where questions would go."""

    choice: EngineChoice
    about: str
    endpoint: str | None = None
    problem: str | None = None


def read_engine(text: str) -> EngineChoice:
    """``extractive``, ``openai`` or ``openai:MODEL``. Raises ``UsageError`` for anything else."""
    name, colon, model = text.strip().partition(":")
    name, model = name.strip().lower(), clean_line(model)
    if name not in engine_names():
        near = get_close_matches(name, engine_names(), 1, 0.5)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"There is no engine {clean_line(name)!r}.",
            f"{hint}Choose one of: {', '.join(engine_names())}, or {_WITH_MODEL}:MODEL.",
        )
    if colon and not model:
        raise UsageError("No model is named.", f"Write it behind the colon: /engine {name}:MODEL.")
    if model and name != _WITH_MODEL:
        raise UsageError(f"The {name} engine has no models.", f"Type /engine {name} alone.")
    return EngineChoice(name, model or None)
