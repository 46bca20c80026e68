"""The embedded engine: verbatim sentences of the passages, chosen for the question.

No model, no network, no dependence on anything but the passages, so the same question over
the same passages always gets the same answer. A question of several parts is answered part by
part, in their order; a part that the passages do not answer is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.condense import condense
from assistant.engines.extraction.choices import choose
from assistant.engines.extraction.confidence import ANSWER_AT, confidence
from assistant.engines.extraction.evidence import Candidate, gather
from assistant.engines.extraction.question import Asked, analyse
from assistant.engines.extraction.selection import (
    DUPLICATE,
    MAX_WORDS,
    leads,
    select,
    similarity,
)
from assistant.errors import Cancelled
from assistant.types import Context, Delta, Draft, DraftSentence, Span, Turn
from ingest.text.sentences import count_words

LEAST_WORDS = 35
"""Words that each part of a question may have even when the answer gets longer by it: the
length of a newspaper sentence with its outlet and date."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question, or a part of one, with the sentences found for it and how sure they are."""

    asked: Asked
    found: tuple[Candidate, ...]
    sure: float

    @property
    def covered(self) -> bool:
        """Whether it is sure enough to be answered."""
        return self.sure >= ANSWER_AT


def weigh_question(question: str, context: Context, cancelled: Callable[[], bool]) -> Weighed:
    """The question weighed against the passages. Raises Cancelled."""
    if cancelled():
        raise Cancelled("Stopped.")
    asked = analyse(question)
    found = gather(asked, context)
    if cancelled():
        raise Cancelled("Stopped.")
    return Weighed(asked, found, confidence(asked, context, found))


class ExtractiveEngine:
    """Answers with sentences of the passages as they stand, each with its exact span."""

    name = "extractive"
    model: str | None = None
    prompts: Mapping[str, str] = MappingProxyType({})
    endpoint: str | None = None

    def write(
        self, context: Context, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """See ``Engine.write``. It abstains when no part of the question is covered."""
        parts = [
            weigh_question(question, context, cancelled)
            for question in context.parts or (context.question,)
        ]
        choice = None
        if context.choices:
            choice = choose(parts[0].asked, context.choices, parts[0].found).index
        chosen, covered = _chosen(parts)
        sentences = tuple(_drafted(chosen))
        for sentence in sentences:
            yield Delta(sentence.text + " ")
            yield sentence
        yield Draft(
            sentences,
            abstained=not sentences,
            # That something is answered is at least as sure as its surest part; the parts are
            # searched in one library, so to multiply their doubts would count one doubt twice.
            confidence=max(part.sure for part in parts),
            choice=choice,
            covered=covered if context.parts else (),
        )

    def revise(
        self,
        context: Context,
        sentence: DraftSentence,
        reasons: tuple[str, ...],
        cancelled: Callable[[], bool],
    ) -> DraftSentence | None:
        """See ``Engine.revise``: verbatim sentences have no other wording."""
        return None

    def condense(self, question: str, turns: tuple[Turn, ...]) -> str:
        """See ``Engine.condense``; by rule, from the words of the conversation alone."""
        return condense(question, turns)


def _chosen(parts: Sequence[Weighed]) -> tuple[tuple[Candidate, ...], tuple[bool, ...]]:
    """The sentences for all parts in their order, none twice, and which parts they answer.

    The words of an answer are shared among the parts that are still to come; what one leaves
    over is for those after it.
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
        new = [each for each in best if not _said(each, chosen)]
        chosen += new
        covered.append(bool(best))
        left -= sum(count_words(each.text) for each in new)
        waiting -= 1
    return tuple(chosen), tuple(covered)


def _said(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return any(similarity(candidate.text, each.text) >= DUPLICATE for each in chosen)


def _drafted(chosen: tuple[Candidate, ...]) -> Iterator[DraftSentence]:
    """The sentences with their source named where it changes."""
    for candidate, before in zip(chosen, leads(chosen), strict=True):
        number = candidate.numbered.number
        yield DraftSentence(
            before + " ".join(candidate.text.split()),
            (number,),
            (Span(number, candidate.start, candidate.end),),
            len(before),
        )


__all__ = ["ExtractiveEngine"]
