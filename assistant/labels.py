"""What a reader must know of a sentence besides its words, and of sources that disagree. Pure.

The same words in the terminal, in Markdown and in the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.checking.attribution import updated
from assistant.questions.asked import Kind, analyse
from assistant.types import Citation, Disagreement, Sentence, Side, Voice
from ingest.text.clean import clean_line
from ingest.text.cues import denials, negated
from ingest.text.dates import find_dates, spoken
from ingest.text.names import fold

_ARTICLE = re.compile(r"(?:A|An|The|One)(?= [a-z])")
_OPENING = re.compile(r"[^:.;]{3,40}:(?=\s)")
"""What an addition to an article opens with: "Update, 19 August:"."""


def remarks(sentence: Sentence) -> tuple[str, ...]:
    """Whose word it is where the sentence does not say so itself, and, in the source's words,
    that it is unconfirmed or denied."""
    found = list(whose_word(sentence.text, sentence.voice, sentence.attributed_to))
    beside = sentence.standing_from
    if beside is not None:
        day = _day_of(beside)
        when = f" as of {spoken(day)}" if day else ""
        words = "see" if sentence.standing_shown else f"“{clean_line(beside.quote)}”"
        found.append(f"{sentence.standing.value}{when}: {words} [{beside.number}]")
    return tuple(found)


def whose_word(text: str, voice: Voice, attributed_to: str | None) -> tuple[str, ...]:
    """Whose opinion or statement it is, where the sentence does not say so itself."""
    who = clean_line(attributed_to or "")
    if voice is Voice.OPINION:
        return (f"opinion of {who}" if who else "opinion",)
    said = _ARTICLE.sub(lambda first: first[0].lower(), who)  # it began the source's sentence
    return (f"said by {said}",) if who and fold(who) not in fold(clean_line(text)) else ()


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
    """Each disagreement in one line: "Sources disagree on …: 3,000 (Daily X [1]) · 5,000 …".

    Of a yes or no only who says so and who denies it: both sentences stand in the answer.
    """
    by_number = {citation.number: citation for citation in citations}
    return tuple(f"{_opening(each)}: {_sides(each, by_number)}" for each in found)


def _sides(found: Disagreement, by_number: dict[int, Citation]) -> str:
    values = [clean_line(side.value) for side in found.sides]
    if found.kind == "yes or no":
        values = [_stance(value) for value in values]
        if len(set(values)) < len(values):
            return " against ".join(_sources(side, by_number) for side in found.sides)
    return " · ".join(
        f"{value} ({_sources(side, by_number)})"
        for value, side in zip(values, found.sides, strict=True)
    )


def _stance(sentence: str) -> str:
    """What a sentence says in a dispute of yes or no, in one word."""
    return "denied" if denials(sentence) else "no" if negated(sentence) else "yes"


def _opening(found: Disagreement) -> str:
    about = clean_line(found.about)
    asked = found.kind == "yes or no" and analyse(about).kind is Kind.YES_NO
    return "Sources disagree" if asked else f"Sources disagree on “{about}”"


def _sources(side: Side, by_number: dict[int, Citation]) -> str:
    sources = ", ".join(
        f"{_outlet(by_number[number])} [{number}]"
        for number in side.citations
        if number in by_number
    )
    return f"{sources or 'source removed'}{', later figure' if side.later else ''}"


def _outlet(citation: Citation) -> str:
    meta = citation.article.meta
    return clean_line(meta.publisher or meta.title or "publisher unknown")


__all__ = ["disputes", "remarks", "whose_word"]
