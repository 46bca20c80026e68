"""The generative engine: any server that speaks OpenAI's chat completions, through LangChain.

Only the question, the numbered passages and their headers leave the machine, to the one
configured endpoint; a sentence that failed its check goes there once more with the faults that
were found.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.engines.generation import model_errors
from assistant.engines.generation.draft_parser import DraftParser
from assistant.engines.generation.openai_settings import OpenAISettings
from assistant.engines.generation.prompt_values import (
    answer_values,
    condense_values,
    revise_values,
)
from assistant.engines.generation.short_answers import corrected, evidence_for, rewritten
from assistant.engines.generation.sizing import ALLOWED, TOO_SMALL, Sizing, less, unread
from assistant.engines.generation.wire import STOPPED, FailureError, Wire
from assistant.errors import Cancelled
from assistant.types import Context, Delta, Draft, DraftSentence, Turn, Usage
from ingest.cancelling import never
from ingest.endpoints.failure import Failure, Trouble
from ingest.text.clean import visible
from prompts import Prompt, load

CONDENSE_TIMEOUT = 30.0
REVISE_TIMEOUT = 30.0
"""Seconds for one correction; all corrections of an answer have ``timeout`` together."""

MOST_REVISIONS = 4
"""Sentences of one answer that are sent back to be corrected at most."""

MAX_ANSWER = 40_000
"""Characters after which an answer is not read any further."""


@dataclass(slots=True)
class _Running:
    """An answer in the making, for what is asked of the model besides it."""

    context: Context
    usage: Usage | None = None
    revisions: int = 0
    revising: float = 0.0

    def add(self, usage: Usage | None) -> None:
        """Counts the tokens of one more request."""
        if usage is not None:
            self.usage = usage if self.usage is None else self.usage + usage


@dataclass(slots=True)
class _Read:
    """How far the stream of an answer has come."""

    finish: str | None = None
    usage: Usage | None = None
    length: int = 0
    failure: Failure | None = None


def _token() -> str:
    return secrets.token_hex(8)


class OpenAIEngine:
    """Answers with a chat model. ``delimiter`` makes the random code of each request.

    Raises ConfigError for an unusable address or one that ``offline`` forbids, and ModelAuth
    when OpenAI's own service is chosen without a key.
    """

    name = "openai"

    def __init__(self, settings: OpenAISettings, delimiter: Callable[[], str] = _token) -> None:
        settings.check()
        self.model: str | None = settings.model
        self.endpoint: str | None = settings.base_url
        self._settings = settings
        self._delimiter = delimiter
        self._wire = Wire(settings)
        self._answer, self._condense, self._revise = map(load, ("answer", "condense", "revise"))
        self.prompts: Mapping[str, str] = {
            prompt.name: prompt.sha256 for prompt in (self._answer, self._condense, self._revise)
        }
        self._running: list[_Running] = []
        self._condensed: tuple[str, Usage] | None = None

    def __repr__(self) -> str:
        return f"OpenAIEngine(model={self.model!r}, endpoint={self.endpoint!r})"

    # --- answering -------------------------------------------------------------------------

    def write(
        self, context: Context, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """The answer as it comes; see ``Engine.write``.

        When the model cannot take that much text, it is asked once more with less. An answer
        that breaks off after its first sentence ends in a Draft labelled ``incomplete``; one
        that breaks off before raises the ModelError.
        """
        running = _Running(context)
        condensed, self._condensed = self._condensed, None
        if condensed is not None and condensed[0] == context.question:
            running.add(condensed[1])
        self._running.append(running)
        try:
            yield from self._written(running, cancelled)
        finally:
            self._running = [other for other in self._running if other is not running]

    def _written(
        self, running: _Running, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        context = running.context
        parser = DraftParser(len(context.choices), len(context.parts), context.question)
        sizing = Sizing(self._answer, self._delimiter(), self._settings.max_tokens)
        given = sizing.fit(context, self._settings.context_tokens)
        notes = less(context, given, ALLOWED)
        read = _Read()
        yield from self._read(given, sizing.delimiter, parser, read, cancelled)
        failure = read.failure
        if failure is not None and failure.trouble is Trouble.TOO_LONG and not read.length:
            smaller = sizing.smaller(given, failure.limit)
            if smaller != given:
                notes = less(context, smaller, TOO_SMALL)
                given, read = smaller, _Read()
                yield from self._read(given, sizing.delimiter, parser, read, cancelled)
        running.add(read.usage)
        yield from self._ended(running, parser, read, (*notes, *unread(given, read.usage)))

    def _ended(
        self, running: _Running, parser: DraftParser, read: _Read, notes: tuple[str, ...]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """The rest of an answer, with the Draft last. Raises ModelError when there is none."""
        failure = read.failure
        why = model_errors.torn(failure) if failure else model_errors.incomplete(read.finish)
        *rest, draft = parser.finish(incomplete=why)
        if not isinstance(draft, Draft):
            raise RuntimeError("an answer was read to its end and has no draft")
        if not draft.sentences and not draft.abstained:
            if failure is not None:
                raise model_errors.error_of(failure)
            raise model_errors.nothing(why, visible(self._settings.model))
        yield from rest
        # Only now are the tokens of all corrections known.
        prices, usage = self._settings.prices, running.usage
        if prices is not None and usage is not None:
            usage = prices.priced(usage)
        yield replace(draft, usage=usage, notes=(*notes, *draft.notes))

    def _read(
        self,
        given: Context,
        delimiter: str,
        parser: DraftParser,
        read: _Read,
        cancelled: Callable[[], bool],
    ) -> Iterator[Delta | DraftSentence]:
        """What one request brings, with ``read`` told how it ended."""
        values = answer_values(self._answer, given, delimiter)
        seconds = self._settings.timeout
        try:
            for piece in self._wire.pieces(self._answer, values, seconds, cancelled):
                read.finish, read.usage = piece.finish or read.finish, piece.usage or read.usage
                read.length += len(piece.text)
                for part in parser.feed(piece.text[:MAX_ANSWER]):
                    if cancelled():  # one piece may hold a thousand sentences
                        raise Cancelled(STOPPED)
                    yield part
                if read.length > MAX_ANSWER:
                    read.finish = "length"
                    break
        except FailureError as failed:
            read.failure = failed.failure

    # --- correcting and condensing -----------------------------------------------------------

    def revise(
        self,
        context: Context,
        sentence: DraftSentence,
        reasons: tuple[str, ...],
        cancelled: Callable[[], bool],
    ) -> DraftSentence | None:
        """The sentence corrected by the model; see ``Engine.revise``.

        At most ``MOST_REVISIONS`` sentences of an answer are sent back, and none any more once
        the endpoint has failed at it. Meanwhile the answer itself is read ahead, and its
        time-out stands still.
        """
        mine = (running for running in self._running if running.context is context)
        running = next(mine, None) or _Running(context)
        shown = evidence_for(sentence, context)
        seconds = min(REVISE_TIMEOUT, self._settings.timeout - running.revising)
        if not shown or running.revisions >= MOST_REVISIONS or seconds <= 0:
            return None
        running.revisions += 1
        values = revise_values(self._answer, sentence, shown, reasons, self._delimiter())
        begun = time.monotonic()
        try:
            text, finish = self._short(self._revise, values, seconds, cancelled, running)
        except FailureError:
            running.revisions = MOST_REVISIONS
            return None
        finally:
            running.revising += time.monotonic() - begun
        return corrected(text, finish, sentence, shown)

    def condense(
        self, question: str, turns: tuple[Turn, ...], cancelled: Callable[[], bool] = never
    ) -> str:
        """The question rewritten to stand alone by the model; itself when nothing comes of it.

        Raises ModelError when the endpoint fails, and Cancelled.
        """
        if not turns:
            return question
        values = condense_values(self._condense, question, turns, self._delimiter())
        seconds = min(CONDENSE_TIMEOUT, self._settings.timeout)
        tally = _Running(Context(question, ()))
        failure: Failure | None = None
        text, finish = "", None
        try:
            text, finish = self._short(self._condense, values, seconds, cancelled, tally)
        except FailureError as failed:
            failure = failed.failure
        if failure is not None:
            raise model_errors.error_of(failure)
        standing = rewritten(text, finish) or question
        self._condensed = (standing.strip(), tally.usage) if tally.usage else None
        return standing

    def _short(
        self,
        prompt: Prompt,
        values: Mapping[str, str],
        seconds: float,
        cancelled: Callable[[], bool],
        running: _Running,
    ) -> tuple[str, str | None]:
        """A short answer as a whole and its finish reason. Raises FailureError and Cancelled."""
        text, finish = "", None
        for piece in self._wire.pieces(prompt, values, seconds, cancelled):
            text += piece.text
            finish = piece.finish or finish
            running.add(piece.usage)
            if len(text) > MAX_ANSWER:
                break
        return text, finish


__all__ = ["OpenAIEngine", "OpenAISettings"]
