"""What follows from an article alone: passages, signature, paragraphs. Pure."""

from __future__ import annotations

from ingest import boilerplate, copies
from ingest.chunk import chunk
from ingest.records import Prepared
from ingest.types import Article


def prepare(article: Article) -> Prepared:
    """The article made ready for the catalogue, as far as no other article has a say in it."""
    return Prepared(
        article,
        tuple(chunk(article.text, article.blocks)),
        copies.signature(article),
        boilerplate.paragraphs(article),
    )
