"""URLs as names of articles: one spelling for all the ways to write the same address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|wt_?mc|xtor|"
    r"cmpid|cmp|ocid|ncid|ref|ref_src|ref_url|referrer|partner|smid|smtyp|sref|share|s_cid|"
    r"icid|cid|ito|ftag|guccounter|guce_\w+|_ga|trk|taid|feature|amp|outputtype|__twitter_\w+)$",
    re.IGNORECASE,
)
_MIRROR = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


def is_url(text: str) -> bool:
    """Whether ``text`` is an http(s) address with a host."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def host_of(url: str | None) -> str | None:
    """The host of a URL in lower case, without a leading ``www.``; None when it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.lower().rstrip(".").removeprefix("www.") if host else None


def same_site(one: str, other: str) -> bool:
    """Whether the hosts are the same, or one is a part of the other (``m.x.org``, ``x.org``)."""
    first, second = _site(one), _site(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _site(url: str) -> str:
    return _MIRROR.sub("", host_of(url) or "")


def identity_of(url: str) -> str:
    """The URL as an article's name: no scheme, ``www.``, fragment or tracking parameters.

    ``https://www.X.org/a/?utm_source=y#z`` → ``x.org/a``. Text that is no URL comes back as is.
    """
    if not is_url(url):
        return url
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        port = None
    host = _MIRROR.sub("", (parts.hostname or "").lower().rstrip("."))
    query = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.match(pair[0])]
    path = re.sub(r"/(?:index\.(?:html?|php))?$", "", parts.path)
    return (
        host
        + (f":{port}" if port not in (None, 80, 443) else "")
        + path
        + (f"?{urlencode(sorted(query))}" if query else "")
    )
