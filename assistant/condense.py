"""A follow-up question made to stand alone, by rule, from the words of the conversation."""

from __future__ import annotations

import re

from assistant.terms import terms
from assistant.types import Turn
from ingest.text.names import fold, names

_ABOUT = re.compile(
    r"^\W*(?:(?:and|but|ok(?:ay)?|so)[\s,]+)*(?:(?:what|how) about|and|same for)\s+(?P<rest>.+)$",
    re.I,
)
_LEANING = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|theirs|their|this|that|these|those|there|"
    r"then|so)\b(?!\s+(?:is|are|was|were)\s+(?:a|an|no)\b)",
    re.I,
)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|"
    r"can|could|will|would|should)\b",
    re.I,
)
_FEW = 2
"""A question with at most so many content words may lean on the one before it."""


def condense(question: str, turns: tuple[Turn, ...]) -> str:
    """``question`` with what it leaves to the conversation put in.

    "And what about India?" takes over the last question; "When was it delivered?" takes over
    its names and, when it has none, its content words. A question that stands alone is
    returned as it is.
    """
    if not turns:
        return question
    last = turns[-1].question.strip()
    about = _ABOUT.match(question.strip())
    if about and not _QUESTION_WORD.match(about["rest"]):
        return f"{last.rstrip(' ?')}, {about['rest'].rstrip(' ?')}?"
    own = terms(question)
    if not _LEANING.search(question) and len(own) > _FEW:
        return question
    if not _LEANING.search(question) and names(question):
        return question
    here = fold(question)
    topic = [last[start:end] for start, end in names(last) if fold(last[start:end]) not in here]
    if len(topic) < 2:
        known = {term.key for term in own}
        topic += [
            term.key
            for term in terms(last)
            if term.key not in known and term.key not in fold(" ".join(topic))
        ]
    topic = list(dict.fromkeys(topic))
    return f"{question.rstrip(' ?')} ({', '.join(topic)})?" if topic else question


__all__ = ["condense"]
