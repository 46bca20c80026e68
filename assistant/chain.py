"""The LangChain runnable that answers: condense → retrieve → number → write → check.

The command line and the terminal app run this very chain, and other programs can import it::

    chain = make_assistant(settings, library).chain
    for event in chain.stream(Question("Why did …?")): ...
    answer = chain.invoke("Why did …?").answer

Each step is a generator over one stream: it passes on what is not for it, so that the first
words are on screen while the rest is still being written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.answering import finished
from assistant.assemble import Ledger
from assistant.context import BUDGET, number
from assistant.parts import alone, speaks_of, split
from assistant.steps import Asked, Written, begun
from assistant.types import (
    Answer,
    Checked,
    Condensed,
    Context,
    Delta,
    Draft,
    DraftSentence,
    Event,
    Finished,
    Provenance,
    Question,
    Retrieved,
    Sentence,
    Step,
    Verdict,
)
from assistant.verify import Verification, verify
from ingest.cancelling import never
from ingest.endpoints.tracing import clear_tracing
from ingest.errors import LibraryMissing

# LangChain sends every run to a tracing service when the environment says so; a library of
# private articles must never leave the machine that way.
clear_tracing()

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator  # noqa: E402

if TYPE_CHECKING:
    from assistant.engines import Engine
    from assistant.retrieve import Retriever
    from ingest.library import Library


class BriefingChain(Runnable[Question | str | Asked, Event]):
    """Question in, events out; ``invoke`` gives the last event, which holds the answer.

    Raises ``LibraryMissing`` when nothing has been ingested, and ``ModelError`` when the
    model's endpoint fails.
    """

    def __init__(
        self,
        library: Library,
        retriever: Retriever,
        engine: Engine,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        budget: int = BUDGET,
    ) -> None:
        self._library = library
        self._retriever = retriever
        self._engine = engine
        self._clock = clock
        self._budget = budget
        self._steps: Runnable[Any, Any] = (
            RunnableGenerator(self._condense)
            | RunnableGenerator(self._retrieve)
            | RunnableGenerator(self._number)
            | RunnableGenerator(self._write)
            | RunnableGenerator(self._check)
        )

    def stream(
        self,
        input: Question | str | Asked,
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Event]:
        """The events of one answer as they come; the last is ``Finished``."""
        yield from self._steps.stream(begun(input), config, **kwargs)

    def invoke(
        self,
        input: Question | str | Asked,
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Finished:
        """The finished answer."""
        *_, last = self.stream(input, config, **kwargs)
        if not isinstance(last, Finished):
            raise RuntimeError("the chain ended without an answer")
        return last

    # --- the steps ---------------------------------------------------------------------

    def _condense(self, steps: Iterator[Step]) -> Iterator[Step]:
        for step in steps:
            if not isinstance(step, Asked):
                yield step
                continue
            asked = step.question.text
            turns = step.question.turns
            text = self._engine.condense(asked, turns, step.cancelled) if turns else ""
            condensed = text.strip() or asked
            if condensed != asked:
                yield Condensed(condensed)
            yield replace(step, condensed=condensed)

    def _retrieve(self, steps: Iterator[Step]) -> Iterator[Step]:
        for step in steps:
            if not isinstance(step, Asked):
                yield step
                continue
            if not self._library.catalogue.counts().articles:
                raise LibraryMissing(
                    "The library is empty.", "Add articles first: briefing ingest FILE|FOLDER|URL"
                )
            question = step.question
            # Options are options of one question, however it is worded.
            parts = (step.condensed,) if question.choices else split(step.condensed)
            hits, traces = self._retriever.given(parts, question.filters, question.k)
            yield Retrieved(hits)
            yield replace(
                step,
                parts=parts if len(parts) > 1 else (),
                hits=hits,
                traces=traces,
                found=time.perf_counter(),
            )

    def _number(self, steps: Iterator[Step]) -> Iterator[Step]:
        for step in steps:
            if not isinstance(step, Asked):
                yield step
                continue
            context = Context(
                question=step.condensed,
                passages=number(step.hits, self._retriever.neighbours(step.hits), self._budget),
                choices=step.question.choices,
                parts=step.parts,
                as_of=step.question.filters.as_of,
            )
            yield replace(step, context=context)

    def _write(self, steps: Iterator[Step]) -> Iterator[Step]:
        for step in steps:
            yield step
            if isinstance(step, Asked) and step.context is not None:
                yield from self._written(step, step.context)

    def _written(self, asked: Asked, context: Context) -> Iterator[Step]:
        """What the engine writes; where that does not speak of the names that were typed, but of
        what was taken from the turn before, what it writes for the question alone, if anything."""
        own = alone(asked.condensed, asked.question.text)
        parts: Iterable[Delta | DraftSentence | Draft]
        parts = self._engine.write(context, asked.cancelled)
        if own:
            *told, _ = parts = list(parts)
            text = " ".join(each.text for each in told if isinstance(each, DraftSentence))
            if not speaks_of(own, text) and (again := self._alone(replace(asked, condensed=own))):
                yield from again
                return
        for part in parts:
            if not isinstance(part, Delta):
                yield Written(part)
            elif not asked.question.strict:
                yield part

    def _alone(self, asked: Asked) -> list[Step]:
        """The steps of a question that takes nothing along; none where it is not answered."""
        written = list(self._write(self._number(self._retrieve(iter((asked,))))))
        last = written[-1]
        if isinstance(last, Written) and isinstance(last.part, Draft) and last.part.abstained:
            return []
        return [Condensed(asked.condensed), *written]

    def _check(self, steps: Iterator[Step]) -> Iterator[Step]:
        asked: Asked | None = None
        ledger: Ledger | None = None
        sentences: list[Sentence] = []
        withheld = 0
        for step in steps:
            if isinstance(step, Asked):
                asked = step
                ledger = Ledger(
                    step.context or Context(step.condensed, ()), self._library.catalogue.carried
                )
            elif not isinstance(step, Written):
                yield step
            elif asked is None or ledger is None:
                raise RuntimeError("text was written before a question was asked")
            elif isinstance(step.part, Draft):
                yield Finished(
                    finished(
                        asked,
                        sentences,
                        ledger.citations,
                        step.part,
                        withheld=withheld,
                        provenance=self._provenance(step.part),
                        now=self._clock(),
                    )
                )
            else:
                checked = self._verified(step.part, ledger.context, asked)
                if asked.question.strict and checked.verdict is not Verdict.VERIFIED:
                    withheld += 1
                    continue
                sentence, new = ledger.add(checked, step.part.ahead)
                sentences.append(sentence)
                drafted = "" if asked.question.strict else step.part.text
                yield Checked(len(sentences) - 1, sentence, new, drafted)

    def _verified(self, drafted: DraftSentence, context: Context, asked: Asked) -> Verification:
        """The check of a sentence; one that fails is written once more, and the better kept.

        Under ``strict`` nothing of the first wording is told, not even why it failed.
        """
        checked = verify(drafted, context)
        if checked.verdict is Verdict.VERIFIED:
            return checked
        revised = self._engine.revise(context, drafted, checked.reasons, asked.cancelled)
        if revised is None:
            return checked
        again = verify(revised, context)
        if again.verdict is not Verdict.VERIFIED:
            return checked
        why = "worded again after its first wording failed"
        if not asked.question.strict:
            why += f": {'; '.join(checked.reasons)}"
        return replace(again, reasons=(*again.reasons, why))

    # --- what the answer needs of the library and the engine ---------------------------

    def _provenance(self, draft: Draft) -> Provenance:
        return Provenance(
            engine=self._engine.name,
            model=self._engine.model,
            prompts=dict(self._engine.prompts),
            library_fingerprint=self._library.catalogue.fingerprint,
            usage=draft.usage,
            endpoint=self._engine.endpoint,
        )


class Assistant:
    """What both skins hold: one chain over one library.

    ``stream`` and ``ask`` raise what the chain raises.
    """

    def __init__(self, chain: BriefingChain, library: Library, engine: Engine) -> None:
        self.chain = chain
        self.library = library
        self.engine = engine

    def stream(self, question: Question, cancelled: Callable[[], bool] = never) -> Iterator[Event]:
        """The events of one answer as they come; ``cancelled`` is asked while it is written."""
        return self.chain.stream(Asked(question, cancelled))

    def ask(self, question: Question, cancelled: Callable[[], bool] = never) -> Answer:
        """The finished answer."""
        return self.chain.invoke(Asked(question, cancelled)).answer
