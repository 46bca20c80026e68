"""What the generative engine needs to know, and whether it may be used as it is set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import ConfigError, ModelAuth
from assistant.types import Usage
from ingest.endpoints.endpoint import OPENAI_URL, is_loopback, is_openai, problem
from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.config import Settings


CONTEXT_TOKENS = 12_000
"""Tokens that a request and its answer may take unless it is set: about 20 passages with what
is around them, and small enough for a model on one's own machine."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost that are read (``input``) and written (``output``)."""

    input: float
    output: float
    currency: str

    def priced(self, usage: Usage) -> Usage:
        """The usage with what it costs."""
        cost = (usage.input_tokens * self.input + usage.output_tokens * self.output) / 1e6
        return replace(usage, cost=cost, currency=self.currency)


@dataclass(frozen=True, slots=True)
class OpenAISettings:
    """Whom to ask, and how long to wait: ``timeout`` is for the whole answer, in seconds.

    ``context_tokens`` is what a request and its answer may take together; without ``prices``
    nothing is said of costs.
    """

    model: str
    base_url: str = OPENAI_URL
    api_key: Secret | None = None
    timeout: float = 120.0
    temperature: float | None = None
    max_tokens: int | None = None
    offline: bool = False
    context_tokens: int = CONTEXT_TOKENS
    prices: Prices | None = None

    @classmethod
    def of(cls, settings: Settings) -> OpenAISettings:
        """From the program's settings. Raises ConfigError when no model is named."""
        if not settings.model:
            raise ConfigError(
                "The openai engine needs the name of a model.",
                "Give --model NAME, or run: briefing config set model NAME",
            )
        return cls(
            model=settings.model,
            base_url=settings.base_url,
            api_key=settings.api_key,
            timeout=settings.timeout,
            temperature=settings.temperature,
            max_tokens=settings.max_tokens,
            offline=settings.offline,
            context_tokens=settings.context_tokens,
            prices=_prices(settings),
        )

    def check(self) -> None:
        """Raises ConfigError for an address that is unusable, or that ``offline`` forbids.

        Raises ModelAuth when OpenAI's own service is to be used without a key.
        """
        wrong = problem(self.base_url)
        if wrong is not None:
            raise ConfigError(
                f"base_url cannot be used: {wrong}.",
                "Set it to an address such as https://api.openai.com/v1",
            )
        if self.offline and not is_loopback(self.base_url):
            raise ConfigError(
                f"--offline forbids the model's endpoint {visible(self.base_url)}.",
                "Leave out --offline, use a server on this machine, or --engine extractive.",
            )
        if is_openai(self.base_url) and not self.api_key:
            raise ModelAuth(
                "The openai engine has no API key.",
                "Set OPENAI_API_KEY, or run: briefing config set api_key",
            )


def _prices(settings: Settings) -> Prices | None:
    """The prices that are set; one that is not set is nothing, and none at all when neither is."""
    if settings.price_input is None and settings.price_output is None:
        return None
    return Prices(settings.price_input or 0.0, settings.price_output or 0.0, settings.currency)
