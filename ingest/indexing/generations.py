"""Folders of the vector index: which one is live, and whether it may be opened.

::

    index/CURRENT            the name of the live generation
    index/<generation>/      a folder of its own for each, removed as a whole
        generation.json      what it was built for (Generation)
        seal.json            size, times and checksum of every file, written at each clean
                             close; gone while a writer has the folder open

A folder without a seal was not closed cleanly. What is in it may make a library in native
code crash, so it is first opened in a process of its own. One whose files do not answer to
their seal was damaged from outside and is not opened at all.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import zlib
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

DATABASE = "chroma.sqlite3"
_IDS = "index_metadata.pickle"

_SEAL = "seal.json"
_GENERATION = "generation.json"
_OURS = (_SEAL, _GENERATION)
_DRAFT = ".new"
_SQLITE_SIGNATURE = b"SQLite format 3\x00"

#: Bytes of ``header.bin`` of an HNSW segment, as hnswlib writes it.
_HEADER_SIZE = 100
#: The links of one element above the ground layer stay far under this on average (measured: 9).
_LINK_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Generation:
    """What a generation was built for; another library or embedder makes it stale."""

    name: str
    library_id: str
    embedder: str
    dimension: int

    @property
    def collection_prefix(self) -> str:
        """How the names of all collections of this library begin."""
        return f"briefing-{self.library_id[:16]}-"

    @property
    def collection(self) -> str:
        """The name of its collection, the same in a folder and on a server."""
        return self.collection_prefix + self.name


class Condition(Enum):
    """What a look at the files says, without opening them."""

    SOUND = "sound"
    UNSEALED = "was not closed cleanly"
    DAMAGED = "is damaged"


@dataclass(frozen=True, slots=True)
class Look:
    """The condition of a folder, and what speaks for it."""

    condition: Condition
    detail: str = ""


class Generations:
    """The ``index`` folder of one library."""

    def __init__(self, library: Path) -> None:
        self.root = library.resolve() / "index"

    @property
    def lock_path(self) -> Path:
        """Where the owner lock of this index is."""
        return self.root.parent / "index.lock"

    def current(self) -> Path | None:
        """The live generation's folder, or None when there is none."""
        try:
            name = (self.root / "CURRENT").read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        folder = self.root / name
        plain = name.isalnum() and not folder.is_symlink()
        return folder if plain and folder.is_dir() else None

    def next_name(self, last: str = "") -> str:
        """A name that comes after ``last`` and after that of every folder here."""
        taken = [int(last)] if last.isdigit() else []
        with contextlib.suppress(OSError):
            taken += [int(path.name) for path in self.root.iterdir() if path.name.isdigit()]
        return f"{max(taken, default=0) + 1:06d}"

    def make(self, generation: Generation) -> Path:
        """A new, empty folder for ``generation``; it is not live yet."""
        folder = self.root / generation.name
        folder.mkdir(parents=True, mode=0o700)
        _write(folder / _GENERATION, asdict(generation))
        return folder

    def swap(self, folder: Path) -> None:
        """Makes ``folder`` the live generation, in one step."""
        draft = self.root / f"CURRENT{_DRAFT}"
        with draft.open("w", encoding="ascii") as file:
            file.write(folder.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / "CURRENT")

    def sweep(self) -> None:
        """Removes every folder but the live one: replaced, or never finished."""
        keep = self.current()
        with contextlib.suppress(OSError):
            for path in self.root.iterdir():
                if path.is_dir() and not path.is_symlink() and path != keep:
                    shutil.rmtree(path, ignore_errors=True)


def read_generation(folder: Path) -> Generation | None:
    """What ``folder`` was built for, or None when that cannot be read."""
    value = _read(folder / _GENERATION)
    try:
        return Generation(**value) if isinstance(value, dict) else None
    except TypeError:
        return None


def unseal(folder: Path) -> None:
    """Marks the folder as open for writing, so that a sudden end is noticed."""
    (folder / _SEAL).unlink(missing_ok=True)


def seal(folder: Path) -> None:
    """Marks the folder as closed cleanly; checksums of untouched files are kept."""
    known = _read_seal(folder)
    files = {}
    for path in _files(folder):
        stamp = _stamp(path)
        old = known.get(_name(folder, path))
        same = old is not None and old[:3] == stamp
        files[_name(folder, path)] = old if same else [*stamp, _checksum(path)]
    _write(folder / _SEAL, {"files": files})


