"""JSON Lines: one record a line, read one at a time so that memory does not grow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from ingest.readers.compose import stands_for
from ingest.readers.document import Document
from ingest.readers.record import key_of, result_of
from ingest.types import Article, Link, Rejected

MAX_LINE = 16 * 1024 * 1024
"""Bytes of one record."""


def read(document: Document) -> Iterator[Article | Rejected | Link]:
    """The article of every line; a line that gives none is a Rejected of its own."""
    with document.open() as stream:
        yield from lines(document, stream)


def lines(
    document: Document, stream: IO[bytes], after: int = 0
) -> Iterator[Article | Rejected | Link]:
    """The same of a stretch of the document's lines; ``after`` is how many stand before it."""
    number = after
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            skip_line(stream)
            yield _rejected(document, number, f"the line is over {MAX_LINE // 1024**2} MB")
        elif line.strip():
            yield _one(document, number, line)


def skip_line(stream: IO[bytes]) -> None:
    """Passes over what is left of a line."""
    while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _one(document: Document, number: int, line: bytes) -> Article | Rejected | Link:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except RecursionError:
        return _rejected(document, number, "it is nested too deeply")
    except UnicodeDecodeError:
        return _rejected(document, number, "it is not UTF-8")
    except json.JSONDecodeError as error:
        # Its message would count a line of its own; there is only one.
        said = f"{error.msg} at character {error.pos + 1}"
        return _rejected(document, number, f"it is not valid JSON ({said})")
    except ValueError as error:
        return _rejected(document, number, f"it is not valid JSON ({error})")
    if not isinstance(record, dict):
        return _rejected(document, number, "it is not a JSON object")
    return result_of(stands_for(document, key_of(record, number), line=number), record)


def _rejected(document: Document, number: int, what: str) -> Rejected:
    return Rejected(
        f"{document.shown}:{number}",
        f"Line {number} was left out: {what}. Mend that line and ingest the file again.",
    )
