"""Words about time in a question: "in March 2025", "last week", "articles since Monday". Pure.

Days are reckoned from the day of asking. Most such words are about the event, so articles of
those days merely come first; where they are about the articles themselves, others are left
out. An event as a time ("before the summit") has no days and is not read.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.types import TimeReading
from ingest.text.dates import Interval, find_dates
from ingest.text.months import MONTH, WEEKDAYS

_RELATION = re.compile(
    r"\b(?P<word>since|after|from|before|until|till|by|up\s+to|prior\s+to)\s+(?:the\s+)?\Z", re.I
)
_OPEN_END = frozenset({"since", "after"})
_OPEN_START = frozenset({"before", "until", "till", "by", "up to", "prior to"})
_ARTICLE = (
    r"(?:articles?|coverage|editorials?|headlines|reporting|news|stories"
    r"|(?:news|press|media|agency)\s+reports?)"
)
_APPEARED = r"(?:(?:that|which|was|were|has|have|been|first|published|printed|written|dated)\s+)"
_AT = r"(?:from|of|in|on|since|after|before|until|till|during|dated|over)"
_OF_ARTICLES = re.compile(
    rf"(?:\b{_ARTICLE}\s+{_APPEARED}{{0,4}}(?:{_AT}\s+)?|\b(?:published|reported)\s+since\s+)"
    r"(?:the\s+)?\Z"
)
"""What stands before words about time that are about articles. "News" is an outlet's name."""

_BEFORE = 120
"""Characters before words about time in which it stands what they are about."""

_PREPOSITION = r"(?:in|on|since|after|before|during|from|until|till|by|of|last|this|next|past)"
_SMALL = re.compile(
    rf"\b{_PREPOSITION}\s+(?:early\s+|late\s+|mid-?)?({MONTH}|{'|'.join(WEEKDAYS)})\b"
)
_OF_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+({MONTH})\b|\b({MONTH})\s+\d{{1,2}}\b")


def read_times(question: str, today: str) -> tuple[TimeReading, ...]:
    """The words about time in a question that is asked ``today`` (an ISO day), in order.

    Days to come are not read, nor is what lies before or until some day, unless that is
    said of articles.
    """
    asked = date.fromisoformat(today[:10])
    text = _capitalised(question)
    readings = (_reading(question, found, asked) for found in find_dates(text, asked.isoformat()))
    return tuple(each for each in readings if each is not None)


def _reading(question: str, found: Interval, asked: date) -> TimeReading | None:
    before = question[max(0, found.span_start - _BEFORE) : found.span_start]
    relation = _RELATION.search(before)
    word = " ".join(relation["word"].lower().split()) if relation else ""
    of_articles = bool(_OF_ARTICLES.search(before))
    start: str | None = found.start
    end: str | None = found.end
    at = found.span_start
    if word in _OPEN_END:
        start, end = (_next(found.end, 1) if word == "after" else found.start), None
    elif word in _OPEN_START:
        if not of_articles:
            return None
        start, end = None, (_next(found.start, -1) if word in ("before", "prior to") else found.end)
    if relation and word in _OPEN_END | _OPEN_START:
        at = found.span_start - len(before) + relation.start()
    if (start or "") > asked.isoformat() or found.granularity == "decade":
        return None
    phrase = " ".join(question[at : found.span_end].split())
    return TimeReading(phrase, start, end, "filter" if of_articles else "prior")


def _next(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _capitalised(text: str) -> str:
    """Months and weekdays in capitals where nothing else can be meant; people type small."""
    for pattern in (_SMALL, _OF_DAY):
        text = pattern.sub(_with_capital, text)
    return text


def _with_capital(match: re.Match[str]) -> str:
    number = match.lastindex or 0
    at = match.start(number) - match.start()
    return match[0][:at] + match[0][at].upper() + match[0][at + 1 :]


__all__ = ["read_times"]
