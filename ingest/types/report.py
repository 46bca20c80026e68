"""What an ingest says: its progress, and what became of every source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of one article, or of a source that held none. ``removed`` is an article
    whose file is gone, when that was asked for."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the ingest report."""

    source: str
    status: Status
    article_id: str | None = None
    title: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest has come, for a progress bar. ``total`` is None until it is known.

    ``rate`` is how many articles were taken in a second of late, ``seconds`` how long the
    rest will take at the pace so far; both are None until there is something to go by.
    """

    done: int
    total: int | None
    note: str = ""
    rate: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one ingest did, as a whole."""

    items: tuple[Item, ...]
    withheld_comments: int = 0
    withheld_boilerplate: int = 0
    passages: int = 0
    seconds: float = 0.0
    dry_run: bool = False
    interrupted: bool = False

    def count(self, status: Status) -> int:
        """Number of items with this status."""
        return sum(1 for item in self.items if item.status is status)

    @property
    def failed(self) -> bool:
        """Whether any source failed (exit code 3)."""
        return any(item.status is Status.FAILED for item in self.items)
