"""The library as a whole: opened, counted, added to; and the engine over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from ingest.errors import BriefingError
from ingest.types import Progress, Report

if TYPE_CHECKING:
    from assistant.engine_choice import EngineChoice
    from assistant.ui.services import Answering, OpenLibrary


@dataclass
class LibraryOpened(Message):
    """The library is there; with an assistant, questions can be answered. Without one, ``problem``
    says why."""

    library: OpenLibrary
    assistant: Answering | None
    problem: BriefingError | None = None


@dataclass
class LibraryFailed(Message):
    """The library cannot be had."""

    error: BriefingError


@dataclass
class LibraryCounted(Message):
    """How much the library holds now; ``newest`` is an ISO date."""

    articles: int
    newest: str | None


@dataclass
class IngestProgress(Message):
    """A running ingest has come further."""

    progress: Progress


@dataclass
class IngestFinished(Message):
    """An ingest is over. ``what`` names it for people."""

    what: str
    report: Report


@dataclass
class IngestFailed(Message):
    """An ingest could not be done at all."""

    what: str
    error: BriefingError


@dataclass
class EngineMade(Message):
    """Another engine, the ``given``-th that was chosen; the next questions are its."""

    given: int
    assistant: Answering
    choice: EngineChoice


@dataclass
class EngineFailed(Message):
    """The ``given``-th engine that was chosen, by the command ``text``, cannot be had."""

    given: int
    text: str
    error: BriefingError
