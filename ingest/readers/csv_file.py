"""CSV with a header line; the delimiter is found out, rows are read one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.readers.compose import stands_for
from ingest.readers.document import MAX_TEXT, Document
from ingest.readers.record import BODY, SUMMARY, URL, key_of, link_of, result_of, squeezed
from ingest.types import Article, Link, Rejected

MAX_FIELD = 16 * 1024 * 1024
_NAMED = 5
"""Names of columns that a message tells."""
_DELIMITERS = (",", ";", "\t", "|")


_TEXT = frozenset(map(squeezed, (*BODY, *SUMMARY)))
_ADDRESS = frozenset(map(squeezed, URL))
_BOOKMARKS = (
    frozenset({"folder", "cover"}),
    frozenset({"folder", "timestamp"}),
    frozenset({"timeadded"}),
)
"""Columns that only lists of bookmarks have: Raindrop, Instapaper, Pocket. What stands beside an
address there are the reader's notes."""


def read(document: Document) -> Iterator[Article | Rejected | Link]:
    """The article of every row; a row that gives none is a Rejected of its own.

    Where no column is for text, the addresses that the rows name are Links.
    """
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(_lines(document), delimiter=_delimiter(document), strict=False)
    try:
        header = [name.strip() for name in next(rows, [])]
        names = frozenset(map(squeezed, header))
        marked = any(marks <= names for marks in _BOOKMARKS)
        links = bool(names & _ADDRESS) and (marked or not names & _TEXT)
        if not links and not names & _TEXT:
            raise ReadError(
                "Its first line names no column with article text.",
                "Name the columns in the first line; text goes under one of: "
                f"{', '.join(BODY[:_NAMED])}.",
            )
        for number, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                record = dict(zip(header, row, strict=False))
                if links:
                    yield _link(document, record, rows.line_num, dated=not marked)
                else:
                    yield _one(document, record, number, rows.line_num)
    except csv.Error as error:
        raise ReadError(
            f"Line {rows.line_num} is not valid CSV ({error}).",
            "Mend the file; what came before that line was read.",
        ) from error


def _one(
    document: Document, record: dict[str, str], number: int, line: int
) -> Article | Rejected | Link:
    return result_of(stands_for(document, key_of(record, number), line), record)


def _link(document: Document, record: dict[str, str], line: int, *, dated: bool) -> Rejected | Link:
    """The address of a row. When it was put on a list of bookmarks is no publication date."""
    origin = stands_for(document, line=line)
    link = link_of(origin.shown, record, origin if dated else None)
    return link or Rejected(origin.shown, "The row names no web address.", skipped=True)


def _delimiter(document: Document) -> str:
    first = decode(document.head(8192)).lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _lines(document: Document) -> Iterator[str]:
    """Decoded lines. The charset is that of the first 200,000 bytes."""
    utf8 = _is_utf8(document.head(200_000))
    if not utf8:
        yield from decode(document.data(), document.fetched.charset).splitlines(keepends=True)
        return
    first = True
    with document.open() as stream:
        while line := stream.readline(MAX_TEXT):
            text = line.decode("utf-8", "replace").replace("\x00", "")
            yield text.removeprefix("\ufeff") if first else text
            first = False


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return True
