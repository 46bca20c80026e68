"""The evidence of a library for the sentences of a draft: hybrid search, numbered passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.context import number
from assistant.errors import UsageError
from assistant.types import Context
from ingest.clusters import Carried
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
        self._carried: dict[str, Carried] = {}

    def context(self, query: str) -> Context:
        """The passages to judge a sentence by; none for one without a word that can be
        searched for. Raises LibraryError and EmbedderError."""
        try:
            hits = self._retriever.search(query, self._filters, self._k, states=True)
        except UsageError:
            hits = []
        return Context(query, number(hits, self._retriever.neighbours(hits)))

    def carried(self, row: ArticleRow) -> Carried:
        """Whose report an article is, and which other outlets have it."""
        if row.article_id not in self._carried:
            self._carried[row.article_id] = self._catalogue.carried(row)
        return self._carried[row.article_id]


__all__ = ["NEAREST", "LibraryEvidence"]
