"""Kept conversations as values. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.shape import Shape
from assistant.types import Turn
from ingest.errors import BriefingError


class SessionError(BriefingError):
    """A conversation cannot be found, read or kept."""

    kind = "session"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One conversation as a list shows it; ``created`` and ``updated`` are ISO date-times in UTC.

    ``turns`` are its finished exchanges, ``unfinished`` its questions whose answer was never
    finished or is being written at this moment.
    """

    session_id: str
    name: str
    updated: str
    turns: int
    created: str = ""
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One kept exchange: its words for follow-up questions, its shape for showing it again."""

    turn: Turn
    shape: Shape
    added: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A question whose answer was begun at ``started`` (ISO, UTC) and is not finished.

    ``ticket`` names it among all others of the library.
    """

    ticket: str
    question: str
    started: str


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge changed: kept answers that lost words, and ones that were ``damaged``, could
    not be read any more, and lost all of them."""

    turns: int
    damaged: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A kept conversation with all its turns, oldest first, and what was not finished."""

    session_id: str
    name: str
    turns: tuple[StoredTurn, ...]
    created: str = ""
    updated: str = ""
    unfinished: tuple[Begun, ...] = ()

    @property
    def in_order(self) -> tuple[StoredTurn | Begun, ...]:
        """Turns and unfinished questions together, as they came."""
        timed: list[tuple[str, int, StoredTurn | Begun]] = [
            *((turn.added, 0, turn) for turn in self.turns),
            *((begun.started, 1, begun) for begun in self.unfinished),
        ]
        return tuple(each for _, _, each in sorted(timed, key=lambda each: each[:2]))
