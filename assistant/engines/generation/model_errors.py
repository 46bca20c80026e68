"""Failures of a model's endpoint as errors of ours. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.errors import (
    ModelAuth,
    ModelContextTooLong,
    ModelCutOff,
    ModelError,
    ModelRateLimited,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
)
from ingest.endpoints.failure import Failure, Trouble

ERRORS: Mapping[Trouble, type[ModelError]] = {
    Trouble.AUTH: ModelAuth,
    Trouble.UNREACHABLE: ModelUnreachable,
    Trouble.TIMEOUT: ModelTimeout,
    Trouble.RATE_LIMITED: ModelRateLimited,
    Trouble.QUOTA: ModelRateLimited,
    Trouble.REFUSED: ModelRefused,
    Trouble.TOO_LONG: ModelContextTooLong,
    Trouble.SERVER: ModelError,
    Trouble.PROTOCOL: ModelRefused,
}

CUT_OFF = "cut off: the connection ended before the answer was complete"
LENGTH = "length: the model stopped at its limit before the answer was complete"
FILTERED = "content filter: the provider held back the rest of the answer"
TIMED_OUT = "time-out: the answer was not complete in time"

_COMPLETE = frozenset({"stop", "eos", "eos_token", "end_turn", "stop_sequence"})
_TOO_SHORT = frozenset({"length", "max_tokens", "model_length"})
_FILTERED = frozenset({"content_filter", "safety"})


def error_of(failure: Failure) -> ModelError:
    """The error to raise for a failure."""
    return ERRORS[failure.trouble](failure.message, failure.hint)


def incomplete(reason: str | None) -> str | None:
    """Why an answer that ended with this ``finish_reason`` is not whole; None when it is."""
    if reason in _COMPLETE:
        return None
    if reason in _TOO_SHORT:
        return LENGTH
    return FILTERED if reason in _FILTERED else CUT_OFF


def torn(failure: Failure) -> str:
    """The label of an answer that a failure interrupted after it had begun."""
    return TIMED_OUT if failure.trouble is Trouble.TIMEOUT else CUT_OFF


def nothing(why: str | None, model: str) -> ModelError:
    """The error for a response in which no sentence was completed."""
    if why == FILTERED:
        return ModelRefused(
            f"The provider's content filter held back the answer of {model}.",
            "Ask differently, or answer with the embedded engine: --engine extractive",
        )
    if why == LENGTH:
        return ModelCutOff(
            f"{model} reached its limit before it had written a sentence.",
            "Allow more: briefing config set max_tokens 4000, or give fewer passages (-k 8).",
        )
    if why == TIMED_OUT:
        return ModelTimeout(
            f"{model} wrote no complete sentence in time.",
            "Try again, or allow more seconds: briefing config set timeout 300",
        )
    what = "returned an empty answer" if why is None else "broke off before it had answered"
    return ModelCutOff(f"{model} {what}.", "Try again, or choose another model (--model).")
