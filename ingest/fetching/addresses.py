"""Which hosts a source may be fetched from: names are resolved once and judged by address."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ingest.errors import FetchError
from ingest.text.clean import visible

Resolver = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_EXTRA_V4 = tuple(
    map(ipaddress.ip_network, ("100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "0.0.0.0/8"))
)
_MAX_URL = 4000


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL, in the parts that a request is made of. ``path`` has its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """The URL without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


_PORTS = {"http": 80, "https": 443}


def target_of(url: str) -> Target:
    """Take a URL apart. Raises FetchError unless it is a plain http(s) URL without credentials."""
    shown = visible(url[:200])
    if len(url) > _MAX_URL or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise FetchError(f"{shown} is not a web address.", "Check it for blanks and line breaks.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
        named = host if _is_ip(host) or host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{shown} is not a web address.", "Check the spelling.") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise FetchError(
            f"{scheme or shown}: addresses are not fetched.", "Only http and https addresses are."
        )
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            "The address holds a user name or password.",
            "Remove it; pages behind a login have to be saved and ingested as files.",
        )
    if not named:
        raise FetchError(f"{shown} names no host.", "Check the spelling.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._[]')}" if parts.query else ""
    return Target(scheme, named, port or _PORTS[scheme], path + query)


def forbidden(address: str) -> str | None:
    """Why an address may not be fetched from; None when it may.

    Private, loopback, link-local, shared, reserved and multicast addresses are refused, also
    inside IPv4-mapped, 6to4, Teredo and NAT64 addresses.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an address"
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _embedded(ip)
        if inner is not None:
            return forbidden(str(inner))
    elif any(ip in network for network in _EXTRA_V4):
        return "a reserved address"
    for name in ("loopback", "link_local", "multicast", "unspecified", "private", "reserved",
                 "site_local"):  # fmt: skip
        if getattr(ip, f"is_{name}", False):
            return f"a {name.replace('_', '-')} address"
    return None if ip.is_global else "not a public address"


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a host as the operating system gives them, without repeats."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(
    target: Target,
    *,
    allow_private: bool,
    timeout: float,
    resolver: Resolver = system_resolver,
) -> list[str]:
    """The addresses of the host, every one of them allowed.

    Raises FetchError when there is none, when it takes too long, or when any of them is one
    that must not be fetched from.
    """
    found: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            found.append(resolver(target.host, target.port))
        except (OSError, UnicodeError) as error:
            found.append(error)

    # Resolving has no time limit of its own; a stuck one is left behind with its thread.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(timeout, 0.0))
    if not found:
        raise FetchError(
            f"The name {target.host} was not resolved in time.", "Check the network and try again."
        )
    addresses = found[0]
    if isinstance(addresses, Exception) or not addresses:
        raise FetchError(
            f"The host {visible(target.host)} is unknown.", "Check the address and the network."
        )
    if not allow_private:
        for address in addresses:
            if (reason := forbidden(address)) is not None:
                raise FetchError(
                    f"{visible(target.host)} is {reason} ({address}) and is not fetched from.",
                    "If it is yours, say `briefing config set allow_private true`, or save the "
                    "page as a file.",
                )
    return addresses


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
