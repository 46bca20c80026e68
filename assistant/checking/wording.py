"""Wording made comparable before it is compared."""

from __future__ import annotations

import re

_APART = re.compile(r"(?<=\d)(?:, (?=\d{3}(?!\d|[.,]\d))|\. (?=\d{1,2}(?!\d)\s?(?:%|per\s?cent)))")


def joined(text: str) -> str:
    """A source's text with figures put together that a converter tore apart.

    ``3, 000`` becomes ``3,000`` and ``98. 7 per cent`` ``98.7 per cent``. Only what a statement
    is compared with is read so; offsets into the result are none into the text.
    """
    return _APART.sub(lambda match: match[0].strip(), text)


__all__ = ["joined"]
