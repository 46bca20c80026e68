"""The events of the fake server's streamed answers, whole or broken as the scenario says."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator

REVISING = "You correct one sentence"
"""Begins the rules of a request that asks for one sentence again."""
_TORN = ("cut_off", "length", "content_filter", "error_event", "reset", "malformed", "stall")


class ResetHere(Exception):
    """The connection is to be reset now."""


def events(
    scenario: str, texts: dict[str, str], answer: str, wants_usage: bool, stopping: threading.Event
) -> Iterator[str]:
    """The data of each event. Raises ResetHere; ``stopping`` ends a stream without end."""
    revising = REVISING in texts.get("system", "")
    yield event({"role": "assistant", "content": ""})
    if scenario == "empty_choices":
        yield from [_chunk()] * 3
        yield "[DONE]"
        return
    if scenario == "refusal":
        yield event({"refusal": "I cannot help with that."})
        yield event({}, "stop")
        yield "[DONE]"
        return
    if scenario in ("drip", "flood"):
        yield from _endless(scenario, answer, stopping)
        return
    if scenario == "revised_slow" and revising:
        stopping.wait(0.5)
    for piece in _shown(scenario, answer, revising):
        if scenario == "revised_slow" and not revising:
            stopping.wait(0.01)
        yield event({"content": piece})
    if scenario in ("cut_off", "cut_early") or (scenario == "revised_torn" and revising):
        return
    if scenario in ("stall", "reset", "malformed", "error_event"):
        yield from _broken(scenario, stopping)
        return
    yield event({}, scenario if scenario in ("length", "content_filter") else "stop")
    if wants_usage and scenario != "no_usage":
        yield _chunk(usage=usage(texts, answer, scenario))
    yield "[DONE]"


def _shown(scenario: str, answer: str, revising: bool) -> list[str]:
    """The pieces of the answer that are sent."""
    pieces = re.findall(r"\s*\S{1,5}|\s+$", answer)
    if scenario == "empty":
        return []
    if scenario == "cut_early":
        return pieces[:2]
    torn = scenario in _TORN or (scenario == "revised_torn" and revising)
    return pieces[: max(1, len(pieces) * 2 // 3)] if torn else pieces


def _endless(scenario: str, answer: str, stopping: threading.Event) -> Iterator[str]:
    if scenario == "drip":
        for letter in answer * 1000:
            yield event({"content": letter})
            if stopping.wait(0.1):
                return
    while not stopping.is_set():
        yield event({"content": "It goes on and on [1]. " * 200})


def _broken(scenario: str, stopping: threading.Event) -> Iterator[str]:
    if scenario == "stall":
        stopping.wait()
    elif scenario == "reset":
        stopping.wait(0.5)  # a reset throws away what the client has not read yet
        raise ResetHere
    elif scenario == "malformed":
        yield '{"choices": [{"delta": {"content": "tor'
    else:
        yield json.dumps({"error": {"message": "The backend broke.", "code": "server_error"}})


def event(delta: dict[str, object], finish: str | None = None) -> str:
    """A chunk with one choice."""
    return _chunk({"index": 0, "delta": delta, "finish_reason": finish})


def _chunk(*choices: dict[str, object], **more: object) -> str:
    return json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1,
                       "model": "fake", "choices": [*choices], **more})  # fmt: skip


def usage(texts: dict[str, str], answer: str, scenario: str = "good") -> dict[str, int]:
    """What the server says it read and wrote; a word is a token here."""
    read, written = sum(len(text.split()) for text in texts.values()), len(answer.split())
    read = 9 if scenario == "truncates" else read
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
