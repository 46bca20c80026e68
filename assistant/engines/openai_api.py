"""The generative engine: any server that speaks OpenAI's chat completions, through LangChain.

``prompt | model`` is streamed by an event loop in a thread of its own, so that a silent server
can be left at once. Only the question, the numbered passages and their headers leave the
machine, to the one configured endpoint.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from assistant.engines.generation import model_errors
from assistant.engines.generation.draft_parser import DraftParser
from assistant.engines.generation.openai_settings import OpenAISettings
from assistant.engines.generation.prompt_values import answer_values, condense_values
from assistant.errors import Cancelled
from assistant.types import Context, Delta, Draft, DraftSentence, Turn, Usage
from ingest.endpoints.background import DeadlineError, StoppedError, iterate
from ingest.endpoints.endpoint import make_client
from ingest.endpoints.failure import Endpoint, Failure, explain, timed_out
from ingest.endpoints.secret import Secret
from ingest.endpoints.tracing import clear_tracing
from ingest.text.clean import clean_line, visible
from prompts import Prompt, load

RETRIES = 2
"""Times that a request is repeated when its failure may pass."""

LONGEST_WAIT = 4.0
"""Seconds to wait at most before a repetition; a server that asks for more is not waited for."""

CONNECT_TIMEOUT = 10.0
CONDENSE_TIMEOUT = 30.0
AFTER_END = 3.0
"""Seconds that a server has for its usage figures once the answer is complete."""

MAX_ANSWER = 40_000
"""Characters after which an answer is not read any further."""

MAX_QUESTION = 400
STOPPED = "The answer was stopped."


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one chunk of the stream brings."""

    text: str = ""
    finish: str | None = None
    usage: Usage | None = None


def _never() -> bool:
    return False


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
        self._target = Endpoint(settings.base_url, settings.model, settings.api_key)
        self._answer, self._condense = load("answer"), load("condense")
        self.prompts: Mapping[str, str] = {
            prompt.name: prompt.sha256 for prompt in (self._answer, self._condense)
        }

    def __repr__(self) -> str:
        return f"OpenAIEngine(model={self.model!r}, endpoint={self.endpoint!r})"

    def write(
        self, context: Context, cancelled: Callable[[], bool]
    ) -> Iterator[Delta | DraftSentence | Draft]:
        """The answer as it comes; see ``Engine.write``.

        An answer that breaks off after its first sentence ends in a Draft labelled
        ``incomplete``; one that breaks off before raises the ModelError.
        """
        parser = DraftParser(len(context.choices))
        values = answer_values(self._answer, context, self._delimiter())
        finish: str | None = None
        usage: Usage | None = None
        length = 0
        failure: Failure | None = None
        try:
            for piece in self._pieces(self._answer, values, self._settings.timeout, cancelled):
                finish, usage = piece.finish or finish, piece.usage or usage
                length += len(piece.text)
                for part in parser.feed(piece.text[:MAX_ANSWER]):
                    if cancelled():  # one piece may hold a thousand sentences
                        raise Cancelled(STOPPED)
                    yield part
                if length > MAX_ANSWER:
                    finish = "length"
                    break
        except _FailureError as failed:
            failure = failed.failure
        why = model_errors.incomplete(finish) if failure is None else model_errors.torn(failure)
        rest = parser.finish(usage=usage, incomplete=why)
        draft = rest[-1]
        if isinstance(draft, Draft) and not draft.sentences and not draft.abstained:
            if failure is not None:
                raise model_errors.error_of(failure)
            raise model_errors.nothing(why, visible(self._settings.model))
        yield from rest

    def revise(
        self,
        context: Context,
        sentence: DraftSentence,
        reasons: tuple[str, ...],
        cancelled: Callable[[], bool],
    ) -> DraftSentence | None:
        """See ``Engine.revise``."""
        return None

    def condense(self, question: str, turns: tuple[Turn, ...]) -> str:
        """The question rewritten to stand alone by the model; itself when nothing comes of it.

        Raises ModelError when the endpoint fails.
        """
        if not turns:
            return question
        values = condense_values(self._condense, question, turns, self._delimiter())
        seconds = min(CONDENSE_TIMEOUT, self._settings.timeout)
        text, finish = "", None
        failure: Failure | None = None
        try:
            for piece in self._pieces(self._condense, values, seconds, _never):
                text += piece.text
                finish = piece.finish or finish
                if len(text) > MAX_ANSWER:
                    break
        except _FailureError as failed:
            failure = failed.failure
        if failure is not None:
            raise model_errors.error_of(failure)
        return _rewritten(text, finish) or question

    # --- the wire ------------------------------------------------------------------------

    def _pieces(
        self,
        prompt: Prompt,
        values: Mapping[str, str],
        seconds: float,
        cancelled: Callable[[], bool],
    ) -> Iterator[_Piece]:
        """The stream. Raises _FailureError for whatever the endpoint does wrong, and Cancelled."""
        prompt.check(values, "system", "user")
        _import()
        failure: Failure | None = None
        stopped = False
        tried: list[Failure] = []
        try:
            yield from iterate(
                lambda: self._stream(prompt, values, tried), seconds=seconds, cancelled=cancelled
            )
        except StoppedError:
            stopped = True
        except DeadlineError:
            failure = tried[-1] if tried else timed_out(self._target, seconds)
        except Exception as error:
            failure = explain(error, self._target)
        # Raised out here so that no client error, whose frames hold the key, is attached.
        if stopped:
            raise Cancelled(STOPPED)
        if failure is not None:
            raise _FailureError(failure)

    async def _stream(
        self, prompt: Prompt, values: Mapping[str, str], tried: list[Failure]
    ) -> AsyncGenerator[_Piece, None]:
        """One answer, asked for again while it has not begun and the failure may pass.

        ``tried`` takes the failures of earlier attempts as long as no text has come.
        """
        for attempt in range(RETRIES + 1):
            begun = False
            wait = 0.5 * 2**attempt
            try:
                async with aclosing(self._attempt(prompt, values)) as pieces:
                    async for piece in pieces:
                        begun = begun or bool(piece.text)
                        if begun:
                            tried.clear()
                        yield piece
                return
            except Exception as error:
                failure = explain(error, self._target)
                wait = wait if failure.wait is None else failure.wait
                again = failure.passing and wait <= LONGEST_WAIT and attempt < RETRIES
                if begun or not again:
                    raise
                tried.append(failure)
            await asyncio.sleep(wait)

    async def _attempt(
        self, prompt: Prompt, values: Mapping[str, str]
    ) -> AsyncGenerator[_Piece, None]:
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_openai import ChatOpenAI

        settings = self._settings
        client = make_client(
            settings.base_url,
            settings.api_key,
            read_timeout=settings.timeout,
            connect_timeout=CONNECT_TIMEOUT,
        )
        async with client:
            model = ChatOpenAI(
                model=settings.model,
                base_url=settings.base_url,
                api_key=_key(settings.api_key),
                timeout=client.timeout,
                stream_chunk_timeout=None,
                max_retries=0,
                stream_usage=True,
                use_responses_api=False,
                temperature=settings.temperature,
                max_completion_tokens=settings.max_tokens,
                http_async_client=client,
                output_version="v0",
            )
            template = ChatPromptTemplate.from_messages(
                [("system", prompt.part("system")), ("human", prompt.part("user"))]
            )
            async for piece in _read((template | model).astream(dict(values))):
                yield piece


