"""From a question, or its parts, to the sentences that answer: shared words, both sides. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.extraction.confidence import ANSWER_AT, confidence
from assistant.engines.extraction.evidence import Candidate, gather
from assistant.engines.extraction.opposing import opposing
from assistant.engines.extraction.pertinence import dates
from assistant.engines.extraction.selection import (
    DUPLICATE,
    MAX_WORDS,
    leads,
    select,
    similarity,
)
from assistant.questions.asked import Asked, analyse
from assistant.types import Context
from ingest.text.sentences import count_words

LEAST_WORDS = 35
"""Words that each part of a question may have even when the answer gets longer by it: the
length of a newspaper sentence with its outlet and date."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question, or a part of one, with the sentences found for it, best first, and the
    probability, 0..1, that they answer it."""

    asked: Asked
    found: tuple[Candidate, ...]
    sure: float

    @property
    def covered(self) -> bool:
        """Whether it is sure enough to be answered."""
        return self.sure >= ANSWER_AT


@dataclass(frozen=True, slots=True)
class Composed:
    """The sentences of an answer in reading order, and which parts of the question they answer.

    ``sure`` is the probability that something of it is answered: that of the surest part. The
    parts are searched in one library, so to multiply their doubts would count one doubt twice.
    """

    chosen: tuple[Candidate, ...]
    covered: tuple[bool, ...]
    sure: float


def weighed(question: str, context: Context) -> Weighed:
    """The question with the context's sentences scored for it."""
    asked = analyse(question)
    found = gather(asked, context)
    return Weighed(asked, found, confidence(asked, context, found))


def composed(parts: Sequence[Weighed]) -> Composed:
    """The sentences for all parts in their order, none twice; ``parts`` has one at least.

    The words of an answer are shared among the parts that are still to come; what one leaves
    over is for those after it. A part that asks when is not covered by sentences that date
    something else: they say already what another part asks for.
    """
    chosen: list[Candidate] = []
    covered: list[bool] = []
    left, waiting = MAX_WORDS, sum(part.covered for part in parts)
    for part in parts:
        if not part.covered:
            covered.append(False)
            continue
        share = max(LEAST_WORDS, left // waiting)
        best = select(part.asked, part.found, max_words=share)
        waiting -= 1
        if len(parts) > 1 and not any(dates(part.asked, each) for each in best):
            covered.append(False)
            continue
        best = both_sides(part.asked, best, part.found, share)
        new = [each for each in best if not _said(each, chosen)] if chosen else best
        chosen += new
        covered.append(bool(best))
        left -= _length(new)
    return Composed(tuple(chosen), tuple(covered), max(part.sure for part in parts))


def both_sides(
    asked: Asked, chosen: Sequence[Candidate], found: Sequence[Candidate], max_words: int
) -> tuple[Candidate, ...]:
    """``chosen`` with each sentence that contradicts one of them right after it.

    Where the words do not suffice, the last of the others give way, never the first sentence;
    where that is not enough, the contrary is left out.
    """
    pairs = [
        (
            contrary,
            next(each for each in chosen if opposing(asked, (each,), (contrary,), max_words)),
        )
        for contrary in opposing(asked, chosen, found, max_words)
    ]
    result = tuple(chosen)
    for contrary, against in pairs:
        at = result.index(against) + 1
        longer = [*result[:at], contrary, *result[at:]]
        fixed = (longer[0], *(each for pair in pairs for each in pair))
        spare = [each for each in longer if each not in fixed]
        while spare and _length(longer) > max_words:
            longer.remove(spare.pop())
        if _length(longer) <= max_words:
            result = tuple(longer)
    return result


def _length(chosen: Sequence[Candidate]) -> int:
    """Words of these sentences, the sources named in front included."""
    return sum(map(count_words, leads(chosen))) + sum(count_words(each.text) for each in chosen)


def _said(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(similarity(candidate.text, each.text) >= DUPLICATE for each in chosen)


__all__ = ["LEAST_WORDS", "Composed", "Weighed", "both_sides", "composed", "weighed"]
