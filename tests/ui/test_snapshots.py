"""What the app looks like. Look at a changed picture before you accept it:
``pytest tests/ui/test_snapshots.py`` writes ``snapshot_report.html``; ``--snapshot-update`` accepts.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList, TextArea
from textual.worker import get_current_worker

from assistant.errors import ModelAuth
from assistant.session import Sessions, stored_shape
from assistant.types import Delta, Turn
from assistant.ui.conversation import Conversation
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.key_bar import KeyBar
from assistant.ui.prompt import Prompt
from assistant.ui.themes import ANSI_DARK, LIGHT
from tui import BriefingApp

# What is drawn here is covered by the tests of what it does.
pytestmark = pytest.mark.no_cover

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


def settled(screen: Screen[Any]) -> bool:
    """Whether something on a screen has the focus, its strip says what works there, and no
    cursor blinks."""
    for area in screen.query(TextArea):
        area.cursor_blink = False
    bars = screen.query(KeyBar)
    told = bool(bars) and all(bar._offered == bar._keys() != () for bar in bars)
    return told and screen.focused is not None


def before(*keys: str, question: str = "Why is the bridge closed?", theme: str = "") -> Before:
    """Asks, waits for the end, presses the keys, waits until what they open is there."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, BriefingApp)
        await until(pilot, lambda: app.chat.query(".greeting") and settled(app.chat))
        if theme:
            app.paint(theme)
        conversation = app.chat.query_one(Conversation)
        if question:
            app.chat.query_one(Prompt).fill(question)
            await pilot.press("enter")
            await until(
                pilot,
                lambda: conversation.exchanges and not conversation.exchanges[-1].running,
            )
        if keys:
            await pilot.press(*keys)
            await until(pilot, lambda: settled(app.screen))
        if keys[-1:] and keys[-1].isdigit():
            await until(pilot, lambda: app.screen.query_one(EvidencePane).opened)
            await until(
                pilot, lambda: "Courier" in str(app.screen.query_one("ArticleView .head").visual)
            )

    return run


WIDE, MIDDLE, SMALL, TINY = (120, 36), (80, 24), (60, 20), (40, 12)


def each(*sizes: tuple[int, int]) -> pytest.MarkDecorator:
    """On terminals of these columns and rows."""
    return pytest.mark.parametrize("size", sizes, ids=[str(columns) for columns, _ in sizes])


@each(WIDE, SMALL)
def test_empty(snap_compare: Any, open_app: OpenApp, stage: Any, tmp_path: Any, size: Any) -> None:
    (tmp_path / "empty").mkdir()
    app = open_app(shelf=stage.Shelf(tmp_path / "empty"))
    assert snap_compare(app, terminal_size=size, run_before=before(question=""))


@each(MIDDLE, SMALL)
def test_answered(snap_compare: Any, open_app: OpenApp, size: Any) -> None:
    assert snap_compare(open_app(), terminal_size=size, run_before=before())


@each(WIDE, SMALL, TINY)
def test_evidence_open(snap_compare: Any, open_app: OpenApp, size: Any) -> None:
    assert snap_compare(open_app(), terminal_size=size, run_before=before("escape", "2"))


@pytest.mark.parametrize(
    ("theme", "size"), [(LIGHT.name, WIDE), (ANSI_DARK.name, WIDE), (LIGHT.name, SMALL)],
    ids=["light-120", "ansi-120", "light-60"],
)  # fmt: skip
def test_colours(snap_compare: Any, open_app: OpenApp, theme: str, size: Any) -> None:
    run = before("escape", "2", theme=theme)
    assert snap_compare(open_app(), terminal_size=size, run_before=run)


def test_without_colours(
    snap_compare: Any, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_app(), terminal_size=WIDE, run_before=before("escape", "2"))


def test_streaming(snap_compare: Any, open_app: OpenApp, stage: Any, shelf: Any) -> None:
    """Two sentences are checked, a third is being written."""
    answer = stage.bridge_answer(shelf)

    def script(question: Any, cancelled: Callable[[], bool]) -> Any:
        yield from list(stage.played(answer)(question, cancelled))[:3]
        yield Delta("The ferry will")
        worker = get_current_worker()
        while not worker.is_cancelled:
            time.sleep(0.01)

    async def run(pilot: Pilot[Any]) -> None:
        await before(question="")(pilot)
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: "The ferry will" in stage.shown(pilot.app))
        await pilot.pause(0.1)

    app = open_app(player=stage.Player(script))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=run)


def test_error(snap_compare: Any, open_app: OpenApp, stage: Any) -> None:
    error = ModelAuth("The server refused the key.", "Set another one: briefing config set api_key")
    app = open_app(player=stage.Player(stage.failing(error)))
    assert snap_compare(app, terminal_size=SMALL, run_before=before())


def test_abstained(snap_compare: Any, open_app: OpenApp, stage: Any, shelf: Any) -> None:
    app = open_app(player=stage.Player(stage.abstaining(shelf)))
    assert snap_compare(app, terminal_size=MIDDLE, run_before=before(question="Who built it?"))


def test_explained(snap_compare: Any, open_app: OpenApp) -> None:
    assert snap_compare(open_app(), terminal_size=MIDDLE, run_before=before("escape", "e"))


def test_help(snap_compare: Any, open_app: OpenApp) -> None:
    assert snap_compare(open_app(), terminal_size=MIDDLE, run_before=before("f1", question=""))


def test_commands_offered(snap_compare: Any, open_app: OpenApp) -> None:
    assert snap_compare(open_app(), terminal_size=SMALL, run_before=before("/"))


def test_paste(snap_compare: Any, open_app: OpenApp) -> None:
    run = before("f4", question="")
    assert snap_compare(open_app(), terminal_size=MIDDLE, run_before=run)


def test_conversations(snap_compare: Any, open_app: OpenApp, stage: Any, shelf: Any) -> None:
    answer = stage.bridge_answer(shelf)
    for day, question in enumerate(("Why is the bridge closed?", "Who pays for the repairs?"), 5):
        at = datetime(2026, 2, day, 9, 30, tzinfo=UTC)
        kept = Sessions(shelf.path, lambda at=at: at)
        kept.append(f"s{day}", Turn(question, answer.text), stored_shape(answer))

    async def run(pilot: Pilot[Any]) -> None:
        await before("f3", question="")(pilot)
        await stage.until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count == 2)
        await pilot.pause(0.1)

    assert snap_compare(open_app(), terminal_size=MIDDLE, run_before=run)
