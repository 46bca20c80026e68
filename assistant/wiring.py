"""Composition root: from settings to the objects that do the work. Tests build with it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.config import Settings

if TYPE_CHECKING:
    from assistant.chain import Assistant
    from assistant.engines import Engine
    from ingest.embedders import EmbedderSettings
    from ingest.fetch import FetchSettings
    from ingest.library import Library
