"""Composition root: from settings to the objects that do the work. Tests build with it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ingest.types import Filters, Progress

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.check import Checker
    from assistant.config import Settings
    from assistant.engines import Engine
    from assistant.retrieve import Retriever
    from ingest.embedders import EmbedderSettings
    from ingest.fetch import FetchSettings
    from ingest.library import Library
    from ingest.types import Article


def embedder_settings(settings: Settings) -> EmbedderSettings:
    """What an embedder that calls a server needs to know."""
    from ingest.embedders import EmbedderSettings

    return EmbedderSettings(
        base_url=settings.embedder_base_url or settings.base_url,
        api_key=settings.embedder_secret,
        offline=settings.offline,
        timeout=settings.timeout,
    )


def fetch_settings(settings: Settings) -> FetchSettings:
    """How sources may be fetched."""
    from ingest.fetch import FetchSettings

    return FetchSettings(offline=settings.offline, allow_private=settings.allow_private)


def open_library(settings: Settings, *, create: bool = False, write: bool = False) -> Library:
    """The library that the settings name; a context manager.

    ``create`` makes one where there is none; ``write`` lets this process apply pending
    vectors to the index. Raises LibraryError when it cannot be used as asked.
    """
    from ingest.library import Library

    return Library.open(
        settings.library,
        embedder=settings.embedder,
        settings=embedder_settings(settings),
        create=create,
        server=settings.chroma,
        write=write,
    )


def reindex_library(
    settings: Settings, embedder: str | None, progress: Callable[[Progress], None]
) -> int:
    """Embeds every passage again, with another embedder when one is named; gives the number
    of passages. Raises LibraryError and EmbedderError."""
    from ingest.library import Library

    with Library.open_for_reindex(
        settings.library, settings=embedder_settings(settings), server=settings.chroma
    ) as library:
        return library.reindex(embedder, progress)


def make_retriever(library: Library) -> Retriever:
    """Hybrid search over an open library."""
    from assistant.retrieve import Retriever

    return Retriever(library)


def make_engine(settings: Settings) -> Engine:
    """The engine that the settings choose; never one that merely has a key. Raises ConfigError."""
    from assistant.engines import engine_factory

    factory = engine_factory(settings.engine)
    if settings.engine == "extractive":
        return factory()
    from assistant.engines.openai_api import OpenAISettings

    return factory(OpenAISettings.of(settings))


def make_assistant(settings: Settings, library: Library) -> Assistant:
    """What both skins ask: the chain over this library with the chosen engine."""
    from assistant.chain import Assistant, BriefingChain
    from assistant.context import BUDGET

    engine = make_engine(settings)
    # A model with room for more is given more; what is too much for it its engine leaves out.
    room = settings.context_tokens if settings.engine == "openai" else 0
    chain = BriefingChain(library, make_retriever(library), engine, budget=max(BUDGET, room))
    return Assistant(chain, library, engine)


def make_checker(library: Library, filters: Filters | None = None, k: int | None = None) -> Checker:
    """What checks the sentences of a draft against a library, for both skins.

    Raises LibraryMissing when nothing has been ingested.
    """
    from assistant.check import Checker
    from assistant.drafts.library import NEAREST, LibraryEvidence
    from ingest.errors import LibraryMissing

    catalogue = library.catalogue
    if not catalogue.counts().articles:
        raise LibraryMissing(
            "The library is empty.", "Add articles first: briefing ingest FILE|FOLDER|URL"
        )
    retriever = make_retriever(library)
    return Checker(LibraryEvidence(catalogue, retriever, filters or Filters(), k or NEAREST))


def make_given_checker(articles: Sequence[Article], k: int | None = None) -> Checker:
    """What checks sentences against the given articles alone."""
    from assistant.check import Checker
    from assistant.drafts.given import MOST, GivenArticles

    return Checker(GivenArticles(articles, k or MOST))
