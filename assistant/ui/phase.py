"""How far an answer has come. Pure."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """How far an exchange has come."""

    WAITING = "waiting for the library …"
    SEARCHING = "searching …"
    WRITING = "reading …"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "Interrupted: briefing was left before this answer was finished."
