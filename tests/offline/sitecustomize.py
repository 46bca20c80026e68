"""Keeps tests and every Python they start on this machine: no socket but loopback.

Loaded by ``tests/conftest.py``, and by child processes because the folder stands on their
``PYTHONPATH``. A name that is not this machine's does not resolve; a connection to any other
address fails and is noted in ``REFUSED``, so that the test that tried fails too.
"""

from __future__ import annotations

import ipaddress
import socket
import sys

REFUSED: list[str] = []


def _is_local(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return True


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
        if not _is_local(host) and not _is_address(host):
            raise socket.gaierror(socket.EAI_NONAME, "tests resolve no names but this machine's")
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            REFUSED.append(str(address))
            raise OSError(f"tests connect to nothing but loopback, not to {address}")


sys.addaudithook(_guard)
