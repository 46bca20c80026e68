"""One GET over http or https: pinned to a checked address, limited in time and in size.

Every redirect is a request of its own, checked in the same way. The socket goes to the very
address that was judged; the name is used for TLS and the Host header only. Proxies of the
environment are not used, since the judged address would then not be the one connected to.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from ingest.errors import FetchError
from ingest.fetching.addresses import Resolver, Target, resolve, system_resolver, target_of
from ingest.fetching.answers import Watch, pieces
from ingest.text.clean import visible

MAX_REDIRECTS = 5
USER_AGENT = "Mozilla/5.0 (compatible; briefing/0.1; reads articles for one person)"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_MAX_VALIDATOR = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: decoded bytes, type and charset as declared, and the final URL.

    ``etag`` and ``last_modified`` are the server's own words, for asking again. ``moved`` is
    where it lives now, when every redirect on the way was a permanent one. ``unchanged`` says
    that the server has nothing newer than what was asked about (304); there are no bytes then.
    """

    data: bytes
    media_type: str
    charset: str | None
    url: str
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Redirect:
    place: str
    permanent: bool


class _Deadline:
    """Cuts the connection when the time for the whole fetch is over."""

    def __init__(self, seconds: float, stall: float | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._stall = stall

    @property
    def wait(self) -> float:
        """Seconds that may pass until something comes."""
        return self.left if self._stall is None else min(self.left, self._stall)

    @property
    def left(self) -> float:
        return self._end - time.monotonic()

    @property
    def over(self) -> bool:
        return self.left <= 0

    def error(self) -> FetchError:
        if not self.over and self._stall is not None:
            return FetchError(f"The server sent nothing for {self._stall:g} s.", "Try again later.")
        return FetchError(
            f"The server did not answer in full within {self._seconds:g} s.",
            "Try again later, or save the page as a file and ingest that.",
        )


def get(
    url: str,
    *,
    timeout: float,
    max_bytes: int,
    allow_private: bool = False,
    resolver: Resolver = system_resolver,
    etag: str | None = None,
    last_modified: str | None = None,
    watch: Watch | None = None,
    stall: float | None = None,
) -> Page:
    """Fetch ``url`` within ``timeout`` seconds in all and ``max_bytes`` on the wire and decoded.

    For what is large, ``watch`` is told the bytes that came and the bytes to come (None when
    the server does not say), and ``stall`` is how many seconds nothing may come. With ``etag``
    or ``last_modified`` of an earlier answer the server is asked for something newer only
    (RFC 9110, 13.1). Raises FetchError, with a reason for every way in which it can fail.
    """
    deadline = _Deadline(timeout, stall)
    asked = _validators(etag, last_modified)
    permanent, redirected = True, False
    for _ in range(MAX_REDIRECTS + 1):
        target = target_of(url)
        addresses = resolve(
            target, allow_private=allow_private, timeout=deadline.left, resolver=resolver
        )
        outcome = _request(target, addresses, deadline, max_bytes, asked, watch)
        if isinstance(outcome, Page):
            return replace(outcome, moved=target.url) if redirected and permanent else outcome
        redirected, permanent = True, permanent and outcome.permanent
        url = urljoin(target.url, outcome.place)
    raise FetchError(
        f"The address redirects more than {MAX_REDIRECTS} times.", "Open it in a browser instead."
    )


def _request(
    target: Target,
    addresses: list[str],
    deadline: _Deadline,
    max_bytes: int,
    asked: Mapping[str, str],
    watch: Watch | None,
) -> Page | _Redirect:
    """The page, or the address that it redirects to; ``asked`` are conditions, as headers."""
    live = [_connect(target, addresses, deadline)]
    # The watchdog ends a server that sends a byte now and then: shutting the socket down wakes
    # whatever waits on it, in the handshake as well.
    watchdog = threading.Timer(max(deadline.left, 0.0), _shut, (live,))
    watchdog.daemon = True
    watchdog.start()
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        if target.scheme == "https":
            _secure(live, target.host)
        # With its socket at hand http.client resolves and connects nothing itself.
        connection.sock = live[0]
        connection.request("GET", target.path, headers={**_headers(target), **asked})
        response = connection.getresponse()
        if response.status in _REDIRECTS and (place := response.getheader("Location")):
            return _Redirect(place, response.status in _PERMANENT)
        unchanged = response.status == 304 and bool(asked)
        if not unchanged:
            _check_status(response, target)
        data = b"".join(pieces(response, max_bytes, watch))
        if deadline.over:
            raise deadline.error()
        return _page(response, data, target, unchanged=unchanged)
    except FetchError as error:
        if deadline.over:  # The watchdog's cut looks like an answer that ended early.
            raise deadline.error() from error
        raise
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        if deadline.over or isinstance(error, TimeoutError):
            raise deadline.error() from error
        raise _failure(error, target) from error
    finally:
        watchdog.cancel()
        connection.close()
        live[0].close()


def _page(
    response: http.client.HTTPResponse, data: bytes, target: Target, *, unchanged: bool
) -> Page:
    return Page(
        data,
        response.headers.get_content_type() if response.getheader("Content-Type") else "",
        response.headers.get_content_charset(),
        target.url,
        _validator(response, "ETag"),
        _validator(response, "Last-Modified"),
        unchanged=unchanged,
    )


def _connect(target: Target, addresses: list[str], deadline: _Deadline) -> socket.socket:
    failure: OSError | None = None
    for address in addresses:
        if deadline.over:
            raise deadline.error()
        try:
            return socket.create_connection((address, target.port), timeout=deadline.wait)
        except OSError as error:
            failure = error
    if deadline.over or isinstance(failure, TimeoutError):
        raise deadline.error() from failure
    raise FetchError(
        f"{visible(target.authority)} cannot be reached ({_said(failure)}).",
        "Check the address and the network.",
    ) from failure


def _secure(live: list[socket.socket], host: str) -> None:
    """Put TLS on the socket in ``live``, in place, so that the watchdog always has the one used."""
    context = ssl.create_default_context()
    wrapped = context.wrap_socket(live[0], server_hostname=host, do_handshake_on_connect=False)
    live[0] = wrapped
    wrapped.do_handshake()


def _shut(live: list[socket.socket]) -> None:
    # The plain shutdown: that of a TLS socket would drop its state under the reading thread.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(live[0], socket.SHUT_RDWR)


def _headers(target: Target) -> dict[str, str]:
    return {
        "Host": target.authority,
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
        "application/feed+json, application/xml;q=0.9, text/*;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en, *;q=0.5",
        "Connection": "close",
    }


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value and _sendable(value)}


