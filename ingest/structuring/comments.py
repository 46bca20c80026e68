"""Where the readers' comments of a page begin, told by its lines."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line

ENOUGH = 60
"""Words of prose that are an article, whatever the number of its paragraphs."""
MOSTLY = 0.6
"""A share of the text that is more than what readers usually add."""


def comment_start(lines: Sequence[Line]) -> int:
    """Index of the line that opens the readers' comments; ``len(lines)`` without any.

    A comment heading counts after two body paragraphs, or one and ``ENOUGH`` words of prose, when
    at least two comment items are seen in the 25 lines that follow, or when little body text
    follows at all. Where no heading does, a thread is known by three stamps or reply links that
    come one after the other; where most of the text is still to come then, only if one can reply
    to them: a live blog is made of stamped entries too.
    """
    total = remaining = sum(line.words for line in lines if line.paragraph)
    seen = words = 0
    entries_are_the_text = False
    for index, line in enumerate(lines):
        if line.paragraph:
            seen += 1
            remaining -= line.words
        words += line.words if line.prose else 0
        if not seen or (seen < 2 and words < ENOUGH) or line.words > 16:
            continue
        if cues.COMMENT_HEADING.match(line.text):
            items = _items(lines, index + 1, index + 26)
            near = _items(lines, index + 1, index + 6)
            if (
                items >= 2
                or (near and any(char.isdigit() for char in line.text))
                or (items and remaining < total * 0.5)
                or remaining < total * 0.15
            ):
                return index
        elif _stamps(line) and (replies := _thread(lines, index)) is not None:
            entries_are_the_text |= remaining > total * MOSTLY
            if replies >= 2 or not entries_are_the_text:
                return _thread_top(lines, index)
    return len(lines)


def _stamps(line: Line) -> bool:
    text = line.text
    if line.words > 14 or cues.DATE_LABEL.match(text):
        return False
    return bool(cues.COMMENT_STAMP.match(text) or cues.REPLY.match(text))


def _items(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(
        1
        for line in lines[start:end]
        if line.numbered
        or (line.words <= 40 and (_stamps(line) or cues.COMMENT_ITEM.search(line.text)))
    )


def _thread(lines: Sequence[Line], start: int) -> int | None:
    """How many of the stamped entries with text between them, that follow from line ``start``
    on, can be replied to; None when there are no three."""
    entries, text, replies = 0, True, 0
    for line in lines[start : start + 60]:
        if _stamps(line):
            entries, text = entries + text, False
            replies += cues.REPLIES.search(line.text) is not None
        elif line.prose:
            text = True
    return replies if entries >= 3 else None


def _thread_top(lines: Sequence[Line], index: int) -> int:
    """The first of up to three short lines (a number, a name) above a thread's first stamp."""
    top = index
    while top > index - 3 and lines[top - 1].words <= 4 and not lines[top - 1].prose:
        top -= 1
    return top


def entries(lines: Sequence[Line]) -> frozenset[int]:
    """Where each comment but the first begins, in the lines of the comments.

    An entry begins with its number, with "Ada says:", or with the short lines (a name) above its
    stamp. A heading in front of the first entry belongs to that.
    """
    starts: list[int] = []
    after = 0
    for index, line in enumerate(lines):
        if not (line.numbered or _opens(line)):
            continue
        top = index if line.numbered else _named_top(lines, index, after)
        said = (each for each in lines[after:top] if not cues.REPLY.match(each.text))
        if not starts or line.numbered or any(said):
            starts.append(top)
            after = index + 1
    return frozenset(starts[1:])


def _opens(line: Line) -> bool:
    text = line.text
    return line.words <= 14 and bool(cues.COMMENT_STAMP.match(text) or cues.SAYS.search(text))


def _named_top(lines: Sequence[Line], index: int, after: int) -> int:
    """The first of the short lines directly above a stamp, from line ``after`` on."""
    top = index
    while top > max(after, index - 2):
        above = lines[top - 1]
        spoken = above.prose or above.text.endswith((".", "!", "?"))
        if above.words > 4 or spoken or cues.REPLY.match(above.text):
            break
        top -= 1
    return top
