"""What is exported: a conversation with its answers made showable. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.counting import counted
from assistant.errors import UsageError
from assistant.restore import Restored
from assistant.shape import Shape
from ingest.errors import BriefingError


class ExportError(BriefingError):
    """A conversation cannot be written where it was asked for."""

    kind = "export"


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer, as kept and as it is shown today.

    ``number`` counts the questions of a conversation from 1; ``asked`` is the ISO date-time
    (UTC) at which the answer was finished, of an unfinished one at which it was begun.
    ``shape`` and ``restored`` are None where no answer was finished.
    """

    number: int
    question: str
    asked: str
    shape: Shape | None = None
    restored: Restored | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation with its entries, oldest first; dates are ISO date-times in UTC."""

    session_id: str
    name: str
    created: str
    updated: str
    entries: tuple[Entry, ...]

    def with_answer(self, text: str) -> Transcript:
        """The same with that answer alone that reads ``text``, the latest of several. Raises
        ExportError when none does: it is not kept."""
        for entry in reversed(self.entries):
            if entry.restored is not None and entry.restored.answer.text == text:
                return self.only(entry.number)
        raise ExportError(
            "This answer is not kept, so it cannot be exported.",
            "/copy gives it with its references.",
        )

    def only(self, number: int) -> Transcript:
        """The same with one entry alone, named after its question. Raises UsageError when there
        is none of this number."""
        for entry in self.entries:
            if entry.number == number:
                return replace(self, name=entry.question, entries=(entry,))
        raise UsageError(
            f"The conversation has no question {number}.",
            f"It has {counted(len(self.entries), 'question')}.",
        )
