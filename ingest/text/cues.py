"""Who says it, how surely, and whether it is denied, by cue words.

A list of cue words finds attributed sentences far better than "said" alone (F1 .80 against
.49 on annotated news); hedges and denials must survive from the article into an answer.
"""

from __future__ import annotations

import re

from ingest.text.cue_words import DENIALS, HEDGES, NEGATORS
from ingest.text.speakers import speaker

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_NEITHER = re.compile(
    r"\bneither\b[^.;]{0,80}?\b(?:has|have|had|did|would)?\s*(?:confirm\w*|comment\w*|verif\w*|den\w*|respond\w*)",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(?:remains\s+to\s+be\s+seen|(?:has|have|had|did|does|could|was|were|is|are)(?:\s+not|n[’']t)"
    r"(?:\s+\w+){0,3}?\s+(?:confirm\w*|verif\w*)|not\s+(?:yet\s+)?(?:been\s+)?(?:confirmed|verified|"
    r"clear|known)|yet\s+to\s+(?:be\s+)?(?:confirm\w*|verif\w*|comment)|"
    r"(?:no\s+)?(?:independent|official)(?:ly)?\s+(?:confirmation|confirmed|verified)|"
    r"in\s+theory|said\s+to\s+(?:be|have)|believed\s+to|thought\s+to|expected\s+to|"
    r"set\s+to|at\s+least\s+in\s+theory|if\s+(?:confirmed|true))\b",
    re.IGNORECASE,
)
_DENIAL_PHRASES = re.compile(
    r"\b(?:(?:declin|refus)(?:ed|es|ing|e)\s+to\s+(?:\w+\s+)?(?:comment|confirm|say|answer|discuss)|no\s+comment|"
    r"(?:did|does|do|has|have|had|would|could|is|was)(?:\s+not|n[’']t)(?:\s+\w+){0,2}?\s+(?:confirm\w*|comment\w*|respond\w*)|"
    r"neither\b[^.;]{0,80}?\b(?:confirm\w*|comment\w*)|ruled\s+out|rules\s+out|pushed\s+back|"
    r"not\s+true|no\s+truth|no\s+evidence)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    rf"\b(?:{'|'.join(sorted(NEGATORS))})\b|\b\w+n[’']t\b|\bcan[’']?t\b", re.IGNORECASE
)
_NO_NEGATION = re.compile(
    r"no\.?\s+\d|not\s+(?:only|just|least)\b|no\s+(?:doubt|wonder|matter)\b|lack\s+of\b(?!.)|nothing\s+but\b",
    re.IGNORECASE,
)


def attribution(sentence: str) -> str | None:
    """Who the sentence is attributed to, as written: ``Turkish media``, ``officials``.

    ``""`` when it is attributed and nobody is named (reportedly, "he said", "is said to");
    None when it is not attributed.
    """
    return speaker(sentence)


def hedges(sentence: str) -> list[str]:
    """The hedge and status cues of the sentence as written, in lower case and in order.

    Single words (``reportedly``, ``could``) and phrases (``neither … has confirmed``).
    """
    found = [(match.start(), _line(match[0])) for match in _NEITHER.finditer(sentence)]
    found += [(match.start(), _line(match[0])) for match in _PHRASES.finditer(sentence)]
    for match in _WORD.finditer(sentence):
        word = match[0].casefold()
        if word in HEDGES and not (word == "may" and match[0] == "May" and match.start()):
            found.append((match.start(), word))
    return [cue for _, cue in sorted(found)]


def denials(sentence: str) -> list[str]:
    """The words of the sentence that deny, reject or refuse to confirm, in lower case."""
    found = [(match.start(), _line(match[0])) for match in _DENIAL_PHRASES.finditer(sentence)]
    for match in _WORD.finditer(sentence):
        if match[0].casefold() in DENIALS:
            found.append((match.start(), match[0].casefold()))
    return [cue for _, cue in sorted(found)]


def negations(sentence: str) -> int:
    """Number of negating words: not, no, never, n't, without, failed, refused, …

    ``No. 5``, ``not only`` and ``no doubt`` are none; ``neither … nor`` counts once.
    """
    count = 0
    neither = False
    for match in _NEGATION.finditer(sentence):
        word = match[0].casefold()
        if _NO_NEGATION.match(sentence, match.start()) or (word == "nor" and neither):
            continue
        neither = neither or word == "neither"
        count += 1
    return count


def negated(sentence: str) -> bool:
    """Whether the sentence has a negating word."""
    return negations(sentence) > 0


def _line(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


__all__ = ["attribution", "denials", "hedges", "negated", "negations"]
