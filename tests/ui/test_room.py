"""What the strips, the notes and a narrow terminal leave room for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from assistant.ui.key_bar import KeyBar, fitting
from assistant.ui.literal import Words
from assistant.ui.literal import toast as toast_in
from assistant.ui.prompt import Prompt
from assistant.ui.topbar import TopBar
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


async def test_an_index_out_of_use_is_told_once_and_taken_back(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    why = "The vector index is in use by another process."
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: stage.library_line(app).startswith("2 articles"))
        assert why not in stage.shown(app)
        shelf.why_no_index = why
        for times in (1, 2):
            await stage.send(pilot, "Why is the bridge closed?")
            await stage.until(pilot, partial(stage.done, app, times))
            await stage.until(pilot, lambda: stage.shown(app).count(why) == 1)
        assert "answered all the same" in stage.shown(app)
        shelf.why_no_index = None
        await stage.send(pilot, "/ingest x.txt")
        await stage.until(pilot, lambda: "x.txt: 1 added" in stage.shown(app))
        await stage.until(pilot, lambda: why not in stage.shown(app))


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
async def test_nothing_is_cut_off_at_the_edges_nor_hidden_by_a_note(
    open_app: OpenApp, columns: int, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(columns, 30), notifications=True) as pilot:
        await stage.until(pilot, lambda: stage.library_line(app).startswith("2 articles"))
        for keys in ((), ("escape",)):
            await stage.send(pilot, "Why is the bridge closed?")
            await stage.until(pilot, lambda: app.chat._asked is None)
            await pilot.press(*keys)
            await pilot.pause(0.05)
            right = [key.region.right for key in app.chat.query_one(KeyBar).query(FooterKey)]
            assert right
            assert all(edge <= columns for edge in right)
            left = list(app.chat.query_one(KeyBar).query(FooterKey))[:-1]
            palette = app.chat.query_one(KeyBar).query(FooterKey).last()
            assert all(key.region.right <= palette.region.x for key in left)
            assert "Help" in [key.description for key in left]
        engine = app.chat.query_one(TopBar).query_one(".engine", Words)
        assert engine.region.right <= columns
        assert engine.region.width >= len(str(engine.visual))
        await pilot.press("escape")
        toast_in(app, "A note that stays clear of the prompt.")
        await stage.until(pilot, lambda: app.screen.query(Toast))
        await pilot.pause(0.05)
        toast = app.screen.query_one(Toast)
        assert toast.region.height
        assert not toast.region.overlaps(app.chat.query_one(Prompt).region)


def test_whole_keys_are_left_out_and_never_the_way_to_the_others() -> None:
    assert fitting([10, 10, 10], [False, False, True], 30) == [True, True, True]
    assert fitting([10, 12, 9, 10], [False, False, False, True], 29) == [True, False, True, True]
    assert fitting([10, 10], [False, True], 5) == [False, True]
