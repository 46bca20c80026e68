"""For and against: what a sentence says of the statement that a yes-or-no question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.reasons import UNNAMED
from assistant.questions.asked import Asked, Kind
from ingest.text.cues import attribution, denials, hedges, negated

_NEAR = 0.3
"""The other side must stand among at least this share of the question's words that the best
sentence stands among: a denial of something else is no other side."""

_DEED = 0.5
"""A sentence that affirms must hold at least this share of the words for the deed that the best
sentence holds: one word of it is no yes."""

_ON_IT = 0.4
"""The share of the question's words, by weight, from which a passage is about its matter."""

_PLAIN = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|unconfirmed|confirm\w*|verif\w*)\b", re.I)
"""Words that deny or doubt a report as such, rather than object to something in it."""

_DENIES = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.I)
_PLAINNESS = 4.0
"""What such a word is worth, in points of the score; half as much more where it denies."""

Stance = Literal["for", "against"]


def stance(asked: Asked, candidate: Candidate) -> Stance | None:
    """Whether the sentence affirms or denies what is asked; None when it says neither.

    Against are denials, refusals to confirm, and sentences that hold a word of what is asked
    to be done together with a "not"; for are others that hold such a word.
    """
    speaks = bool(candidate.held & asked.deed) or not asked.deed
    text = candidate.text
    if denials(text) or _doubts(text) or (speaks and negated(text)):
        return "against"
    return "for" if speaks else None


def other_side(
    asked: Asked, chosen: Sequence[Candidate], found: Sequence[Candidate]
) -> Candidate | None:
    """The best sentence of the stance that the chosen ones lack, if there is one.

    Only for a yes-or-no question that does not itself ask for a confirmation. ``found`` comes
    best first.
    """
    if asked.kind is not Kind.YES_NO or asked.confirmation or not chosen:
        return None
    stances = {stance(asked, each) for each in chosen}
    if {"for", "against"} <= stances:
        return None
    missing: Stance = "for" if "against" in stances else "against"
    least = _NEAR * max(each.features["window"] for each in chosen)
    deed = _DEED * max(each.features["act"] for each in chosen)
    fits = [
        each
        for each in found
        if each not in chosen
        and (missing == "against" or each.features["act"] >= deed)
        and (each.features["window"] >= least or _plainly(each, missing))
        and stance(asked, each) == missing
    ]
    best = max(fits, key=lambda each: _weight(each, missing), default=None)
    return _claim(chosen, found) if best is None and missing == "for" else best


def _claim(chosen: Sequence[Candidate], found: Sequence[Candidate]) -> Candidate | None:
    """What somebody maintains in the sentence after a denial, in other words than the question's:
    a source that is not named, or one whose word the sentence after that calls unverified."""
    places = {(each.numbered.number, each.order): each for each in found}
    for each in chosen:
        claim, doubt = (places.get((each.numbered.number, each.order + step)) for step in (1, 2))
        if claim is None or not denials(each.text):
            continue
        contested = UNNAMED.search(claim.text) or (doubt is not None and _doubts(doubt.text))
        if attribution(claim.text) and contested and not denials(claim.text):
            return claim
    return None


def _doubts(text: str) -> bool:
    return any("confirm" in cue or "verif" in cue for cue in hedges(text))


def _plainly(candidate: Candidate, side: Stance) -> bool:
    """Whether it denies or doubts a report, in a passage that is on the question's matter."""
    return (
        side == "against"
        and bool(_PLAIN.search(candidate.text) and candidate.held)
        and candidate.features["passage"] >= _ON_IT
    )


def _weight(candidate: Candidate, side: Stance) -> float:
    if side == "for" or not _PLAIN.search(candidate.text):
        return candidate.score
    return candidate.score + _PLAINNESS * (1.5 if _DENIES.search(candidate.text) else 1.0)


__all__ = ["Stance", "other_side", "stance"]
