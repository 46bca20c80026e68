"""Headline, byline and date line of a text, found around where its body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.credits import agency_named
from ingest.structuring import line_cues as cues
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import Line, lines_of
from ingest.structuring.outlets import (
    beside_date,
    dated_outlet,
    lone_outlet,
    named_below,
    outlet_and_date,
    reporting_line,
    signed_outlet,
    titled,
)
from ingest.text.clean import clean_line
from ingest.text.dates import parse_date
from ingest.types import BlockKind, DatePrecision

_LOOK_BACK = 14
_ABOVE = (BlockKind.BYLINE, BlockKind.DATE, BlockKind.BOILERPLATE)
"""What may stand over a headline at the very top."""
_NAME_END = re.compile(
    r"\s*(?:[|•·,–—-]\s*(?:updated|published|posted|\d|(?-i:[A-Z]{2,})\b|.*\b(?:news|times|post|staff|"
    r"correspondent|reporter|editor|press|writer|contributor)\b).*|,?\s+(?:for|in|on|at|of)\s.*)$",
    re.IGNORECASE,
)
_NAME_SPLIT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")

_DATE_LABEL = re.compile(
    r"^[\W_]*(?:first |last )?(?:published|updated|posted|modified|date|stand|publish date)"
    r"(?: on| at| am)?\s*:?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the lines around the start of the body say."""

    title: str | None = None
    title_line: int | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_precision: DatePrecision | None = None
    publisher: str | None = None


def placed_kinds(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], first: int, last: int
) -> list[BlockKind | None]:
    """``kinds`` with what only a line's place shows.

    Above the body a bare name over the headline is the outlet's, and a name with a day is a date
    line; below it "Reporting by Ann Lee" is a credit, and headlines under "You may also like" are
    links to other articles.
    """
    placed = list(kinds)
    body = _body_start(lines, kinds, first, last)
    for index, kind in enumerate(kinds):
        if index < body and kind is None and lines[index].words <= 14:
            placed[index] = BlockKind.DATE if outlet_and_date(lines[index].text) else None
        elif index > body and kind is BlockKind.BYLINE and reporting_line(lines[index].text):
            placed[index] = BlockKind.CREDIT
        elif index > body and kind is None and _linked(lines, placed, index):
            placed[index] = BlockKind.RELATED
    for outlet in (lone_outlet(lines, placed, body), dated_outlet(lines, placed, body)):
        if outlet is not None:
            placed[outlet] = BlockKind.BYLINE
    return placed


def masthead(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], first: int, last: int
) -> Masthead:
    """Read headline, byline and date from the lines before and just after line ``first``."""
    body = _body_start(lines, kinds, first, last)
    nearby = range(max(0, body - _LOOK_BACK), min(body + 1, len(lines)))
    title_line = _headline(lines, kinds, nearby, body)
    title = _title_text(lines[title_line], kinds[title_line]) if title_line is not None else None
    authors: tuple[str, ...] = ()
    moment: tuple[str, DatePrecision] | None = None
    publisher: str | None = None
    for index in nearby:
        text = lines[index].text
        if kinds[index] is BlockKind.BYLINE:
            bare = cues.BYLINE.match(text) is None
            signed = titled(text) and beside_date(kinds, index)
            if bare and publisher is None and (signed or named_below(text, lines, kinds, body)):
                publisher = text
            if not bare and not authors:
                authors = byline_authors(text)
        if kinds[index] is BlockKind.DATE:
            name, day = outlet_and_date(text) or (None, text)
            moment = moment or _moment(day)
            if (
                name
                and publisher is None
                and (signed_outlet(name) or named_below(name, lines, kinds, body))
            ):
                publisher = name
    return Masthead(
        title=title,
        title_line=title_line,
        authors=authors,
        published=moment[0] if moment else None,
        published_precision=moment[1] if moment else None,
        publisher=publisher,
    )


def _linked(lines: Sequence[Line], placed: Sequence[BlockKind | None], index: int) -> bool:
    """Whether a line is a headline in the list that a line such as "You may also like" opens.

    With a blank line above it, a headline before a paragraph may as well be a subheading.
    """
    line, above = lines[index], lines[index - 1]
    if placed[index - 1] is not BlockKind.RELATED or line.prose or not looks_like_headline(line):
        return False
    if above.words > 4 and placed[index - 2] is not BlockKind.RELATED:
        return False  # "Read more: a headline" has its link in it.
    adjacent = line.start - above.end <= 1
    return adjacent or index + 1 == len(lines) or not lines[index + 1].prose


