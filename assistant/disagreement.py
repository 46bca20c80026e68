"""Where the sources of an answer say different things of one matter. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Citation, Disagreement, Sentence


def disagreements(
    sentences: Sequence[Sentence], citations: Sequence[Citation]
) -> tuple[Disagreement, ...]:
    """The numbers, dates and yes-or-noes in which sentences of different articles differ."""
    return ()


__all__ = ["disagreements"]