def is_sealed(folder: Path) -> bool:
    """Whether the folder was closed cleanly and is not open for writing."""
    return bool(_read_seal(folder))


def elements(folder: Path) -> int:
    """Number of vectors in the HNSW files, deleted ones included (four bytes each).

    0 before Chroma's first sync: its files are then an empty index of some capacity.
    """
    sizes = [
        path.stat().st_size
        for path in folder.glob("*/length.bin")
        if path.with_name(_IDS).is_file()
    ]
    return max(sizes, default=0) // 4


def look(folder: Path) -> Look:
    """Whether the files may be opened, by their seal, signature and sizes."""
    try:
        return _look(folder)
    except OSError as error:
        return Look(Condition.DAMAGED, f"{error.strerror}")


def _look(folder: Path) -> Look:
    flaw = _database_flaw(folder / DATABASE)
    if flaw:
        return Look(Condition.DAMAGED, flaw)
    sealed = _read_seal(folder)
    if not sealed:
        for segment in _segments(folder):
            flaw = _segment_flaw(segment)
            if flaw:
                return Look(Condition.DAMAGED, flaw)
        return Look(Condition.UNSEALED)
    there = {_name(folder, path): path for path in _files(folder)}
    for name in sealed.keys() | there.keys():
        if name not in sealed and name.startswith(DATABASE):
            # SQLite's journal: somebody who had it open ended suddenly.
            return Look(Condition.UNSEALED, f"{name} was left behind")
        if name not in there or name not in sealed:
            return Look(Condition.DAMAGED, f"{name} is {'new' if name in there else 'gone'}")
        *stamp, checksum = sealed[name]
        if _stamp(there[name]) == stamp:
            continue
        if _checksum(there[name]) == checksum:
            continue
        if name == DATABASE:
            # Chroma writes to it even when it is only asked something.
            return Look(Condition.UNSEALED, f"{name} has changed")
        return Look(Condition.DAMAGED, f"{name} has changed")
    return Look(Condition.SOUND)


def _database_flaw(path: Path) -> str:
    if not path.is_file():
        return f"{path.name} is gone"
    with path.open("rb") as file:
        start = file.read(len(_SQLITE_SIGNATURE))
    return "" if start == _SQLITE_SIGNATURE else f"{path.name} is no database"


def _segment_flaw(segment: Path) -> str:
    """What is wrong with the files of an HNSW segment, judged by sizes; empty when nothing.

    hnswlib keeps four bytes an element in ``length.bin``, a record of one size an element
    in ``data_level0.bin`` and a few bytes an element in ``link_lists.bin``.
    """
    sizes = {path.name: path.stat().st_size for path in segment.iterdir()}
    if not sizes:
        return ""
    for name in ("header.bin", "length.bin", "data_level0.bin", "link_lists.bin"):
        if name not in sizes:
            return f"{segment.name}/{name} is gone"
    elements = sizes["length.bin"] // 4
    if sizes["header.bin"] != _HEADER_SIZE or sizes["length.bin"] % 4 or not elements:
        return f"{segment.name}/header.bin or length.bin has an impossible size"
    if sizes["data_level0.bin"] % elements:
        return f"{segment.name}/data_level0.bin has an impossible size"
    if sizes["link_lists.bin"] > elements * _LINK_BYTES:
        return f"{segment.name}/link_lists.bin has an impossible size"
    # Chroma writes the ids at its first sync; until then all vectors are in its database.
    return _pickle_flaw(segment / _IDS) if _IDS in sizes else ""


def _pickle_flaw(path: Path) -> str:
    """The file of ids is only looked at from outside: its first byte and its last."""
    if path.stat().st_size < 2:
        return f"{path.parent.name}/{path.name} is empty"
    with path.open("rb") as file:
        first = file.read(1)
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
    whole = first == b"\x80" and last == b"."
    return "" if whole else f"{path.parent.name}/{path.name} is cut off or overwritten"


def _segments(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_dir()]


def _files(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in found if path.name not in _OURS and path.suffix != _DRAFT]


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            total = zlib.crc32(piece, total)
    return total


def _read_seal(folder: Path) -> dict[str, list[int]]:
    value = _read(folder / _SEAL)
    files = value.get("files") if isinstance(value, dict) else None
    if not isinstance(files, dict):
        return {}
    good = all(isinstance(entry, list) and len(entry) == 4 for entry in files.values())
    return files if good else {}


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: object) -> None:
    draft = path.with_suffix(_DRAFT)
    draft.write_text(json.dumps(value), "utf-8")
    draft.replace(path)
