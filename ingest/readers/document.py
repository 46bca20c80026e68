"""What every reader is given: the bytes of one source, unpacked within limits."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import IO, cast
from urllib.parse import unquote, urlsplit

from ingest.errors import ReadError
from ingest.text.clean import clean_line, visible
from ingest.types import Fetched

GZIP = b"\x1f\x8b"
MAX_TEXT = 32 * 1024 * 1024
"""Bytes of one text, page or record after unpacking."""
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes of all records of one packed file together."""


@dataclass(slots=True)
class Allowance:
    """How many bytes all containers of one source may still unpack to, together."""

    whole: int = MAX_UNPACKED
    used: int = 0

    @property
    def left(self) -> int:
        """Bytes that may still come; below 0 once there were too many."""
        return self.whole - self.used

    def narrow(self, whole: int) -> None:
        """Allows no more than ``whole`` bytes in all."""
        self.whole = min(self.whole, whole)

    def take(self, size: int) -> None:
        """Counts ``size`` bytes. Raises ReadError when that is more than is left."""
        self.used += size
        if self.left < 0:
            raise ReadError(
                f"Unpacked, it is larger than {self.whole / 1024**2:.0f} MB; what comes after "
                "that was left out.",
                "Unpack and split it, then ingest the parts.",
            )


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched source. ``now`` is the time of reading, which bounds plausible dates.

    ``depth`` counts the containers that it lies in, which share one ``allowance``.
    """

    fetched: Fetched
    now: datetime
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def shown(self) -> str:
        """The source's location for people: controls are shown, never sent."""
        return visible(self.fetched.url or self.fetched.source.location)

    @property
    def name_title(self) -> str | None:
        """A title made of the file's name; None for standard input."""
        source = self.fetched.source
        if source.kind == "stdin":
            return None
        location = self.fetched.url or source.location
        if self.depth:
            location = location.rpartition("#")[2]
        path = unquote(urlsplit(location).path) if source.kind == "url" else location
        stem = PurePath(path.removesuffix(".gz")).stem
        words = " ".join(stem.replace("_", " ").replace("-", " ").split())
        words = clean_line(words)
        return words[:1].upper() + words[1:] or None

    def open(self) -> IO[bytes]:
        """The bytes as a stream, unpacked if they are gzip; reading past the limit raises."""
        stream = self.fetched.open()
        packed = stream.read(len(GZIP)) == GZIP
        stream.seek(0)
        if packed:
            return cast(IO[bytes], _Limited(gzip.GzipFile(fileobj=stream), MAX_UNPACKED))
        return stream

    def head(self, size: int = 4096) -> bytes:
        """The first bytes, unpacked."""
        with self.open() as stream:
            return stream.read(size)

    def data(self) -> bytes:
        """All bytes, unpacked. Raises ReadError when they are too many or damaged."""
        with self.open() as stream:
            data = stream.read(MAX_TEXT + 1)
        if len(data) > MAX_TEXT:
            raise ReadError(
                f"It is larger than {MAX_TEXT // 1024**2} MB.",
                "Split it into smaller files and ingest those.",
            )
        return data

    def whole(self) -> bytes:
        """All bytes as fetched, which has its own limit; those of a gzip file, or of one that
        is too large to be held, as ``data``."""
        data = self.fetched.data
        return self.data() if data.startswith(GZIP) or self.fetched.stream else data


class _Limited(io.RawIOBase):
    """A gzip stream that stops at a number of bytes and speaks of damage in plain words."""

    def __init__(self, stream: gzip.GzipFile, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def _take(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(
                f"Unpacked, it is larger than {MAX_UNPACKED // 1024**2} MB.",
                "Unpack and split it, then ingest the parts.",
            )
        return data

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._take(self._stream.read(size))
        except (EOFError, OSError, zlib.error) as error:
            raise _damaged(error) from error

    def readline(self, size: int | None = -1, /) -> bytes:
        try:
            return self._take(self._stream.readline(-1 if size is None else size))
        except (EOFError, OSError, zlib.error) as error:
            raise _damaged(error) from error


def _damaged(error: Exception) -> ReadError:
    return ReadError(
        f"Its gzip data is damaged or cut off ({error}).", "Fetch or copy the file again."
    )
