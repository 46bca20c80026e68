"""An article of a press database's export put together, and the reader of such text and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import sandbox
from ingest.access import too_short
from ingest.errors import ReadError
from ingest.fetching.decoding import declared_in_page, decode
from ingest.metadata import Claim
from ingest.readers import press
from ingest.readers.compose import article_of, stands_for
from ingest.readers.document import Document
from ingest.readers.press.piece import Piece
from ingest.text.clean import clean_line
from ingest.types import Access, Article, Rejected


def articles_of_export(document: Document, *, page: bool) -> Iterator[Article | Rejected]:
    """The articles of an export that is plain text, or with ``page`` an HTML page.

    Nothing when it is no such export.
    """
    data = document.data()
    if not press.marked(data):
        return
    if page:
        html = decode(data, document.fetched.charset or declared_in_page(data))
        found = sandbox.shared().run("page_lines", html.encode("utf-8", "replace"), what="export")
        lines = [(str(kind), str(text)) for kind, text in found["blocks"]]
    else:
        lines = press.lines_of(decode(data, document.fetched.charset))
    for piece in press.split(lines):
        yield article_of_piece(document, piece)


def article_of_piece(document: Document, piece: Piece) -> Article | Rejected:
    """The article of one piece; its key is the record's key within the file."""
    origin = stands_for(document, piece.key)
    title = clean_line(piece.title)
    warnings: tuple[str, ...] = ()
    access: str | None = None
    if too_short(piece.word_count, piece.words):
        access = Access.PARTIAL.value
        warnings = (
            f"{piece.database} states {piece.words} words, and the file holds {piece.word_count}.",
        )
    claim = Claim(
        piece.database,
        title=title,
        publisher=piece.publisher,
        authors=piece.authors,
        published=piece.published or None,
        kind=piece.section,
        access=access,
        language=piece.language,
        tags=_tags(piece.section),
    )
    text = "\n\n".join((title, *piece.paragraphs))
    try:
        return article_of(origin, text, (claim,), warnings=warnings, headings={title})
    except ReadError as error:
        return Rejected(f"{origin.shown}#{piece.key}", str(error))


def _tags(section: str | None) -> tuple[str, ...]:
    """The section without its page and column."""
    name = re.split(r"[;,|]", section or "")[0].strip()
    return (name,) if name else ()
