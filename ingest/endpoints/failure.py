"""What went wrong at an OpenAI-compatible endpoint, told from the exception it caused.

Pure: exceptions of the client libraries are known by the names of their classes and by their
``status_code`` and ``body``, so that nothing heavy is imported to explain them. Texts from the
server are shown, never obeyed: one line, control characters made visible, the key masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from ingest.endpoints.retry_after import header, spoken_wait, wait_asked
from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

_LONGEST = 200
_KEY_LIKE = re.compile(r"\bsk-[\w*.-]{6,}")
_TOO_LONG = re.compile(
    r"context_length|context length|context window|context_size|context size|maximum context"
    r"|exceed the configured limit|too many tokens|too long",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?:context (?:length|size|window)|configured limit)\D{0,24}?(\d[\d,]*)", re.IGNORECASE
)
_QUOTA = re.compile(r"insufficient_quota|quota|billing|credit", re.IGNORECASE)
_PROTOCOL_ERRORS = frozenset(
    {"JSONDecodeError", "APIResponseValidationError", "ValidationError", "UnicodeDecodeError",
     "ValueError", "TypeError", "KeyError", "AttributeError", "IndexError", "DecodingError"}
)  # fmt: skip


class Trouble(StrEnum):
    """The kinds of failure that call for different advice."""

    AUTH = "auth"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate limited"
    QUOTA = "quota"
    REFUSED = "refused"
    TOO_LONG = "too long"
    SERVER = "server"
    PROTOCOL = "protocol"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom the failure is about, and the key that must not be repeated."""

    url: str
    model: str
    key: Secret | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure put into words.

    ``passing`` when the same request may succeed a moment later; ``wait`` is what the server
    asked for, in seconds; ``limit`` the tokens that the model takes, where the server names them.
    """

    trouble: Trouble
    message: str
    hint: str
    wait: float | None = None
    passing: bool = False
    limit: int | None = None


def explain(error: BaseException, endpoint: Endpoint, *, now: datetime | None = None) -> Failure:
    """The failure that ``error`` stands for; never raises."""
    names = {cls.__name__ for cls in type(error).__mro__}
    where = visible(endpoint.url)
    status = getattr(error, "status_code", None)
    chain = list(_chain(error))
    if any(type(link).__name__ == "TooMuchDataError" for link in chain):
        return Failure(
            Trouble.PROTOCOL, f"{where} sent far more data than an answer holds.", _CHECK_URL
        )
    if names & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return timed_out(endpoint)
    if names & {"APIConnectionError", "TransportError", "OSError"}:
        return _unreachable(chain, endpoint, where)
    if isinstance(status, int):
        return _status(status, error, endpoint, now or datetime.now(UTC))
    if "ContextOverflowError" in names:
        return _too_long(endpoint, _said(error, endpoint), error)
    if names & {"APIError"}:
        return _event(error, endpoint)
    if names & _PROTOCOL_ERRORS:
        return Failure(
            Trouble.PROTOCOL, f"{where} does not answer as an OpenAI-compatible server.", _CHECK_URL
        )
    return Failure(
        Trouble.SERVER, f"The request to {where} failed ({type(error).__name__}).", _TRY_AGAIN
    )


_CHECK_URL = "Check base_url: for most servers it ends in /v1."
_TRY_AGAIN = "Try again; briefing doctor checks the endpoint."


def timed_out(endpoint: Endpoint, seconds: float | None = None) -> Failure:
    """The failure of a server that did not answer in time (``seconds``, where it is known)."""
    within = "in time" if seconds is None else f"within {seconds:g} s"
    return Failure(
        Trouble.TIMEOUT,
        f"{visible(endpoint.url)} did not answer {within}.",
        "Try again, or allow more seconds: briefing config set timeout 300",
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, the first cause last."""
    seen: BaseException | None = error
    for _ in range(12):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _unreachable(chain: Sequence[BaseException], endpoint: Endpoint, where: str) -> Failure:
    names = {cls.__name__ for link in chain for cls in type(link).__mro__}
    texts = " ".join(str(link) for link in chain)
    if "ConnectionRefusedError" in names:
        detail = "the connection was refused; no server is listening there"
    elif "gaierror" in names:
        detail = "the host's name is not known"
    elif "certificate" in texts.lower():
        detail = "its TLS certificate is not accepted"
    else:
        detail = "the connection broke off"
    return Failure(
        Trouble.UNREACHABLE,
        f"Cannot reach {where}: {detail}.",
        "Check that the server is running and that base_url is right.",
        passing=detail == "the connection broke off",
    )


