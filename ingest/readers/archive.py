"""A zip archive of readable files: each member is read as a file would be, out of memory.

The archive's own list of members is judged before anything is unpacked, and no more is
unpacked than is read: nothing is written to disk, and no member's name is used as a path.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from ingest import formats
from ingest.errors import ReadError, SourceError
from ingest.readers import Found
from ingest.readers.document import MAX_TEXT, Document
from ingest.readers.members import member_shown, read_member
from ingest.text.clean import visible
from ingest.types import Rejected

MAX_MEMBERS = 20_000
MAX_DIRECTORY = 16 * 1024 * 1024
"""Bytes of the archive's list of members."""

MAX_RATIO = 200
"""How many times its packed size a member may unpack to; of 226 news pages none reaches 12."""

RATIO_FREE = 128 * 1024
"""Bytes up to which a member's ratio does not matter."""

MAX_WHOLE_RATIO = 40
WHOLE_FREE = 8 * 1024 * 1024
"""All members together may unpack to so many times the archive's size, and to so many bytes in
any case: two thousand small members of nothing but blanks take their readers over a minute."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_PIECE = 256 * 1024
_ENCRYPTED = 0x1
_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError,
           RuntimeError, struct.error, LookupError)  # fmt: skip


def read(document: Document) -> Iterator[Found]:
    """What the members give, one by one; a member that gives nothing is a Rejected of its own.

    Raises ReadError when the archive itself is damaged, or made to exhaust its reader.
    """
    data = document.whole()
    check_directory(data)
    document.allowance.narrow(max(WHOLE_FREE, len(data) * MAX_WHOLE_RATIO))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ERRORS as error:
        raise _damaged(error) from error
    with archive:
        seen: set[str] = set()
        files = 0
        for info in archive.infolist():
            if info.is_dir() or _hidden(info.filename):
                continue
            files += 1
            reason = refused(info) or ("It is there twice; the first one counts."
                                       if info.filename in seen else None)  # fmt: skip
            seen.add(info.filename)
            if reason is not None:
                yield Rejected(member_shown(document, info.filename), reason, skipped=True)
                continue
            yield from _member(document, archive, info)
            if document.allowance.left < 0:
                # Said once, of the member that was too much.
                return
    if not files:
        raise ReadError("The archive holds no files.", "Check that it is the right one.")


def check_directory(data: bytes) -> None:
    """Raises ReadError unless the archive's end states a list of members of sane size.

    See APPNOTE.TXT 4.3.14 to 4.3.16: the number of members, the size and the place of the list.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        raise _damaged("its list of members is missing")
    _, _, _, _, count, size, start, _ = _END.unpack_from(data, at)
    if at >= _LOCATOR64.size and data.startswith(b"PK\x06\x07", at - _LOCATOR64.size):
        place = _LOCATOR64.unpack_from(data, at - _LOCATOR64.size)[2]
        if not data.startswith(b"PK\x06\x06", place) or place + _END64.size > len(data):
            raise _damaged("its list of members is missing")
        *_, count, size, start = _END64.unpack_from(data, place)
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise ReadError(
            f"The archive lists {count} members; no more than {MAX_MEMBERS} are read.",
            "Unpack it and ingest the folder.",
        )
    if start + size > len(data) or size < count * 46:
        raise _damaged("its list of members does not fit into it")


def refused(info: zipfile.ZipInfo) -> str | None:
    """Why a member is left out, with the next step; None when it may be read."""
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name:
        return "Its name leads out of the archive. Unpack it by hand if you trust it."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link, not a file. Add the file itself to the archive."
    if info.flag_bits & _ENCRYPTED:
        return "It is locked with a password. Unpack it with the password and ingest the folder."
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others are unpacked by the standard library without an upper limit.
        return "It is packed in a rare way that is not read. Unpack it and ingest the folder."
    if formats.by_name(name) is None:
        suffix = PurePath(name).suffix
        what = f"called {visible(suffix)}" if suffix else "without an extension"
        return (
            f"Files {what} are not read from archives. If it holds an article, unpack it and name "
            "the file itself."
        )
    if info.file_size > MAX_TEXT and not name.lower().endswith((".zip", ".mbox", ".jsonl")):
        return f"It is larger than {MAX_TEXT // 1024**2} MB. Unpack it and split it up."
    if info.file_size > max(RATIO_FREE, info.compress_size * MAX_RATIO):
        return (
            f"It is packed more than {MAX_RATIO} times, which no text is. Unpack it by hand if "
            "you trust it."
        )
    return None


def _hidden(name: str) -> bool:
    """Files that systems add by themselves, as folders are read without them."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part != ".." and part for part in parts) or (
        parts[0] == "__MACOSX"
    )


def _member(document: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Found]:
    shown = member_shown(document, info.filename)
    try:
        data = _unpacked(document, archive, info)
    except SourceError as error:
        yield Rejected(shown, str(error))
        return
    except _ERRORS as error:
        why = visible(str(error) or type(error).__name__)[:200]
        yield Rejected(shown, f"It is damaged ({why}). Fetch or copy the archive again.")
        return
    try:
        yield from read_member(document, info.filename, data)
    except ReadError as error:
        yield Rejected(shown, str(error), skipped=True)


def _unpacked(document: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, no more than are allowed in all. The reader of the archive stops
    at the size that the member states."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > document.allowance.left:
                document.allowance.take(size)
            pieces.append(piece)
    return b"".join(pieces)


def _damaged(error: object) -> ReadError:
    return ReadError(
        f"The archive is damaged or cut off ({visible(str(error))[:200]}).",
        "Fetch or copy it again.",
    )


__all__ = ["check_directory", "read", "refused"]
