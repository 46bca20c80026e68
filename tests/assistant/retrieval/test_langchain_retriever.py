"""The retriever as other programs use it."""

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.langchain_retriever import BriefingRetriever
from assistant.retrieve import Retriever
from ingest.library import Library
from ingest.types import Filters

QUESTION = "Why would Turkey sell back its S-400s?"


def test_it_is_a_langchain_retriever(library: Library) -> None:
    retriever = BriefingRetriever.of(library, k=2)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUESTION)
    assert len(documents) == 2
    assert all(isinstance(document, Document) for document in documents)


def test_a_document_says_exactly_where_it_stands(library: Library) -> None:
    document = BriefingRetriever.of(library, k=1).invoke(QUESTION)[0]
    hit = Retriever(library).search(QUESTION, k=1)[0]
    at = document.metadata
    stored = library.catalogue.article(at["article_id"], at["revision"])
    assert stored.article.text[at["start"] : at["end"]] == document.page_content
    assert document.id == at["passage_id"] == hit.passage.passage_id
    assert at["score"] == hit.score
    assert {key: at[key] for key in ("title", "publisher", "published", "url", "tags")} == {
        "title": "Ankara weighs the return of its missiles",
        "publisher": "Daily Ferry",
        "published": "2025-08-12",
        "url": "https://dailyferry.example/missiles",
        "tags": ["defence"],
    }
    assert at["kind"] == "report"
    assert at["published_precision"] == "day"


def test_it_filters(library: Library) -> None:
    retriever = BriefingRetriever.of(library, filters=Filters(publishers=("Lantern",)))
    assert {each.metadata["publisher"] for each in retriever.invoke(QUESTION)} == {"Lantern"}


async def test_it_works_asynchronously(library: Library) -> None:
    retriever = BriefingRetriever.of(library, k=1)
    assert await retriever.ainvoke(QUESTION) == retriever.invoke(QUESTION)
