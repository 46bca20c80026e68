"""Paragraphs that a publisher puts under many articles, learned from the library. Pure."""

from __future__ import annotations

from ingest.types import Article


def paragraphs(article: Article) -> tuple[tuple[int, int], ...]:
    """(digest, number of the block) of the blocks that could be a publisher's boilerplate."""
    return ()
