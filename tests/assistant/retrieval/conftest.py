"""Small libraries of invented articles to search in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.types import Hit
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
from ingest.types import ArticleRow, Metadata, Passage

Record = Mapping[str, object]
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


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Record]], Path]:
    """The folder of a closed library of the records, built once for each list of them.

    All start from one whose only article is gone again: its vector index stands, so the
    records are indexed in this process. Not to be changed: take a copy.
    """
    folder = tmp_path_factory.mktemp("libraries")
    built: dict[str, Path] = {}

    def take_in(library: Path, lines: str) -> None:
        file = library.with_suffix(".jsonl")
        file.write_text(lines, "utf-8")
        with Library.open(library, create=True, write=True) as opened:
            report = ingest([str(file)], opened, IngestOptions(now=NOW))
            assert not report.failed, report

    def build(records: Sequence[Record]) -> Path:
        if not built:
            built[""] = folder / "emptied"
            take_in(built[""], json.dumps(ARTICLES[0]) + "\n")
            with Library.open(built[""], write=True) as opened:
                opened.catalogue.remove([row.article_id for row in opened.catalogue.rows()])
                opened.apply()
        lines = "".join(json.dumps(each) + "\n" for each in records)
        if lines not in built:
            made = Path(shutil.copytree(built[""], folder / f"{len(built)}"))
            take_in(made, lines)
            built[lines] = made
        return built[lines]

    return build


@pytest.fixture
def make_library(
    tmp_path: Path, build_once: Callable[[Sequence[Record]], Path]
) -> Iterator[Callable[..., Library]]:
    """``make_library(records)`` takes records in; all libraries are closed at the end."""
    with ExitStack() as opened:

        def make(records: Sequence[Record], name: str = "library") -> Library:
            shutil.copytree(build_once(records), tmp_path / name)
            return opened.enter_context(Library.open(tmp_path / name, write=True))

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