def _validator(response: http.client.HTTPResponse, name: str) -> str | None:
    value = (response.getheader(name) or "").strip()
    return value if value and _sendable(value) else None


def _sendable(value: str) -> bool:
    """Whether a header's value can be sent back: short, and nothing in it ends a line."""
    return len(value) <= _MAX_VALIDATOR and value.isascii() and value.isprintable()


def _check_status(response: http.client.HTTPResponse, target: Target) -> None:
    status = response.status
    if 200 <= status < 300 and status not in (204, 205):
        return
    reason = http.client.responses.get(status, "")
    hint = "Open it in a browser; if it is there, save it and ingest the file."
    if status == 404:
        hint = "Check the address."
    elif status == 410:
        hint = "It was taken away for good; look for a new address."
    elif status == 429 or status >= 500:
        hint = "Try again later."
    raise FetchError(
        f"{visible(target.host)} answered {status} {reason}".strip() + ".",
        hint,
        status=status,
        retry_after=response.getheader("Retry-After"),
    )


def _failure(error: Exception, target: Target) -> FetchError:
    if isinstance(error, ssl.SSLError):
        return FetchError(
            f"The certificate or encryption of {visible(target.host)} was not accepted "
            f"({visible(str(error.reason or error))}).",
            "If the site opens in a browser, save the page and ingest the file.",
        )
    return FetchError(
        f"{visible(target.authority)} did not give a proper answer ({_said(error)}).",
        "Try again later, or save the page as a file.",
    )


def _said(error: Exception | None) -> str:
    """What the system says of an error, without its number; of one that the system did not
    raise its sort and its words."""
    if isinstance(error, OSError) and error.strerror:
        return visible(error.strerror)
    return f"{type(error).__name__}: {visible(str(error)[:200])}"
