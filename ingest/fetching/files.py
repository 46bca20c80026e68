"""Files on this machine: read within limits, and what is said of those that cannot be."""

from __future__ import annotations

import errno
import os
import stat
from functools import partial
from typing import IO

from ingest import formats
from ingest.errors import FetchError
from ingest.text.clean import visible
from ingest.types import Fetched, Source

MAX_PIECEMEAL = 16 * 1024**3
"""Bytes of a file that is read a piece at a time, so that memory does not grow with it."""
_PIECEMEAL = frozenset({"application/mbox"})


def digest_of(fetched: Fetched) -> str:
    """sha256 (hex) of all its bytes. Raises FetchError where a large file cannot be read on."""
    try:
        return fetched.sha256()
    except OSError as error:
        raise _unreadable(error) from error


def read_file(source: Source, max_bytes: int, *, piecemeal: bool) -> Fetched:
    """The bytes of a file, at most ``max_bytes``; with ``piecemeal`` a larger one of many pieces
    comes as a stream. Raises FetchError."""
    media_type = media_type_of(source.location)
    try:
        with _opened(source.location) as file:
            size = os.fstat(file.fileno()).st_size
            streamed = size > max_bytes and piecemeal and media_type in _PIECEMEAL
            limit = MAX_PIECEMEAL if streamed else max_bytes
            data = b"" if streamed or size > limit else file.read(limit + 1)
    except OSError as error:
        raise _unreadable(error) from error
    if max(size, len(data)) > limit:
        raise too_large(limit)
    stream = partial(_opened, source.location) if streamed else None
    return Fetched(source, data, media_type, stream=stream)


def _opened(path: str) -> IO[bytes]:
    # Not blocking: a pipe that took the file's place since it was listed must not hang us.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = open(os.open(path, flags), "rb")  # noqa: SIM115
    mode = os.fstat(file.fileno()).st_mode
    if not stat.S_ISREG(mode):
        file.close()
        raise FetchError(f"It is {special(mode)}, not a regular file.", "Name a file.")
    return file


def _unreadable(error: OSError) -> FetchError:
    message, _, hint = reason_of(error).rpartition(". ")
    return FetchError(message + ".", hint)


def special(mode: int) -> str:
    """What a file is that is no regular one."""
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a device"


def reason_of(error: OSError) -> str:
    """Why a file or folder could not be read, with the next step."""
    known = {
        errno.ENOENT: "There is no such file. Check the spelling.",
        errno.EACCES: "It may not be read. Change its permissions.",
        errno.EPERM: "It may not be read. Change its permissions.",
        errno.ELOOP: "It is a link that leads to itself. Mend the link.",
        errno.EISDIR: "It is a folder, not a regular file. Name a file in it.",
        errno.ENAMETOOLONG: "Its name is too long. Rename it.",
    }
    fallback = f"It could not be read ({visible(os.strerror(error.errno or 0))}). Check the disk."
    return known.get(error.errno or 0, fallback)


def media_type_of(name: str) -> str:
    """The media type that a name says."""
    form = formats.by_name(name)
    return form.media_types[0] if form else formats.UNKNOWN


def too_large(max_bytes: int) -> FetchError:
    """The refusal of a source of more than ``max_bytes``."""
    return FetchError(
        f"It is larger than {max_bytes // 1024**2 or 1} MB.",
        "Split it into smaller files and ingest those.",
    )
