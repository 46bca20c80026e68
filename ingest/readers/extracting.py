"""What the extractors of documents share, inside the worker: their bounds and their refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ingest.errors import ReadError
from ingest.readers.properties import MAX_CHARACTERS, MAX_PARAGRAPHS


def or_refused(extract: Callable[[bytes], dict[str, Any]], payload: bytes) -> dict[str, Any]:
    """What ``extract`` makes of the bytes, or ``{"refused": [why, next step]}``."""
    try:
        return extract(payload)
    except ReadError as error:
        return {"refused": [error.message, error.hint]}


def gathered(paragraphs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The (kind, text) of a document's paragraphs. Raises ReadError where they are too many."""
    blocks: list[list[str]] = []
    size = 0
    for kind, text in paragraphs:
        size += len(text)
        if len(blocks) >= MAX_PARAGRAPHS or size > MAX_CHARACTERS:
            raise too_long()
        blocks.append([kind, text])
    return blocks


def too_long() -> ReadError:
    """The refusal of a document that is longer than any article."""
    return ReadError(
        f"It has more than {MAX_PARAGRAPHS:,} paragraphs or is longer than any article.",
        "Split it into smaller documents and ingest those.",
    )
