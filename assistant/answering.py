"""The answer put together from its checked sentences. Pure but for the clock of its timings."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.assemble import confidence, notes, times_read, used
from assistant.counting import counted
from assistant.covering import covered
from assistant.disagreement import disagreements
from assistant.languages import language_notes
from assistant.parts import shown
from assistant.steps import Asked
from assistant.types import Answer, Citation, Draft, Part, Provenance, Sentence


def finished(
    asked: Asked,
    sentences: Sequence[Sentence],
    cited: Sequence[Citation],
    draft: Draft,
    *,
    withheld: int,
    provenance: Provenance,
    now: datetime,
) -> Answer:
    """The answer of ``sentences``, of which ``withheld`` more were kept back.

    ``cited`` are the citations made so far: those that no sentence uses are left out. Where
    the engine abstained, its sentences are not shown.
    """
    question = asked.question
    done = time.perf_counter()
    answered = bool(sentences) and not draft.abstained
    kept = tuple(sentences) if answered else ()
    numbers = used(kept)
    citations = tuple(c for c in cited if c.number in numbers)
    parts = _parts(
        tuple(shown(each, asked.condensed) for each in asked.parts),
        (draft.covered or covered(asked.parts, kept)) if answered else (),
    )
    said = (
        *draft.notes,
        *notes(citations, now, question.filters.as_of, asked.hits),
        *language_notes(citations, asked.condensed),
        *times_read(asked.traces),
        *_left_out(parts, withheld),
    )
    return Answer(
        question=asked.condensed,
        asked=question.text,
        status="answered" if answered else "abstained",
        confidence=confidence(draft.confidence, sentences, asked.hits),
        sentences=kept,
        citations=citations,
        retrieved=asked.hits,
        filters=question.filters,
        provenance=provenance,
        notes=said,
        choice=draft.choice,
        has_choices=bool(question.choices),
        as_of=question.filters.as_of,
        incomplete=draft.incomplete,
        withheld=withheld,
        parts=parts,
        disagreements=disagreements(kept, citations, asked.condensed, asked.hits),
        traces=asked.traces,
        timings_ms=_timings(asked, done),
    )


def _left_out(parts: Sequence[Part], withheld: int) -> list[str]:
    said = [f"not covered: {each.question}" for each in parts if not each.covered]
    if withheld:
        said.append(f"{counted(withheld, 'unverified sentence')} withheld")
    return said


def _timings(asked: Asked, done: float) -> Mapping[str, float]:
    """Milliseconds, from the readings of ``time.perf_counter``."""
    return {
        "retrieve": round((asked.found - asked.started) * 1000, 1),
        "write": round((done - asked.found) * 1000, 1),
        "total": round((done - asked.started) * 1000, 1),
    }


def _parts(questions: tuple[str, ...], answered: tuple[bool, ...]) -> tuple[Part, ...]:
    """Each part with whether it is covered; none is where nothing was answered."""
    told = (*answered, *([False] * len(questions)))
    return tuple(Part(question, yes) for question, yes in zip(questions, told, strict=False))
