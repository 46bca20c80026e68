"""The embedded engine: verbatim sentences of the passages, chosen for the question.

No model, no network, no dependence on anything but the passages, so the same question over
the same passages always gets the same answer. A question of several parts is answered part by
part, in their order; a part that the passages do not answer is left out and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from assistant.condense import condense
from assistant.engines.extraction.choices import choose
from assistant.engines.extraction.composing import Weighed, composed, weighed
from assistant.engines.extraction.evidence import Candidate
from assistant.engines.extraction.selection import leads
from assistant.errors import Cancelled
from assistant.types import Context, Delta, Draft, DraftSentence, Span, Turn
from ingest.cancelling import never


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
        parts: list[Weighed] = []
        for question in context.parts or (context.question,):
            if cancelled():
                raise Cancelled("Stopped.")
            parts.append(weighed(question, context))
        if cancelled():
            raise Cancelled("Stopped.")
        choice = None
        if context.choices:
            choice = choose(parts[0].asked, context.choices, parts[0].found).index
        answer = composed(parts)
        sentences = tuple(_drafted(answer.chosen))
        for sentence in sentences:
            yield Delta(sentence.text + " ")
            yield sentence
        yield Draft(
            sentences,
            abstained=not sentences,
            confidence=answer.sure,
            choice=choice,
            covered=answer.covered if context.parts else (),
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

    def condense(
        self, question: str, turns: tuple[Turn, ...], cancelled: Callable[[], bool] = never
    ) -> str:
        """See ``Engine.condense``; by rule, from the words of the conversation alone."""
        return condense(question, turns)


def _drafted(chosen: tuple[Candidate, ...]) -> Iterator[DraftSentence]:
    """The sentences with their source named where it changes."""
    spans = [Span(each.numbered.number, each.start, each.end) for each in chosen]
    for place, (candidate, before) in enumerate(zip(chosen, leads(chosen), strict=True)):
        yield DraftSentence(
            before + " ".join(candidate.text.split()),
            (spans[place].number,),
            (spans[place],),
            len(before),
            tuple(spans[place + 1 :]),
        )


__all__ = ["ExtractiveEngine"]
