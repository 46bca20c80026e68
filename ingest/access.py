"""How much of an article a text is, by the signs of a cut. Pure.

A brief of sixty words can be all there is, so length alone says nothing: it only says how much
another sign counts for. Above ``WHOLE_WORDS`` none does.
"""

from __future__ import annotations

import re

SHORT_WORDS = 120
"""A body of fewer words can be the beginning that a page shows to all: how it ends tells."""
WHOLE_WORDS = 350
"""A body of so many words is taken for the whole article, though the page says that it is not
free: it was saved by somebody who may read it."""
WHOLE_SHARE = 0.6
"""Of the length that is stated, the least that is taken for the whole article."""

_MARK = re.compile(
    r"(?:\[\s*(?:…|\.{3})\s*\]|…|\.{3}|\b(?:read (?:the )?(?:more|full (?:story|article))|"
    r"continue reading|weiterlesen|lire la suite|leer más)\b)[\s\W]{0,10}\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?:;…。！？؟।][\"'”’»«“)\[\]*\d\s]{0,8}\Z")
_INSIDE = re.compile(r"[.!?。！？؟।][\"'”’»)]?\s")
_SENTENCE = 8
"""Words of a last line that should be a sentence, not a name or a label."""


def cut_mark(text: str) -> bool:
    """Whether a text ends in an ellipsis or "read more"."""
    return _MARK.search(text[-60:]) is not None


def unfinished(text: str) -> bool:
    """Whether a text of whole sentences ends in the middle of one."""
    text = text.rstrip()
    before, _, last = text.rpartition("\n")
    if len(last.split()) < _SENTENCE or _STOP.search(last[-12:]):
        return False
    return _STOP.search(before.rstrip()[-12:]) is not None or _INSIDE.search(last) is not None


def too_short(words: int, stated: int | None) -> bool:
    """Whether so many words are far fewer than those that are ``stated`` of the article."""
    return words < (stated or 0) * WHOLE_SHARE
