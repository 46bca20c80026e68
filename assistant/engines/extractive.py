"""The embedded engine: verbatim sentences of the passages, chosen for the question.

No model, no network, no dependence on anything but the passages, so the same question over
the same passages always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from assistant.attribution import prefix
from assistant.choices import choose
from assistant.condense import condense
from assistant.confidence import ANSWER_AT, confidence
from assistant.errors import Cancelled
from assistant.evidence import Candidate, gather
from assistant.question import analyse
from assistant.selection import select
from assistant.types import Context, Delta, Draft, DraftSentence, Span, Turn
from ingest.text.sentences import count_words


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
        chosen = select(asked, found, _costs(context))
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

    def condense(self, question: str, turns: tuple[Turn, ...]) -> str:
        """See ``Engine.condense``; by rule, from the words of the conversation alone."""
        return condense(question, turns)


def _costs(context: Context) -> dict[int, int]:
    """The words that each passage's source takes to name."""
    return {
        numbered.number: count_words(prefix(numbered.hit.article.meta))
        for numbered in context.passages
    }


def _drafted(chosen: tuple[Candidate, ...]) -> Iterator[DraftSentence]:
    """The sentences with their source named where it changes."""
    article = ""
    for candidate in chosen:
        passage = candidate.numbered.hit.passage
        lead = "" if passage.article_id == article else prefix(candidate.numbered.hit.article.meta)
        article = passage.article_id
        number = candidate.numbered.number
        yield DraftSentence(
            lead + " ".join(candidate.text.split()),
            (number,),
            (Span(number, candidate.start, candidate.end),),
            len(lead),
        )


__all__ = ["ExtractiveEngine"]
