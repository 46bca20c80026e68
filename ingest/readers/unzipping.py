"""Members of a document that is a zip archive, and their XML, within limits.

Runs inside ``sandbox``. Nothing is written anywhere, and a member's name is only ever compared.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from ingest.errors import ReadError

MAX_MEMBERS = 10_000
MAX_MEMBER = 24 * 1024 * 1024
"""Bytes of one unpacked part: its parsed tree takes about ten times as much."""
MAX_TOTAL = 96 * 1024 * 1024
MAX_RATIO = 500
"""Deflate reaches about 1,000; real text parts stay under 60."""
RATIO_FROM = 1024 * 1024
"""Unpacked bytes from which the ratio is judged: short parts of blanks are harmless."""

_DAMAGED = "Copy or download it again, or open it in its program and save it anew."
_TOO_LARGE = "Save only the article's text as .txt or .html and ingest that."
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Unzipped:
    """An archive whose members are read one by one; sizes are measured, not believed."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ReadError("It is damaged or cut off: its list of parts is missing.",
                            _DAMAGED) from error  # fmt: skip
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise ReadError(f"It has more than {MAX_MEMBERS:,} parts.", _TOO_LARGE)
        self._names = {info.filename: info for info in self._zip.infolist()}
        self._total = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, as stored."""
        return tuple(self._names)

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises ReadError when it is missing, damaged or too large."""
        info = self._names.get(name)
        if info is None:
            raise ReadError(f"It is damaged: the part {name} is missing.", _DAMAGED)
        if info.flag_bits & 1:
            raise ReadError(
                "It is locked with a password.",
                "Open it with its password, save a copy without one and ingest that.",
            )
        if info.file_size > MAX_MEMBER:
            raise ReadError(f"Its text is larger than {MAX_MEMBER // 1024**2} MB.", _TOO_LARGE)
        try:
            with self._zip.open(info) as member:
                data = member.read(MAX_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
                NotImplementedError) as error:  # fmt: skip
            raise ReadError("It is damaged: its text cannot be unpacked.", _DAMAGED) from error
        self._total += len(data)
        if len(data) > MAX_MEMBER or self._total > MAX_TOTAL:
            raise ReadError(f"Its text is larger than {MAX_MEMBER // 1024**2} MB.", _TOO_LARGE)
        if len(data) > RATIO_FROM and len(data) > info.compress_size * MAX_RATIO:
            raise ReadError(
                f"It unpacks to more than {MAX_RATIO} times its size, as no article does.",
                "If you trust it, open it in its program and save its text as .txt.",
            )
        return data

    def xml(self, name: str) -> Any:
        """The root element of a member. Raises ReadError when it is no plain XML."""
        return parsed(self.read(name))

    def optional(self, name: str) -> Any:
        """As ``xml``; None where the member is missing or cannot be read."""
        try:
            return self.xml(name)
        except ReadError:
            return None


def parsed(data: bytes) -> Any:
    """The root element of an XML text: no DTD, no entities, nothing fetched, depth limited."""
    from lxml import etree

    if _DOCTYPE.search(data[:4096]) or b"<!ENTITY" in data:
        raise ReadError(
            "It declares XML entities of its own, which no office program writes.",
            "Open it in its program and save it anew.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise ReadError("Its parts are nested too deeply.", _TOO_LARGE) from error
        raise ReadError("It is damaged: its text is not whole.", _DAMAGED) from error


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The attribute of that local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None
