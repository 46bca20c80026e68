"""A claim of one's own against given passages: the gate of an answer, looking for its own proof.

Pure; ``briefing check`` and the figures on human judgement run this very function.
"""

from __future__ import annotations

from assistant.types import Context, DraftSentence, Verdict
from assistant.verify import Verification, verify


def judge(claim: str, context: Context) -> Verification:
    """The best verification that the passages give the claim; ``score`` is its support, 0..1.

    Verdict UNSUPPORTED with score 0 when there is no passage. Never raises.
    """
    best = Verification(claim, (), Verdict.UNSUPPORTED, ("nothing that was given supports it",))
    for numbered in context.passages:
        found = verify(DraftSentence(claim, (numbered.number,)), context)
        if (found.verdict is not Verdict.UNSUPPORTED, found.score) > (
            best.verdict is not Verdict.UNSUPPORTED,
            best.score,
        ):
            best = found
    return best


__all__ = ["judge"]
