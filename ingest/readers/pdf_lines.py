"""Lines of a PDF's pages put together to paragraphs. Pure.

A PDF knows letters and places only. Running heads and page numbers are found by standing at the
same edge of most pages; paragraphs by the gaps, indents and sizes of their lines; words cut at
line ends are joined again unless the document itself writes them with a hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import line_of
from ingest.structuring.outlets import names_only
from ingest.types import BlockKind

EDGE = 3
"""Lines at the head and at the foot of a page among which running ones are looked for."""
RUNNING_SHARE = 0.5
"""Of the pages, the least that must bear a line for it to be a running one; heads of left and
right pages differ."""
GAP = 1.35
"""Times the usual distance of lines from which an empty space parts paragraphs."""
LARGER = 1.15
"""Times the size of the body's type from which a line is a heading."""
SIGNED = 0.7
"""Of a full line's characters, the most that a byline or a date is long."""
TITLE_WORDS = 30
HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, and where it stands in points (0 where unknown)."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*(?:page|seite|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?[-–—|\s]*)$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d{1,4}\s*/\s*\d{1,4}\s*$")
_URL = re.compile(r"https?://[^\s…]+")
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010]$")
_SOFT = "\u00ad"
_OPENS = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(r"^(?:[-–—•·*▪◦►]\s|\d{1,2}[.)]\s)")
_LIGATURES = {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl",
              ord("ﬅ"): "st", ord("ﬆ"): "st"}  # fmt: skip


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> tuple[list[list[str]], list[str]]:
    """``([[kind, text]…], the running lines that were left out)`` of the pages' lines."""
    pages = [[line for line in page if line.text.strip()] for page in pages]
    body, running = without_running(pages)
    size = _body_size(body)
    leading = _leading(body, size)
    wide = _width(body)
    words = Counter(
        word.lower() for page in body for line in page for word in re.findall(r"[\w-]+", line.text)
    )
    blocks: list[list[str]] = []
    group: list[Line] = []
    for line in (line for page in body for line in page):
        if group and _parts(group, line, size, leading, wide):
            blocks.append(_paragraph(group, size, words, first=not blocks))
            group = []
        group.append(line)
    if group:
        blocks.append(_paragraph(group, size, words, first=not blocks))
    return blocks, running


