"""What a reader must know of a sentence besides its words, and of sources that disagree. Pure.

The same words in the terminal, in Markdown and in the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.checking.attribution import updated
from assistant.types import Citation, Disagreement, Sentence, Side, Voice
from ingest.text.clean import clean_line
from ingest.text.dates import find_dates, spoken
from ingest.text.names import fold

_OPENING = re.compile(r"[^:.;]{3,40}:(?=\s)")
"""What an addition to an article opens with: "Update, 19 August:"."""

_LONGEST_SIDE = 160
"""Characters of a side that is shown as a whole sentence."""


def remarks(sentence: Sentence) -> tuple[str, ...]:
    """Whose word it is where the sentence does not say so itself, and, in the source's words,
    that it is unconfirmed or denied."""
    found: list[str] = []
    who = clean_line(sentence.attributed_to or "")
    if sentence.voice is Voice.OPINION:
        found.append(f"opinion of {who}" if who else "opinion")
    elif who and fold(who) not in fold(clean_line(sentence.text)):
        found.append(f"said by {who}")
    beside = sentence.standing_from
    if beside is not None:
        day = _day_of(beside)
        when = f" as of {spoken(day)}" if day else ""
        quote = clean_line(beside.quote)
        found.append(f"{sentence.standing.value}{when}: “{quote}” [{beside.number}]")
    return tuple(found)


def _day_of(citation: Citation) -> str:
    """The ISO day of what is cited: the one it opens with ("Update, 19 August:"), else that of
    the article's last change, else that of its publication."""
    meta = citation.article.meta
    changed = updated(meta) or meta.published or ""
    opening = _OPENING.match(citation.quote)
    days = find_dates(opening[0], changed or None) if opening else []
    given = [each.start for each in days if each.start == each.end]
    return given[0] if len(given) == 1 else changed


def disputes(found: Iterable[Disagreement], citations: Sequence[Citation]) -> tuple[str, ...]:
    """Each disagreement in one line: "Sources disagree on …: 3,000 (Daily X [1]) · 5,000 …"."""
    by_number = {citation.number: citation for citation in citations}
    return tuple(
        f"Sources disagree on “{clean_line(each.about)}”: "
        + " · ".join(_side(side, by_number) for side in each.sides)
        for each in found
    )


def _side(side: Side, by_number: dict[int, Citation]) -> str:
    value = clean_line(side.value)
    if len(value) > _LONGEST_SIDE:
        value = value[:_LONGEST_SIDE].rsplit(" ", 1)[0] + " …"
    sources = ", ".join(
        f"{_outlet(by_number[number])} [{number}]"
        for number in side.citations
        if number in by_number
    )
    later = ", later figure" if side.later else ""
    return f"{value} ({sources or 'source removed'}{later})"


def _outlet(citation: Citation) -> str:
    meta = citation.article.meta
    return clean_line(meta.publisher or meta.title or "publisher unknown")


__all__ = ["disputes", "remarks"]