def _body_start(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], first: int, last: int
) -> int:
    """The first paragraph, else the first line of prose, else ``first``."""
    plain = [index for index in range(first, last) if kinds[index] is None]
    paragraphs = (index for index in plain if lines[index].paragraph)
    return next(paragraphs, next((index for index in plain if lines[index].prose), first))


def byline_authors(text: str) -> tuple[str, ...]:
    """The people named in a line such as "By Ann Lee and Bo Wu, Daily News"."""
    found = cues.BYLINE.match(text)
    names = found["names"] if found else text
    names = _NAME_END.sub("", names)
    people = (clean_line(name) for name in _NAME_SPLIT.split(names))
    return tuple(name for name in people if 2 <= len(name) <= 60 and name[:1].isupper())


def looks_like_headline(line: Line) -> bool:
    """3 to 30 words that begin like a title and do not end like a sentence."""
    return 3 <= line.words <= 30 and _like_title(line)


def _like_title(line: Line) -> bool:
    text = line.text
    if len(text) > 220 or text.endswith((".", ":", ";", ",")):
        return False
    return not line.bullet and not text[0].islower()


def headline_alone(text: str) -> str | None:
    """The one or two words alone above a blank line and prose with which a clean text opens.

    Only where a headline is promised to come first: such a line may as well be a place or a
    section. The name of an outlet or an agency is none.
    """
    lines = lines_of(text)
    if len(lines) < 2 or not 1 <= lines[0].words <= 2 or not lines[1].prose:
        return None
    first = lines[0]
    apart = lines[1].start > first.end + 1 and kind_by_cue(first) is None
    outlet = signed_outlet(first.text) or agency_named(first.text) is not None
    return first.text if apart and _like_title(first) and not outlet else None


def _short_headline(lines: Sequence[Line], kinds: Sequence[BlockKind | None], body: int) -> bool:
    """Whether a text opens with one or two words that stand over a byline or a date."""
    text = lines[0].text
    return (
        body > 1
        and kinds[0] is None
        and 1 <= lines[0].words <= 2
        and kinds[1] in (BlockKind.BYLINE, BlockKind.DATE)
        and text[0].isupper()
        and text[-1].isalnum()
        and not signed_outlet(text)
    )


def _headline(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], nearby: range, body: int
) -> int | None:
    candidates = [i for i in nearby if i != body and kinds[i] is None]
    candidates = [i for i in candidates if looks_like_headline(lines[i])]
    if not candidates and _short_headline(lines, kinds, body):
        return 0
    if not candidates:
        whole = [
            i for i in nearby if kinds[i] is BlockKind.CREDIT and _title_text(lines[i], kinds[i])
        ]
        return whole[0] if whole and whole[0] == 0 else None
    top = candidates[0]
    if nearby.start == 0 and top <= 3 and all(kind in _ABOVE for kind in kinds[:top]):
        return top
    seen: dict[str, int] = {}
    for line in lines[: body + 1]:
        seen[_key(line)] = seen.get(_key(line), 0) + 1
    repeated = [i for i in candidates if seen[_key(lines[i])] > 1 and lines[i].words > 4]
    long_enough = [i for i in candidates if lines[i].words >= 5]
    pool = repeated or long_enough or candidates
    return max(pool, key=lambda i: (min(lines[i].words, 9), i))


def _key(line: Line) -> str:
    return line.text.lstrip("•·-* ").casefold()


def _title_text(line: Line, kind: BlockKind | None) -> str | None:
    text = line.text
    if kind is BlockKind.CREDIT:
        found = cues.CREDIT_TAIL.search(text)
        text = text[: found.start()].strip() if found else ""
        if len(text.split()) < 5:
            return None
    return clean_line(text) or None


def _moment(text: str) -> tuple[str, DatePrecision] | None:
    found = parse_date(_DATE_LABEL.sub("", text).strip())
    return (found.iso, found.precision) if found else None
