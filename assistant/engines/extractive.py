"""The embedded engine: verbatim sentences of the passages, chosen for the question.

No model, no network, no dependence on anything but the passages, so the same question over
the same passages always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from assistant.condense import condense
from assistant.engines.extraction.choices import choose
from assistant.engines.extraction.confidence import ANSWER_AT, confidence
from assistant.engines.extraction.evidence import Candidate, gather
from assistant.engines.extraction.question import analyse
from assistant.engines.extraction.selection import leads, select
from assistant.errors import Cancelled
from assistant.types import Context, Delta, Draft, DraftSentence, Span, Turn


class ExtractiveEngine:
    """Answers with sentences of the passages as they stand, each with its exact span."""

    name = "extractive"
    model: str | None = None
    prompts: Mapping[str, str] = MappingProxyType({})
    endpoint: str | None = None

    def write(
        self, context: Context, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """See ``Engine.write``. An abstention carries the nearest sentences all the same."""
        asked = analyse(context.question)
        if cancelled():
            raise Cancelled("Stopped.")
        found = gather(asked, context)
        if cancelled():
            raise Cancelled("Stopped.")
        sure = confidence(asked, context, found)
        choice = choose(asked, context.choices, found).index if context.choices else None
        chosen = select(asked, found)
        sentences = tuple(_drafted(chosen))
        abstained = not sentences or sure < ANSWER_AT
        if not abstained:
            for sentence in sentences:
                yield Delta(sentence.text + " ")
                yield sentence
        yield Draft(
            () if abstained else sentences,
            abstained=abstained,
            confidence=sure,
            choice=choice,
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
