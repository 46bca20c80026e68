"""Documents that a worker takes apart: its paragraphs and claims put together to an article.

Word, OpenDocument, PDF and RTF files differ only in the job that reads them. A file that is an
export of a press database gives its articles one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest import sandbox
from ingest.errors import ReadError
from ingest.metadata import Claim
from ingest.readers import press
from ingest.readers.compose import compose, stands_for
from ingest.readers.document import Document
from ingest.readers.press_article import article_of_piece
from ingest.structure import Structured, structure_text
from ingest.structuring.line_kinds import kind_by_cue
from ingest.structuring.lines import line_of
from ingest.text.clean import clean_line
from ingest.types import Article, Block, BlockKind, Rejected

Pair = tuple[str, str]
"""``(kind, text)`` of a paragraph; the kind is a BlockKind's value."""

_HEADS = (BlockKind.HEADLINE, BlockKind.SUBHEADING)
_KEPT = (BlockKind.QUOTATION, BlockKind.CAPTION)


def reader(job: str) -> Callable[[Document], Iterator[Article | Rejected]]:
    """The ``read`` function of a format whose documents the sandbox's ``job`` takes apart."""

    def read(document: Document) -> Iterator[Article | Rejected]:
        found = taken_apart(document, job)
        pairs = pairs_of(found["blocks"])
        pieces = press.split(pairs)
        if pieces:
            for piece in pieces:
                yield article_of_piece(document, piece)
            return
        yield _article(document, pairs, found)

    return read


def taken_apart(document: Document, job: str) -> Mapping[str, Any]:
    """What the worker found. Raises ReadError with its reason when it could not read it."""
    found = sandbox.shared().run(
        job, document.data(), {"now": document.now.date().isoformat()}, what="document"
    )
    if isinstance(refused := found.get("refused"), list):
        raise ReadError(str(refused[0]), str(refused[1]))
    assert isinstance(found, Mapping)
    return found


def _article(document: Document, pairs: Sequence[Pair], found: Mapping[str, Any]) -> Article:
    structured = headed(structured_of(pairs))
    claims = [claim_of(claim, structured, document) for claim in found.get("claims", [])]
    warnings = tuple(clean_line(str(text)) for text in found.get("warnings", []))
    return compose(stands_for(document), structured, claims, warnings=warnings)


def structured_of(pairs: Sequence[Pair]) -> Structured:
    """Paragraphs told into blocks; what the file itself says of quotations and captions holds."""
    lines = [(kind, " ".join(line.split())) for kind, text in pairs for line in text.split("\n")]
    lines = [(kind, line) for kind, line in lines if line]
    headings = {
        words
        for kind, line in lines
        # Bylines and dates are often set like headings.
        if kind in _HEADS and kind_by_cue(line_of(words := clean_line(line))) is None
    }
    structured = structure_text("\n\n".join(line for _, line in lines), headings)
    stated = {kind: {clean_line(line) for k, line in lines if k == kind} for kind in _KEPT}
    blocks = tuple(_stated(structured.text, block, stated) for block in structured.blocks)
    title = next((clean_line(line) for kind, line in lines if kind == BlockKind.HEADLINE), None)
    return replace(structured, blocks=blocks, title=title or structured.title)


def headed(structured: Structured) -> Structured:
    """With the heading that the text opens with as its title, where nothing else is one."""
    first = next(iter(structured.blocks), None)
    if structured.title or first is None or first.kind is not BlockKind.HEADLINE:
        return structured
    return replace(structured, title=clean_line(structured.text[first.start : first.end]))


def _stated(text: str, block: Block, stated: Mapping[BlockKind, Collection[str]]) -> Block:
    if block.kind not in (BlockKind.BODY, BlockKind.SUBHEADING):
        return block
    words = text[block.start : block.end].strip()
    kind = next((kind for kind in _KEPT if words in stated[kind]), block.kind)
    return replace(block, kind=kind)


def claim_of(value: Mapping[str, Any], structured: Structured, document: Document) -> Claim:
    """A claim of the file's properties; what the text itself says of title and author holds.

    Properties are often those of the template or of the machine that it was written on. An address
    counts in a file that the user named, and not in one that a mail or an archive brought: it could
    take the place of another publisher's article.
    """

    def one(name: str) -> str | None:
        found = value.get(name)
        return found if isinstance(found, str) else None

    def many(name: str) -> tuple[str, ...]:
        found = value.get(name)
        return tuple(str(item) for item in found) if isinstance(found, list) else ()

    return Claim(
        str(value.get("source", "document properties")),
        title=None if structured.title else one("title"),
        publisher=None if structured.publisher else one("publisher"),
        authors=() if structured.byline_authors else many("authors"),
        published=None if structured.published else one("published"),
        url=one("url") if not document.depth else None,
        language=one("language"),
        tags=many("tags"),
    )


def pairs_of(value: object) -> list[Pair]:
    """The worker's paragraphs, in the form in which they are worked on."""
    found = value if isinstance(value, list) else []
    return [(str(kind), str(text)) for kind, text in found]
