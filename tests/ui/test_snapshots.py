"""What the app looks like. Look at a changed picture before you accept it:
``pytest tests/ui/test_snapshots.py`` writes ``snapshot_report.html``; ``--snapshot-update`` accepts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.errors import ModelAuth
from assistant.ui.conversation import Conversation
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.prompt import Prompt
from assistant.ui.themes import LIGHT
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
Before = Callable[[Pilot[Any]], Awaitable[None]]


async def until(pilot: Pilot[Any], met: Callable[[], object]) -> None:
    """Waits until ``met``, then for the last redraw."""
    for _ in range(1000):
        if met():
            await pilot.pause(0.05)
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to that")


def before(*keys: str, question: str = "Why is the bridge closed?", theme: str = "") -> Before:
    """Asks, waits for the end, presses the keys, waits until what they open is there."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, BriefingApp)
        await until(pilot, lambda: app.chat.query(Prompt))
        prompt = app.chat.query_one(Prompt)
        prompt.cursor_blink = False
        if theme:
            app.theme = theme
        conversation = app.chat.query_one(Conversation)
        await until(pilot, lambda: conversation.query(".greeting"))
        if question:
            prompt.fill(question)
            await pilot.press("enter")
            await until(
                pilot,
                lambda: conversation.exchanges and not conversation.exchanges[-1].running,
            )
        if keys:
            await pilot.press(*keys)
        if keys[-1:] and keys[-1].isdigit():
            await until(pilot, lambda: app.screen.query_one(EvidencePane).opened)
            await until(
                pilot, lambda: "Courier" in str(app.screen.query_one("ArticleView .head").visual)
            )

    return run


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 24)], ids=["120", "80", "60"])
def test_empty(snap_compare: Any, open_app: OpenApp, stage: Any, tmp_path: Any, size: Any) -> None:
    (tmp_path / "empty").mkdir()
    app = open_app(shelf=stage.Shelf(tmp_path / "empty"))
    assert snap_compare(app, terminal_size=size, run_before=before(question=""))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 24)], ids=["120", "80", "60"])
def test_answered(snap_compare: Any, open_app: OpenApp, size: Any) -> None:
    assert snap_compare(open_app(), terminal_size=size, run_before=before())


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 24)], ids=["120", "80", "60"])
def test_evidence_open(snap_compare: Any, open_app: OpenApp, size: Any) -> None:
    assert snap_compare(open_app(), terminal_size=size, run_before=before("escape", "2"))


def test_light(snap_compare: Any, open_app: OpenApp) -> None:
    run = before("escape", "2", theme=LIGHT.name)
    assert snap_compare(open_app(), terminal_size=(120, 36), run_before=run)


def test_error(snap_compare: Any, open_app: OpenApp, stage: Any) -> None:
    error = ModelAuth("The server refused the key.", "Set another one: briefing config set api_key")
    app = open_app(player=stage.Player(stage.failing(error)))
    assert snap_compare(app, terminal_size=(120, 36), run_before=before())


def test_abstained(snap_compare: Any, open_app: OpenApp, stage: Any, shelf: Any) -> None:
    app = open_app(player=stage.Player(stage.abstaining(shelf)))
    assert snap_compare(app, terminal_size=(80, 24), run_before=before(question="Who built it?"))


def test_help(snap_compare: Any, open_app: OpenApp) -> None:
    assert snap_compare(open_app(), terminal_size=(80, 24), run_before=before("f1", question=""))


def test_paste(snap_compare: Any, open_app: OpenApp) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await before("f4", question="")(pilot)
        pilot.app.screen.query_one("#text").cursor_blink = False

    assert snap_compare(open_app(), terminal_size=(80, 24), run_before=run)
