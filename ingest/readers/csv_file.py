"""CSV with a header line; the delimiter is found out, rows are read one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.readers.compose import stands_for
from ingest.readers.document import MAX_TEXT, Document
from ingest.readers.record import BODY, SUMMARY, key_of, result_of
from ingest.types import Article, Rejected

MAX_FIELD = 16 * 1024 * 1024
_DELIMITERS = (",", ";", "\t", "|")


def read(document: Document) -> Iterator[Article | Rejected]:
    """The article of every row; a row that gives none is a Rejected of its own."""
    csv.field_size_limit(MAX_FIELD)
    rows = csv.reader(_lines(document), delimiter=_delimiter(document), strict=False)
    try:
        header = [name.strip() for name in next(rows, [])]
        names = {name.casefold(): name for name in (*BODY, *SUMMARY)}
        if not any(name.casefold() in names for name in header):
            raise ReadError(
                "Its first line names no column with article text.",
                f"Name the columns in the first line; text goes under one of: {', '.join(BODY)}.",
            )
        for number, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                yield _one(document, dict(zip(header, row, strict=False)), number, rows.line_num)
    except csv.Error as error:
        raise ReadError(
            f"Line {rows.line_num} is not valid CSV ({error}).",
            "Mend the file; what came before that line was read.",
        ) from error


def _one(document: Document, record: dict[str, str], number: int, line: int) -> Article | Rejected:
    return result_of(stands_for(document, key_of(record, number), line), record)


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
