"""Follow-ups that exchange one thing of the question before: its time, or what was misunderstood.

Pure. "And in March?" is the question before, asked of March; "no, I meant the S-300" is the
question before with that in the place of the one thing of its kind.
"""

from __future__ import annotations

import re

from assistant.topics import ARTICLE, is_code, is_scrap, terms_of, topic, with_terms
from assistant.types import Turn
from ingest.text.months import MONTHS, WEEKDAYS
from ingest.text.names import names

_MOST_WORDS = 3
_CALENDAR = "|".join(
    sorted((re.escape(word) for word in (*MONTHS, *WEEKDAYS) if len(word) > 2), key=len)[::-1]
)
_UNIT = r"(?:day|week|weekend|month|quarter|year|decade|spring|summer|autumn|fall|winter)"
_NAMED_DAY = (
    rf"(?:the\s+)?(?:(?:early|late|mid)[-\s])?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"(?:{_CALENDAR})\b\.?(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+(?:19|20)\d\d)?"
)
_PREPOSITION = r"(?:in|on|since|until|before|after|during|by|from|around)"
_TIME = re.compile(
    rf"(?P<how>{_PREPOSITION}\s+)?(?P<when>{_NAMED_DAY}|(?:19|20)\d\d"
    rf"|(?:the\s+)?(?:last|this|next|past|previous)\s+{_UNIT}|yesterday|today|tomorrow"
    rf"|\w+\s+{_UNIT}s?\s+ago)\b",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(_NAMED_DAY + r"|(?:19|20)\d\d", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_CORRECTS = re.compile(
    r"(?:(?:no|nope|sorry|actually|wait|oh)\b\s*[,.;:!–—-]+\s*)*"
    r"(?:(?:no\s+)?i\s+(?:mean|meant|was\s+asking\s+about|am\s+asking\s+about)\b[\s,:]*"
    r"|not\s+(?P<wrong>[^,;]+?)\s*[,;]\s*(?:but\s+)?(?:i\s+meant\s+)?)?",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r"\s*,\s*(?:and\s+)?not\s+(?P<wrong>.+)\Z", re.IGNORECASE)


def at_time(subject: str, earlier: str) -> str:
    """``earlier`` asked of the time that ``subject`` names, in the place of its own; empty when
    ``subject`` is no time, or ``earlier`` is nothing that has one."""
    given = _TIME.fullmatch(subject.strip())
    if given is None or not topic(earlier):
        return ""
    core = earlier.strip().rstrip(" ?.!")
    found = next(filter(_is_meant, _TIME.finditer(core)), None)
    bare = _BARE_DAY.fullmatch(given["when"]) is not None
    how = given["how"] or (bare and found and found["how"]) or (_how(given["when"]) if bare else "")
    time = f"{how.strip()} {given['when']}".strip()
    if found is None:
        return f"{core} {time}?"
    return f"{core[: found.start()]}{time}{core[found.end() :]}?"


def is_time(subject: str) -> bool:
    """Whether the words name a time and nothing else."""
    return _TIME.fullmatch(subject.strip()) is not None


def _is_meant(found: re.Match[str]) -> bool:
    """Whether what reads like a time is one: "may" and "sat" in small letters are verbs."""
    when = found["when"]
    return bool(found["how"]) or not when[0].islower() or not _BARE_DAY.fullmatch(when)


def _how(when: str) -> str:
    """The preposition that a day or month without one wants."""
    return "on" if _WEEKDAY.match(when) or re.match(r"\d{1,2}\D", when) else "in"


def correction(asked: str) -> tuple[str, str] | None:
    """What a correction puts right, and what it says was wrong ("" when it does not); None for
    what is no correction."""
    text = asked.strip().rstrip(" ?.!")
    opening = _CORRECTS.match(text)
    right = text[opening.end() :] if opening else text
    if right == text or not right:
        return None
    wrong = (opening["wrong"] if opening else None) or ""
    if tail := _NOT_THAT.search(right):
        right, wrong = right[: tail.start()], tail["wrong"]
    return right.strip(), wrong.strip()


def corrected(right: str, wrong: str, before: Turn) -> str:
    """The question before with ``right`` in the place of ``wrong``, or of the one thing of its
    kind; empty when ``right`` is a question or a statement of its own."""
    earlier = before.question.strip().rstrip(" ?.!")
    if wrong and (place := _place(earlier, wrong)):
        return f"{earlier[: place[0]]}{right}{earlier[place[1] :]}?"
    if timed := at_time(right, earlier):
        return timed
    if not 0 < sum(not is_scrap(text) for text, _ in topic(right)) <= _MOST_WORDS:
        return ""
    article = ARTICLE.match(right)
    name = right[article.end() if article else 0 :]
    if names(name) == [(0, len(name))]:
        same = [
            (start, end)
            for start, end in names(earlier)
            if is_code(earlier[start:end]) == is_code(name)
        ]
        if len(same) == 1:
            (start, end) = same[0]
            return f"{earlier[:start]}{name}{earlier[end:]}?"
    return with_terms(right, terms_of(before, right))


def _place(earlier: str, wrong: str) -> tuple[int, int] | None:
    """Where the question has what was wrong, with or without its article."""
    for text in (wrong, ARTICLE.sub("", wrong, count=1)):
        found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", earlier, re.IGNORECASE)
        if found:
            return found.span()
    return None


__all__ = ["at_time", "corrected", "correction", "is_time"]
