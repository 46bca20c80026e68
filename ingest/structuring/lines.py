"""The lines of a text, with what can be counted about each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.structuring import line_cues as cues

_END = re.compile(r"[.!?…。！？][\"'”’»)\]*]*(?:\s*\[?\d*\]?)?$|[.!?…:;,][\"”’»]$|[:]$")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{2}[.!?][\"”’»)]?\s+[\"“‘«(]?[^\W\d_a-z]")
_BULLET = re.compile(r"^(?:[•·▪►●‣*–—-]|\d{1,2}[.)])(?:\s|$)")
_NUMBERED = re.compile(r"^\d{1,4}[.)]\s+\S")
_FEW = 20
_SIGNED = 45
"""Characters of a byline that is told from a wrapped paragraph's first line by its shortness."""
_WORD = re.compile(r"\w")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph of a text whose lines are wrapped by hand.

    ``start`` and ``end`` bound it in the text, ``text_start`` is where its first visible
    character stands. ``prose``: it reads as sentences. ``paragraph``: long enough to be a
    paragraph of an article by itself.
    """

    text: str
    start: int
    text_start: int
    end: int
    words: int
    prose: bool
    bullet: bool
    numbered: bool

    @property
    def paragraph(self) -> bool:
        """Whether it is prose of at least 15 words."""
        return self.prose and self.words >= 15


def lines_of(text: str) -> list[Line]:
    """The non-empty lines of ``text``; hand-wrapped lines are joined to their paragraph."""
    spans: list[tuple[int, int, int]] = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            spans.append((start, start + raw.index(stripped[0]), start + len(raw)))
        start += len(raw) + 1
    if _hand_wrapped(text, spans):
        spans = _joined(text, spans)
    return [_line(text, *span) for span in spans]


def line_of(text: str) -> Line:
    """A single line on its own; ``text`` has no space at its ends."""
    return _line(text, 0, 0, len(text))


def _count(content: str) -> int:
    """Words; two characters make one where a script puts no spaces between words."""
    tokens = content.split()
    words = len(tokens)
    if words <= _FEW:
        words = sum(1 for word in tokens if word[0].isalnum() or _WORD.search(word))
    if content.isascii():
        return words
    return max(words, len(_UNSPACED.findall(content)) // 2)


def _line(text: str, start: int, text_start: int, end: int) -> Line:
    content = text[text_start:end].rstrip()
    words = _count(content)
    ended = content[-1] in ".!?:…。！？" or _END.search(content[-12:]) is not None
    prose = words >= 3 and ((ended and words >= 4) or (ended and content[-1] in '"”»?!'))
    if not prose and words >= 14:
        prose = _SENTENCE_INSIDE.search(content) is not None or (words >= 35 and ", " in content)
    return Line(
        text=content,
        start=start,
        text_start=text_start,
        end=end,
        words=words,
        prose=prose,
        bullet=_BULLET.match(content) is not None,
        numbered=_NUMBERED.match(content) is not None,
    )


def _hand_wrapped(text: str, spans: list[tuple[int, int, int]]) -> bool:
    """Whether most lines that are directly followed by another break off in mid-sentence."""
    broken = followed = 0
    for (_, first, end), (after, following, _) in pairwise(spans):
        if after != end + 1:
            continue
        followed += 1
        if (
            40 <= end - first <= 110
            and text[end - 1] not in '.!?:”"'
            and (text[following].islower() or end - first >= 55)
        ):
            broken += 1
    return followed >= 3 and broken >= followed * 0.6 and followed >= len(spans) * 0.4


def _joined(text: str, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    joined: list[tuple[int, int, int]] = []
    for start, first, end in spans:
        follows = bool(joined) and start == joined[-1][2] + 1
        if follows and not (_BULLET.match(text[first : first + 6]) or _signed(text, joined[-1])):
            joined[-1] = (joined[-1][0], joined[-1][1], end)
        else:
            joined.append((start, first, end))
    return joined


def _signed(text: str, span: tuple[int, int, int]) -> bool:
    """Whether it is a byline or a date, which ends at its line."""
    line = text[span[1] : span[2]]
    if len(line) > _SIGNED or line.endswith((",", "&", " and")):
        return False
    return cues.BYLINE.match(line) is not None or cues.DATE.match(line) is not None
