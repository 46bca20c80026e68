"""What the strips, the notes and a narrow terminal leave room for."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from assistant.ui.conversation import Conversation
from assistant.ui.key_bar import KeyBar, fitting
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.topbar import TopBar
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 5.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)
    await pilot.pause()


def shown(app: BriefingApp) -> str:
    """Everything that stands in the conversation."""
    words = app.chat.query_one(Conversation).query(Words)
    return "\n".join(str(word.visual) for word in words if word.display)


def library_line(app: BriefingApp) -> str:
    return str(app.chat.query_one(TopBar).query_one(".library", Words).visual)


def toasts(app: BriefingApp) -> str:
    return "\n".join(notification.message for notification in app._notifications)


async def send(pilot: Pilot[Any], text: str) -> BriefingApp:
    """Types a line and sends it, once the library is open."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await until(pilot, lambda: app.chat.library is not None)
    app.chat.query_one(Prompt).fill(text)
    await pilot.press("enter")
    await pilot.pause()
    return app


def finished(app: BriefingApp) -> int:
    return sum(e.answer is not None for e in app.chat.query_one(Conversation).exchanges)


def done(app: BriefingApp, times: int) -> bool:
    """Whether so many answers are finished."""
    return finished(app) == times


async def test_an_index_out_of_use_is_told_once_and_taken_back(
    open_app: OpenApp, shelf: Any
) -> None:
    app = open_app()
    why = "The vector index is in use by another process."
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: library_line(app).startswith("2 articles"))
        assert why not in shown(app)
        shelf.why_no_index = why
        for times in (1, 2):
            asked = await send(pilot, "Why is the bridge closed?")
            await until(pilot, partial(done, asked, times))
            await until(pilot, lambda: shown(app).count(why) == 1)
        assert "answered all the same" in shown(app)
        shelf.why_no_index = None
        await send(pilot, "/ingest x.txt")
        await until(pilot, lambda: "x.txt: 1 added" in shown(app))
        await until(pilot, lambda: why not in shown(app))


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
async def test_nothing_is_cut_off_at_the_edges_nor_hidden_by_a_note(
    open_app: OpenApp, columns: int
) -> None:
    app = open_app()
    async with app.run_test(size=(columns, 30), notifications=True) as pilot:
        await until(pilot, lambda: library_line(app).startswith("2 articles"))
        for keys in ((), ("escape",)):
            await send(pilot, "Why is the bridge closed?")
            await until(pilot, lambda: app.chat._asked is None)
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
        await send(pilot, "/nonsense")
        await until(pilot, lambda: app.screen.query(Toast))
        await pilot.pause(0.05)
        toast = app.screen.query_one(Toast)
        assert toast.region.height
        assert not toast.region.overlaps(app.chat.query_one(Prompt).region)


def test_whole_keys_are_left_out_and_never_the_way_to_the_others() -> None:
    assert fitting([10, 10, 10], [False, False, True], 30) == [True, True, True]
    assert fitting([10, 12, 9, 10], [False, False, False, True], 29) == [True, False, True, True]
    assert fitting([10, 10], [False, True], 5) == [False, True]