def _status(status: int, error: BaseException, endpoint: Endpoint, now: datetime) -> Failure:
    said, code = _said(error, endpoint), _code(error)
    where, tail = visible(endpoint.url), f" ({said})" if said else ""
    if 300 <= status < 400:
        target = _line(header(error, "location") or "elsewhere", endpoint)
        return Failure(
            Trouble.REFUSED,
            f"{where} redirects to {target}; redirects are not followed.",
            "Set base_url to the address that serves the API itself.",
        )
    if status in (401, 403):
        return _denied(status, endpoint, tail)
    if status in (402, 429):
        return _limited(status, error, endpoint, now)
    if status == 413 or _TOO_LONG.search(f"{code} {said}"):
        return _too_long(endpoint, said, error)
    if status == 404:
        return _not_found(endpoint, "model" in f"{code} {said}".lower(), tail)
    if status == 408:
        return timed_out(endpoint)
    if status >= 500:
        return Failure(
            Trouble.SERVER,
            f"{where} failed with status {status}.{tail}",
            _TRY_AGAIN,
            wait_asked(error, now),
            passing=True,
        )
    if status < 300:
        return Failure(
            Trouble.PROTOCOL, f"{where} does not answer as an OpenAI-compatible server.", _CHECK_URL
        )
    return Failure(
        Trouble.REFUSED,
        f"{where} refused the request with status {status}.{tail}",
        "Check the model's name and the settings: briefing config show",
    )


def _denied(status: int, endpoint: Endpoint, tail: str) -> Failure:
    where, model = visible(endpoint.url), visible(endpoint.model)
    if status == 403:
        return Failure(
            Trouble.AUTH,
            f"{where} denies access to {model}.{tail}",
            "Check that the key may use this model.",
        )
    missing = "" if endpoint.key else " No key was sent."
    return Failure(
        Trouble.AUTH,
        f"{where} does not accept the API key.{missing}{tail}",
        "Set OPENAI_API_KEY, or run: briefing config set api_key",
    )


def _not_found(endpoint: Endpoint, about_model: bool, tail: str) -> Failure:
    where, model = visible(endpoint.url), visible(endpoint.model)
    if about_model:
        return Failure(
            Trouble.REFUSED,
            f"{where} has no model {model}.{tail}",
            "Check the model's name (--model).",
        )
    return Failure(Trouble.REFUSED, f"Nothing answers at {where}.{tail}", _CHECK_URL)


def _limited(status: int, error: BaseException, endpoint: Endpoint, now: datetime) -> Failure:
    said = _said(error, endpoint)
    where, tail = visible(endpoint.url), f" ({said})" if said else ""
    if status == 402 or _QUOTA.search(_code(error)):
        return Failure(
            Trouble.QUOTA,
            f"The quota at {where} is used up.{tail}",
            "Check plan and billing there, or choose another endpoint.",
        )
    wait = wait_asked(error, now)
    asks = "" if not wait else f" and asks to wait {spoken_wait(wait)}"
    return Failure(
        Trouble.RATE_LIMITED,
        f"{where} limits the rate of requests{asks}.{tail}",
        "Wait, then ask again." if not wait else f"Ask again in {spoken_wait(wait)}.",
        wait,
        passing=True,
    )


def _event(error: BaseException, endpoint: Endpoint) -> Failure:
    """An error that came as an event in a stream that had begun well."""
    said, code = _said(error, endpoint), _code(error)
    if _TOO_LONG.search(f"{code} {said}"):
        return _too_long(endpoint, said, error)
    tail = f" ({said})" if said else ""
    if "rate_limit" in code:
        return Failure(
            Trouble.RATE_LIMITED,
            f"{visible(endpoint.url)} limits the rate of requests.{tail}",
            "Wait, then ask again.",
            passing=True,
        )
    return Failure(
        Trouble.SERVER,
        f"{visible(endpoint.url)} broke off with an error.{tail}",
        _TRY_AGAIN,
        passing=True,
    )


def _too_long(endpoint: Endpoint, said: str, error: BaseException) -> Failure:
    tail = f" ({said})" if said else ""
    return Failure(
        Trouble.TOO_LONG,
        f"The passages are too long for {visible(endpoint.model)}.{tail}",
        "Give it fewer passages (-k 8), or choose a model with a longer context.",
        limit=_limit(error, said),
    )


def _limit(error: BaseException, said: str) -> int | None:
    """The tokens that the model takes: ``n_ctx`` of llama.cpp's server, else as it is worded."""
    named = _inner(error).get("n_ctx")
    if isinstance(named, int) and named > 0:
        return named
    found = _LIMIT.search(said)
    return int(found[1].replace(",", "")[:9]) or None if found else None


def _inner(error: BaseException) -> Mapping[object, object]:
    body = getattr(error, "body", None)
    if isinstance(body, Mapping) and isinstance(body.get("error"), Mapping):
        body = body["error"]
    return body if isinstance(body, Mapping) else {}


def _code(error: BaseException) -> str:
    inner = _inner(error)
    return f"{inner.get('code') or ''} {inner.get('type') or ''}"


def _said(error: BaseException, endpoint: Endpoint) -> str:
    """What the server said, fit to be shown; empty when it said nothing useful."""
    said = _inner(error).get("message") or _inner(error).get("detail")
    body = getattr(error, "body", None)
    if said is None and isinstance(body, Mapping):
        said = body.get("error") or body.get("message") or body.get("detail")
    elif said is None:
        said = body
    if not isinstance(said, str) or said.lstrip().startswith("<"):
        return ""
    return _line(said, endpoint)


def _line(text: str, endpoint: Endpoint) -> str:
    if endpoint.key:
        text = endpoint.key.redact(text)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    shown = _KEY_LIKE.sub("sk-…", visible(first))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1].rstrip() + "…"


__all__ = ["Endpoint", "Failure", "Trouble", "explain", "timed_out"]
