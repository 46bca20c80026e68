"""A JSON file: one record, a list of them, or an answer of a news API that holds a list."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.readers import jsonl
from ingest.readers.compose import stands_for
from ingest.readers.document import Document
from ingest.readers.record import is_article, key_of, result_of
from ingest.types import Article, Rejected

LISTS = ("articles", "results", "items", "data", "docs", "documents", "news", "entries", "value",
         "hits", "stories", "response")  # fmt: skip


def read(document: Document) -> Iterator[Article | Rejected]:
    """The article of every record; what is no record is a Rejected of its own."""
    try:
        value = json.loads(decode(document.data(), document.fetched.charset))
    except ValueError as error:
        if "Extra data" in str(error):
            # Several objects after one another: JSON Lines under the name of JSON.
            yield from jsonl.read(document)
            return
        raise ReadError(
            f"It is not valid JSON ({error}).", "Mend the file and ingest it again."
        ) from error
    records = _records(value)
    if records is None:
        raise ReadError(
            "It holds no list of records with article text.",
            "Give a list of objects with fields such as title, url, date and text.",
        )
    for number, record in enumerate(records, 1):
        yield _one(document, number, record, alone=isinstance(value, dict) and len(records) == 1)


def _one(document: Document, number: int, record: object, *, alone: bool) -> Article | Rejected:
    where = document.shown if alone else f"{document.shown}:{number}"
    if not isinstance(record, dict):
        return Rejected(where, f"Record {number} is not an object with fields; it was left out.")
    key = key_of(record, number)
    return result_of(stands_for(document, key, None if alone else number), record)


def _records(value: object, depth: int = 0) -> list[object] | None:
    """The list of records in ``value``, up to three levels down; None when there is none."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth > 3:
        return None
    if is_article(value):
        return [value]
    for name in LISTS:
        found = _records(value.get(name), depth + 1)
        if found is not None:
            return found
    return None
