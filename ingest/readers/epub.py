"""EPUB files: news downloads with an article a text, reports and books as one."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.errors import ReadError
from ingest.readers.compose import compose, stands_for
from ingest.readers.document import Document
from ingest.readers.office import claim_of, headed, pairs_of, structured_of, taken_apart
from ingest.types import Article, Rejected


def read(document: Document) -> Iterator[Article | Rejected]:
    """The articles of the spine, in their order. Raises ReadError when there is none."""
    for found in taken_apart(document, "epub")["articles"]:
        key = str(found["key"])
        origin = stands_for(document, key)
        structured = structured_of(pairs_of(found["blocks"]))
        claims = [claim_of(claim, structured, document) for claim in found["claims"]]
        try:
            # After the claims: a book's own title goes before the heading of its first chapter.
            yield compose(origin, headed(structured), claims)
        except ReadError as error:
            yield Rejected(f"{origin.shown}#{key}" if key else origin.shown, str(error))
