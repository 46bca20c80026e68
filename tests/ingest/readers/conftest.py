"""Readers called the way the pipeline calls them."""

from __future__ import annotations

import gzip
import importlib.util
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from ingest import formats
from ingest.readers import read
from ingest.types import Article, Fetched, Overrides, Rejected, Source

NOW = datetime(2025, 8, 20, 12, tzinfo=UTC)


@pytest.fixture
def results() -> Callable[..., list[Article | Rejected]]:
    """``results(name, data, url=None, media_type=None, …)``: what a file or page gives."""

    def run(
        name: str,
        data: bytes | str,
        *,
        url: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        overrides: Overrides | None = None,
    ) -> list[Article | Rejected]:
        raw = data.encode() if isinstance(data, str) else data
        if name.endswith(".gz") and not raw.startswith(b"\x1f\x8b"):
            raw = gzip.compress(raw)
        form = formats.by_name(name)
        kind = media_type or (form.media_types[0] if form else formats.UNKNOWN)
        source = Source(url or (name if name == "-" else f"/articles/{name}"), "file")
        if url:
            source = Source(url, "url")
        elif name == "-":
            source = Source("-", "stdin")
        fetched = Fetched(source, raw, kind, url=url, charset=charset)
        return list(read(fetched, overrides or Overrides(), now=NOW))

    return run


@pytest.fixture
def one(results: Callable[..., list[Article | Rejected]]) -> Callable[..., Article]:
    """As ``results``, for a source that gives exactly one article."""

    def run(*arguments: object, **named: object) -> Article:
        (article,) = results(*arguments, **named)
        assert isinstance(article, Article), article
        return article

    return run


@pytest.fixture
def refused(results: Callable[..., list[Article | Rejected]]) -> Callable[..., Rejected]:
    """As ``results``, for a source that gives nothing but one reason."""

    def run(*arguments: object, **named: object) -> Rejected:
        (found,) = results(*arguments, **named)
        assert isinstance(found, Rejected), found
        assert "\n" not in found.reason
        return found

    return run


@pytest.fixture(scope="session")
def papers() -> ModuleType:
    """The module ``papers.py`` beside this file: documents built in code, good and damaged."""
    name = "briefing_papers"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("papers.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