async def _read(chunks: Any) -> AsyncIterator[_Piece]:
    """The chunks as pieces.

    Once the finish reason has come the answer is whole; the rest, which holds the usage
    figures, is awaited for a short time only, and what goes wrong there is of no consequence.
    """
    finish = False
    try:
        async with asyncio.timeout(None) as limit, aclosing(chunks):
            async for chunk in chunks:
                piece = _piece(chunk)
                yield piece
                finish = finish or bool(piece.finish)
                if finish:
                    limit.reschedule(asyncio.get_running_loop().time() + AFTER_END)
    except Exception:
        if not finish:
            raise


class _FailureError(Exception):
    """Carries a failure, and nothing of the client's, from the wire to the engine."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def _import() -> None:
    """Imports LangChain before the clock runs: it takes seconds, and is done once."""
    clear_tracing()
    import langchain_openai  # noqa: F401


def _key(key: Secret | None) -> Any:
    from pydantic import SecretStr

    return SecretStr(key.get_secret_value() if key else "none")


def _piece(chunk: Any) -> _Piece:
    usage = chunk.usage_metadata
    return _Piece(
        text=str(chunk.text),
        finish=chunk.response_metadata.get("finish_reason"),
        usage=Usage(usage["input_tokens"], usage["output_tokens"]) if usage else None,
    )


def _rewritten(text: str, finish: str | None) -> str:
    """The question in a condensing model's text; empty when there is none to be used."""
    _, _, after = text.rpartition("</think>")
    lines = [clean_line(line).strip('"“” ') for line in after.splitlines()]
    line = next((line for line in lines if line), "")
    whole = model_errors.incomplete(finish) is None and len(line) <= MAX_QUESTION
    return line if whole and any(map(str.isalnum, line)) else ""


__all__ = ["OpenAIEngine", "OpenAISettings"]
