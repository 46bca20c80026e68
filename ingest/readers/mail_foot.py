"""Where the foot of a newsletter begins. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.mail_text import NOTICE, PHRASE

_FOOT = re.compile(
    rf"{PHRASE.pattern}|{NOTICE.pattern}|©|\bcopyright\b|\ball rights reserved\b|"
    r"\balle rechte vorbehalten\b|\btous droits réservés\b",
    re.IGNORECASE,
)
_PARAGRAPH = 20
"""Words of a paragraph that is surely part of the article."""


def foot_of(texts: Sequence[str], withheld: Sequence[bool]) -> int:
    """After which of a newsletter's paragraphs nothing of the article comes: the first below its
    last whole paragraph that speaks of the newsletter or its rights. Beyond the end where none
    does, or where none of the text is such a paragraph."""
    last = max(
        (at for at, text in enumerate(texts) if _is_paragraph(text, withheld[at])), default=None
    )
    if last is None:
        return len(texts)
    below = range(last + 1, len(texts))
    return next((at for at in below if withheld[at] and _FOOT.search(texts[at])), len(texts))


def _is_paragraph(text: str, withheld: bool) -> bool:
    return not withheld and len(text.split()) >= _PARAGRAPH and text.rstrip('"”’»)')[-1:] in ".!?…"


__all__ = ["foot_of"]
