"""A library for the tests of the plain conversation, which they copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def library(samples_once: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the library of the samples, to be changed."""
    return Path(shutil.copytree(samples_once[0], tmp_path / "library"))


@pytest.fixture
def arguments(tmp_path: Path) -> Callable[..., list[str]]:
    """The arguments of ``briefing`` for a conversation with a library."""

    def made(library: Path, *more: str) -> list[str]:
        config = str(tmp_path / "config.toml")
        Path(config).touch()
        return ["--library", str(library), "--config", config, "chat", "--plain", *more]

    return made
