"""Composition root: from settings to the objects that do the work. Tests build with it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.types import Progress

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.config import Settings
    from assistant.engines import Engine
    from assistant.retrieve import Retriever
    from ingest.embedders import EmbedderSettings
    from ingest.fetch import FetchSettings
    from ingest.library import Library


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

    engine = make_engine(settings)
    return Assistant(BriefingChain(library, make_retriever(library), engine), library, engine)
