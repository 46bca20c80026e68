"""What is read: sources, their bytes, and what came of them when no article did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BytesIO
from typing import IO, Literal


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a file, a URL or standard input.

    ``location`` is an absolute path, a URL or ``-``; ``size`` and ``mtime_ns`` are those of
    a file, for telling an unchanged one without reading it.
    """

    location: str
    kind: Literal["file", "url", "stdin"]
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a source, before anything is made of them.

    Of what was fetched: ``etag`` and ``last_modified`` as the server stated them, ``moved``,
    the address where it lives now when the one that was asked for redirects there for good,
    and ``unchanged`` when the server has nothing newer than was asked about (no bytes then).
    ``stream`` opens a file that is too large to be held and is read piece by piece; ``data`` is
    empty then.
    """

    source: Source
    data: bytes
    media_type: str
    url: str | None = None
    charset: str | None = None
    retrieved: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: str | None = None
    unchanged: bool = False
    stream: Callable[[], IO[bytes]] | None = None

    def open(self) -> IO[bytes]:
        """The bytes, from the first on."""
        return BytesIO(self.data) if self.stream is None else self.stream()

    def sha256(self) -> str:
        """The digest of all bytes (hex). Raises OSError where a file cannot be read on."""
        if self.stream is None:
            return sha256(self.data).hexdigest()
        with self.stream() as file:
            return file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in a source that no article came of: the reason, with its next step."""

    source: str
    reason: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a source names without holding what is there.

    ``source`` is where it is named, for people. A ``feed`` or a list of ``pages`` that the
    user pointed at is followed (``follow``); one out of a collection of bookmarks is only
    listed, unless following was asked for. ``published`` is what the source says of it (ISO
    8601), so that the newest can be taken first. ``held`` says that something of it was read
    already, a feed's summary: it is not reported when it is not followed.
    """

    source: str
    url: str
    kind: Literal["page", "feed", "pages"] = "page"
    title: str | None = None
    published: str | None = None
    follow: bool = False
    held: bool = False
