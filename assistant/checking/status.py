"""Whether somebody denies what a sentence says, or has not confirmed it: rules over its own
words and over the sentences beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.terms import keys, stem
from assistant.types import Standing
from ingest.text.cues import attribution, hedges
from ingest.text.names import fold, names
from ingest.text.wordlist import wordlist

_CONFIRM = r"(?:confirm|verif|corroborat|substantiat|authenticat)\w*"
_UNCONFIRMED = re.compile(
    rf"\bneither\b[^.;]{{0,90}}?\b{_CONFIRM}"
    rf"|\b(?:(?:has|have|had|did|does|do|could|can|was|were|is|are|would|been)(?:\s+not|n[’']t)|cannot)"
    rf"(?:\s+(?:yet|been|be|immediately|independently|officially|publicly|so|far|able|to)){{0,4}}"
    rf"\s+{_CONFIRM}"
    rf"|\b(?:yet|declin\w+|refus\w+|unable)\s+to\s+(?:be\s+)?(?:independently\s+|officially\s+)?{_CONFIRM}"
    rf"|\b(?:no|without)\s+(?:\w+\s+)?(?:official|independent|public|immediate)?\s*confirmation"
    rf"|\b(?:is|are|was|were|remains?|remained)\s+(?:\w+ly\s+)?(?:unconfirmed|unverified)",
    re.I,
)
_KIND = (
    r"offers?|reports?|reporting|claims?|allegations?|accusations?|charges?|proposals?|plans?|deals?|"
    r"stor(?:y|ies)|rumou?rs?|talks|agreements?|accounts?|information|figures?|numbers?|statements?|"
    r"suggestions?|involvement|responsibility|wrongdoing|assertions?|speculation|news|details?|"
    r"identit(?:y|ies)|videos?|footage|images?|attacks?|deaths?|tolls?|sales?|purchases?|transfers?"
)
_STORY = (
    r"reports?|reporting|claims?|allegations?|accusations?|stor(?:y|ies)|rumou?rs?|accounts?|"
    r"suggestions?|assertions?|speculation|figures?|numbers?|tolls?"
)
"""What is only turned down as untrue; an offer or a deal may be turned down as unwelcome."""

_DENIED = re.compile(
    r"\bden(?:y|ied|ies|ying)\s+(?P<object>(?:(?:on\s+)?\w+day\s+)?"
    r"(?:that\b|having\b|being\b|\w+ing\b"
    r"|(?P<it>it|this|them|everything)\b(?=\s*(?:[.,;]|\Z))"
    rf"|(?:[\w’'-]+\s+){{0,4}}?(?P<kind>{_KIND})\b))",
    re.I,
)
_REJECTED = re.compile(
    r"\b(?:reject|dismiss|refut|disput|rebuff)(?:e?[ds]|es|ing|e)?\s+"
    rf"(?:(?:the|a|an|any|those|these|such|all|media|its|his|her|their|[A-Z][\w’'-]+|[a-z]+)\s+){{0,3}}?"
    rf"(?P<kind>{_STORY})\b",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:called|described|dismissed|branded|labell?ed)\s+(?:the\s+|those\s+|these\s+|such\s+|all\s+)?"
    rf"(?:(?P<kind>{_KIND})|(?P<it>it|this|them))\s+(?:as\s+)?(?:\w+\s+)?"
    r"[“\"‘]?(?:false|untrue|baseless|unfounded|groundless|fake|fabricat\w+|a\s+lie|lies|nonsense)",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:who|which|whom)\s+(?:\w+\s+){0,3}\Z", re.I)
_NEGATED = re.compile(
    r"(?:\bnot|\bnever|\bno|n[’']t|\bneither\b[^.;]*|\bnor)(?:\s+\w+)?\s+\Z", re.I
)
_OF = re.compile(
    rf"\b(?:the|this|that|those|these|any|such|no|its|their|his|her|it)\s+(?:[\w’'-]+\s+){{0,2}}?(?P<kind>{_KIND})\b",
    re.I,
)
_POINTS = re.compile(r"\b(?:it|this|that|them|so)\b", re.I)
_TOLD = frozenset(
    stem(word)
    for word in wordlist("""
    report reports reporting claim allegation accusation charge story stories rumor rumour account
    information statement suggestion assertion speculation news detail
    """)
)
"""What a thing told is called; other kinds ("the offer") must be named in the claim itself."""

_REPORT = frozenset(stem(word) for word in wordlist("report story"))

_TOLD_WITHIN = 2
"""Sentences within which "the report" means what was told before."""

_FIGURE = frozenset(stem(word) for word in wordlist("figure number toll"))


@lru_cache(maxsize=2048)
def own(text: str) -> Standing | None:
    """What the words themselves say: that something is denied, or not confirmed.

    A denial in a relative clause ("Moro, who denied it, was fined") is of something else.
    """
    if _UNCONFIRMED.search(text):
        return Standing.UNCONFIRMED
    return Standing.DENIED if _denial(text) else None


def _denial(text: str) -> re.Match[str] | None:
    """The words that deny, not those of a relative clause and not denied themselves."""
    for pattern in (_DENIED, _REJECTED, _CALLED):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if not _RELATIVE.search(before) and not _NEGATED.search(before):
                return match
    return None


def of_claim(claim: str, beside: str, distance: int) -> Standing | None:
    """What the sentence ``beside`` says of ``claim``; None when it is about something else.

    ``distance`` counts sentences, 1 for the one just behind. It must name a thing that the
    claim names too ("the offer"; further off only of a claim that is somebody's word or held
    back), repeat what is denied, or, within two sentences, name what was told ("the report"),
    or, just behind, point at it ("denied it", "the figure could not be verified").
    """
    next_to = distance == 1
    if found := _UNCONFIRMED.search(beside):
        here = beside[found.start() :]
        kinds = [stem(fold(match["kind"])) for match in _OF.finditer(beside)]
        told = any(
            _named(claim, kind, distance) or (kind in _REPORT and _same_names(claim, beside))
            for kind in kinds
        )
        points = next_to and not kinds and bool(_POINTS.search(here)) and _is_told(claim)
        return Standing.UNCONFIRMED if told or points else None
    denied = _denial(beside)
    if denied is None:
        return None
    groups = denied.groupdict()
    if groups["kind"]:
        meant = _named(claim, stem(fold(groups["kind"])), distance)
    elif groups.get("it"):
        meant = next_to and _is_told(claim)
    else:
        denies = beside[denied.start("object") :]
        thing = _OF.search(denies)
        meant = _repeats(claim, denies) or (
            thing is not None and _named(claim, stem(fold(thing["kind"])), distance)
        )
    return Standing.DENIED if meant else None


def _is_told(claim: str) -> bool:
    """Whether the claim is somebody's word or held back, not the author's own."""
    return attribution(claim) is not None or bool(hedges(claim))


def _named(claim: str, kind: str, distance: int) -> bool:
    if kind in _FIGURE:
        return distance == 1 and any(char.isdigit() for char in claim)
    if distance > _TOLD_WITHIN:
        return kind in keys(claim) and _is_told(claim)
    return kind in keys(claim) or (kind in _TOLD and _is_told(claim))


def _same_names(claim: str, beside: str) -> bool:
    """Whether those who have not confirmed a report are named in what is told: "neither Norland
    nor Sudland" of "Sudland papers claim that Norland …", also some sentences off."""
    there = {key for start, end in names(beside) for key in keys(beside[start:end])}
    return _is_told(claim) and not there.isdisjoint(keys(claim))


def _repeats(claim: str, denied: str) -> bool:
    """Whether most of what is denied stands in the claim, two content words at least."""
    theirs = set(keys(denied.split(",")[0]))
    shared = theirs & set(keys(claim))
    return len(shared) >= 2 and 2 * len(shared) >= len(theirs)


__all__ = ["of_claim", "own"]
