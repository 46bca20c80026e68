"""What travels along the chain besides the events: the question on its way, and what is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.types import Context, Draft, DraftSentence, Hit, Question, Step, Trace
from ingest.cancelling import never


@dataclass(frozen=True, slots=True)
class Asked(Step):
    """A question on its way, with what the steps have added to it so far."""

    question: Question
    cancelled: Callable[[], bool] = never
    condensed: str = ""
    parts: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    traces: tuple[Trace, ...] = ()
    context: Context | None = None
    started: float = 0.0
    found: float = 0.0


@dataclass(frozen=True, slots=True)
class Written(Step):
    """What the engine wrote, on its way to the check."""

    part: DraftSentence | Draft


def begun(given: Question | str | Asked) -> Asked:
    """The question as it sets out, with the time at which it does."""
    if isinstance(given, str):
        given = Question(given)
    if isinstance(given, Question):
        given = Asked(given)
    return replace(given, started=time.perf_counter())
