"""The units in which passages are quoted: sentences, but no cut inside a quotation."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.text.sentences import count_words, sentences

MAX_WORDS = 60
"""Sentences of one open quotation are joined up to this length."""


_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?){0,2}"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([^()\n]{2,40}\))? ?(?:--|[-–—]) ?(?=[A-Z\d“\"‘$£€])"
)


def dateline(text: str) -> int:
    """The length of the dateline that opens a report, "WASHINGTON (Agency) - "; 0 without one.

    It is no part of the sentence behind it.
    """
    match = _DATELINE.match(text)
    spaced = match is not None and (match[0].endswith(" ") or match[0][-1] in "–—")
    return match.end() if match is not None and spaced else 0


def _open(text: str) -> bool:
    """Whether a quotation begins in the text and does not end in it."""
    curly = text.count("“") - text.count("”")
    return curly > 0 or (curly == 0 and text.count('"') % 2 == 1)


@lru_cache(maxsize=4096)
def units(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of ``text``, without datelines, those inside one quotation joined.

    A quotation that never closes within ``MAX_WORDS`` words, or within its paragraph, leaves
    its sentences apart.
    """
    offsets = sentences(text)
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(offsets):
        start, end = offsets[index]
        after = index + 1
        if _open(text[start:end]):
            for last in range(index + 1, len(offsets)):
                stretch = text[start : offsets[last][1]]
                if "\n\n" in stretch or count_words(stretch) > MAX_WORDS:
                    break
                if not _open(stretch):
                    end, after = offsets[last][1], last + 1
                    break
        found.append((start + dateline(text[start:end]), end))
        index = after
    return tuple(found)


__all__ = ["MAX_WORDS", "dateline", "units"]
