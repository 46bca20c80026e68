"""The events of a running answer, in the order in which they come."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types.answers import Answer, Citation, Sentence
from assistant.types.finding import Hit


class Step:
    """What travels along the chain. The later of two stands for both when they are summed,
    which is how LangChain folds a stream into one value."""

    __slots__ = ()

    def __add__(self, later: Step) -> Step:
        return later


@dataclass(frozen=True, slots=True)
class Condensed(Step):
    """The question that is really searched for, when the conversation changed it."""

    question: str


@dataclass(frozen=True, slots=True)
class Retrieved(Step):
    """The passages that were found, before anything is written."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Delta(Step):
    """More text of the answer as the engine writes it; unchecked, without ``[n]`` of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Checked(Step):
    """A sentence that is complete and checked, with the citations it brings for the first time.

    ``drafted`` are the engine's first words for it, as the Deltas brought them: the sentence
    may have been worded again since.
    """

    index: int
    sentence: Sentence
    citations: tuple[Citation, ...]
    drafted: str = ""


@dataclass(frozen=True, slots=True)
class Finished(Step):
    """The whole answer; always the last event."""

    answer: Answer


Event = Condensed | Retrieved | Delta | Checked | Finished
