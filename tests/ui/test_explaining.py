"""Explaining an answer inside the app: by key, by command, from the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.containers import VerticalScroll
from textual.pilot import Pilot

from assistant.explain import NOT_KEPT, explain
from assistant.types import Trace
from assistant.ui.explain_screen import ExplainScreen
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from ingest.types import Filters
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
QUESTION = "Why is the bridge closed?"


async def typed(pilot: Pilot[Any], text: str) -> BriefingApp:
    """The app after a line was typed and sent."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    app.chat.query_one(Prompt).fill(text)
    await pilot.press("enter")
    await pilot.pause()
    return app


async def answered(pilot: Pilot[Any]) -> BriefingApp:
    """The app with a finished answer."""
    app = await typed(pilot, QUESTION)
    for _ in range(300):
        if app.chat._selected is not None and app.chat._selected.answer is not None:
            break
        await pilot.pause(0.01)
    return app


async def account(pilot: Pilot[Any]) -> str:
    """What the screen tells, once it is laid out."""
    for _ in range(300):
        screen = pilot.app.screen
        if isinstance(screen, ExplainScreen) and str(screen.query_one(".account", Words).content):
            break
        await pilot.pause(0.01)
    return str(pilot.app.screen.query_one(".account", Words).content)


async def test_e_on_an_answer_explains_it_and_esc_goes_back(
    open_app: OpenApp, stage: Any, shelf: Any
):
    told = replace(
        stage.bridge_answer(shelf), traces=(Trace(QUESTION, Filters(), terms=("bridge", "[/]")),)
    )

    async with open_app(player=stage.Player(stage.played(told))).run_test() as pilot:
        app = await answered(pilot)
        await pilot.press("escape", "e")
        await pilot.pause()
        text = await account(pilot)
        assert "words       bridge, [/]" in text
        assert "verdict     partly" in text
        assert "Confidence    0.80: answered" in text
        whole = explain(app.chat._selected.answer)
        assert text.split() == whole.split(), "laid out for the width, every word is there"
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.chat
        assert app.chat._selected.has_focus


async def test_it_scrolls_by_key(open_app: OpenApp, stage: Any):
    async with open_app().run_test(size=(60, 14)) as pilot:
        app = await answered(pilot)
        await typed(pilot, "/explain")
        await account(pilot)
        view = app.screen.query_one(VerticalScroll)
        await stage.until(pilot, lambda: view.max_scroll_y > 0)
        await pilot.press("end")
        await stage.until(pilot, lambda: view.scroll_y == view.max_scroll_y)


async def test_what_was_asked_earlier_keeps_its_verdicts_only(open_app: OpenApp):
    async with open_app().run_test() as pilot:
        await answered(pilot)  # the stage's answers have no traces, as stored ones
        await typed(pilot, "/explain")
        assert NOT_KEPT in " ".join((await account(pilot)).split())
        assert "verdict     verified" in await account(pilot)


async def test_without_an_answer_there_is_nothing_to_explain(open_app: OpenApp):
    async with open_app().run_test() as pilot:
        app = await typed(pilot, "/explain")
        assert app.screen is app.chat
        assert [n.message for n in app._notifications] == [
            "There is no finished answer to explain yet."
        ]
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert any(name.startswith("Explain this answer") for name in names)
