"""Kept conversations in the app: searched, renamed, exported, deleted, resumed, interrupted."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from assistant.errors import ModelUnreachable
from assistant.session import SessionRow, Sessions, stored_shape
from assistant.types import Turn
from assistant.ui.conversation import Conversation
from assistant.ui.literal import CleanInput, Words
from assistant.ui.phase import Phase
from assistant.ui.sessions_screen import LISTED, SessionsScreen, row_content, tally
from assistant.ui.topbar import TopBar
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (140, 36)


@pytest.fixture
def kept(shelf: Any, stage: Any) -> Sessions:
    """Three conversations of earlier days, one of them with an unfinished question."""
    sessions = Sessions(shelf.path)
    answer = stage.bridge_answer(shelf)
    for name, question in (("s1", "Why is the bridge closed?"), ("s2", "Qui paie à Zürich?"),
                           ("s3", "Why is the bridge closed?")):  # fmt: skip
        sessions.append(name, Turn(question, answer.text), stored_shape(answer))
    sessions.append("s2", Turn("And the ferry?", "It SAILS daily."), stored_shape(answer))
    sessions.begin("s3", "Who pays?")
    with sqlite3.connect(shelf.path) as connection:
        for day, name in enumerate(("s1", "s2", "s3"), 1):
            moment = f"2026-05-0{day}T10:00:00+00:00"
            connection.execute("UPDATE sessions SET updated = ? WHERE id = ?", (moment, name))
    connection.close()
    return sessions


def listed(app: BriefingApp) -> list[str]:
    """The rows of the list, each on one line."""
    listing = app.screen.query_one(OptionList)
    return [str(option.prompt).replace("\n", " | ") for option in listing.options]


def said(app: BriefingApp) -> str:
    """The line under the list."""
    return str(app.screen.query_one(".keys", Words).visual)


def named(app: BriefingApp) -> str:
    """The name of the conversation in the strip above."""
    return str(app.chat.query_one(TopBar).query_one(".conversation", Words).visual)


def back(app: BriefingApp) -> bool:
    """Whether the conversation is in front again."""
    return app.screen is app.chat


def search_for(app: BriefingApp, words: str) -> None:
    """Has these words in the search."""
    app.screen.query_one("#search", CleanInput).value = words


async def list_them(pilot: Any, stage: Any) -> BriefingApp:
    """Opens the list."""
    app: BriefingApp = pilot.app
    await stage.until(pilot, lambda: app.chat.library is not None)
    await pilot.press("f3")
    await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
    await stage.until(pilot, lambda: app.screen.query(OptionList))
    return app


async def test_searching_as_one_types(open_app: OpenApp, stage: Any, kept: Sessions) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        assert [row.partition(" | ")[0] for row in listed(app)] == [
            "Why is the bridge closed?", "Qui paie à Zürich?", "Why is the bridge closed?",
        ]  # fmt: skip
        assert "1 question · 1 unfinished · 3 May 2026 10:00 UTC" in listed(app)[0]
        assert "1 question · 1 May 2026 10:00 UTC" in listed(app)[2]
        await pilot.press("slash", "z")
        search_for(app, "sails zur")
        await stage.until(pilot, lambda: len(listed(app)) == 1)
        assert listed(app)[0].startswith("Qui paie")
        assert str(app.screen.query_one(".count", Words).visual) == "1 of 3"
        search_for(app, "zeppelin")
        await stage.until(pilot, lambda: listed(app) == [])
        await pilot.press("enter", "r", "e", "d")
        assert isinstance(app.screen, SessionsScreen)
        await pilot.press("escape")
        await stage.until(pilot, lambda: len(listed(app)) == 3)
        assert app.screen.focused is app.screen.query_one(OptionList)
        await pilot.press("slash")
        search_for(app, "hangers")
        await pilot.press("down", "enter")
        await stage.until(pilot, lambda: back(app) and stage.finished(app) == 2)
        assert named(app) == "Qui paie à Zürich?"
        await pilot.press("f3")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        await stage.until(pilot, lambda: any("open now" in row for row in listed(app)))
        assert ["open now" in row for row in listed(app)] == [False, True, False]
        await pilot.press("up", "escape")
        await stage.until(pilot, lambda: back(app))


async def test_renaming_in_place(open_app: OpenApp, stage: Any, kept: Sessions) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        assert named(app) == "Why is the bridge closed?"
        await list_them(pilot, stage)
        await pilot.press("r")
        name = app.screen.query_one("#rename", CleanInput)
        assert name.has_focus
        assert name.value == "Why is the bridge closed?"
        await pilot.press("escape")
        assert app.screen.query_one(OptionList).has_focus
        await pilot.press("r")
        name.value = "[b]The\x1b bridge[/]"
        await pilot.press("enter")
        await stage.until(pilot, lambda: listed(app)[0].startswith("[b]The bridge[/]  open now"))
        assert kept.load("s3").name == "[b]The bridge[/]"
        await stage.until(pilot, lambda: named(app) == "[b]The bridge[/]")
        await pilot.press("r")
        name.value = "  "
        await pilot.press("enter")
        assert kept.load("s3").name == "[b]The bridge[/]"


async def test_deleting_at_the_second_press(open_app: OpenApp, stage: Any, kept: Sessions) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        await pilot.press("d")
        assert "once more" in said(app)
        await pilot.press("down")
        assert "once more" not in said(app)
        await pilot.press("d", "d")
        await stage.until(pilot, lambda: len(listed(app)) == 2)
        assert [row.session_id for row in kept.list()] == ["s3", "s1"]
        assert app.screen.query_one(OptionList).highlighted == 1


async def test_deleting_the_open_one_stops_its_answer_for_good(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    slow = stage.Slow()
    sessions = Sessions(shelf.path)
    async with open_app(player=stage.Player(slow)).run_test(size=WIDE) as pilot:
        app = await stage.send(pilot, "Why?")
        await stage.until(pilot, lambda: [row.unfinished for row in sessions.list()] == [1])
        assert named(app) == "Why?"
        await list_them(pilot, stage)
        assert "0 questions · 1 unfinished" in listed(app)[0]
        await pilot.press("d", "d")
        await stage.until(pilot, lambda: "Nothing is kept" in said(app))
        slow.released.set()
        await pilot.press("escape")
        await stage.until(pilot, lambda: back(app))
        assert sessions.list() == []
        assert named(app) == ""


async def test_a_question_that_waits_to_be_remembered_does_not_bring_the_deleted_back(
    open_app: OpenApp, stage: Any, kept: Sessions, shelf: Any
) -> None:
    async with open_app(player=stage.Player(stage.Slow())).run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        with closing(sqlite3.connect(shelf.path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            await stage.send(pilot, "And then?")
            await list_them(pilot, stage)
            await pilot.press("d", "d")
        await stage.until(pilot, lambda: len(listed(app)) == 2)
        for _ in range(5):
            await stage.until(pilot, lambda: "s3" not in {row.session_id for row in kept.list()})
            await pilot.pause(0.05)
    assert {row.session_id for row in kept.list()} == {"s1", "s2"}


async def test_exporting_from_the_list_and_by_command(
    open_app: OpenApp, stage: Any, kept: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        await pilot.press("e")
        made = tmp_path / "here" / "why-is-the-bridge-closed.md"
        await stage.until(pilot, lambda: f"Exported to {made}" in said(app))
        assert made.read_text(encoding="utf-8").startswith("# Why is the bridge closed?\n")
        await pilot.press("escape")
        await stage.refused(pilot, "/export", "no finished answer to export")
        app.chat.action_export()
        assert "no finished answer to export" in stage.problem(app)
        await stage.answered(pilot, "Is it shut?")
        await stage.until(pilot, lambda: sum(row.turns for row in kept.list()) == 5)
        await stage.send(pilot, "/export html")
        await stage.until(pilot, lambda: "is-it-shut.html" in stage.shown(app))
        assert f"Exported to {tmp_path / 'here' / 'is-it-shut.html'}" in stage.shown(app)
        await stage.send(pilot, "/export 'my notes.json'")
        await stage.until(pilot, lambda: "my notes.json" in stage.shown(app))
        shape = json.loads((tmp_path / "here" / "my notes.json").read_text(encoding="utf-8"))
        assert [turn["question"] for turn in shape["turns"]] == ["Is it shut?"]
        await stage.refused(pilot, "/export 'my notes.json'", "left as it is")
        await stage.answered(pilot, "And then?")
        await stage.until(pilot, lambda: sum(row.turns for row in kept.list()) == 6)
        await stage.send(pilot, "/export answer json")
        alone = tmp_path / "here" / "and-then.json"
        await stage.until(pilot, alone.exists)
        shape = json.loads(alone.read_text(encoding="utf-8"))
        assert [turn["number"] for turn in shape["turns"]] == [2]
        await stage.refused(pilot, "/export md two paths", "not understood")
        assert "left as it is" not in stage.shown(app) + stage.toasts(app)


async def test_an_interrupted_question_is_shown_and_can_be_asked_again(
    open_app: OpenApp, stage: Any, kept: Sessions, player: Any
) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        await pilot.press("enter")
        await stage.until(pilot, lambda: len(app.chat.query_one(Conversation).exchanges) == 2)
        last = app.chat.query_one(Conversation).exchanges[-1]
        assert (last.question, last.phase) == ("Who pays?", Phase.INTERRUPTED)
        assert "Interrupted" in stage.shown(app)
        assert last.copy_text() is None
        await stage.answered(pilot, "Who pays?")
        await stage.until(pilot, lambda: len(kept.load("s3").turns) == 2)
        assert kept.load("s3").unfinished == ()
        assert [turn.question for turn in player.asked[-1].turns] == ["Why is the bridge closed?"]


async def test_what_is_stopped_or_fails_is_forgotten_and_what_is_left_is_not(
    open_app: OpenApp, stage: Any, shelf: Any, player: Any
) -> None:
    sessions, slow = Sessions(shelf.path), stage.Slow()
    player.script = slow
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Stopped?")
        await stage.until(pilot, sessions.list)
        await pilot.press("escape")
        await stage.until(pilot, lambda: sessions.list() == [])
        player.script = stage.failing(ModelUnreachable("No connection.", "Check it."))
        await stage.send(pilot, "Failed?")
        await stage.until(pilot, lambda: "No connection." in stage.shown(app))
        assert named(app) == "Failed?", "what is kept of it, were it kept"
        await stage.until(pilot, lambda: sessions.list() == [])
        player.script = slow
        await stage.send(pilot, "Left by another?")
        await stage.until(pilot, sessions.list)
        await pilot.press("ctrl+n")
        await stage.until(pilot, lambda: app.chat.session_name == "")
        await stage.send(pilot, "Left by leaving?")
        await stage.until(pilot, lambda: len(sessions.list()) == 2)
        await pilot.press("ctrl+q")
    assert [(row.name, row.turns, row.unfinished) for row in sessions.list()] in (
        [("Left by leaving?", 0, 1), ("Left by another?", 0, 1)],
        [("Left by another?", 0, 1), ("Left by leaving?", 0, 1)],
    )


async def test_the_app_opens_with_the_conversation_it_was_asked_for(
    open_app: OpenApp, stage: Any, kept: Sessions, shelf: Any, player: Any
) -> None:
    app = BriefingApp(replace(stage.services(shelf, player), session="s2"))
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: stage.finished(app) == 2)
        assert named(app) == "Qui paie à Zürich?"
        await pilot.resize_terminal(110, 30)
        await stage.until(pilot, lambda: named(app).startswith("Qui paie à"))
        await pilot.resize_terminal(70, 30)
        await stage.until(pilot, lambda: named(app) == "")
        await stage.send(pilot, "And now?")
        await stage.until(pilot, lambda: len(kept.load("s2").turns) == 3)
    gone = BriefingApp(replace(stage.services(shelf, player), session="none"))
    async with gone.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: "no such conversation" in stage.toasts(gone))


async def test_a_thousand_conversations_are_listed_and_searched_fast(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    sessions = Sessions(shelf.path)
    sessions.begin("s", "x")
    with sqlite3.connect(shelf.path) as connection:
        moment = "2026-01-01T00:00:00+00:00"
        rows = [(f"k{n}", f"Question {n}?", moment, moment) for n in range(1000)]
        connection.executemany("INSERT INTO sessions VALUES (?, ?, ?, ?)", rows)
        answer = "Engineers found cracks in two of its nine hangers. " * 20
        turns = [(f"k{n}", 0, f"Question {n}?", f"{answer} {n}", "{}", moment) for n in range(1000)]
        connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", turns)
    connection.close()
    async with open_app().run_test(size=WIDE) as pilot:
        app = await list_them(pilot, stage)
        assert len(listed(app)) == LISTED
        begun = time.perf_counter()
        await pilot.press("slash", "7")
        search_for(app, "hangers 777")
        await stage.until(pilot, lambda: len(listed(app)) == 1)
        assert time.perf_counter() - begun < 6.0
        assert listed(app)[0].startswith("Question 777?")


def test_rows_show_names_as_words() -> None:
    row = SessionRow("s", "[red]x[/]\x1b[2J", "2026-05-01T10:00:00+00:00", 1)
    assert str(row_content(row)) == "[red]x[/][2J\n1 question · 1 May 2026 10:00 UTC"
    assert "2 unfinished" in str(row_content(SessionRow("s", "x", "2026-05-01", 0, "", 2)))


def test_how_many_are_found() -> None:
    assert tally(3, 3) == "3"
    assert tally(1, 1000) == "1 of 1,000"
    assert tally(1000, 1000) == f"1,000 · the latest {LISTED} are listed"
