"""An engine on a fake server, and a context to answer from, of our own invention."""

from __future__ import annotations

import pytest

from assistant.engines.generation.openai_settings import OpenAISettings
from assistant.engines.generation.wire import import_client
from assistant.engines.openai_api import OpenAIEngine
from assistant.types import Context, Hit, Numbered
from ingest.endpoints.secret import Secret
from ingest.types import ArticleRow, Metadata, Passage


@pytest.fixture
def numbered():
    """Makes a numbered passage: ``numbered(1, "text", title=…, publisher=…)``."""

    def make(number, text, *, before="", after="", **meta):
        meta = {"title": "Ferries", "publisher": "Tidende", "published": "2025-08-12"} | meta
        passage = Passage(f"p{number}", f"a{number}", 1, 0, 0, len(text), text)
        row = ArticleRow(f"a{number}", 1, "file.txt", Metadata(**meta), "hash")
        return Numbered(number, Hit(passage, row, 1.0), before, after)

    return make


@pytest.fixture
def context(numbered):
    """Two passages on why Norland cancels its ferries."""
    return Context(
        "Why would Norland cancel its ferries?",
        (
            numbered(1, "Norland would cancel its ferries because they are slow. It rained."),
            numbered(2, "The minister said Norland would cancel 12 ferries in May. They sail on."),
        ),
    )


@pytest.fixture(scope="session")
def _imported():
    """Pays for the imports once, so that the times measured are the engine's own."""
    import_client()


@pytest.fixture
def engine(openai_server, _imported):
    """An engine on a fake server: ``engine("good", timeout=…)``; ``.server`` on what it gives."""

    def make(scenario="good", **settings):
        server = openai_server(scenario)
        settings = {"timeout": 30.0, "api_key": Secret("sk-canary-0123456789abcdef")} | settings
        made = OpenAIEngine(OpenAISettings("fake-model", server.url, **settings))
        made.server = server
        return made

    return make
