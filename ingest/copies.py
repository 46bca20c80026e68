"""Near-duplicates: MinHash signatures of articles, and whether one is a copy of another. Pure."""

from __future__ import annotations

from ingest.types import Article


def signature(article: Article) -> bytes:
    """The MinHash of the article's citable words; empty for a text too short to have one."""
    return b""
