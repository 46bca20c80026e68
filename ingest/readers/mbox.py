"""A mailbox (.mbox): many mails in one file, read one at a time so that memory does not grow.

Mails begin at a line ``From `` after an empty line or at the start (RFC 4155); ``>From `` of a
text is put back to ``From `` (mboxrd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.errors import ReadError, SourceError
from ingest.readers import Found
from ingest.readers.document import MAX_TEXT, Document
from ingest.readers.mail import articles_of
from ingest.types import Rejected

_FROM = re.compile(rb"^From \S.*\b\d{4}\b|^From (?:-|MAILER-DAEMON|\S+@\S+)")
_ESCAPED = re.compile(rb"^>(>*From )")
_LINE = 64 * 1024


def read(document: Document) -> Iterator[Found]:
    """The articles of every mail; a mail that gives none is a Rejected of its own."""
    number = 0
    for mail in mails(document):
        number += 1
        where = f"{document.shown}:{number}"
        if mail is None:
            reason = f"The mail is larger than {MAX_TEXT // 1024**2} MB. Save its attachments."
            yield Rejected(where, reason)
            continue
        try:
            yield from articles_of(document, mail, number)
        except SourceError as error:
            # A mailbox holds many a mail that is no article; that is no failure.
            yield Rejected(where, str(error), skipped=True)
    if not number:
        raise ReadError(
            "It is no mailbox: no mail begins in it.", "Export the mails again as .mbox or .eml."
        )


def mails(document: Document) -> Iterator[bytes | None]:
    """The mails, without the line that opens each; None for one that is too large."""
    lines: list[bytes] | None = None
    size = 0
    empty = whole = True
    with document.open() as stream:
        while line := stream.readline(_LINE):
            if whole and empty and _FROM.match(line):
                if lines is not None:
                    yield b"".join(lines) if size <= MAX_TEXT else None
                lines, size = [], 0
            elif lines is not None:
                size += len(line)
                if size > MAX_TEXT:
                    lines.clear()
                else:
                    lines.append(_ESCAPED.sub(rb"\1", line) if whole else line)
            empty = not line.strip(b"\r\n") and whole
            whole = line.endswith(b"\n")
    if lines is not None:
        yield b"".join(lines) if size <= MAX_TEXT else None


__all__ = ["mails", "read"]
