"""Embeddings of any server that speaks OpenAI's protocol: ``openai:MODEL``.

Texts are sent as they are, in batches, with float encoding; nothing else is fetched. What
comes back is believed only as far as it can be checked: as many vectors as texts, each index
once, one dimension throughout, finite numbers. One doubtful vector refuses the whole batch.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedders import CANARY, make_fingerprint
from ingest.endpoints.background import DeadlineError, iterate
from ingest.endpoints.endpoint import OPENAI_URL, is_loopback, is_openai, make_client, problem
from ingest.endpoints.failure import Endpoint, Failure, Trouble, explain, timed_out
from ingest.endpoints.secret import Secret
from ingest.errors import EmbedderError, EmbedderUnavailable
from ingest.text.clean import visible

if TYPE_CHECKING:
    from ingest.embedders import EmbedderSettings

BATCH = 128
"""Texts in one request: with passages of 190 words well below every server's limit."""

RETRIES = 2
LONGEST_WAIT = 4.0
CONNECT_TIMEOUT = 10.0
_CHANGE = "Check the model's name and base_url, or use the embedded one: --embedder static"


class OpenAIEmbedder:
    """Embeds through an endpoint; the dimension is learned from its first answer.

    The fingerprint names the model and costs no request, so it says nothing of the dimension
    or of the server: a server that changes its model under the same name is not noticed,
    unless the dimension changes while the program runs. Safe for several threads.
    """

    def __init__(self, model: str, settings: EmbedderSettings) -> None:
        """Raises EmbedderError for an unusable address, or one that ``offline`` forbids."""
        url = settings.base_url or OPENAI_URL
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        _allowed(url, bool(key), settings.offline)
        self._model = model
        self._url = url
        self._timeout = settings.timeout
        self._target = Endpoint(url, model, Secret(key) if key else None)
        self._lock = Lock()
        self._dimension: int | None = None

    def __repr__(self) -> str:
        return f"OpenAIEmbedder({self._model!r}, {self._url!r})"

    @property
    def name(self) -> str:
        """``openai:MODEL``."""
        return f"openai:{self._model}"

    @property
    def dimension(self) -> int:
        """Numbers in a vector; asks the server when nothing was embedded yet."""
        if self._dimension is None:
            self.embed_query(CANARY)
        assert self._dimension is not None
        return self._dimension

    @property
    def fingerprint(self) -> str:
        """``openai:MODEL:0:header version:-``: the dimension is not part of it."""
        return make_fingerprint(self.name, 0, None)

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A float32 array (number of texts, dimension) of rows of length 1.

        Raises EmbedderUnavailable when the endpoint fails, EmbedderError when its vectors
        are not what was asked for. Without texts nothing is asked.
        """
        if not texts:
            return np.zeros((0, self._dimension or 0), dtype=np.float32)
        batches = [list(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        rows = [
            self._checked(vectors, len(batch))
            for batch, vectors in zip(batches, self._ask(batches), strict=True)
        ]
        return np.concatenate(rows)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """A float32 array (dimension,) of length 1."""
        row: NDArray[np.float32] = self.embed_documents([text])[0]
        return row

    # --- the wire ------------------------------------------------------------------------

    def _ask(self, batches: list[list[str]]) -> list[list[Any]]:
        """The raw items of each batch; every batch has ``timeout`` seconds."""
        import openai  # noqa: F401  (imported before the clock runs)

        failure: Failure | None = None
        answers: list[list[Any]] = []
        seconds = self._timeout * len(batches)
        try:
            answers.extend(iterate(lambda: self._answers(batches), seconds=seconds))
        except DeadlineError:
            failure = timed_out(self._target, seconds)
        except Exception as error:
            failure = explain(error, self._target)
        # Raised out here so that no client error, whose frames hold the key, is attached.
        if failure is not None:
            advice = _CHANGE if failure.trouble is Trouble.TOO_LONG else failure.hint
            raise EmbedderUnavailable(failure.message, advice)
        return answers

    async def _answers(self, batches: list[list[str]]) -> AsyncIterator[list[Any]]:
        from openai import AsyncOpenAI

        key = self._target.key
        client = make_client(
            self._url, key, read_timeout=self._timeout, connect_timeout=CONNECT_TIMEOUT
        )
        async with client:
            api = AsyncOpenAI(
                base_url=self._url,
                api_key=key.get_secret_value() if key else "none",
                http_client=client,
                timeout=client.timeout,
                max_retries=0,
            )
            for batch in batches:
                async with asyncio.timeout(self._timeout):
                    yield await self._one(api, batch)

    async def _one(self, api: Any, batch: list[str]) -> list[Any]:
        for attempt in range(RETRIES + 1):
            try:
                answer = await api.embeddings.create(
                    model=self._model, input=batch, encoding_format="float"
                )
                return list(answer.data)
            except Exception as error:
                failure = explain(error, self._target)
                wait = 0.5 * 2**attempt if failure.wait is None else failure.wait
                if not failure.passing or wait > LONGEST_WAIT or attempt == RETRIES:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("unreachable")

    # --- the check -----------------------------------------------------------------------

    def _checked(self, items: list[Any], asked: int) -> NDArray[np.float32]:
        if len(items) != asked:
            raise self._wrong(f"{len(items)} vectors came for {asked} texts")
        by_index = {getattr(item, "index", None): item.embedding for item in items}
        if by_index.keys() != set(range(asked)):
            raise self._wrong("its vectors do not say which texts they belong to")
        ordered = [by_index[index] for index in range(asked)]
        if not all(isinstance(vector, list) and vector for vector in ordered):
            raise self._wrong("a vector is missing or is no list of numbers")
        if len({len(vector) for vector in ordered}) != 1:
            raise self._wrong("its vectors are of different sizes")
        try:
            matrix = np.array(ordered, dtype=np.float64)
        except (TypeError, ValueError):
            raise self._wrong("a vector is missing or is no list of numbers") from None
        if matrix.ndim != 2:
            raise self._wrong("a vector is missing or is no list of numbers")
        with np.errstate(over="ignore"):
            lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(matrix).all() or not np.isfinite(lengths).all():
            raise self._wrong("a vector holds something that is not a number")
        if not (lengths > 0).all():
            raise self._wrong("a vector is all zeros")
        self._learn(matrix.shape[1])
        unit: NDArray[np.float32] = (matrix / lengths).astype(np.float32)
        return unit

    def _learn(self, dimension: int) -> None:
        with self._lock:
            if self._dimension is None:
                self._dimension = dimension
            if self._dimension != dimension:
                raise self._wrong(
                    f"a vector has {dimension} numbers, earlier ones {self._dimension}"
                )

    def _wrong(self, what: str) -> EmbedderError:
        return EmbedderError(
            f"The embeddings of {visible(self._model)} at {visible(self._url)} cannot be used: "
            f"{what}.",
            _CHANGE,
        )


def _allowed(url: str, has_key: bool, offline: bool) -> None:
    wrong = problem(url)
    if wrong is not None:
        raise EmbedderError(f"The embedder's base_url cannot be used: {wrong}.", _CHANGE)
    if offline and not is_loopback(url):
        raise EmbedderError(
            f"--offline forbids the embedder's endpoint {visible(url)}.",
            "Leave out --offline, or use a server on this machine.",
        )
    if is_openai(url) and not has_key:
        raise EmbedderError(
            "The openai embedder has no API key.",
            "Set OPENAI_API_KEY, or run: briefing config set api_key",
        )
