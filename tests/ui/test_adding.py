"""Adding in the app: it can be stopped, what was typed is kept, the line says how it goes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.ui.check_screen import CheckScreen
from assistant.ui.feeds_screen import FeedsScreen
from assistant.ui.ingest_bar import IngestBar, told
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import CleanArea, CleanInput, Words
from assistant.ui.paste_screen import PasteScreen
from ingest.types import Progress
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


@pytest.fixture
def go() -> Iterator[threading.Event]:
    """Lets an ingest of the stage go on; set at the end, whatever happened."""
    event = threading.Event()
    yield event
    event.set()


def bar(app: BriefingApp) -> str:
    """What the line says, on the screen in front."""
    found = app.screen.query_one(IngestBar)
    return " ".join(str(words.visual) for words in found.query(Words)) if found.display else ""


@pytest.mark.parametrize("way", ["key", "click", "command", "palette"])
async def test_adding_is_stopped_and_what_was_done_is_kept(
    open_app: OpenApp, stage: Any, shelf: Any, way: str, go: threading.Event
) -> None:
    adding = stage.Ingest(shelf, go)
    app = open_app(ingest=adding)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest one.html")
        await stage.send(pilot, "/samples")
        await stage.until(pilot, lambda: "reading one.html" in bar(app))
        assert bar(app).endswith("Ctrl+G stops")
        if way == "key":
            await pilot.press("ctrl+g")
        elif way == "click":
            await pilot.click(app.screen.query_one(".stop"))
        elif way == "command":
            await stage.send(pilot, "/stop")
        else:
            entries = {c.title: c for c in app.get_system_commands(app.screen)}
            entries["Stop what is being added; what was done is kept"].callback()
        await stage.until(pilot, lambda: not bar(app))
        assert adding.cancelled
        assert "Interrupted; what was finished is kept." in stage.shown(app)
        assert "Stopped; what was finished is kept" in stage.toasts(app)
        assert "1 more that waited is not begun." in stage.toasts(app)
        assert len(adding.seen) == 1
        go.set()  # the next one is added as ever
        await stage.send(pilot, "/ingest two.html")
        await stage.until(pilot, lambda: "two.html: 1 added" in stage.shown(app))
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Nothing is being added." in stage.toasts(app)


async def test_it_is_stopped_from_the_screens_over_the_conversation(
    stage: Any, stocked_copy: Any, settings_of: Any, go: threading.Event
) -> None:
    from dataclasses import replace

    from assistant.ui.real import services_for

    adding = stage.Ingest(stage.Shelf(stocked_copy), go)
    services = replace(services_for(settings_of(stocked_copy)), ingest=adding)
    app = BriefingApp(services)
    async with app.run_test(size=WIDE) as pilot:
        for key, kind in (("f8", LibraryScreen), ("f9", FeedsScreen)):
            adding.cancelled = False
            await stage.send(pilot, f"/ingest {key}.html")
            await stage.until(pilot, lambda: bar(app))
            await pilot.press(key)
            await stage.until(pilot, lambda kind=kind: isinstance(app.screen, kind))
            await stage.until(pilot, lambda: app.screen.query(IngestBar) and bar(app))
            await pilot.press("ctrl+g")
            await stage.until(pilot, lambda: adding.cancelled and not bar(app))
            await pilot.press("escape")
            await stage.until(pilot, lambda: app.screen is app.chat)
    app.chat.library.close()


async def test_esc_keeps_a_pasted_text_until_it_is_added(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    adding = stage.Ingest(shelf)
    app = open_app(ingest=adding)
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        await pilot.press("f4")
        await stage.until(pilot, lambda: isinstance(app.screen, PasteScreen))
        app.screen.query_one("#text", CleanArea).text = "A headline\n\nIts words."
        app.screen.query_one("#date", CleanInput).value = "2026-01-0"
        await pilot.press("escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        assert "Kept as a draft" in stage.toasts(app)
        await pilot.press("f4")
        await stage.until(pilot, lambda: isinstance(app.screen, PasteScreen))
        assert app.screen.query_one("#text", CleanArea).text == "A headline\n\nIts words."
        assert app.screen.query_one("#date", CleanInput).value == "2026-01-0"
        app.screen.query_one("#date", CleanInput).value = ""
        await pilot.press("ctrl+s")
        await stage.until(pilot, lambda: "pasted article: 1 added" in stage.shown(app))
        assert adding.pasted[0][0] == "A headline\n\nIts words."
        await pilot.press("f4")
        await stage.until(pilot, lambda: isinstance(app.screen, PasteScreen))
        text = app.screen.query_one("#text", CleanArea)
        assert text.text == ""
        text.text = "not this"
        await pilot.press("ctrl+l")
        assert text.text == ""
        await pilot.press("ctrl+z")
        assert text.text == "not this"


async def test_a_draft_to_be_checked_is_kept_by_esc_too(open_app: OpenApp, stage: Any) -> None:
    from dataclasses import replace

    app = open_app()
    app.chat.services = replace(app.chat.services, drafts=object())
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/check")
        assert isinstance(app.screen, CheckScreen)
        app.screen.query_one("#text", CleanArea).text = "The mill closes in May."
        await pilot.press("escape")
        await stage.send(pilot, "/check")
        assert app.screen.query_one("#text", CleanArea).text == "The mill closes in May."
        await pilot.click("#empty")
        assert app.screen.query_one("#text", CleanArea).text == ""


@pytest.mark.parametrize(
    ("room", "counted", "expected"),
    [
        (90, False, "adding news.jsonl · reading a.html · 132 articles/s, about 2 min left · "
                    "1 more waiting"),
        (90, True, "adding news.jsonl · 12 of 2,000 · 132 articles/s, about 2 min left · "
                   "1 more waiting"),
        (60, True, "adding news.jsonl · 12 of 2,000"),
        (24, True, "adding news.jsonl"),
    ],
)  # fmt: skip
def test_the_least_missed_is_left_out_first(room: int, counted: bool, expected: str) -> None:
    progress = Progress(12, 2000, "reading a.html", rate=132.0, seconds=130.0)
    assert told("news.jsonl", progress, 1, room, counted=counted) == expected


def test_of_a_long_path_the_last_part_stays_beside_how_fast_it_goes() -> None:
    progress = Progress(485, 8320, rate=66.0, seconds=119.0)
    said = told("/data/some/where/far/articles.jsonl.gz", progress, 0, 66, counted=True)
    assert said == "adding articles.… · 485 of 8,320 · 66 articles/s, about 2 min left"


def test_a_long_name_is_cut_before_its_figures_are() -> None:
    said = told("/somewhere/" + "very long " * 9, Progress(3, None), 0, 50, counted=True)
    assert said.endswith("… · 3")
    assert len(said) <= 50
