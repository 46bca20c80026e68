"""What comes of the short requests: a follow-up rewritten, a sentence corrected. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engines.generation import model_errors
from assistant.engines.generation.draft_parser import DraftParser
from assistant.terms import keys
from assistant.types import Context, DraftSentence, Numbered
from ingest.text.clean import clean_line

UNSUPPORTED = "The passages do not support this sentence."
"""What a model is told to write when a sentence cannot be corrected."""

MAX_QUESTION = 400
"""Characters of a rewritten question; a longer text is no question."""

MOST_PASSAGES = 6
"""Passages that a sentence is corrected from at most."""

NEAREST = 3
"""Passages that a sentence without a citation is corrected from."""


def rewritten(text: str, finish: str | None) -> str:
    """The question in a condensing model's text; empty when there is none to be used."""
    _, _, after = text.rpartition("</think>")
    lines = [clean_line(line).strip('"“” ') for line in after.splitlines()]
    line = next((line for line in lines if line), "")
    whole = model_errors.incomplete(finish) is None and len(line) <= MAX_QUESTION
    return line if whole and any(map(str.isalnum, line)) else ""


def evidence_for(sentence: DraftSentence, context: Context) -> tuple[Numbered, ...]:
    """The passages to correct a sentence from: those that it cites, as far as they were given.

    A sentence that cites none gets the ones that share most of its words, if any does.
    """
    cited = [context.get(number) for number in sentence.numbers]
    given = tuple(numbered for numbered in cited if numbered is not None)
    if given:
        return given[:MOST_PASSAGES]
    wanted = set(keys(sentence.text))
    shared = [(len(wanted & set(keys(each.hit.passage.text))), each) for each in context.passages]
    best = sorted((pair for pair in shared if pair[0]), key=lambda pair: -pair[0])
    return tuple(each for _, each in best[:NEAREST])


def corrected(
    text: str, finish: str | None, before: DraftSentence, shown: Sequence[Numbered]
) -> DraftSentence | None:
    """The sentence in a correcting model's text.

    None when it is cut off, no single sentence, without a citation of a passage that was
    ``shown``, or no other than ``before``; and when the model says that there is none.
    """
    if model_errors.incomplete(finish) is not None:
        return None
    parser = DraftParser()
    parser.feed(text)
    parser.finish()
    if len(parser.sentences) != 1:
        return None
    (sentence,) = parser.sentences
    allowed = {numbered.number for numbered in shown}
    numbers = tuple(number for number in sentence.numbers if number in allowed)
    refused = sentence.text.rstrip(".").casefold() == UNSUPPORTED.rstrip(".").casefold()
    if refused or not numbers or (sentence.text, numbers) == (before.text, before.numbers):
        return None
    return DraftSentence(sentence.text, numbers)


__all__ = ["UNSUPPORTED", "corrected", "evidence_for", "rewritten"]
