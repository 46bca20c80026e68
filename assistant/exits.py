"""Exit codes, and the one place that maps errors to them. Pure."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from assistant.errors import Cancelled, ModelError, UsageError
from ingest.errors import BriefingError, EmbedderUnavailable, LibraryError

if TYPE_CHECKING:
    from assistant.types import Answer


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SOURCES_FAILED = 3
    NOTHING_FOUND = 4
    NOT_VERIFIED = 5
    MODEL_FAILED = 6
    LIBRARY_UNUSABLE = 7
    INTERRUPTED = 130


def exit_of(error: BriefingError) -> Exit:
    """The exit code of an error."""
    if isinstance(error, UsageError):
        return Exit.USAGE
    if isinstance(error, ModelError | EmbedderUnavailable):
        return Exit.MODEL_FAILED
    if isinstance(error, LibraryError):
        return Exit.LIBRARY_UNUSABLE
    if isinstance(error, Cancelled):
        return Exit.INTERRUPTED
    return Exit.FAILED


def exit_of_answer(answer: Answer, *, strict: bool) -> Exit:
    """The exit code of an answer: cut off before abstained before not verified."""
    if answer.incomplete:
        return Exit.MODEL_FAILED
    if answer.status == "abstained":
        return Exit.NOTHING_FOUND
    if strict and not answer.verified:
        return Exit.NOT_VERIFIED
    return Exit.DONE
