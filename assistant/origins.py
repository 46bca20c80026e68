"""Which articles have one origin: the same text, or a copy of it with small edits. Pure."""

from __future__ import annotations

from functools import lru_cache

from assistant.terms import padded
from ingest.types import ArticleRow

COPIED = 0.5
"""Share of the shorter text's shingles that must stand in the other for it to be a copy."""

_SHINGLE = 5
"""Words of a shingle (Broder 1997, "On the resemblance and containment of documents")."""

_LEAST = 20
"""Shingles of the shorter text, at least so many: a shared sentence may be a quotation."""


@lru_cache(maxsize=512)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = padded(text).split()
    return frozenset(tuple(found[at : at + _SHINGLE]) for at in range(len(found) - _SHINGLE + 1))


def copied(one: str, other: str) -> bool:
    """Whether one of two texts is, in most of its wording, taken from the other.

    Texts of fewer than 24 words are never called copies.
    """
    mine, theirs = _shingles(one), _shingles(other)
    least = min(len(mine), len(theirs))
    return least >= _LEAST and len(mine & theirs) >= COPIED * least


def same_text(one: ArticleRow, other: ArticleRow) -> bool:
    """Whether two articles are one, or carry the very same text."""
    return one.article_id == other.article_id or (
        bool(one.content_hash) and one.content_hash == other.content_hash
    )


__all__ = ["COPIED", "copied", "same_text"]
