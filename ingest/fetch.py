"""Sources to bytes: files, folders, globs, standard input and web addresses.

The only way in for sources. Files are read up to a size, and only when they are regular files;
folders are walked in order, never out of the folder that was named.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import has_magic, iglob
from pathlib import Path

from ingest import formats
from ingest.errors import FetchError
from ingest.fetching import in_folders
from ingest.fetching.files import digest_of, media_type_of, read_file, reason_of, special, too_large
from ingest.text.clean import visible
from ingest.types import Fetched, Rejected, Source

MAX_BYTES = 64 * 1024 * 1024
STDIN = "-"
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]+):(?://|(?=[^\\/]{0,40}:))")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits of fetching: ``timeout`` in seconds for a whole URL, ``max_bytes`` a source.

    ``offline`` opens no socket; ``allow_private`` permits hosts of the own network.
    """

    offline: bool = False
    allow_private: bool = False
    timeout: float = 20.0
    max_bytes: int = MAX_BYTES


def expand(arguments: Sequence[str]) -> Iterator[Source | Rejected]:
    """Every source that the arguments name, each once, folders in the order of their names.

    Files of a folder that cannot be read or are of no known format come as Rejected with
    ``skipped`` set; hidden ones are passed over. An argument that names nothing is Rejected.
    """
    seen: set[str] = set()
    for argument in arguments:
        for result in _expand_one(argument):
            if isinstance(result, Source):
                if result.location in seen:
                    continue
                seen.add(result.location)
            yield result


DEFAULTS = FetchSettings()


def fetch(
    source: Source,
    *,
    settings: FetchSettings = DEFAULTS,
    etag: str | None = None,
    last_modified: str | None = None,
    piecemeal: bool = False,
) -> Fetched:
    """The bytes of a source. Raises FetchError with the reason and the next step.

    With ``piecemeal`` a file of many pieces may be larger than ``max_bytes``; it is not held,
    see ``Fetched.stream``. With ``etag`` or ``last_modified`` of an earlier answer, a server is
    asked for something newer only; see ``Fetched.unchanged``.
    """
    if source.kind == "url":
        return _fetch_url(source, settings, etag, last_modified)
    if source.kind == "stdin":
        return _fetch_stdin(source, settings)
    return read_file(source, settings.max_bytes, piecemeal=piecemeal)


def _expand_one(argument: str) -> Iterator[Source | Rejected]:
    if argument == STDIN:
        yield Source(STDIN, "stdin")
        return
    scheme = _SCHEME.match(argument)
    if scheme and not os.path.lexists(argument):
        if scheme[1].lower() in ("http", "https"):
            yield Source(argument, "url")
        else:
            yield Rejected(
                visible(argument),
                f"{visible(scheme[1])}: addresses are not fetched. Give a path, or an http or "
                "https address.",
            )
        return
    yield from _expand_path(argument)


def _expand_path(argument: str) -> Iterator[Source | Rejected]:
    if not argument.strip() or "\x00" in argument:
        yield Rejected(visible(argument), "It names no file. Give a path, a URL or - for input.")
        return
    path = os.path.abspath(os.path.expanduser(argument))
    if os.path.isdir(path):
        empty = True
        for result in _walk(path):
            empty = False
            yield result
        if empty:
            yield Rejected(visible(argument), "The folder holds no files.", skipped=True)
    elif os.path.lexists(path):
        yield _source(path)
    elif has_magic(argument):
        found = sorted(iglob(os.path.expanduser(argument), recursive=True))
        for match in found:
            if os.path.isdir(match):
                continue
            yield _source(os.path.abspath(match))
        if not any(not os.path.isdir(match) for match in found):
            yield Rejected(visible(argument), "No file matches it. Check the pattern.")
    else:
        yield Rejected(visible(argument), "There is no such file or folder. Check the spelling.")


def _walk(root: str) -> Iterator[Source | Rejected]:
    """The files under ``root``; links are followed only where they stay inside it."""
    real_root = os.path.realpath(root)
    visited: set[tuple[int, int]] = set()
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield Rejected(visible(folder), reason_of(error))
            continue
        folders: list[str] = []
        names = frozenset(entry.name.lower() for entry in entries)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            outside = entry.is_symlink() and not _inside(entry.path, real_root)
            if outside:
                yield Rejected(
                    visible(entry.path),
                    "It is a link that leads out of the folder. Name its target to read it.",
                    skipped=True,
                )
            elif os.path.isdir(entry.path) and in_folders.parts_of_a_page(entry.name, names):
                reason = "It holds the parts of a saved page, which is read itself."
                yield Rejected(visible(entry.path), reason, skipped=True)
            elif os.path.isdir(entry.path):
                folders.append(entry.path)
            else:
                yield _listed(entry.path)
        # Files first, then the sub-folders, both in the order of their names.
        pending.extend(reversed(folders))


def _listed(path: str) -> Source | Rejected:
    """A file found in a folder: of no known format, it is skipped rather than failed."""
    result = _source(os.path.realpath(path) if os.path.islink(path) else path)
    if isinstance(result, Rejected):
        return result
    try:
        reason = in_folders.refused(result.location)
    except OSError as error:
        reason = reason_of(error)
    return result if reason is None else Rejected(visible(path), reason, skipped=True)


def _inside(path: str, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root.rstrip(os.sep) + os.sep)


def _source(path: str) -> Source | Rejected:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return Rejected(
            visible(path), "Its name is not valid text on this system. Rename the file."
        )
    try:
        status = os.stat(path)
    except OSError as error:
        return Rejected(visible(path), reason_of(error))
    if not stat.S_ISREG(status.st_mode):
        return Rejected(visible(path), f"It is {special(status.st_mode)}, not a regular file.")
    return Source(path, "file", size=status.st_size, mtime_ns=status.st_mtime_ns)


def _fetch_stdin(source: Source, settings: FetchSettings) -> Fetched:
    data = sys.stdin.buffer.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise too_large(settings.max_bytes)
    return Fetched(source, data, formats.UNKNOWN)


def _fetch_url(
    source: Source, settings: FetchSettings, etag: str | None, last_modified: str | None
) -> Fetched:
    if settings.offline:
        raise FetchError(
            "It was not fetched: working offline.", "Leave out --offline to fetch web addresses."
        )
    from ingest.fetching import web

    page = web.get(
        source.location,
        timeout=settings.timeout,
        max_bytes=settings.max_bytes,
        allow_private=settings.allow_private,
        etag=etag,
        last_modified=last_modified,
    )
    return Fetched(
        source,
        page.data,
        page.media_type or media_type_of(Path(page.url.partition("?")[0]).name),
        url=page.url,
        charset=page.charset,
        retrieved=datetime.now(UTC).replace(microsecond=0).isoformat(),
        etag=page.etag,
        last_modified=page.last_modified,
        moved=page.moved,
        unchanged=page.unchanged,
    )


__all__ = ["MAX_BYTES", "STDIN", "FetchSettings", "digest_of", "expand", "fetch"]
