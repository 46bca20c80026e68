"""Which scored sentences speak of what was asked at all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.extraction.evidence import Candidate
from assistant.questions.answer_types import possible, strictly_typed
from assistant.questions.asked import Asked, Kind
from assistant.questions.events import events, tells
from assistant.terms import bag, term, terms
from assistant.types import Hit
from ingest.text.sentences import count_words

LONGEST = 75
"""A sentence of more words leaves no room in an answer for its source."""

_POOL = 60
"""Only the best so many sentences are considered at all."""

_STRANGER = 3.0
"""A sentence that shares no term with the question may score so much less than the best that
does; tried 0 to 3, and none at all."""


def usable(candidate: Candidate) -> bool:
    """Whether a sentence can stand in an answer at all: not a stub, not a question."""
    words = count_words(candidate.text)
    return 4 <= words <= LONGEST and not candidate.features["asks"]


def pertinent(asked: Asked, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that speak of what was asked, best first.

    Where some do, none is taken whose passage knows none of the names in the question, that is
    a mere headline or link, that has no reason, sum, date or number where one is asked for, or
    that shares no term with the question, unless by all else it is nearly as good as the best
    that does. Where the best one counts the asked noun, or presents the person asked for, only
    those that do so too.
    """
    pool = [candidate for candidate in found if usable(candidate)]
    least = max((each.score for each in pool if each.held), default=0.0) - _STRANGER

    def speaks(each: Candidate) -> bool:
        return bool(each.held) or (each.score >= least and _wider(asked))

    def typed(each: Candidate) -> bool:
        return bool(each.answers) or not strictly_typed(asked) or _dated(asked, each)

    def reasons(each: Candidate) -> bool:
        return asked.kind is not Kind.WHY or not each.features["idle"]

    numbers = _about_names(asked, pool)

    def named(each: Candidate) -> bool:
        return each.numbered.number in numbers

    def whole(each: Candidate) -> bool:
        return not each.features["crumb"]

    for fits in (speaks, named, reasons, typed, whole):
        pool = [each for each in pool if fits(each)] or pool
    for feature in ("counted", "presents"):
        if pool and pool[0].features[feature]:
            pool = [each for each in pool if each.features[feature]]
    return pool[:_POOL]


def _dated(asked: Asked, candidate: Candidate) -> bool:
    """Whether the day of the article tells when: the sentence has no date, yet holds all that is
    asked to have been done ("The agreement ends the strike")."""
    published = candidate.numbered.hit.article.meta.published
    return (
        asked.kind is Kind.WHEN and bool(published and asked.deed) and asked.deed <= candidate.held
    )


def dates(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence can tell when what is asked was done: by the article's day, or by a date
    before which no other verb stands nearer ("offered to buy the boats delivered in 2019").
    Always where no date of a certain deed is asked for."""
    if asked.kind is not Kind.WHEN or not asked.events:
        return True
    found = possible(asked, candidate.text)
    if not found:
        return _dated(asked, candidate)
    return any(_last_done(asked, candidate.text[: each.start]) for each in found)


def _last_done(asked: Asked, before: str) -> bool:
    """Whether the last verb of the words before a date is one of the deeds that are asked for."""
    done = events(before, ())
    return not done or any(tells(bag(done[-1].key), event) for event in asked.events)


def _wider(asked: Asked) -> bool:
    """Whether a sentence without the question's words may speak of it: a question with names
    and other words has its topic in the names, which the article holds."""
    named = {each.key for name in asked.names for each in terms(name)}
    return bool(named) and any(each.key not in named for each in asked.terms)


def _about_names(asked: Asked, pool: Sequence[Candidate]) -> frozenset[int]:
    """The numbers of the passages that hold, with their headline, half the words of a name in
    the question, or all of it in another spelling; all of them where the question has no name.

    Half, as the question may put another word in front: "comedian Ada Finch".
    """
    names = [(term(name), terms(name)) for name in asked.names]
    passages = {each.numbered.number: each.numbered.hit for each in pool}

    def holds(hit: Hit) -> bool:
        texts = (bag(hit.article.meta.title or ""), bag(hit.passage.text))
        return any(
            any(text.holds(whole) for text in texts)
            or 2 * sum(any(text.holds(part) for text in texts) for part in parts) >= len(parts)
            for whole, parts in names
        )

    return frozenset(number for number, hit in passages.items() if not names or holds(hit))


__all__ = ["LONGEST", "dates", "pertinent", "usable"]
