"""The line on which a model says what the passages do not answer: ``MISSING: 2``. Pure.

For a question of several parts it names parts by their numbers, else words of the question.
Nothing that it says there is shown but words that the question has itself.
"""

from __future__ import annotations

import re

from ingest.text.clean import clean_line
from ingest.text.names import fold
from ingest.text.sentences import words

LINE = re.compile(r"\W*missing\W*[:=]\s*(.*)\Z", re.IGNORECASE | re.DOTALL)
"""A whole line of this kind, and what it says."""

INLINE = re.compile(r"\bMISSING\W*:\s*(.*)\Z", re.DOTALL)
"""The same at the end of a line that begins otherwise."""

SOME = "the model says that a part of the question is not covered"

_JOINING = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to"})
_NONE = re.compile(r"\W*(?:none|nothing|no parts?|-)?\W*", re.IGNORECASE)
_NUMBERS = re.compile(r"\W*(?:parts?\s+)?(\d{1,2}(?:(?:\W|and|parts?)+\d{1,2})*)\W*", re.IGNORECASE)


def covered(said: str | None, parts: int) -> tuple[bool, ...]:
    """Of each of the ``parts`` whether it is answered; empty when the model does not say so.

    ``said`` is what stands on the line, None when there was none.
    """
    if said is None or parts < 2:
        return ()
    if _NONE.fullmatch(said):
        return (True,) * parts
    named = _NUMBERS.fullmatch(said)
    missing = {int(number) for number in re.findall(r"\d+", named[1])} if named else set()
    if not missing or not missing <= set(range(1, parts + 1)):
        return ()
    return tuple(number not in missing for number in range(1, parts + 1))


def note(said: str | None, question: str, parts: int) -> str | None:
    """What to tell the reader of a question of one part; None when nothing is missing.

    The words that the model names are repeated only when the question has them too.
    """
    if said is None or parts > 1 or _NONE.fullmatch(said):
        return None
    line = clean_line(said).strip(" .*_`\"'“”")
    named = {fold(word) for word in words(line)}
    own = {fold(word) for word in words(question)} | _JOINING
    return f"not covered: {line}" if named and named <= own and len(line) < 200 else SOME


__all__ = ["INLINE", "LINE", "SOME", "covered", "note"]
