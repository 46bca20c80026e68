"""Plain text files and pasted text, with an optional front matter block."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.fetching.decoding import decode
from ingest.readers.compose import article_of, stands_for
from ingest.readers.document import Document
from ingest.readers.front_matter import split
from ingest.types import Article, Rejected


def read(document: Document) -> Iterator[Article | Rejected]:
    """The one article of a plain text."""
    text = decode(document.data(), document.fetched.charset)
    stated, body, warnings = split(text)
    # The newline that an editor puts at the end must not tell two copies apart.
    body = body.strip("\n")
    yield article_of(stands_for(document), body, (stated,) if stated else (), warnings=warnings)
