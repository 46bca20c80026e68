"""What becomes of a question or a draft, and what is asked of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.types import Event
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.check import CheckedSentence
    from assistant.ui.exchange import Exchange


@dataclass
class AnswerEvent(Message):
    """The running answer with this ticket has come further."""

    ticket: int
    event: Event


@dataclass
class AnswerFailed(Message):
    """The running answer with this ticket ended in an error."""

    ticket: int
    error: BriefingError


@dataclass
class DraftSentences(Message):
    """More sentences of the draft with this ticket have been checked, of ``total``."""

    ticket: int
    sentences: tuple[CheckedSentence, ...]
    total: int


@dataclass
class DraftFinished(Message):
    """Every sentence of the draft with this ticket has been checked."""

    ticket: int


@dataclass
class AgainRequested(Message):
    """The question of the answer with this ticket is to be asked again."""

    ticket: int


@dataclass
class CopyRequested(Message):
    """An answer is to be copied; ``whole`` with its references, else one quotation."""

    ticket: int
    whole: bool


@dataclass
class ExplainRequested(Message):
    """An answer is to be explained."""

    exchange: Exchange
