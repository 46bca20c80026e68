"""The files of a model that is fetched once: found, verified, fetched again when damaged.

What is fetched is one archive of known sha256. Its files are unpacked into a folder of their own
beside a list of their digests, so that a file that was cut or changed since is noticed before
it is used. Nothing is fetched while all files are as they were.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmbedderError, FetchError

MAX_ARCHIVE = 256 * 1024 * 1024
MAX_FILE = 256 * 1024 * 1024
TIMEOUT = 3600.0
"""Seconds that fetching may take in all."""

STALL = 30.0
"""Seconds for which nothing may come."""

_LIST = "sha256.json"
_STEP = 10
"""Per cent between two lines of progress."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model comes from and where it is kept.

    ``names`` are the files needed out of the archive's folder ``inner``; they end up in
    ``folder/inner``. ``elsewhere`` are places where other programs keep the same archive.
    """

    label: str
    url: str
    sha256: str
    names: Sequence[str]
    inner: str
    folder: Path
    elsewhere: Sequence[Path] = ()
    allow_private: bool = False

    @property
    def archive(self) -> Path:
        """Where a person can put the archive by hand."""
        return self.folder / self.url.rpartition("/")[2]


Say = Callable[[str], None]


def say_on_stderr(line: str) -> None:
    """A line of progress, for people."""
    print(line, file=sys.stderr, flush=True)


def ensure(files: ModelFiles, *, offline: bool, say: Say = say_on_stderr) -> Path:
    """The folder with all files of the model, each as it was in the archive.

    Fetches them, with progress through ``say``, when they are not there or are damaged. Raises
    EmbedderError with what to do.
    """
    if intact(files):
        return files.folder
    archive = _archive_at_hand(files)
    if archive is None and offline:
        raise EmbedderError(
            f"The files of the embedder {files.label} are not all here, and --offline forbids "
            "fetching them.",
            f"Run once online: briefing reindex --embedder {files.label} (or put the archive from "
            f"{files.url} at {files.archive})",
        )
    try:
        files.folder.mkdir(parents=True, exist_ok=True)
        _unpack(files, archive if archive is not None else _fetch(files, say))
    except OSError as error:
        raise EmbedderError(
            f"The files of the embedder {files.label} could not be stored in {files.folder} "
            f"({error.strerror or error}).",
            "Make room there or change its permissions, then run it again.",
        ) from error
    if archive is None:
        say(f"The embedder {files.label} is ready in {files.folder}")
    return files.folder


def intact(files: ModelFiles) -> bool:
    """Whether every file is there with the digest that it was unpacked with."""
    folder = files.folder / files.inner
    try:
        listed = json.loads((folder / _LIST).read_text("utf-8"))
        return listed["archive"] == files.sha256 and all(
            _digest_of(folder / name) == listed["files"][name] for name in files.names
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _archive_at_hand(files: ModelFiles) -> bytes | None:
    """The archive, where it lies on this machine and is whole."""
    for place in (files.archive, *files.elsewhere):
        try:
            if place.stat().st_size <= MAX_ARCHIVE and _digest_of(place) == files.sha256:
                return place.read_bytes()
        except OSError:
            continue
    return None


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch(files: ModelFiles, say: Say) -> bytes:
    from ingest.fetching import web

    shown = -_STEP

    def watch(done: int, total: int | None) -> None:
        nonlocal shown
        per_cent = done * 100 // total if total else 0
        if per_cent >= shown + _STEP:
            shown = per_cent - per_cent % _STEP
            of = f" of {total / 1e6:.0f} MB ({per_cent} %)" if total else " MB"
            say(f"Fetching the embedder {files.label}: {done / 1e6:.0f}{of}")

    say(f"Fetching the embedder {files.label} from {files.url}")
    try:
        page = web.get(
            files.url,
            timeout=TIMEOUT,
            max_bytes=MAX_ARCHIVE,
            allow_private=files.allow_private,
            watch=watch,
            stall=STALL,
        )
    except FetchError as error:
        raise EmbedderError(
            f"The embedder {files.label} could not be fetched: {error.message}",
            f"Try again later, or put the archive from {files.url} at {files.archive}",
        ) from error
    if hashlib.sha256(page.data).hexdigest() != files.sha256:
        raise EmbedderError(
            f"What came as the embedder {files.label} is not the file that it should be (another "
            "sha256); it was thrown away.",
            "Try again; if it happens again, the file at the source was changed: use another "
            "embedder, such as static.",
        )
    return page.data


def _unpack(files: ModelFiles, archive: bytes) -> None:
    """Puts the files in place all at once; what was there before is replaced."""
    made = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=files.folder))
    try:
        digests = _unpacked(files, archive, made)
        listed = {"archive": files.sha256, "files": digests}
        (made / _LIST).write_text(json.dumps(listed), "utf-8")
        target = files.folder / files.inner
        shutil.rmtree(target, ignore_errors=True)
        os.replace(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpacked(files: ModelFiles, archive: bytes, folder: Path) -> dict[str, str]:
    """Writes the wanted files into ``folder``, under their known names and no other."""
    digests: dict[str, str] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
            for member in tar:
                inner, _, name = member.name.removeprefix("./").rpartition("/")
                if inner != files.inner or name not in files.names or not member.isreg():
                    continue
                stream = tar.extractfile(member)
                data = stream.read(MAX_FILE + 1) if stream is not None else b""
                if len(data) > MAX_FILE:
                    break
                (folder / name).write_bytes(data)
                digests[name] = hashlib.sha256(data).hexdigest()
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise _incomplete(files) from error
    if set(digests) != set(files.names):
        raise _incomplete(files)
    return digests


def _incomplete(files: ModelFiles) -> EmbedderError:
    return EmbedderError(
        f"The archive of the embedder {files.label} does not hold the files that it should.",
        "Use another embedder, such as static, and report this.",
    )


__all__ = ["ModelFiles", "ensure", "intact", "say_on_stderr"]
