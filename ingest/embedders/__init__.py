"""What turns text into vectors: the protocol, the registry, and what is embedded.

A new embedder is one file here and one line in ``_MAKERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from ingest.errors import EmbedderError
from ingest.types import Metadata

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Which header is put before a passage; another layout makes vectors that do not compare.
HEADER_VERSION = 1

#: What every embedder is asked to embed, to tell two that carry the same name apart.
CANARY = "The ministry said on Tuesday that neither side had confirmed the 1,000 deliveries."

DEFAULT = "static"

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Embedder(Protocol):
    """Makes vectors that compare by their dot product: float32, length 1.

    ``name`` is how a user chooses it (``static``, ``minilm``, ``openai:MODEL``). Both methods raise
    EmbedderError.
    """

    @property
    def name(self) -> str:
        """``static``, ``minilm``, or ``PROVIDER:MODEL``."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Equal for two embedders exactly when their vectors may be compared."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A float32 array (number of texts, dimension)."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """A float32 array (dimension,)."""
        ...


class Secret(Protocol):
    """A key that shows itself only when asked, such as pydantic's ``SecretStr``."""

    def get_secret_value(self) -> str:
        """The key itself."""
        ...


@dataclass(frozen=True, slots=True)
class EmbedderSettings:
    """How an embedder that calls a server reaches it; the embedded one needs none of it.

    ``timeout`` is in seconds, for one request. With ``offline`` only loopback is allowed.
    """

    base_url: str | None = None
    api_key: Secret | None = None
    offline: bool = False
    timeout: float = 30.0


def make_embedder(name: str, settings: EmbedderSettings | None = None) -> Embedder:
    """The embedder called ``name``. Its weights are loaded, or its server asked, at first use.

    Raises EmbedderError for an unknown name and for one that is not installed.
    """
    provider, _, model = name.partition(":")
    maker = _MAKERS.get(provider)
    if maker is None:
        known = ", ".join(_KNOWN)
        raise EmbedderError(f"There is no embedder called {name!r}.", f"Choose one of: {known}.")
    return maker(model, settings or EmbedderSettings())


def _static(model: str, settings: EmbedderSettings) -> Embedder:
    if model:
        raise EmbedderError(
            f"The embedded embedder has only one model, not {model!r}.", "Write just: static"
        )
    from ingest.embedders.static import StaticEmbedder

    return StaticEmbedder()


def _openai(model: str, settings: EmbedderSettings) -> Embedder:
    if not model:
        raise EmbedderError(
            "The openai embedder needs the name of a model.",
            "Write for example: openai:text-embedding-3-small",
        )
    try:
        home = import_module("ingest.embedders.openai")
    except ImportError as error:
        raise EmbedderError(
            f"The openai embedder is not installed ({error}).",
            "Install the program again, or use: static",
        ) from error

    made: Embedder = home.OpenAIEmbedder(model, settings)
    return made


def _minilm(model: str, settings: EmbedderSettings) -> Embedder:
    if model:
        raise EmbedderError(
            f"The minilm embedder has only one model, not {model!r}.", "Write just: minilm"
        )
    from ingest.embedders.minilm import MiniLMEmbedder

    return MiniLMEmbedder(settings)


_MAKERS: dict[str, Callable[[str, EmbedderSettings], Embedder]] = {
    "static": _static,
    "minilm": _minilm,
    "openai": _openai,
}

_KNOWN = ("static", "minilm", "openai:MODEL")


def header(meta: Metadata) -> str:
    """The line indexed and embedded with each passage: ``title · publisher · Wed 2026-03-18``.

    What is not known is left out; a date known to the month or the year is given as such.
    """
    parts = [meta.title, meta.publisher, _day(meta.published)]
    return " · ".join(part for part in parts if part)


def _day(published: str | None) -> str | None:
    if not published:
        return None
    day = published[:10]
    try:
        return f"{_WEEKDAYS[date.fromisoformat(day).weekday()]} {day}"
    except ValueError:
        return published


def with_header(head: str, text: str) -> str:
    """What is embedded for a passage: its header, a line break, its bare text."""
    return f"{head}\n{text}" if head else text


def make_fingerprint(name: str, dimension: int, canary: NDArray[np.float32] | None) -> str:
    """``name:dimension:header version:digest``, with a digest of the canary's vector.

    The vector is rounded to two decimals, so that another processor's arithmetic does not
    make another embedder of it. Without a vector the digest is ``-``.
    """
    digest = "-"
    if canary is not None:
        rounded = ",".join(f"{value:.2f}" for value in canary.tolist()).replace("-0.00", "0.00")
        digest = sha256(rounded.encode()).hexdigest()[:12]
    return f"{name}:{dimension}:{HEADER_VERSION}:{digest}"


__all__ = [
    "CANARY",
    "DEFAULT",
    "HEADER_VERSION",
    "Embedder",
    "EmbedderSettings",
    "Secret",
    "header",
    "make_embedder",
    "make_fingerprint",
    "with_header",
]
