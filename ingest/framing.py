"""Messages over a pipe: a head and a body of bytes, each told by its length before it."""

from __future__ import annotations

import struct
from typing import IO

MOST = 1024 * 1024 * 1024
"""Bytes of one part; a length above it is no message of ours."""

_HEADER = struct.Struct(">II")


def send(pipe: IO[bytes], head: bytes, body: bytes = b"") -> None:
    """Writes one message. Raises OSError when nobody reads it."""
    pipe.write(_HEADER.pack(len(head), len(body)) + head)
    if body:
        pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes], most: int = MOST) -> tuple[bytes, bytes] | None:
    """The next message; None at the end of input, also in the midst of one."""
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    head_size, body_size = _HEADER.unpack(header)
    if max(head_size, body_size) > most:
        return None
    head, body = pipe.read(head_size), pipe.read(body_size)
    return (head, body) if len(head) == head_size and len(body) == body_size else None
