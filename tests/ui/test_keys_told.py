"""Keys that were changed are named as they are now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.widgets import Button

from assistant.ui import chat_keys, greeting
from assistant.ui.article_view import ArticleView
from assistant.ui.check_screen import CheckScreen
from assistant.ui.hints import Problem
from assistant.ui.literal import Words
from assistant.ui.page_screen import PageScreen
from assistant.ui.paste_screen import Draft, PasteScreen
from assistant.ui.rooms import every_binding
from assistant.ui.sessions_screen import SessionsScreen
from tui import BriefingApp


def labels(app: BriefingApp) -> list[str]:
    return [str(button.label) for button in app.screen.query(Button)]


def test_a_key_that_is_told_of_is_known_by_its_own_name() -> None:
    keys = {binding.id: binding.key for _, binding in every_binding()}
    assert chat_keys._GIVEN.items() <= keys.items()


def test_the_greeting_names_every_key_as_it_is() -> None:
    said = greeting.content(3, None, lambda name: f"<{name}>").plain
    assert "<chat.back> goes to the answer, <answer.source_1>-<answer.source_9> open" in said


async def test_how_to_leave_and_the_buttons_name_the_keys_in_force(
    open_app: Callable[..., BriefingApp], stage: Any
) -> None:
    app = open_app()
    keys = {"app.quit": "f11", "chat.back": "f12", "page.open": "b", "paste.add": "alt+s",
            "check.start": "f10", "sessions.rename": "n", "sessions.search": "f10"}  # fmt: skip
    object.__setattr__(app.services, "keys", keys)
    async with app.run_test(size=(100, 30)) as pilot:
        await stage.until(pilot, lambda: app._keymap)
        await pilot.press("ctrl+c")
        assert "F11 leaves; F12 stops an answer." in stage.toasts(app)
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        await pilot.press("f12", "o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        assert labels(app) == ["Open  b", "Copy  c"]
        for screen, first in (
            (PasteScreen(Draft()), "Add  Alt+S"), (CheckScreen(Draft()), "Check  F10"),
        ):  # fmt: skip
            await app.push_screen(screen)
            assert labels(app) == [first, "Empty  Ctrl+L", "Later  Esc"]
        await pilot.press("escape", "escape", "escape", "f3")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        told = str(app.screen.query_one(".keys", Words).visual)
        assert told == "Enter open · F10 search · n rename · e export · d delete · Esc back"


async def test_what_an_answer_says_to_do_names_the_keys_in_force(
    open_app: Callable[..., BriefingApp], stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    many = tuple(replace(answer.sentences[0], text=f"Sentence {n}.") for n in range(61))
    torn = replace(answer, sentences=many, incomplete="cut off")
    slow = stage.Slow()
    app = open_app(player=stage.Player(slow))
    keys = {"chat.back": "f12", "chat.copy": "f11", "answer.more": "x", "answer.again": "b",
            "sources.changes": "f10"}  # fmt: skip
    object.__setattr__(app.services, "keys", keys)
    async with app.run_test(size=(100, 30)) as pilot:
        await stage.until(pilot, lambda: app._keymap)
        await stage.send(pilot, "Why?")
        await stage.until(pilot, lambda: "reading …  F12 stops it." in stage.shown(app))
        await stage.send(pilot, "Why else?")
        assert "F12 stops it." in str(app.chat.query_one(Problem).visual)
        await pilot.press("f12")
        assert "b asks again." in stage.shown(app)
        app.chat.assistant.script = stage.played(torn)
        await stage.send(pilot, "Why?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        assert "… and 1 more sentence: x shows more, F11 copies the whole." in stage.shown(app)
        assert "b asks again for the whole answer" in stage.shown(app)
        view = app.chat.query_one(ArticleView)
        stored = replace(shelf.article("a1"), current=False)
        view.show(app.chat.selected.items[0], stored)
        assert "F10 shows what changed." in str(view.query_one(".head", Words).visual)
