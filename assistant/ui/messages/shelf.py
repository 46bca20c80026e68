"""The library's screens: what is listed, read and changed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from ingest.errors import BriefingError
from ingest.types import Followed

if TYPE_CHECKING:
    from textual.content import Content

    from assistant.ui.evidence_items import Laid
    from assistant.ui.library_entries import Entry, Facet
    from assistant.ui.reading import Reading


@dataclass
class LibraryListed(Message):
    """The articles of the library, the newest first, and the properties that a list of them can
    be narrowed to, with how many articles have each."""

    entries: tuple[Entry, ...]
    offered: tuple[tuple[Facet, int], ...] = ()


@dataclass
class EntryHighlighted(Message):
    """Another article of the library's list is marked."""

    entry: Entry


@dataclass
class EntryChosen(Message):
    """An article of the library's list is to be read."""

    entry: Entry


@dataclass
class ReadingLoaded(Message):
    """The article that was asked for with this ticket, laid out."""

    ticket: int
    reading: Reading
    laid: Laid


@dataclass
class ReadingFailed(Message):
    """The article that was asked for with this ticket cannot be shown."""

    ticket: int
    error: BriefingError


@dataclass
class ChangesFound(Message):
    """What changed in the article that was asked for with this ticket."""

    ticket: int
    content: Content


@dataclass
class FeedsListed(Message):
    """The addresses that are followed."""

    feeds: tuple[Followed, ...]


@dataclass
class ShelfChanged(Message):
    """Something was removed from the library, changed in it, or is no longer followed."""

    told: str


@dataclass
class ShelfFailed(Message):
    """The library could not be listed or changed."""

    error: BriefingError
