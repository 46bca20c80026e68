"""What Tab makes of a line, from what the app offers over its prompt. Pure."""

from __future__ import annotations

from assistant.completing import Known, offer
from assistant.plain.table import TABLE


def candidates(line: str, known: Known) -> list[str]:
    """The lines that ``line`` may become: those that go on from what is typed, or the only one
    that is meant by it."""
    texts = [choice.text for choice in offer(line, known, TABLE).choices]
    going_on = [text for text in texts if text.casefold().startswith(line.casefold())]
    return going_on or (texts if len(texts) == 1 else [])


__all__ = ["candidates"]
