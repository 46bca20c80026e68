"""A JSON Lines file in stretches of whole lines, so that several readers share it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from ingest.errors import ReadError
from ingest.readers.jsonl import MAX_LINE, skip_line

SLICE = 256 * 1024
"""Bytes of a stretch: some thirty articles, so that none waits long for another's."""


def slices(stream: IO[bytes], size: int = SLICE) -> Iterator[tuple[int, bytes]]:
    """(lines before it, bytes) of stretches of about ``size`` bytes, in order.

    A line past the limit comes cut, and without its end, as the reader of lines would see it.
    Raises ReadError, after the lines before it, where the stream does.
    """
    before = number = held = 0
    lines: list[bytes] = []
    try:
        while line := stream.readline(MAX_LINE + 1):
            lines.append(line)
            number += 1
            held += len(line)
            if len(line) > MAX_LINE and not line.endswith(b"\n"):
                held = size
                skip_line(stream)
            if held >= size:
                yield before, b"".join(lines)
                before, held, lines = number, 0, []
    except ReadError:
        # Damage further on takes nothing from the lines before it.
        if lines:
            yield before, b"".join(lines)
        raise
    if lines:
        yield before, b"".join(lines)


__all__ = ["SLICE", "slices"]
