"""What is asked, and the conversation in which it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.types import Filters


@dataclass(frozen=True, slots=True)
class Turn:
    """One finished exchange of a conversation, as later questions may refer to it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with everything that decides the answer.

    ``k`` is the number of passages given to the engine. ``choices`` asks the engine to name
    the best supported option as well.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    turns: tuple[Turn, ...] = ()
    choices: tuple[str, ...] = ()
    k: int = 20
    strict: bool = False
