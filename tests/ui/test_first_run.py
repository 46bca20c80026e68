"""An empty library, one that cannot be opened, and a question to either."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.ui.key_bar import KeyBar
from assistant.ui.library_modals import AddScreen
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from tui import BriefingApp

NARROW = (60, 20)


@pytest.fixture
def empty(tmp_path: Path, settings_of: Callable[[Path], Any]) -> BriefingApp:
    return BriefingApp(services_for(settings_of(tmp_path)))


def strip(app: BriefingApp) -> set[str]:
    """What the keys do that are offered on the screen in front, room or not."""
    return {key.description for key in app.screen.query_one(KeyBar)._offered}


async def test_an_empty_library_greets_with_three_things_in_sight_each_a_key_away(
    empty: BriefingApp, stage: Any
) -> None:
    async with empty.run_test(size=NARROW) as pilot:
        await stage.until(pilot, lambda: "The library is empty" in stage.shown(empty))
        told = stage.shown(empty)
        for line in ("F7      try the sample articles", "F5      add a file", "Ctrl+O  follow a feed",
                     "briefing config set api_key"):  # fmt: skip
            assert line in told
        box = empty.chat.query_one(".greeting", Words)
        await pilot.pause()
        assert box.region.y >= 1
        assert box.region.bottom <= empty.chat.query_one(Prompt).region.y
        for keys, back in (("f5", ["escape"]), ("ctrl+o", ["escape", "escape"])):
            await pilot.press(keys)
            await stage.until(pilot, lambda: isinstance(empty.screen, AddScreen))
            await pilot.press(*back)
            await stage.until(pilot, lambda: empty.screen is empty.chat)
        for key, there, not_there in (
            ("f3", "Back", {"Search", "Rename", "Export", "Delete"}),
            ("f8", "Add", {"Read", "Search", "Sort", "Filter", "Edit", "Remove", "Ask only this"}),
            ("f9", "Follow another", {"Look again", "Look at all", "Stop following"}),
        ):
            await pilot.press(key)
            await stage.until(pilot, lambda there=there: there in strip(empty))
            assert not strip(empty) & not_there
            await pilot.press("escape")
            await stage.until(pilot, lambda: empty.screen is empty.chat)
        await pilot.press("f7")
        await stage.until(pilot, lambda: "sample articles:" in stage.shown(empty))
        await pilot.press("f8")
        await stage.until(pilot, lambda: {"Read", "Sort"} <= strip(empty))


async def test_a_question_to_an_empty_library_gets_a_sentence_and_the_greeting_again(
    empty: BriefingApp, stage: Any
) -> None:
    async with empty.run_test(size=NARROW) as pilot:
        await stage.until(pilot, lambda: empty.chat.assistant is not None)
        await stage.send(pilot, "Why is the mill closing?")
        await stage.until(pilot, lambda: "Add articles first" in stage.shown(empty))
        await stage.until(pilot, lambda: "try the sample articles" in stage.shown(empty))
        assert len(empty.chat.query(".greeting")) == 1
        box = empty.chat.query_one(".greeting", Words)
        await pilot.pause(0.1)
        lines = str(box.visual).splitlines()
        row = next(n for n, line in enumerate(lines) if "sample articles" in line)
        wrapped = 1 if "these." in lines[1:2] else 0
        click = None
        for y in range(row, row + 4 + wrapped):
            style = empty.chat.get_style_at(box.region.x + 8, box.region.y + y)
            if style.meta.get("@click") == "screen.samples":
                click = (8, y)
        assert click is not None
        await pilot.click(box, offset=click)
        await stage.until(pilot, lambda: "sample articles:" in stage.shown(empty))
        await stage.until(pilot, lambda: "Ask your articles." in stage.shown(empty))


async def test_a_library_that_cannot_be_opened_is_told_and_tried_again_by_asking(
    open_app: Callable[..., BriefingApp], shelf: Any, stage: Any
) -> None:
    app = open_app()
    stage.closed_at_first(app, shelf)
    async with app.run_test(size=NARROW) as pilot:
        await stage.until(pilot, lambda: "Close the other program." in stage.shown(app))
        app.chat.query_one(Prompt).fill("Why is the bridge closed?")
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.finished(app) == 1)


@pytest.mark.parametrize("typed", ["", "W"])
async def test_the_library_key_pressed_too_early_opens_it_once_it_is_there(
    empty: BriefingApp, stage: Any, typed: str
) -> None:
    open_library, there = empty.services.open_library, threading.Event()

    def opening() -> Any:
        there.wait(10)
        return open_library()

    object.__setattr__(empty.services, "open_library", opening)
    async with empty.run_test(size=NARROW) as pilot:
        await pilot.press("f8", *typed)
        assert "still opening" in stage.toasts(empty)
        there.set()
        await stage.until(pilot, lambda: empty.chat.library is not None)
        if typed:
            await pilot.pause(0.1)
            assert empty.screen is empty.chat
        else:
            await stage.until(pilot, lambda: isinstance(empty.screen, LibraryScreen))


@pytest.mark.parametrize(("spoiled", "step"), [("damaged", "Put a backup"), ("newer", "newer")])
async def test_a_library_that_is_no_good_is_a_sentence_with_a_next_step(
    empty: BriefingApp, tmp_path: Path, spoiled: str, step: str, stage: Any, settings_of: Any
) -> None:
    folder = settings_of(tmp_path).library
    folder.mkdir(parents=True)
    services = services_for(settings_of(tmp_path))
    services.open_library().close()
    (file,) = [p for p in folder.iterdir() if p.suffix in (".db", ".sqlite", ".sqlite3")]
    if spoiled == "damaged":
        file.write_bytes(b"no database" * 400)
    else:
        with sqlite3.connect(file) as store:
            store.execute("PRAGMA user_version = 9999")
    async with empty.run_test(size=NARROW) as pilot:
        await stage.until(pilot, lambda: "no library" in stage.library_line(empty))
        told = stage.shown(empty)
        assert step in told
        assert "Traceback" not in told
        empty.chat.query_one(Prompt).fill("Why?")
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.shown(empty).count(step) == 2)
