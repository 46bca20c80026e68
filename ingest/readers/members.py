"""Reading what lies in a container: the members of an archive, the attachments of a mail.

Each is given to the same registry of readers as a file would be, under the name
``container#member``; nothing of it is ever written to disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest import formats
from ingest.errors import ReadError
from ingest.readers import Found, read_document
from ingest.readers.document import Document
from ingest.text.clean import visible
from ingest.types import Fetched, Source

MAX_DEPTH = 2
"""Containers within one another: an archive in an archive, a mail in a mail."""


def read_member(
    document: Document, name: str, data: bytes, media_type: str | None = None
) -> Iterator[Found]:
    """What the member ``name`` of a container gives, one by one; see ``ingest.readers.read``.

    Counts ``data`` against what all containers of one source may unpack to. Raises ReadError
    when that is too much, or when containers lie too deep in one another.
    """
    if document.depth >= MAX_DEPTH:
        raise ReadError(
            "It lies in a file that lies in a file.", "Unpack the outer one and ingest the folder."
        )
    document.allowance.take(len(data))
    outer = document.fetched.source
    source = Source(f"{outer.location}#{name}", "stdin" if outer.kind == "stdin" else "file")
    fetched = Fetched(
        source,
        data,
        media_type or media_type_of(name),
        retrieved=document.fetched.retrieved,
    )
    yield from read_document(replace(document, fetched=fetched, depth=document.depth + 1))


def media_type_of(name: str) -> str:
    """The media type that a member's name stands for, as for files."""
    form = formats.by_name(name)
    return form.media_types[0] if form else formats.UNKNOWN


def member_shown(document: Document, name: str) -> str:
    """The member's place for people."""
    return f"{document.shown}#{visible(name)}"


__all__ = ["MAX_DEPTH", "media_type_of", "member_shown", "read_member"]
