"""The evidence of a library for the sentences of a draft: hybrid search, numbered passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.context import number
from assistant.errors import UsageError
from assistant.types import Context
from ingest.types import ArticleRow, Filters

if TYPE_CHECKING:
    from assistant.retrieve import Retriever
    from ingest.catalogue import Catalogue

NEAREST = 10
"""Passages that a sentence is compared with, unless told otherwise."""


class LibraryEvidence:
    """Finds the passages for a sentence among the articles that the filters let through."""

    def __init__(
        self, catalogue: Catalogue, retriever: Retriever, filters: Filters, k: int = NEAREST
    ) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._filters = filters
        self._k = k
        self._carriers: dict[str, tuple[str, ...]] = {}

    def context(self, query: str) -> Context:
        """The passages to judge a sentence by; none for one without a word that can be
        searched for. Raises LibraryError and EmbedderError."""
        try:
            hits = self._retriever.search(query, self._filters, self._k, states=True)
        except UsageError:
            hits = []
        return Context(query, number(hits, self._retriever.neighbours(hits)))

    def carriers(self, row: ArticleRow) -> tuple[str, ...]:
        """The other outlets that carry the very text of an article."""
        if row.content_hash not in self._carriers:
            same = self._catalogue.same_content(row.content_hash)
            names = (other.meta.publisher for other in same if other.article_id != row.article_id)
            self._carriers[row.content_hash] = tuple(
                dict.fromkeys(name for name in names if name and name != row.meta.publisher)
            )
        return self._carriers[row.content_hash]


__all__ = ["NEAREST", "LibraryEvidence"]
