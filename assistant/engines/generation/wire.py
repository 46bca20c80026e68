"""One request to a chat model and its stream, through LangChain: the wire of the engine.

``prompt | model`` is streamed by an event loop in a thread of its own, so that a silent server
can be left at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from assistant.engines.generation.openai_settings import OpenAISettings
from assistant.errors import Cancelled
from assistant.types import Usage
from ingest.endpoints.background import DeadlineError, StoppedError, iterate
from ingest.endpoints.endpoint import make_client
from ingest.endpoints.failure import Endpoint, Failure, explain, timed_out
from ingest.endpoints.secret import Secret
from ingest.endpoints.tracing import clear_tracing
from prompts import Prompt

RETRIES = 2
"""Times that a request is repeated when its failure may pass."""

LONGEST_WAIT = 4.0
"""Seconds to wait at most before a repetition; a server that asks for more is not waited for."""

CONNECT_TIMEOUT = 10.0
AFTER_END = 3.0
"""Seconds that a server has for its usage figures once the answer is complete."""

STOPPED = "The answer was stopped."


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk of the stream brings."""

    text: str = ""
    finish: str | None = None
    usage: Usage | None = None


class FailureError(Exception):
    """Carries a failure, and nothing of the client's, from the wire to the engine."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Wire:
    """Sends filled-in prompts to the model of ``settings``; safe for several at a time."""

    def __init__(self, settings: OpenAISettings) -> None:
        self._settings = settings
        self._target = Endpoint(settings.base_url, settings.model, settings.api_key)

    def pieces(
        self,
        prompt: Prompt,
        values: Mapping[str, str],
        seconds: float,
        cancelled: Callable[[], bool],
    ) -> Iterator[Piece]:
        """The stream of one answer, which may take ``seconds`` of waiting in all.

        Raises FailureError for whatever the endpoint does wrong, and Cancelled.
        """
        prompt.check(values, "system", "user")
        import_client()
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
            raise FailureError(failure)

    async def _stream(
        self, prompt: Prompt, values: Mapping[str, str], tried: list[Failure]
    ) -> AsyncGenerator[Piece, None]:
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
    ) -> AsyncGenerator[Piece, None]:
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


def import_client() -> None:
    """Imports LangChain before the clock runs: it takes seconds, and is done once."""
    clear_tracing()
    import langchain_openai  # noqa: F401


async def _read(chunks: Any) -> AsyncIterator[Piece]:
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


def _key(key: Secret | None) -> Any:
    from pydantic import SecretStr

    return SecretStr(key.get_secret_value() if key else "none")


def _piece(chunk: Any) -> Piece:
    usage = chunk.usage_metadata
    return Piece(
        text=str(chunk.text),
        finish=chunk.response_metadata.get("finish_reason"),
        usage=Usage(usage["input_tokens"], usage["output_tokens"]) if usage else None,
    )


__all__ = ["STOPPED", "FailureError", "Piece", "Wire", "import_client"]
