"""Addresses of web pages as they are shown and opened: in ASCII, so that what is read is what is
opened. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from ingest.text.clean import clean_line

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\]")
_LONGEST = 2_000
"""Characters; what is longer cannot be looked at as a whole."""
_KEPT = "/?#[]@!$&'()*+,;=:%~"
"""What RFC 3986 lets stand as it is in a path, a query or a fragment, and the percent sign."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address of http or https, all of it printable ASCII; ``host`` as a browser goes to it,
    internationalised names in punycode, with its port when it has one."""

    url: str
    host: str


def web_address(text: str | None) -> WebAddress | None:
    """The address in ``text``; None when a browser might make something else of it than is shown:
    another scheme, a backslash, a blank or a control character, a name before the host, a host
    that has no ASCII form."""
    if not text or len(text) > _LONGEST or text != clean_line(text):
        return None
    if "\\" in text or any(map(str.isspace, text)):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _ascii(parts.hostname or "")
        if "[" in parts.netloc:
            host = f"[{host}]"
    except ValueError:  # UnicodeError is one
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    place = host if port is None else f"{host}:{port}"
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return WebAddress(urlunsplit((parts.scheme, place, *rest)), place)


def _ascii(host: str) -> str:
    """A host in ASCII, lower-case. Raises ``UnicodeError`` when it has no such form."""
    if host.isascii():
        return host.lower()
    # RFC 3490; where browsers follow a later rule (ß), what is shown is still what is opened.
    return host.encode("idna").decode("ascii").lower()
