"""A link kept as a file: ``.url`` of Windows and ``.webloc`` of macOS."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.fetching.urls import is_url
from ingest.readers.document import Document
from ingest.text.clean import clean_line
from ingest.types import Link

MAX_SHORTCUT = 64 * 1024
"""Bytes; such a file is a few lines."""

_URL = re.compile(r"^\s*URL\s*=\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_SECTION = re.compile(r"^\s*\[InternetShortcut\]", re.IGNORECASE | re.MULTILINE)


def read(document: Document) -> Iterator[Link]:
    """The page that the file names. Raises ReadError when it names none."""
    data = document.data()
    url = clean_line(_of_plist(data) if b"<plist" in data[:1000] or data[:6] == b"bplist"
                     else _of_ini(data)) if len(data) <= MAX_SHORTCUT else ""  # fmt: skip
    if not is_url(url) or len(url) > 2000 or " " in url:
        raise ReadError(
            "It names no web address.", "Open the page in a browser and save the shortcut again."
        )
    yield Link(document.shown, url, title=document.name_title)


def _of_ini(data: bytes) -> str:
    text = decode(data)
    section = _SECTION.search(text)
    found = _URL.search(text, section.end()) if section else None
    return found[1] if found else ""


def _of_plist(data: bytes) -> str:
    """The address of a property list. Those with a document type of their own are not opened:
    its entities could unfold without end."""
    if b"<!ENTITY" in data:
        return ""
    try:
        value = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, LookupError, OverflowError,
            RecursionError, AttributeError, TypeError):  # fmt: skip
        return ""
    url = value.get("URL") if isinstance(value, dict) else None
    return url if isinstance(url, str) else ""


__all__ = ["read"]
