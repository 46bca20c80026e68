"""A JSON file: one record, a list of them, or an answer of a news API that holds a list."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.fetching.decoding import decode
from ingest.readers import jsonl
from ingest.readers.compose import stands_for
from ingest.readers.document import Document
from ingest.readers.record import has_body, is_article, key_of, link_of, result_of
from ingest.types import Article, Link, Rejected

LISTS = ("articles", "results", "items", "data", "docs", "documents", "news", "entries", "value",
         "hits", "stories", "response")  # fmt: skip


def read(document: Document) -> Iterator[Article | Rejected | Link]:
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
    if not records:
        raise ReadError("Its list of records is empty.", "Export it again with some articles.")
    for number, record in enumerate(records, 1):
        yield _one(document, number, record, alone=isinstance(value, dict) and len(records) == 1)


def _one(
    document: Document, number: int, record: object, *, alone: bool
) -> Article | Rejected | Link:
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
    if has_body(value):
        return [value]
    empty: list[object] | None = None
    for name in LISTS:
        found = _records(value.get(name), depth + 1)
        if found:
            return found
        empty = empty if found is None else found
    if is_article(value) or (empty is None and link_of("", value) is not None):
        return [value]
    return empty
