"""Every other action: adding, pasting, conversations, help, palette, consent, leaving."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import OptionList

from assistant.session import Sessions
from assistant.slash import COMMANDS
from assistant.ui.actions import commanded
from assistant.ui.conversation import Conversation
from assistant.ui.help_screen import HelpScreen
from assistant.ui.hints import CommandHints, Problem
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.ingest_report import report_lines, report_note
from assistant.ui.library_modals import AddScreen
from assistant.ui.literal import CleanArea, CleanInput, Words
from assistant.ui.modals import ConfirmScreen
from assistant.ui.paste_screen import PasteScreen, overrides
from assistant.ui.prompt import Prompt
from assistant.ui.services import Consent
from assistant.ui.sessions_screen import SessionsScreen
from assistant.ui.themes import DARK, LIGHT
from assistant.ui.topbar import (
    engine_lines,
    held,
)
from ingest.types import Item, Overrides, Report, Status
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


async def test_ingest_goes_on_behind_while_one_asks(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    go = threading.Event()
    adding = stage.Ingest(shelf, go)
    app = open_app(ingest=adding)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest 'a folder/one.html' https://x.example/two")
        await stage.until(pilot, lambda: app.chat.query_one(IngestBar).display)
        note = app.chat.query_one(IngestBar).query_one(".note", Words)
        await stage.until(pilot, lambda: "reading a folder/one.html" in str(note.visual))
        await stage.send(pilot, "/samples")
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        assert app.chat.query_one(IngestBar).display
        go.set()
        await stage.until(pilot, lambda: not app.chat.query_one(IngestBar).display)
        assert adding.seen == [("a folder/one.html", "https://x.example/two"), ("samples",)]
        assert "samples articles: 1 added" in stage.shown(
            app
        ) or "sample articles: 1 added" in stage.shown(app)
        await stage.until(pilot, lambda: stage.library_line(app).startswith("5 articles"))


async def test_a_failed_source_is_named_with_its_reason(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest missing.txt there.txt")
        await stage.until(pilot, lambda: "1 added · 1 failed" in stage.shown(app))
        assert "✗ missing.txt: There is no such file." in stage.shown(app)
        assert "2 blocks of comments" in stage.shown(app)


async def test_an_ingest_that_cannot_be_done_is_an_error_in_place(
    open_app: OpenApp, stage: Any
) -> None:
    def refuse(*_: object) -> Report:
        raise ValueError("inner workings")

    app = open_app(ingest=type("Refusing", (), {"__call__": refuse, "add_text": refuse})())
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest x")
        await stage.until(
            pilot, lambda: "The program failed here (ValueError)." in stage.shown(app)
        )
        assert "inner workings" not in stage.shown(app)


async def test_ingest_without_a_path_asks_for_one(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest")
        assert isinstance(app.screen, AddScreen)
        await pilot.press("escape")
        app.chat.query_one(Prompt).fill("a question that is not asked yet")
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(app.screen, AddScreen)
        app.screen.query_one(CleanInput).value = "'two words.txt'"
        await pilot.press("enter")
        await stage.until(pilot, lambda: "two words.txt: 1 added" in stage.shown(app))
        assert app.chat.query_one(Prompt).text == "a question that is not asked yet"


async def test_an_article_is_pasted_with_outlet_and_date(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    adding = stage.Ingest(shelf)
    app = open_app(ingest=adding)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/paste")
        assert isinstance(app.screen, PasteScreen)
        await pilot.press("ctrl+s")
        assert "There is no text yet." in str(app.screen.query_one(".problem", Words).visual)
        app.screen.query_one("#text", CleanArea).text = "Headline\n\nSome words."
        app.screen.query_one("#publisher", CleanInput).value = " Valley Post "
        app.screen.query_one("#date", CleanInput).value = "someday"
        await pilot.click("#add")
        assert "That is no date." in str(app.screen.query_one(".problem", Words).visual)
        assert app.screen.query_one("#date").has_focus
        app.screen.query_one("#date", CleanInput).value = "12 August 2025"
        await pilot.press("enter")
        await stage.until(pilot, lambda: "pasted article: 1 added" in stage.shown(app))
        stated = Overrides(
            publisher="Valley Post", published="2025-08-12", published_precision="day"
        )
        assert adding.pasted == [("Headline\n\nSome words.", stated)]
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        await pilot.click("#cancel")
        await pilot.pause()
        assert app.screen is app.chat
        assert len(adding.pasted) == 1


def test_empty_fields_say_nothing_about_a_pasted_article() -> None:
    assert overrides("", " ") == Overrides()


async def test_conversations_are_kept_listed_opened_and_deleted(
    open_app: OpenApp, shelf: Any, player: Any, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        await stage.until(pilot, lambda: len(Sessions(shelf.path).list()) == 1)
        await stage.send(pilot, "/new")
        await stage.until(pilot, lambda: "Ask your articles." in stage.shown(app))
        assert stage.finished(app) == 0
        await stage.send(pilot, "A new matter?")
        await stage.until(pilot, lambda: len(Sessions(shelf.path).list()) == 2)
        assert player.asked[-1].turns == ()
        await stage.send(pilot, "/sessions")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        listing = app.screen.query_one(OptionList)
        listing.highlighted = [
            row.name for row in Sessions(shelf.path).list()
        ].index("Why is the bridge closed?")  # fmt: skip
        await pilot.press("enter")
        await stage.until(pilot, lambda: "Why is the bridge closed?" in stage.shown(app))
        assert "Engineers found cracks" in stage.shown(app)
        await stage.send(pilot, "And then?")
        await stage.until(pilot, lambda: stage.finished(app) == 2)
        assert [turn.question for turn in player.asked[-1].turns] == ["Why is the bridge closed?"]
        await stage.until(
            pilot, lambda: sorted(r.turns for r in Sessions(shelf.path).list()) == [1, 2]
        )
        await pilot.press("f3")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        await pilot.press("d")
        assert "once more" in str(app.screen.query_one(".keys", Words).visual)
        assert len(Sessions(shelf.path).list()) == 2
        await pilot.press("d")
        await stage.until(pilot, lambda: len(Sessions(shelf.path).list()) == 1)
        await pilot.press("d", "d")
        await stage.until(
            pilot, lambda: "Nothing is kept" in str(app.screen.query_one(".keys", Words).visual)
        )
        await pilot.press("d", "escape")
        await pilot.pause()
        assert app.screen is app.chat


async def test_a_kept_conversation_shows_what_was_removed_since(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: [r.turns for r in Sessions(shelf.path).list()] == [1])
        del shelf.articles["a1", 1]
        await pilot.press("f3")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        await pilot.press("enter")
        await stage.until(pilot, lambda: app.screen is app.chat and stage.finished(app) == 1)
        exchange = app.chat.query_one(Conversation).exchanges[0]
        await stage.until(pilot, lambda: exchange.items)
        assert [item.removed for item in exchange.items] == [True, True, False]
        exchange.focus()
        await pilot.press("1")
        head = app.chat.query_one("ArticleView .head", Words)
        await stage.until(pilot, lambda: "removed from the library" in str(head.visual))


async def test_a_turn_that_cannot_be_kept_is_said_and_the_answer_stays(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    shelf.path.write_bytes(b"no database" * 100)
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: "was not kept" in stage.toasts(app))
        assert "Engineers found cracks" in stage.shown(app)
        await pilot.press("f3")
        await stage.until(pilot, lambda: "cannot be read" in stage.toasts(app))


async def test_commands_are_hinted_completed_and_checked(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        prompt, hints = app.chat.query_one(Prompt), app.chat.query_one(CommandHints)
        await pilot.press("slash", "s", "e")
        await pilot.pause()
        assert hints.display
        assert "/sessions" in str(hints.visual)
        await pilot.press("tab")
        assert prompt.text == "/sessions"
        prompt.text = ""
        await pilot.press("slash", "i", "tab")
        assert prompt.text == "/ingest "
        problem = app.chat.query_one(Problem)
        await stage.send(pilot, "/nonsense")
        assert "There is no command /nonsense." in str(problem.visual)
        await stage.send(pilot, "/help me")
        assert "takes nothing after it" in str(problem.visual)
        assert prompt.text == "/help me"
        await stage.send(pilot, "/copy")
        assert "no finished answer" in stage.toasts(app)
        assert not hints.display


async def test_help_names_every_key_and_every_command(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one(Words).visual)
        for key in ("F1", "F2", "F3", "F4", "F5", "F6", "Ctrl+N", "Ctrl+P", "Ctrl+Q", "Esc", "1-9"):
            assert key in text
        for command in COMMANDS:
            assert f"/{command.name}" in text
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.chat


def test_what_a_command_is_called_finds_it_in_the_palette() -> None:
    titles = [entry.title for entry in commanded(())]
    for command, title in zip(COMMANDS, titles, strict=True):
        assert command.name.removesuffix("s") in title.lower()
    assert "Library · the articles: search, read, edit, remove" in titles
    assert "Copy the answer with its references" in titles


async def test_the_palette_has_every_action_and_runs_it(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        commands = {command.help: command for command in app.get_system_commands(app.screen)}
        for command in COMMANDS:
            assert any(f"/{command.name}" in about for about in commands), command.name
        commands["F1  /help"].callback()
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_colours_change(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        assert app.theme == DARK.name
        app.action_toggle_colours()
        await pilot.pause()
        assert app.theme == LIGHT.name


@pytest.mark.parametrize(
    ("keys", "agreed"),
    [(["tab", "enter"], True), (["left", "n"], False), (["escape"], False)],
)
async def test_a_key_that_lies_about_is_used_only_when_the_user_agrees(
    open_app: OpenApp, keys: list[str], agreed: bool, player: Any, stage: Any
) -> None:
    said: list[bool] = []
    asked: list[Consent | None] = []

    def consent() -> Consent | None:
        if said:
            return None
        asked.append(
            Consent(
                "m-1", "https://m.example/v1", lambda: said.append(True), lambda: said.append(False)
            )
        )
        return asked[-1]

    app = open_app()
    object.__setattr__(app.services, "consent", consent)
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        text = str(app.screen.query_one(".question", Words).visual)
        assert "https://m.example/v1" in text
        assert "m-1" in text
        await pilot.press(*"hy, any news", "enter")
        assert said == [], "it came while something was being typed"
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press(*keys)
        await stage.until(pilot, lambda: said == [agreed])
        await stage.until(pilot, lambda: app.screen is app.chat)
        await pilot.pause(0.1)
        assert len(asked) == 1
        assert player.asked == []


async def test_leaving_stops_what_runs(open_app: OpenApp, stage: Any, shelf: Any) -> None:
    adding = stage.Ingest(shelf, threading.Event())
    slow = stage.Slow()
    app = open_app(player=stage.Player(slow), ingest=adding)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/ingest a b")
        await stage.send(pilot, "Why?")
        await stage.until(pilot, lambda: "The bridge" in stage.shown(app))
        begun = time.monotonic()
        await stage.send(pilot, "/quit")
    assert time.monotonic() - begun < 5
    assert adding.cancelled
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("articles", "newest", "text"),
    [
        (0, None, "empty library"),
        (1, None, "1 article"),
        (6524, "2026-02-02T10:00:00+00:00", "6,524 articles · newest 2 February 2026"),
    ],
)
def test_what_a_library_holds(articles: int, newest: str | None, text: str) -> None:
    assert held(articles, newest) == text


def test_the_engine_line_says_what_leaves_the_machine() -> None:
    assert engine_lines("extractive", None, None) == (
        "extractive engine · nothing leaves this machine",
        "extractive · local",
    )
    assert engine_lines("openai", "m\x1b-1", "https://m.example/\x1b") == (
        "openai m-1 · questions and passages go to https://m.example/^[",
        "openai m-1 · sends to https://m.example/^[",
        "openai · sends to https://m.example/^[",
        "openai · remote",
    )


def test_a_report_names_failures_as_far_as_they_can_be_read() -> None:
    items = tuple(Item(f"f{n}\x1b.txt", Status.FAILED, reason="torn") for n in range(12))
    lines = report_lines("x", Report(items, withheld_boilerplate=1, interrupted=True), str)
    assert lines[0] == "x: 12 failed"
    assert lines[1].startswith("1 block of comments")
    assert lines[2] == "✗ f0^[.txt: torn"
    assert lines[-2] == "… and 4 more"
    assert lines[-1].startswith("Interrupted")
    assert report_lines("x", Report(()), str)[0] == "x: nothing found"


def test_a_report_names_what_is_new_and_what_was_passed_over() -> None:
    items = tuple(
        Item(f"{n}.txt", Status.UPDATED if n == 4 else Status.ADDED, title=f"Title {n}\x1b")
        for n in range(7)
    )
    step = "Fetch them: briefing ingest --follow FEED"
    named = Item("x.xml", Status.SKIPPED, reason=step)
    folder = Item("none", Status.SKIPPED, reason="The folder holds no files.")
    removed = Item("old.txt", Status.REMOVED, title="Old")
    names = {"chat.feeds": "F11", "feeds.pages": "z"}.__getitem__
    lines = report_lines("x", Report((*items, named, folder, removed)), names)
    assert lines[0] == "x: 6 added · 1 updated · 1 removed · 2 skipped"
    assert "· x.xml: Fetch them: F11, then z on the feed" in lines
    assert lines[1:5] == [f"+ Title {n}" for n in range(4)]
    assert lines[5:7] == ["+ Title 4 (updated)", "… and 2 more"]
    assert lines[-1] == "· none: The folder holds no files."


@pytest.mark.parametrize(
    ("statuses", "note"),
    [
        ([Status.ADDED], "Added: The [bridge]"),
        ([Status.UPDATED, Status.UNCHANGED], "Updated: The [bridge]"),
        ([Status.ADDED, Status.UPDATED], "2 articles added or updated"),
        ([Status.UNCHANGED], "Nothing has changed"),
        (
            [Status.FAILED, Status.FAILED],
            "Nothing was added. 2 failed: the reasons are in the conversation.",
        ),
    ],
)
def test_the_note_on_an_ingest(statuses: list[Status], note: str) -> None:
    items = tuple(Item("x.txt", status, title="The\x1b [bridge]") for status in statuses)
    assert report_note(Report(items)) == note


def test_the_note_on_an_ingest_that_was_stopped_says_so() -> None:
    added = Item("x.txt", Status.ADDED, title="The bridge")
    assert report_note(Report((added,), interrupted=True)) == "Stopped. Added: The bridge"
    assert report_note(Report((), interrupted=True)) == "Stopped; what was finished is kept"
