"""What was asked for before it can be done, or when something else has come first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import OptionList

from assistant.config import load_settings
from assistant.session import Sessions
from assistant.ui.conversation import Conversation
from assistant.ui.hints import Problem
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import Words
from assistant.ui.messages import LibraryCounted
from assistant.ui.phase import Phase
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.ui.sessions_screen import SessionsScreen
from assistant.ui.topbar import TopBar
from ingest.errors import LibraryMissing
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
SIZE = (80, 24)


async def test_without_its_engine_a_library_is_read_and_another_engine_chosen(
    stage: Any, stocked_copy: Path
) -> None:
    given = {"library": str(stocked_copy / "library"), "config": str(stocked_copy / "c.toml")}
    environ = {"BRIEFING_ENGINE": "openai"}
    app = BriefingApp(services_for(load_settings(given, environ, config_must_exist=False)))
    async with app.run_test(size=SIZE) as pilot:
        await stage.send(pilot, "Why will the paper mill at Tarn Bridge close?")
        (exchange,) = app.chat.query_one(Conversation).exchanges
        assert exchange.phase is Phase.FAILED
        assert "/engine extractive" in exchange.said("status")
        await stage.until(pilot, lambda: "articles" in stage.library_line(app))
        await pilot.press("f8")
        await stage.until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await stage.send(pilot, "/engine extractive")
        line = app.chat.query_one(TopBar).query_one(".engine", Words)
        await stage.until(pilot, lambda: "extractive" in str(line.visual))
        app.chat.query_one(Prompt).fill("/again")
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.done(app, 1))
    assert app.chat.library is not None
    app.chat.library.close()


async def test_a_key_that_needs_the_library_tries_again_to_open_it(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    stage.closed_at_first(app, shelf)
    async with app.run_test(size=SIZE) as pilot:
        await stage.until(pilot, lambda: "Close the other program." in stage.shown(app))
        await pilot.press("f3")
        assert "could not be opened. It is tried once more." in stage.toasts(app)
        assert "still opening" not in stage.toasts(app)
        await stage.until(pilot, lambda: app.chat.library is shelf)
        await pilot.press("f3")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))


async def test_what_is_to_be_added_tries_again_to_open_the_library(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    adding = stage.Ingest(shelf)
    app = open_app(ingest=adding)
    stage.closed_at_first(app, shelf)
    async with app.run_test(size=SIZE) as pilot:
        await stage.until(pilot, lambda: "Close the other program." in stage.shown(app))
        app.chat.query_one(Prompt).fill("/ingest a.html")
        await pilot.press("enter")
        await stage.until(pilot, lambda: adding.seen == [("a.html",)])


async def test_a_question_while_the_first_articles_are_added_is_told_so(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    adding = stage.Ingest(shelf, threading.Event())
    player = stage.Player(stage.failing(LibraryMissing("The library is empty.", "Add some.")))
    app = open_app(ingest=adding, player=player)
    async with app.run_test(size=SIZE) as pilot:
        await stage.send(pilot, "/ingest a.html")
        await stage.until(pilot, lambda: adding.seen)
        await stage.send(pilot, "Why?")
        (exchange,) = app.chat.query_one(Conversation).exchanges
        await stage.until(pilot, lambda: not exchange.running)
        assert "articles are being added" in exchange.said("status")
        assert "r asks again" in exchange.said("status")
        assert not app.chat.query(".greeting")
        adding.go.set()
        await stage.until(pilot, lambda: not app.chat.adding)
        app.chat.query_one(Prompt).fill("/again")
        await pilot.press("enter")
        await stage.until(pilot, lambda: app.chat.query(".greeting"))


async def test_a_conversation_that_is_loaded_late_takes_the_place_of_no_other(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        conversation = app.chat.query_one(Conversation)
        kept, found, go = app.chat.session_id, shelf.article, threading.Event()
        reading: list[str] = []

        def slow(article_id: str, revision: int | None = None) -> Any:
            reading.append(article_id)
            go.wait(10)
            return found(article_id, revision)

        shelf.article = slow
        for then in ("/new", "And who pays?"):
            await stage.send(pilot, "/new")
            await stage.until(pilot, lambda: not conversation.exchanges)
            app.chat._session_chosen(kept)
            await stage.until(pilot, lambda: reading)
            await stage.send(pilot, then)
            begun = app.chat.session_id
            go.set()
            await pilot.pause(0.05)
            assert app.chat.session_id == begun != kept
            assert [e.question for e in conversation.exchanges] == [
                text for text in [then] if not text.startswith("/")
            ]
            reading.clear()
            go.clear()
        assert "was not opened" in stage.toasts(app)


async def test_a_filter_from_the_palette_leaves_what_was_being_written(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        prompt = app.chat.query_one(Prompt)
        await pilot.press(*"Why is")
        await pilot.press("ctrl+p")
        await stage.until(pilot, lambda: app.screen is not app.chat)
        await pilot.press(*"on or after")
        listed = app.screen.query_one(OptionList)
        await stage.until(pilot, lambda: listed.option_count and listed.display)
        await pilot.press("enter")
        await stage.until(pilot, lambda: prompt.text == "/since ")
        assert prompt.has_focus
        assert "↑" in str(app.chat.query_one(Problem).visual)
        prompt.fill("")
        await pilot.press("up")
        assert prompt.text == "Why is"


async def test_a_question_of_many_pages_leaves_its_answer_in_sight(
    open_app: OpenApp, stage: Any
) -> None:
    app, question = open_app(), "why " * 25_000
    async with app.run_test(size=SIZE) as pilot:
        await stage.send(pilot, question)
        await stage.until(pilot, lambda: stage.done(app, 1))
        (exchange,) = app.chat.query_one(Conversation).exchanges
        assert exchange.question == question.strip()
        assert "(99,999 characters)" in exchange.said("question")
        assert exchange.query_one(".sentences", Words).region.y < SIZE[1]
        exchange.fold(True)
        await stage.until(pilot, lambda: exchange.region.height < SIZE[1])


async def test_a_greeting_that_is_still_true_stays_where_it_is_read(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(40, 12)) as pilot:
        await stage.until(pilot, lambda: app.chat.query(".greeting"))
        view, greeting = app.chat.query_one(Conversation), app.chat.query_one(".greeting")
        await pilot.press("pagedown")
        await stage.until(pilot, lambda: view.scroll_y > 0)
        before = view.scroll_y
        app.chat.post_message(LibraryCounted(2, "2026-02-02"))
        await pilot.pause()
        assert app.chat.query_one(".greeting") is greeting
        assert view.scroll_y == before
        app.chat.post_message(LibraryCounted(3, "2026-02-03"))
        await stage.until(pilot, lambda: "3 articles" in stage.shown(app))


async def test_a_question_that_was_left_with_its_conversation_stays_remembered(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app(player=stage.Player(stage.Slow()))
    async with app.run_test(size=SIZE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: "The bridge" in stage.shown(app))
        left = app.chat.session_id
        await stage.send(pilot, "/new")
        await stage.until(pilot, lambda: app.chat.session_id != left)
        app.chat.forget_begun()  # as Esc does when it stops the check of a draft
        await app.workers.wait_for_complete()
        assert [row.session_id for row in Sessions(shelf.path).list()] == [left]
