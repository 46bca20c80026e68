"""The other side: sentences of other articles that say the contrary of a chosen one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from assistant.differing import Kind as Differing
from assistant.differing import Matter, Statement, differences
from assistant.engines.extraction.closeness import measured_in
from assistant.engines.extraction.evidence import Candidate
from assistant.origins import copied, same_text
from assistant.questions.asked import Asked, Kind
from ingest.text.sentences import count_words

MOST = 2
"""Sentences added to an answer at most."""

_POOL = 60
"""Only the best so many sentences are considered."""

_LEAST_WORDS = 4
_CONCERNS: Mapping[Kind, Differing] = MappingProxyType(
    {
        Kind.HOW_MANY: "number",
        Kind.MONEY: "number",
        Kind.PERCENT: "number",
        Kind.WHEN: "date",
        Kind.YES_NO: "yes or no",
    }
)
"""What may differ in the answers to a question of this kind; other questions ask for none."""


def matter(asked: Asked) -> Matter:
    """What the question is about, for comparing two sentences that answer it."""
    return Matter(asked.text, asked.terms, _CONCERNS.get(asked.kind), measured_in(asked))


def opposing(
    asked: Asked, chosen: Sequence[Candidate], found: Sequence[Candidate], max_words: int
) -> tuple[Candidate, ...]:
    """The best sentences of other articles that contradict one of ``chosen``: in the number,
    the date or the yes or no that was asked for; "what happened" asks for any of them.

    ``found`` comes best first. At most ``MOST`` sentences and ``max_words`` words together;
    one for each chosen sentence; none of the same origin, none that says what a chosen one of
    another article says already.
    """
    what = matter(asked)
    if what.kind is None and asked.kind is not Kind.WHAT:
        return ()
    taken: list[Candidate] = []
    for one in chosen:
        others = [each for each in chosen if not _one_origin(one, each)]
        if any(_differ(one, each, what) for each in others):
            continue
        for each in _pool(found, (*chosen, *taken)):
            words = sum(count_words(other.text) for other in (*taken, each))
            if words > max_words or _one_origin(one, each) or not _differ(one, each, what):
                continue
            taken.append(each)
            break
        if len(taken) == MOST:
            break
    return tuple(taken)


def _pool(found: Sequence[Candidate], used: Sequence[Candidate]) -> Iterator[Candidate]:
    """The best candidates that can stand in an answer and do not stand in it yet."""
    places = {(each.numbered.number, each.order) for each in used}
    for each in found[:_POOL]:
        free = (each.numbered.number, each.order) not in places
        if free and not each.features.get("asks") and count_words(each.text) >= _LEAST_WORDS:
            yield each


def _differ(one: Candidate, other: Candidate, what: Matter) -> bool:
    return bool(differences(_statement(one), _statement(other), what))


def _statement(candidate: Candidate) -> Statement:
    meta = candidate.numbered.hit.article.meta
    return Statement(candidate.text, meta.published, meta.title or "")


def _one_origin(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.numbered.hit, other.numbered.hit
    return same_text(mine.article, theirs.article) or copied(mine.passage.text, theirs.passage.text)


__all__ = ["MOST", "matter", "opposing"]
