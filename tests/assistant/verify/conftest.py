"""One cited passage of our own, and sentences to check against it."""

from __future__ import annotations

import pytest

from assistant.types import Context, DraftSentence, Hit, Numbered
from ingest.types import ArticleRow, Metadata, Passage

TEXT = (
    "Norland offered on Tuesday to buy back 24 patrol boats from Sudland for $30 million. "
    "Sudland newspapers claimed that Midland would receive the boats in 2026. "
    "“The engines wear out faster than planned,” Admiral Jana Brodd told Oster radio. "
    "Neither Norland nor Sudland has confirmed the report. "
    "The Western League reportedly refused to lift its sanctions. "
    "Engineer Tom Ask said that the hulls are sound and dry. "
    "Unemployment in the harbour towns rose by 12% to 4,000 people after the yards closed in May. "
    "The winter ferry will sail to Midland unless the ice is thick."
)
OTHER = (
    "A museum in Midland opened its doors to 900 visitors. "
    "“We have waited for years,” its director Olu Tande said. "
    "The building was not finished before the winter."
)
META = Metadata(title="Boats", publisher="Harbour Post", published="2025-08-14")


@pytest.fixture
def context() -> Context:
    numbered = []
    for number, text in ((1, TEXT), (2, OTHER)):
        row = ArticleRow(f"a{number}", 1, "/a.txt", META, "h")
        passage = Passage(f"a{number}:1:0", f"a{number}", 1, 0, 100, 100 + len(text), text)
        numbered.append(
            Numbered(number, Hit(passage, row, 1.0), before="It was a calm day. Rain fell in Ulm.")
        )
    return Context("What about the boats?", tuple(numbered))


@pytest.fixture
def draft():
    return lambda text, *numbers, **more: DraftSentence(text, numbers or (1,), **more)


@pytest.fixture
def passage_text() -> str:
    return TEXT
