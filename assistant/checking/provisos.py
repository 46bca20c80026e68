"""What the source says under a condition, or takes back in the same breath, is not stated
without it: "unless there is a better offer", "but it could not be ruled out"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.clauses import clauses
from assistant.checking.dates import Finding
from assistant.checking.narrow import Evidence, sentences_of
from assistant.terms import keys

_WHETHER = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        *("as", "even", "what", "see", "ask", "asked", "asking", "know", "knew", "wonder"),
        *("wondered", "sure", "clear", "doubt", "doubted", "question", "check", "decide"),
    )
)
_CONDITION = re.compile(
    rf"{_WHETHER}\b(?:unless|only\s+if|if|provided\s+that|(?<=,\s)provided|as\s+long\s+as"
    r"|so\s+long\s+as|on\s+(?:the\s+)?condition\s+that|assuming\s+that|except"
    r"|subject\s+to\s+(?:\w+\s+){0,3}?(?:approval|agreement|review|consent|ratification))\b"
    r"[^,;:.—–“”\"]*",
    re.I,
)
"""A condition with its words; "asked if" and "as if" make none."""

_CONTRAST = re.compile(
    r"\b(?:but|yet|although|though|however)\s+(?:(?:only|not)\b"
    r"|[^,;:.—–“”\"]{0,60}?\b(?:exclud\w+|rul(?:e|ed|ing)\s+out|certain(?:ty)?|sure|confirm\w*"
    r"|verif\w+|prove[dn]|final|guaranteed|clear|known|too\s+early|disput\w+|den(?:y|ied|ies)"
    r"|preliminary|depend\w*)\b)[^,;:.—–“”\"]*",
    re.I,
)
"""What takes back some of what was just said: how sure it is, or for whom it holds."""

_CUE = re.compile(
    r"\b(?:unless|if|provided|as\s+long\s+as|condition|assuming|except|subject\s+to|but|yet|although"
    r"|though|however|depend\w*|only|not)\b",
    re.I,
)
_BREAK = re.compile(r"[;:—–“”\"]|,\s+(?:and|but|while|which|who)\b")
_OPENING = re.compile(r"[\W_]*\Z")

_RESTS = 0.6
"""Share of a statement's content words that stand in a clause it is taken from."""


def provisos(statement: str, evidence: Sequence[Evidence]) -> list[Finding]:
    """A condition or a reservation within the cited sentence is not left out."""
    mine = frozenset(keys(statement))
    if len(mine) < 2 or _CUE.search(statement):
        return []
    near = sentences_of(evidence, near=True)
    qualified = ((text, *pair) for text in sentences_of(evidence) for pair in _qualified(text))
    for source, main, proviso in qualified:
        theirs, under = frozenset(keys(main)), frozenset(keys(proviso))
        shared = mine & theirs
        if len(shared) < max(2, _RESTS * len(mine)) or len(mine & under) * 2 > len(under):
            continue
        if any(
            len(mine & frozenset(keys(part))) >= len(shared) for part in _others(near, source, main)
        ):
            continue
        return [Finding(f"it leaves out “{proviso}” of the cited words", fatal=False)]
    return []


def _qualified(sentence: str) -> Iterator[tuple[str, str]]:
    """What is said, and the condition or the reservation that goes with it."""
    for pattern in (_CONDITION, _CONTRAST):
        for match in pattern.finditer(sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            opens = _OPENING.fullmatch(_BREAK.split(before)[-1])
            main = after.lstrip(" ,") if opens else before
            yield _BREAK.split(main)[0 if opens else -1].strip(" ,"), match[0].strip()


def _others(near: Sequence[str], sentence: str, main: str) -> Iterator[str]:
    """The clauses of other sentences, and those of this one but what is qualified in it."""
    for text in near:
        for part in clauses(text):
            if text != sentence or (part.strip(" ,.") not in main and main not in part):
                yield part


__all__ = ["provisos"]
