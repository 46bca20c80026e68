"""Plain text files and pasted text, with an optional front matter block."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.fetching.decoding import decode
from ingest.metadata import Claim
from ingest.readers.compose import article_of, stands_for
from ingest.readers.document import Document
from ingest.readers.front_matter import split
from ingest.structuring.masthead import headline_alone
from ingest.text.clean import clean
from ingest.types import Article, Rejected


def read(document: Document) -> Iterator[Article | Rejected]:
    """The one article of a plain text."""
    text = decode(document.data(), document.fetched.charset)
    stated, body, warnings = split(text)
    # The newline that an editor puts at the end must not tell two copies apart.
    body = body.strip("\n")
    # What is pasted comes headline first: that is what it was asked for.
    pasted = document.fetched.source.kind == "stdin"
    title = headline_alone(clean(body)) if pasted else None
    claims = ((stated,) if stated else ()) + ((Claim("text", title=title),) if title else ())
    headings = (title,) if title else ()
    yield article_of(stands_for(document), body, claims, warnings=warnings, headings=headings)
