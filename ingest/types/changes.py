"""What changed between two revisions of an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class ChangeKind(StrEnum):
    """What became of a sentence. ``moved``: the same words in another place."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Matter(StrEnum):
    """What is different about a sentence that can change its meaning, weightiest first.

    ``date`` is a month or a weekday, ``certainty`` is a hedge or a denial that came or went
    ("reportedly", "could").
    """

    NUMBER = "number"
    DATE = "date"
    NEGATION = "negation"
    NAME = "name"
    CERTAINTY = "certainty"


class Nature(StrEnum):
    """What sort of change it is, taken as a whole.

    ``correction``: a note that owns up to an error is new. ``update``: a note says that the
    article was updated, or its own date of modification is newer. ``silent edit``: the words
    differ, and neither is the case. ``fuller text``: the article came in place of its summary,
    which is no edit. ``metadata``: only title, publisher, dates and the like
    differ. ``none``: nothing that counts differs; spacing, quotation marks and what is
    withheld (comments, promotion, boilerplate) do not.
    """

    NONE = "none"
    METADATA = "metadata"
    FULLER = "fuller text"
    SILENT = "silent edit"
    UPDATE = "update"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence: words in both, only in the earlier or only in the later one."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that differs.

    ``before`` and ``after`` are the sentence as each revision has it; ``None`` where it has
    none. ``marks`` are the words of both in reading order: those ``same`` and ``new`` joined
    are ``after``. ``matters`` are in the order of ``Matter``.
    """

    kind: ChangeKind
    before: str | None
    after: str | None
    marks: tuple[Mark, ...]
    matters: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the metadata that differs, as text; None where it is not known."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence in which an article says that it was changed."""

    kind: Literal["correction", "update"]
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between an earlier and a later revision.

    ``changes`` are in the order of the text. ``notes`` are those that only the later one has.
    ``words_gone`` and ``words_new`` count words; a sentence that only moved counts for none.
    """

    nature: Nature
    changes: tuple[Change, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    notes: tuple[Note, ...] = ()
    words_gone: int = 0
    words_new: int = 0

    @property
    def by_weight(self) -> tuple[Change, ...]:
        """The changes, those that matter most first, else in the order of the text."""
        order = list(Matter)
        return tuple(
            sorted(
                self.changes,
                key=lambda change: (
                    order.index(change.matters[0])
                    if change.matters
                    else len(order) + (change.kind is ChangeKind.MOVED)
                ),
            )
        )

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter that some change has, weightiest first."""
        return tuple(m for m in Matter if any(m in change.matters for change in self.changes))

    def count(self, kind: ChangeKind) -> int:
        """Number of sentences of which this became."""
        return sum(1 for change in self.changes if change.kind is kind)
