"""Fixtures for the tests of the app: the stage, and an app upon it."""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tui import BriefingApp


@pytest.fixture(scope="module", autouse=True)
def seldom_collected() -> Iterator[None]:
    """An app makes tens of thousands of objects; looking through all of them again and again
    is a sixth of the time of these tests."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


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
