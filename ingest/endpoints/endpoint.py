"""The address of an OpenAI-compatible server, and the one HTTP client that talks to it.

Used for models and for embeddings: no redirect is followed, nothing but the request itself
is sent to a host that is not OpenAI's own, and an answer is read only up to a limit.
"""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.endpoints.secret import Secret
from ingest.text.clean import visible

if TYPE_CHECKING:
    import httpx2

OPENAI_URL = "https://api.openai.com/v1"
MAX_BYTES = 64 * 1024 * 1024
"""Decoded bytes that are read of one response; the largest honest one is a few megabytes."""

_SENT = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "content-type", "host",
     "transfer-encoding", "user-agent"}
)  # fmt: skip


def problem(url: str) -> str | None:
    """What is wrong with ``url`` as the base URL of an endpoint; None when nothing is."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "it is not a valid URL"
    if parts.scheme not in ("http", "https") or not host:
        return "it must begin with http:// or https:// and name a host"
    if parts.username is not None or parts.password is not None:
        return "it must not hold a user name or password"
    if parts.query or parts.fragment:
        return "it must not hold a query or a fragment"
    if url != visible(url) or any(char.isspace() for char in url):
        return "it holds characters that do not belong in a URL"
    return None


def is_loopback(url: str) -> bool:
    """Whether ``url`` names this very machine: 127.0.0.0/8, ::1 or localhost."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_openai(url: str) -> bool:
    """Whether ``url`` is OpenAI's own service, which cannot be used without a key."""
    host = urlsplit(url).hostname or ""
    return host == "openai.com" or host.endswith(".openai.com")


class TooMuchDataError(RuntimeError):
    """The server sent more than ``MAX_BYTES``."""


def make_client(
    base_url: str, key: Secret | None, *, read_timeout: float, connect_timeout: float
) -> httpx2.AsyncClient:
    """The HTTP client for one endpoint; the caller closes it.

    Time-outs are in seconds and for a single read or connection. Proxies and certificates
    from the environment are honoured, but never for this machine's own servers.
    """
    import httpx2

    official = is_openai(base_url)

    async def only_ours(request: httpx2.Request) -> None:
        if official:
            return
        for name in [name for name in request.headers if name.lower() not in _SENT]:
            del request.headers[name]
        if key:
            request.headers["Authorization"] = f"Bearer {key.get_secret_value()}"

    async def limited(response: httpx2.Response) -> None:
        stream = response.stream
        if isinstance(stream, httpx2.AsyncByteStream):
            response.stream = _limit(httpx2.AsyncByteStream, stream)

    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(read_timeout, connect=connect_timeout),
        follow_redirects=False,
        trust_env=not is_loopback(base_url),
        event_hooks={"request": [only_ours], "response": [limited]},
    )


def _limit(
    base: type[httpx2.AsyncByteStream], stream: httpx2.AsyncByteStream
) -> httpx2.AsyncByteStream:
    class Limited(base):  # type: ignore[misc,valid-type]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            read = 0
            async for block in stream:
                read += len(block)
                if read > MAX_BYTES:
                    raise TooMuchDataError
                yield block

        async def aclose(self) -> None:
            await stream.aclose()

    limited: httpx2.AsyncByteStream = Limited()
    return limited


__all__ = [
    "MAX_BYTES",
    "OPENAI_URL",
    "TooMuchDataError",
    "is_loopback",
    "is_openai",
    "make_client",
    "problem",
]