def without_running(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without running heads, feet and page numbers, and what those were."""
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        counts.update({(top, _form(page[at].text)) for top, at in _edges(page)})
    size = _body_size(pages)
    least = max(2, round(len(pages) * RUNNING_SHARE))
    # Heads of left and right pages differ, so each stands on half of them.
    least = max(2, least // 2) if len(pages) >= 6 else least
    kept: list[list[Line]] = []
    dropped: dict[str, None] = {}
    for page in pages:
        out = set()
        for top, at in _edges(page):
            text = page[at].text.strip()
            repeated = counts[top, _form(text)] >= least and not _prose(text)
            if page[at].size > LARGER * size:
                continue  # The title, which later pages bear as their head.
            numbered = _PAGE_NUMBER.match(text) and (len(pages) > 1 or not text.isdigit())
            printed = _URL.match(text) and (len(pages) > 1 or _COUNTED.search(text))
            if repeated or numbered or (printed and _COUNTED.search(text)):
                out.add(at)
                dropped[text] = None
        kept.append([line for at, line in enumerate(page) if at not in out])
    return kept, list(dropped)


def printed_url(running: Sequence[str]) -> str | None:
    """The web address that a browser printed at the foot of every page, when it is whole."""
    found = {match[0].rstrip(".,;") for text in running for match in _URL.finditer(text)}
    whole = [
        text for text in running if _URL.search(text) and "…" not in text and "..." not in text
    ]
    return found.pop() if len(found) == 1 and whole and "/" in next(iter(whole))[8:] else None


def _edges(page: Sequence[Line]) -> Iterator[tuple[bool, int]]:
    order = sorted(range(len(page)), key=lambda at: -page[at].y) if _placed(page) else None
    places = order if order is not None else list(range(len(page)))
    yield from ((True, at) for at in places[:EDGE])
    yield from ((False, at) for at in places[-EDGE:])


def _placed(page: Sequence[Line]) -> bool:
    return len({line.y for line in page}) > 1


def _form(text: str) -> str:
    """The line with its numbers made alike, so that page numbers do not tell it apart."""
    return _DIGITS.sub("#", " ".join(text.lower().split()))


def _prose(text: str) -> bool:
    return len(text.split()) > 20


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    """The usual distance from line to line of the body's type, in points."""
    gaps = [
        before.y - line.y
        for page in pages
        for before, line in pairwise(page)
        if 0.5 * size < before.y - line.y < 3 * size and abs(line.size - size) < 0.5
    ]
    return _typical(gaps)


def _typical(gaps: Sequence[float]) -> float:
    """The lower quartile: paragraphs of one line each have only wide gaps between them."""
    return sorted(gaps)[len(gaps) // 4] if gaps else 0.0


def _width(pages: Sequence[Sequence[Line]]) -> int:
    """Characters of a full line."""
    lengths = sorted(len(line.text) for page in pages for line in page)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _parts(group: Sequence[Line], line: Line, size: float, leading: float, wide: int) -> bool:
    """Whether a new paragraph begins with ``line``."""
    before = group[-1]
    if abs(before.size - line.size) > 0.08 * max(size, 1.0) or before.bold is not line.bold:
        return True
    if _BULLET.match(line.text):
        return True
    if len(group) == 1 and len(before.text) < SIGNED * wide and _signature(before.text):
        return True
    gap = before.y - line.y
    ended = bool(_END.search(before.text.rstrip()))
    if leading and gap > 0:
        if gap > GAP * leading:
            return True
        indented = line.x - min(each.x for each in group[-3:]) > 0.6 * size
        if indented and line.x - before.x > 0.6 * size:
            return ended or len(before.text) < 0.8 * wide
        return ended and len(before.text) < 0.7 * wide
    # The next page or column: the sentence goes on unless it has ended.
    if leading and gap < 0:
        return ended and not line.text[:1].islower()
    return ended and len(before.text) < 0.75 * wide


def _signature(text: str) -> bool:
    """Whether a line is a whole byline or a date, which the next one has no part in."""
    text = " ".join(text.split())
    if not names_only(text) or text.endswith((",", "&", " and")):
        return False
    return kind_by_cue(line_of(text)) in (BlockKind.BYLINE, BlockKind.DATE)


def _paragraph(
    lines: Sequence[Line], size: float, words: Counter[str], *, first: bool
) -> list[str]:
    text = joined([line.text for line in lines], words)
    larger = bool(size) and median(line.size for line in lines) > LARGER * size
    count = len(text.split())
    if larger and first and count <= TITLE_WORDS:
        return ["headline", text]
    if larger and count <= TITLE_WORDS:
        return ["subheading", text]
    if lines[0].bold and count <= HEADING_WORDS and not _END.search(text):
        return ["subheading", text]
    return ["body", text]


def joined(lines: Sequence[str], words: Counter[str]) -> str:
    """One line of them; words cut at line ends are put together.

    ``words`` counts the document's words in lower case: "long-" and "term" stay apart when
    "long-term" is written elsewhere, or both parts are and "longterm" is not.
    """
    text = ""
    for line in lines:
        line = " ".join(line.translate(_LIGATURES).split())
        if not text:
            text = line
            continue
        following = _OPENS.match(line)
        if text.endswith(_SOFT):
            text = text[:-1] + line
        elif (cut := _CUT.search(text)) and following and line[0].islower():
            text = (text if _hyphened(cut[1], following[0], words) else text[:-1]) + line
        elif cut and following:
            text += line
        else:
            text += " " + line
    return text.replace(_SOFT, "")


def _hyphened(left: str, right: str, words: Counter[str]) -> bool:
    left, right = left.lower(), right.lower()
    if words[left + right]:
        return False
    if words[f"{left}-{right}"]:
        return True
    return bool(words[left]) and words[right] > 1
