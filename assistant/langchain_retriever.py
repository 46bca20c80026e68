"""A library's search as a LangChain retriever, for other programs.

::

    from pathlib import Path

    from assistant.langchain_retriever import BriefingRetriever
    from ingest.library import Library

    with Library.open(Path("~/articles-library")) as library:
        retriever = BriefingRetriever.of(library, k=8)
        documents = retriever.invoke("Why would Turkey sell back its S-400s?")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from assistant.retrieve import Retriever
from assistant.types import Hit
from ingest.endpoints.tracing import clear_tracing
from ingest.types import Filters

# LangChain sends every search to a tracing service when the environment says so.
clear_tracing()

from langchain_core.callbacks import CallbackManagerForRetrieverRun  # noqa: E402
from langchain_core.documents import Document  # noqa: E402
from langchain_core.retrievers import BaseRetriever  # noqa: E402
from pydantic import ConfigDict, Field, SkipValidation  # noqa: E402

if TYPE_CHECKING:
    from ingest.library import Library


class BriefingRetriever(BaseRetriever):
    """Passages as documents, best first: what the command line and the app search with.

    ``filters`` say which articles may be used, ``k`` how many passages are given. Raises
    what ``Retriever.search`` raises.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: SkipValidation[Retriever]
    filters: SkipValidation[Filters] = Field(default_factory=Filters)
    k: int = 20

    @classmethod
    def of(cls, library: Library, *, filters: Filters | None = None, k: int = 20) -> Self:
        """A retriever over an open library, which stays the caller's to close."""
        return cls(search=Retriever(library), filters=filters or Filters(), k=k)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [document(hit) for hit in self.search.search(query, self.filters, self.k)]


def document(hit: Hit) -> Document:
    """A passage as a document: its bare text, and where exactly it stands.

    ``show(article_id, revision).text[start:end]`` is the document's text. Authors and tags
    are lists; what is not known is None.
    """
    passage, meta = hit.passage, hit.article.meta
    return Document(
        page_content=passage.text,
        id=passage.passage_id,
        metadata={
            "passage_id": passage.passage_id,
            "article_id": passage.article_id,
            "revision": passage.revision,
            "ordinal": passage.ordinal,
            "start": passage.start,
            "end": passage.end,
            "title": meta.title,
            "publisher": meta.publisher,
            "authors": list(meta.authors),
            "published": meta.published,
            "published_precision": meta.published_precision,
            "url": meta.url,
            "source": hit.article.source,
            "kind": str(meta.kind),
            "access": str(meta.access),
            "language": meta.language,
            "tags": list(meta.tags),
            "score": hit.score,
            "similarity": hit.similarity,
        },
    )


__all__ = ["BriefingRetriever", "document"]
