"""A library for the tests of the plain conversation, which they copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.config import load_settings
from assistant.samples import samples
from assistant.wiring import open_library
from ingest.pipeline import IngestOptions, ingest


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample articles."""
    folder = tmp_path_factory.mktemp("plain") / "library"
    settings = load_settings({"library": str(folder)}, {}, config_must_exist=False)
    with open_library(settings, create=True, write=True) as library, samples() as some:
        ingest([str(some)], library, IngestOptions(now="2026-03-01T10:00:00+00:00"))
    return folder


@pytest.fixture
def library(sampled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(sampled, tmp_path / "library"))


@pytest.fixture
def arguments(tmp_path: Path) -> Callable[..., list[str]]:
    """The arguments of ``briefing`` for a conversation with a library."""

    def made(library: Path, *more: str) -> list[str]:
        config = str(tmp_path / "config.toml")
        Path(config).touch()
        return ["--library", str(library), "--config", config, "chat", "--plain", *more]

    return made
