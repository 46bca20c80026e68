"""Small libraries of invented articles to search in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.types import Hit
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
from ingest.types import ArticleRow, Metadata, Passage

NOW = "2026-01-02T03:04:05+00:00"

ARTICLES = [
    {
        "url": "https://dailyferry.example/missiles",
        "title": "Ankara weighs the return of its missiles",
        "text": "Turkey is thinking about selling the S-400s back to Russia. Officials in "
        "Ankara say that the S-400 system has stood in crates for years. A sale would end the "
        "sanctions of its allies.",
        "publisher": "Daily Ferry",
        "published": "2025-08-12",
        "tags": ["defence"],
    },
    {
        "url": "https://harbourpost.example/turkiye",
        "title": "Türkiye opens a bridge",
        "text": "Türkiye opened the longest bridge of the strait on Monday. Drivers waited for "
        "hours to cross the bridge. The toll is the price of two loaves of bread.",
        "publisher": "Harbour Post",
        "published": "2025-06-01",
        "tags": ["transport"],
    },
    {
        "url": "https://harbourpost.example/orchard-2024",
        "title": "Frost ruins the orchards",
        "text": "A night of frost ruined the orchards of the valley. Growers lost nine apples "
        "in ten. The council promised help to the growers.",
        "publisher": "Harbour Post",
        "published": "2024-04-20",
        "tags": ["farming"],
    },
    {
        "url": "https://harbourpost.example/orchard-2025",
        "title": "Frost ruins the orchards again",
        "text": "A night of frost ruined the orchards of the valley. Growers lost eight apples "
        "in ten. The council promised help to the growers.",
        "publisher": "Harbour Post",
        "published": "2025-04-22",
        "tags": ["farming"],
    },
    {
        "url": "https://lantern.example/museum",
        "title": "The lantern museum moves",
        "text": "The museum of lanterns moves to the old quarry. Visitors will find four "
        "hundred lanterns there, among them a lantern that a pilot carried over the ocean.",
        "publisher": "Lantern",
        "tags": ["culture"],
    },
]


@pytest.fixture
def records() -> list[dict[str, object]]:
    """The invented articles, as records."""
    return [dict(each) for each in ARTICLES]


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """``make_library(records)`` takes records in; all libraries are closed at the end."""
    with ExitStack() as opened:

        def make(records: list[dict[str, object]], name: str = "library") -> Library:
            file = tmp_path / f"{name}.jsonl"
            file.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
            library = opened.enter_context(Library.open(tmp_path / name, create=True, write=True))
            report = ingest([str(file)], library, IngestOptions(now=NOW))
            assert not report.failed, report
            return library

        yield make


@pytest.fixture
def library(make_library: Callable[..., Library], records: list[dict[str, object]]) -> Library:
    """A library of the invented articles."""
    return make_library(records)


@pytest.fixture
def make_hit() -> Callable[..., Hit]:
    """``make_hit("text", "a1-1-0")``: a hit without a library."""

    def make(text: str, passage_id: str = "a1-1-0", score: float = 1.0) -> Hit:
        article_id, revision, ordinal = passage_id.rsplit("-", 2)
        return Hit(
            passage=Passage(
                passage_id, article_id, int(revision), int(ordinal), 0, len(text), text
            ),
            article=ArticleRow(article_id, int(revision), "file", Metadata(), "hash"),
            score=score,
        )

    return make
