"""Small articles for the catalogue's tests, and a library to put them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from ingest.catalogue import Catalogue, Write
from ingest.types import Article, Block, BlockKind, Metadata, Overrides

Make = Callable[..., Write]


def unit(seed: str, n: int, dimension: int = 8) -> np.ndarray:
    rng = np.random.default_rng(crc32(seed.encode()))
    rows = rng.standard_normal((n, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def build(
    name: str,
    *paragraphs: str,
    comments: tuple[str, ...] = (),
    title: str | None = None,
    publisher: str | None = "The Daily Crane",
    published: str | None = "2025-03-01",
    modified: str | None = None,
    added: str = "2026-01-01T00:00:00+00:00",
    tags: tuple[str, ...] = (),
    source: str | None = None,
    header: str | None = None,
    article_id: str | None = None,
    overrides: Overrides | None = None,
) -> Write:
    """A write of an article with one passage for each paragraph, and withheld comments."""
    text, blocks, spans = "", [], []
    for kind, parts in ((BlockKind.BODY, paragraphs), (BlockKind.COMMENT, comments)):
        for part in parts:
            start = len(text)
            text += part + "\n"
            blocks.append(Block(kind, start, len(text)))
            if kind.citable:
                spans.append((start, start + len(part)))
    meta = Metadata(
        title=title or name.title(),
        publisher=publisher,
        published=published,
        published_precision="day" if published else None,
        modified=modified,
        tags=tags,
        authors=("Ann Wren", "Bo Finch"),
        url=f"https://crane.example/{name}",
    )
    article = Article(
        f"crane.example/{name}", source or f"/texts/{name}.txt", text, tuple(blocks), meta, ("w",)
    )
    return Write(
        article=article,
        passages=tuple(spans),
        header=header if header is not None else f"{meta.title} · {publisher} · {published}",
        vectors=unit(name + text, len(spans)),
        added=added,
        overrides=overrides or Overrides(),
        article_id=article_id,
    )


@pytest.fixture
def make() -> Make:
    return build


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def catalogue(library: Path) -> Iterator[Catalogue]:
    with Catalogue.open(library, create=True) as opened:
        yield opened
