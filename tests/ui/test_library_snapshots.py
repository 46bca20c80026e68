"""What the library looks like. Look at a changed picture before you accept it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from textual.pilot import Pilot

from assistant.config import load_settings
from assistant.ui.article_list import ArticleList
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import Words
from assistant.ui.reader import Reader
from assistant.ui.real import services_for
from assistant.ui.themes import LIGHT
from ingest.catalogue import Catalogue, Write
from ingest.types import Followed
from tui import BriefingApp

# What is drawn here is covered by the tests of what it does.
pytestmark = pytest.mark.no_cover

ADDED = "2026-02-03T10:00:00+00:00"


@pytest.fixture
def app(stage: Any, tmp_path: Path) -> BriefingApp:
    """An app over a real library of two articles and two feeds."""
    none = np.zeros((0, 8), np.float32)
    with Catalogue.open(tmp_path / "library", create=True) as catalogue:
        catalogue.write(
            [Write(article, (), "", none, ADDED) for article in (stage.harbour(), stage.ferry())]
        )
        catalogue.follow(
            [
                Followed("https://courier.example/feed", "feed", "The Quay Courier",
                         checked=ADDED, changed="2026-01-13T06:00:00+00:00"),
                Followed("https://northbank.example/feed", "feed", state="failing", failures=2,
                         message="The server does not answer. Try again later.",
                         checked=ADDED, not_before="2026-02-03T10:20:00+00:00"),
            ]
        )  # fmt: skip
    given = {"library": str(tmp_path / "library"), "config": str(tmp_path / "config.toml")}
    return BriefingApp(services_for(load_settings(given, {}, config_must_exist=False)))


def before(stage: Any, *keys: str, theme: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Opens the library at its second article, then presses the keys."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, BriefingApp)
        if theme:
            app.theme = theme
        await stage.until(pilot, lambda: app.chat.library is not None)
        await pilot.press("f8")
        await stage.until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        screen = app.screen
        await stage.until(pilot, lambda: len(screen.query_one(ArticleList).entries) == 2)
        await pilot.press("down", *keys)
        if screen.has_class("-wide") or "enter" in keys:
            title = screen.query_one(Reader).query_one(".head", Words)
            await stage.until(pilot, lambda: "Harbour" in str(title.visual))
        await pilot.pause(0.1)

    return run


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 24)], ids=["120", "80", "60"])
def test_library(snap_compare: Any, app: BriefingApp, stage: Any, size: Any) -> None:
    assert snap_compare(app, terminal_size=size, run_before=before(stage))


def test_library_light(snap_compare: Any, app: BriefingApp, stage: Any) -> None:
    run = before(stage, theme=LIGHT.name)
    assert snap_compare(app, terminal_size=(120, 36), run_before=run)


def test_article_with_what_is_withheld(snap_compare: Any, app: BriefingApp, stage: Any) -> None:
    run = before(stage, "enter", "m", "pagedown")
    assert snap_compare(app, terminal_size=(80, 24), run_before=run)


def test_feeds(snap_compare: Any, app: BriefingApp, stage: Any) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await before(stage)(pilot)
        await pilot.press("f9")
        count = pilot.app.screen.query_one(".count", Words)
        await stage.until(pilot, lambda: "2 followed" in str(count.visual))
        await pilot.pause(0.1)

    assert snap_compare(app, terminal_size=(80, 24), run_before=run)
