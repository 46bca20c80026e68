"""What is written in the prompt, and what it may become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from ingest.errors import BriefingError
from ingest.types import Filters

if TYPE_CHECKING:
    from assistant.completing import Listing, Name


@dataclass
class Submitted(Message):
    """The user sent what stands in the prompt."""

    text: str


@dataclass
class PromptChanged(Message):
    """The text of the prompt is another one now."""

    text: str


@dataclass
class HintClicked(Message):
    """A choice over the prompt was clicked; it is the chosen one now."""


@dataclass
class NamesRead(Message):
    """The publishers and tags of the library, for completion."""

    publishers: tuple[Name, ...]
    tags: tuple[Name, ...]


@dataclass
class NoArticlePasses(Message):
    """No article of the library passes these filters."""

    filters: Filters


@dataclass
class PathsListed(Message):
    """The files of a folder that is being typed."""

    listing: Listing


@dataclass
class QuestionsRecalled(Message):
    """The questions of kept conversations, the oldest first."""

    questions: tuple[str, ...]


@dataclass
class CommandFailed(Message):
    """A command that was sent as ``text`` could not be done."""

    text: str
    error: BriefingError
