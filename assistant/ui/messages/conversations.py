"""Kept conversations: listed, opened, changed; and a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.restore import Restored
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.session import Conversation, SessionRow


@dataclass
class KeepFailed(Message):
    """A finished turn could not be kept; the conversation goes on."""

    error: BriefingError


@dataclass
class SessionsListed(Message):
    """The kept conversations, the latest first; ``opening`` when their list is to be opened."""

    rows: tuple[SessionRow, ...]
    opening: bool = False


@dataclass
class SessionWords(Message):
    """The words of the kept conversations by id, as a search looks through them."""

    words: Mapping[str, str]


@dataclass
class SessionRenamed(Message):
    """A kept conversation has another name."""

    session_id: str
    name: str


@dataclass
class SessionExported(Message):
    """A conversation was written to this file."""

    path: Path


@dataclass
class SessionOpened(Message):
    """A kept conversation with its answers made showable; where one was interrupted, its
    question."""

    conversation: Conversation
    answers: tuple[Restored | str, ...]


@dataclass
class SessionFailed(Message):
    """Kept conversations could not be listed, opened or changed."""

    error: BriefingError


@dataclass
class NewRequested(Message):
    """A new conversation is to begin. A message, so that it waits for what is being shown."""
