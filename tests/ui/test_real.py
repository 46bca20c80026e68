"""The app on the real library and the embedded engine, as ``main`` opens it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.config import Settings, load_settings
from assistant.session import Sessions
from assistant.ui.conversation import Conversation
from assistant.ui.literal import CleanArea, CleanInput, Words
from assistant.ui.paste_screen import PasteScreen
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.wiring import open_library
from tui import BriefingApp

MILL = (
    "Paper mill at Tarn Bridge to close in May\n\n"
    "Valley Post, 3 March 2026\n\n"
    "The paper mill at Tarn Bridge will close on 15 May because its owner could not agree on a "
    "price for electricity, the works council said on Tuesday. Some 240 people work there.\n\n"
    "The owner, Brandt Holding, said that it had looked for a buyer for two years. It has denied "
    "that machines were already being sold.\n"
)


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 60.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.02)
    await pilot.pause()


def settings(folder: Path, environ: dict[str, str] | None = None) -> Settings:
    """The settings of a user who has set nothing but where the library is."""
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    return load_settings(given, environ or {}, config_must_exist=False)


async def send(pilot: Pilot[Any], text: str) -> None:
    pilot.app.query_one(Prompt).fill(text)
    await pilot.press("enter")


async def test_articles_go_in_and_cited_answers_come_out(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    app = BriefingApp(services_for(settings(tmp_path)))
    async with app.run_test(size=(120, 36)) as pilot:
        conversation = app.chat.query_one(Conversation)
        await until(pilot, lambda: conversation.query(".greeting"))
        assert "The library is empty" in str(conversation.query_one(".greeting", Words).visual)
        await send(pilot, f"/ingest '{tmp_path / 'mill.txt'}' '{tmp_path / 'none.txt'}'")
        await until(pilot, lambda: conversation.query(".report"))
        assert "1 added · 1 failed" in str(conversation.query_one(".report", Words).visual)
        await send(pilot, "Why will the paper mill at Tarn Bridge close?")
        await until(pilot, lambda: conversation.exchanges and conversation.exchanges[-1].answer)
        exchange = conversation.exchanges[-1]
        assert exchange.answer is not None
        assert exchange.answer.status == "answered"
        first = exchange.items[0]
        assert "electricity" in first.quote
        await pilot.press("escape", "1")
        text = app.chat.query_one("ArticleView .text", Words)
        await until(pilot, lambda: "electricity" in str(text.visual))
        stored = app.chat._load(first.row.article_id, first.row.revision)
        assert stored.article.text[first.start : first.end] == first.quote
        path = open_path(app)
        await until(pilot, lambda: len(Sessions(path).list()) == 1)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: not conversation.exchanges)
        await pilot.press("f3")
        await until(pilot, lambda: app.screen is not app.chat)
        await pilot.press("enter")
        await until(pilot, lambda: conversation.exchanges)
        again = conversation.exchanges[0].answer
        assert again is not None
        assert again.sentences == exchange.answer.sentences
        assert again.citations == exchange.answer.citations
    app.chat.library.close()


def open_path(app: BriefingApp) -> Path:
    assert app.chat.library is not None
    return app.chat.library.catalogue.path


async def test_a_pasted_article_is_taken_in(tmp_path: Path) -> None:
    app = BriefingApp(services_for(settings(tmp_path)))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.chat.library is not None)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, PasteScreen))
        app.screen.query_one(CleanArea).text = MILL
        app.screen.query_one("#publisher", CleanInput).value = "Hill Echo"
        app.screen.query_one("#date", CleanInput).value = "4 March 2026"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.chat.query(".report"))
        app.chat.library.close()
    with open_library(settings(tmp_path)) as library:
        (row,) = library.catalogue.rows()
        assert row.meta.publisher == "Hill Echo"
        assert row.meta.published == "2026-03-04"


@pytest.mark.parametrize(("agreed", "engine"), [(True, "openai"), (False, "extractive")])
def test_a_key_alone_asks_once_and_the_answer_is_kept(
    tmp_path: Path, agreed: bool, engine: str
) -> None:
    environ = {"OPENAI_API_KEY": "sk-canary-0123456789", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    services = services_for(settings(tmp_path, environ))
    consent = services.consent()
    assert consent is not None
    assert consent.endpoint == "http://127.0.0.1:9/v1"
    assert "canary" not in repr(consent)
    (consent.allow if agreed else consent.refuse)()
    assert services.consent() is None
    again = settings(tmp_path, environ)
    assert again.engine == engine
    assert services_for(again).consent() is None


def test_nothing_is_asked_without_a_key_offline_or_when_an_engine_was_chosen(
    tmp_path: Path,
) -> None:
    key = {"OPENAI_API_KEY": "sk-canary-0123456789"}
    assert services_for(settings(tmp_path)).consent() is None
    assert services_for(replace(settings(tmp_path, key), offline=True)).consent() is None
    chosen = settings(tmp_path, {**key, "BRIEFING_ENGINE": "extractive"})
    assert services_for(chosen).consent() is None
