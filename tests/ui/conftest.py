"""Fixtures for the tests of the app: the stage, and an app upon it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual import _wait

from assistant.config import Settings, load_settings
from assistant.samples import samples
from assistant.wiring import open_library
from ingest.pipeline import IngestOptions, ingest
from tui import BriefingApp

MILL = """---
title: Paper mill at Tarn Bridge to close in May
publisher: Valley Post
date: 2026-03-03
tags: [mill]
---

The paper mill at Tarn Bridge will close on 15 May because its owner could not agree on a price
for electricity, the works council said on Tuesday. Some 240 people work there.

The owner, Brandt Holding, said that it had looked for a buyer for two years.
"""

_LOOK_EVERY = 0.004
"""Seconds between two looks of the pilot."""


def _settings(folder: Path) -> Settings:
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    return load_settings(given, {}, config_must_exist=False)


@pytest.fixture(scope="session")
def settings_of() -> Callable[[Path], Settings]:
    """Settings for a library in a folder of the test's own."""
    return _settings


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library that tests copy: the samples, and an article, of the file
    ``mill.md`` beside it, in two revisions."""
    folder = tmp_path_factory.mktemp("stocked")
    mill = folder / "mill.md"
    with open_library(_settings(folder), create=True, write=True) as library, samples() as some:
        mill.write_text(MILL, encoding="utf-8")
        ingest([str(some), str(mill)], library, IngestOptions(now="2026-03-04T08:00:00+00:00"))
        mill.write_text(MILL.replace("Some 240", "About 260"), encoding="utf-8")
        ingest([str(mill)], library, IngestOptions(now="2026-03-05T08:00:00+00:00"))
    return folder


@pytest.fixture
def stocked_copy(stocked: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(stocked, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture(scope="session", autouse=True)
def soon_idle() -> Iterator[None]:
    """Textual's pilot looks every 20 ms whether the app has come to rest, twice a key: most of
    the time of these tests. The share of the time that an app at rest may take stays the same."""
    before = (_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE)
    _wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = _LOOK_EVERY, _LOOK_EVERY / 20
    yield
    _wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = before


@pytest.fixture(scope="session")
def stage() -> ModuleType:
    """The module ``stage.py`` beside this file; the test folders are no packages."""
    name = "briefing_ui_stage"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("stage.py"))
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def shelf(stage: Any, tmp_path: Path) -> Any:
    """A library with two articles."""
    return stage.Shelf(tmp_path, (stage.harbour(), stage.ferry()))


@pytest.fixture
def player(stage: Any, shelf: Any) -> Any:
    """An assistant that answers about the bridge."""
    return stage.Player(stage.played(stage.bridge_answer(shelf)))


@pytest.fixture
def open_app(stage: Any, shelf: Any, player: Any) -> Callable[..., BriefingApp]:
    """Makes an app over the shelf and the player, or over what is given in their place."""

    def make(**given: Any) -> BriefingApp:
        return BriefingApp(
            stage.services(given.pop("shelf", shelf), given.pop("player", player), **given)
        )

    return make
