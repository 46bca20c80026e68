"""A catalogue of invented passages with known vectors, and its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from ingest.catalogue import Catalogue
from ingest.index import VectorIndex
from ingest.records import Write
from ingest.types import Article, Block, BlockKind, Metadata

DIMENSION = 8


@dataclass
class Shelf:
    """A library folder with a catalogue whose vectors are random but fixed."""

    path: Path
    catalogue: Catalogue

    def write(self, first: int, last: int, passages: int = 5, edition: str = "") -> None:
        """Articles number ``first`` to ``last`` (excluded), each with some passages."""
        self.catalogue.write([self.article(n, passages, edition) for n in range(first, last)])

    def article(self, number: int, passages: int, edition: str) -> Write:
        lines = [f"Boat {number} {edition}left pier {k}." for k in range(passages)]
        text = "\n".join(lines)
        ends = np.cumsum([len(line) + 1 for line in lines]).tolist()
        spans = tuple((end - len(line) - 1, end - 1) for line, end in zip(lines, ends, strict=True))
        meta = Metadata(
            title=f"Boat {number}",
            publisher="The Pier" if number % 2 else None,
            published="2024-05-01" if number % 3 else None,
        )
        article = Article(
            f"file:/boats/{number}", f"/boats/{number}", text,
            (Block(BlockKind.BODY, 0, len(text)),), meta,
        )  # fmt: skip
        noise = np.random.default_rng([number, len(edition)]).standard_normal((passages, DIMENSION))
        vectors = (noise / np.linalg.norm(noise, axis=1, keepdims=True)).astype(np.float32)
        return Write(article, spans, "header", vectors, "2026-01-01T00:00:00+00:00")

    def open(self, *, write: bool = True, **options: object) -> VectorIndex:
        """The index of this library."""
        return VectorIndex.open(self.path, self.catalogue, write=write, **options)  # type: ignore[arg-type]

    def passage_ids(self) -> set[str]:
        """The ids of all current passages."""
        return {op.passage_id for op in self.catalogue.indexable(0, 100_000)}

    def indexed(self, index: VectorIndex) -> set[str]:
        """The ids that a query for everything finds."""
        count = index.count()
        return {name for name, _ in index.query([1.0] + [0.0] * (DIMENSION - 1), max(count, 1))}


@pytest.fixture
def make_shelf(tmp_path: Path) -> Iterator[Callable[..., Shelf]]:
    shelves: list[Shelf] = []

    def make(articles: int = 0, name: str = "library") -> Shelf:
        catalogue = Catalogue.open(tmp_path / name, create=True)
        catalogue.set_meta("embedder", "test:8:1:x")
        catalogue.set_meta("embedder_dimension", str(DIMENSION))
        shelf = Shelf(tmp_path / name, catalogue)
        shelves.append(shelf)
        shelf.write(0, articles)
        return shelf

    yield make
    for shelf in shelves:
        shelf.catalogue.close()


@pytest.fixture
def shelf(make_shelf: Callable[..., Shelf]) -> Shelf:
    """Twenty articles, a hundred passages, none of them in an index yet."""
    return make_shelf(20)
