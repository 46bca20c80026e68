"""Where the readers' comments of a page begin, told by its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.structuring import line_cues as cues
from ingest.structuring.lines import Line
from ingest.structuring.readers_say import (
    about_readers,
    named_entries,
    readers_heading,
    reports,
    weak_heading,
)

ENOUGH = 60
"""Words of prose that are an article, whatever the number of its paragraphs."""
FEW = 200
"""Words of prose up to which short paragraphs under "Comments" are comments without a name."""
BRIEF = 50
"""Words of the longest such paragraph."""
MOSTLY = 0.6
"""A share of the text that is more than what readers usually add."""


def comment_start(lines: Sequence[Line], titles: Collection[str] = ()) -> int:
    """Index of the line that opens the readers' comments; ``len(lines)`` without any.

    A comment heading counts after two body paragraphs, or one and ``ENOUGH`` words of prose, when
    at least two comment items are seen in the 25 lines that follow, or when little body text
    follows at all. After less of a text, and where a heading names the readers ("Your views"),
    what follows must consist of named entries. Where no heading does, a thread is known by three
    stamps or reply links that come one after the other; where most of the text is still to come
    then, only if one can reply to them: a live blog is made of stamped entries too.

    ``titles`` are headlines of the article that may not be among its lines.
    """
    total = remaining = sum(line.words for line in lines if line.paragraph)
    seen = words = 0
    entries_are_the_text = False
    for index, line in enumerate(lines):
        if line.words > 16 or not words:
            heading = False
        elif heading := cues.COMMENT_HEADING.match(line.text) is not None:
            if _named_below(lines, index, words):
                return index
        elif readers_heading(line) and _readers_below(lines, index, titles):
            return index
        if line.paragraph:
            seen += 1
            remaining -= line.words
        words += line.words if line.prose else 0
        if not seen or (seen < 2 and words < ENOUGH) or line.words > 16:
            continue
        if heading:
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


def _named_below(lines: Sequence[Line], index: int, words: int) -> bool:
    """Whether named entries follow a comment heading that stands after ``words`` of prose, or
    under a short text nothing but short paragraphs."""
    text, below = lines[index].text, lines[index + 1 :]
    named = named_entries(lines, index + 1)
    if weak_heading(text):
        # A talk of two people is an article's text as well, but not a few lines at its end.
        return named >= 2 and sum(line.words for line in below) < words and not reports(below)
    if named or words >= FEW:
        return named > 0
    return _brief(below, words) and (any(map(str.isdigit, text)) or not reports(below))


def _readers_below(lines: Sequence[Line], index: int, titles: Collection[str]) -> bool:
    """Whether what follows a heading that names the readers was written by them: entries with
    names or stamps, or a few words that report nothing. Of an article about readers' views, only
    stamps tell."""
    below = lines[index + 1 :]
    if _items(lines, index + 1, index + 26) >= 2:
        return True
    if about_readers([*titles, *_headlines(lines)]):
        return False
    if named_entries(lines, index + 1):
        return True
    above = sum(line.words for line in lines[:index] if line.prose)
    return _brief(below, above) and not reports(below)


def _brief(below: Sequence[Line], above: int) -> bool:
    """Whether short paragraphs follow, and no more of them than ``above`` words of prose."""
    written = [line.words for line in below if line.prose]
    return bool(below) and below[0].prose and max(written) <= BRIEF and sum(written) <= above


def _headlines(lines: Sequence[Line]) -> list[str]:
    """The lines above the first prose that can be a headline."""
    body = next((n for n, line in enumerate(lines) if line.prose), len(lines))
    return [line.text for line in lines[max(0, body - 5) : body] if line.words >= 3]


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
