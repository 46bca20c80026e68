"""Which parts of a question an answer covers, when its engine does not say so. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.terms import keys
from assistant.types import Sentence, Verdict

SHARE = 0.5
"""Share of a part's own words that one verified sentence must have to cover it."""


def covered(parts: Sequence[str], sentences: Sequence[Sentence]) -> tuple[bool, ...]:
    """Of each part whether a verified sentence shares at least half of its own words.

    Its own are the content words that not all parts have; all of them when there are no others.
    """
    words = [set(keys(part)) for part in parts]
    common = set.intersection(*words) if words else set()
    said = [set(keys(each.text)) for each in sentences if each.verdict is Verdict.VERIFIED]
    wanted = [(own - common) or own for own in words]
    return tuple(
        any(len(own & told) >= SHARE * len(own) for told in said) if own else bool(said)
        for own in wanted
    )


__all__ = ["SHARE", "covered"]
