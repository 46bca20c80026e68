"""The app with a generative engine over real HTTP on loopback: what is shown of answers and of
each failure, what is kept, and that Esc ends whatever a server does."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.config import Settings, load_settings
from assistant.session import Sessions
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange, Phase
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.ui.topbar import TopBar
from assistant.wiring import open_library
from tui import BriefingApp

QUESTION = "Why will the paper mill at Tarn Bridge close?"
KEY = "sk-canary-4711"
MILL = (
    "Paper mill at Tarn Bridge to close in May\n\n"
    "Valley Post, 3 March 2026\n\n"
    "The paper mill at Tarn Bridge will close on 15 May because its owner could not agree on a "
    "price for electricity, the works council said on Tuesday. Some 240 people work at the mill.\n\n"
    "The owner, Brandt Holding, said that it had looked for a buyer of the paper mill for two "
    "years. It has denied that machines of the mill were already being sold.\n"
)

Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


def settings(folder: Path, url: str = "http://127.0.0.1:9/v1", timeout: str = "60") -> Settings:
    """The settings of a user who has chosen a model."""
    environ = {"BRIEFING_ENGINE": "openai", "BRIEFING_MODEL": "m1", "BRIEFING_API_KEY": KEY,
               "BRIEFING_BASE_URL": url, "BRIEFING_TIMEOUT": timeout}  # fmt: skip
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    return load_settings(given, environ, config_must_exist=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library of these tests lies."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Any]:
    """A real library with one article, opened once for all tests here: each keeps its own
    conversation."""
    (folder / "mill.txt").write_text(MILL, encoding="utf-8")
    services = services_for(settings(folder))
    opened = open_library(settings(folder), create=True, write=True)
    services.ingest((str(folder / "mill.txt"),), opened, lambda _: None, lambda: False)
    yield opened
    opened.close()


@pytest.fixture
def open_on(folder: Path, library: Any, openai_server: Callable[..., Any]) -> Open:
    """Opens the app on a server in a scenario; ``pilot.server`` is that server."""

    @asynccontextmanager
    async def run(scenario: str, timeout: str = "60") -> AsyncIterator[Pilot[Any]]:
        server = openai_server(scenario)
        services = services_for(settings(folder, server.url, timeout))
        app = BriefingApp(replace(services, open_library=lambda: library))
        async with app.run_test(size=(120, 36)) as pilot:
            pilot.server = server  # type: ignore[attr-defined]
            await until(pilot, lambda: app.chat.assistant is not None)
            yield pilot
            assert KEY not in shown(app)

    return run


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 30.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)


def exchanges(app: Any) -> list[Exchange]:
    return app.chat.query_one(Conversation).exchanges


def shown(app: Any) -> str:
    """Everything that stands in the conversation."""
    words = app.chat.query_one(Conversation).query(Words)
    return "\n".join(str(word.visual) for word in words if word.display)


def kept(app: Any) -> list[str]:
    """The questions that are kept of this conversation."""
    sessions = Sessions(app.chat.library.catalogue.path)
    if app.chat.session_id not in {row.session_id for row in sessions.list()}:
        return []
    return [turn.turn.question for turn in sessions.load(app.chat.session_id).turns]


async def send(pilot: Pilot[Any], text: str = QUESTION) -> Exchange:
    """Sends a question; gives its exchange, which is running."""
    before = len(exchanges(pilot.app))
    pilot.app.chat.query_one(Prompt).fill(text)
    await pilot.press("enter")
    await until(pilot, lambda: len(exchanges(pilot.app)) > before)
    return exchanges(pilot.app)[-1]


async def ask(pilot: Pilot[Any], text: str = QUESTION) -> Exchange:
    """Sends a question and waits for its end."""
    exchange = await send(pilot, text)
    await until(pilot, lambda: not exchange.running)
    await pilot.pause()
    return exchange


def answering() -> list[threading.Thread]:
    """The threads that still serve an answer."""
    return [thread for thread in threading.enumerate() if "briefing-" in thread.name]


async def test_an_answer_comes_with_its_sources_its_model_and_its_usage(open_on: Open) -> None:
    async with open_on("good") as pilot:
        engine = str(pilot.app.chat.query_one(TopBar).query_one(".engine", Words).visual)
        assert f"openai m1 · questions and passages go to {pilot.server.url}" in engine
        exchange = await ask(pilot)
        assert exchange.phase is Phase.DONE
        text = shown(pilot.app)
        assert "could not agree on a price for electricity" in text
        assert f"openai (m1) engine · question and passages were sent to {pilot.server.url}" in text
        assert exchange.answer is not None
        usage = exchange.answer.provenance.usage
        assert f"{usage.input_tokens} + {usage.output_tokens} tokens" in text
        assert exchange.items[0].quote in MILL
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])
        assert [request.body["stream"] for request in pilot.server.requests] == [True]


async def test_text_is_there_before_the_answer_is_whole(open_on: Open) -> None:
    async with open_on("stall") as pilot:
        exchange = await send(pilot)
        await until(pilot, lambda: exchange.query("SentenceRow"))
        assert exchange.running
        assert exchange.items
        pilot.app.chat.stop_answer()


async def test_a_forged_citation_is_dropped_and_the_sentence_marked(open_on: Open) -> None:
    async with open_on("forged_citation") as pilot:
        exchange = await ask(pilot)
        text = shown(pilot.app)
        assert "Ministers have since resigned over it." in text
        assert "unsupported" in text
        assert "99" not in text
        assert exchange.answer is not None
        assert exchange.answer.sentences[-1].citations == ()
        assert all(item.number != 99 for item in exchange.items)


async def test_nothing_that_a_model_writes_links_or_acts(open_on: Open) -> None:
    async with open_on("markup") as pilot:
        await ask(pilot)
        text = shown(pilot.app)
        assert "evil.example" not in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize(
    ("scenario", "label"),
    [
        ("cut_off", "cut off"),
        ("length", "length"),
        ("content_filter", "content filter"),
        ("reset", "cut off"),
        ("stall", "time-out"),
    ],
)
async def test_what_broke_off_is_labelled_not_kept_and_no_turn_for_a_follow_up(
    open_on: Open, scenario: str, label: str
) -> None:
    async with open_on(scenario, timeout="2" if scenario == "stall" else "60") as pilot:
        exchange = await ask(pilot)
        assert exchange.phase is Phase.DONE
        text = shown(pilot.app)
        assert f"! Incomplete: {label}" in text
        assert "Ask again to get the whole answer; this one is not kept." in text
        assert "electricity" in text
        pilot.server.scenario = "good"
        seen = len(pilot.server.requests)
        await ask(pilot, "And who works there?")
        assert len(pilot.server.requests) == seen + 1, "there was nothing to condense"
        await until(pilot, lambda: kept(pilot.app) == ["And who works there?"])


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        ("unauthorized", "key"),
        ("rate_limit_hour", "rate"),
        ("quota", "quota"),
        ("server_error", "500"),
        ("unknown_model", "m1"),
        ("html", "web page"),
        ("cut_early", "broke off"),
        ("stall_at_once", "in time"),
    ],
)
async def test_each_failure_is_one_sentence_with_its_next_step_in_place(
    open_on: Open, scenario: str, said: str
) -> None:
    async with open_on(scenario, timeout="1" if "stall" in scenario else "60") as pilot:
        exchange = await ask(pilot)
        assert exchange.phase is Phase.FAILED
        status = exchange.query_one(".status", Words)
        message, hint = str(status.visual).split("\n")
        assert message.startswith("✗ ")
        assert message.endswith(".")
        assert hint.strip()
        print(scenario, "|", message, "|", hint.strip())
        assert not exchange.query_one(".pending").display
        pilot.server.scenario = "good"
        again = await ask(pilot)
        assert again.phase is Phase.DONE
        assert not again.query_one(".searched").display
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])


async def test_a_server_that_is_not_there(folder: Path, library: Any) -> None:
    services = services_for(settings(folder))
    app = BriefingApp(replace(services, open_library=lambda: library))
    async with app.run_test(size=(120, 36)) as pilot:
        exchange = await ask(pilot)
        assert exchange.phase is Phase.FAILED
        message, hint = str(exchange.query_one(".status", Words).visual).split("\n")
        assert "127.0.0.1:9" in message
        assert hint.strip()
        assert kept(app) == []


@pytest.mark.parametrize("scenario", ["stall", "stall_at_once", "drip", "flood"])
async def test_escape_ends_it_within_half_a_second_whatever_the_server_does(
    open_on: Open, scenario: str
) -> None:
    async with open_on(scenario) as pilot:
        exchange = await send(pilot)
        await until(pilot, lambda: pilot.server.requests)
        if scenario != "stall_at_once":
            await until(pilot, lambda: exchange.query("SentenceRow") or shown_pending(exchange))
        begun = time.monotonic()
        pilot.app.post_message(key("escape"))
        await until(pilot, lambda: exchange.phase is Phase.STOPPED)
        assert time.monotonic() - begun < 0.5
        assert "Stopped. This answer is not finished and is not kept." in shown(pilot.app)
        pilot.server.scenario = "good"
        again = await ask(pilot)
        assert again.phase is Phase.DONE
        assert pilot.server.requests[-1].body["stream"]
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])


def shown_pending(exchange: Exchange) -> str:
    return str(exchange.query_one(".pending", Words).visual)


def key(name: str) -> Any:
    """A key as the terminal's driver sends it; ``pilot.press`` waits for idle afterwards."""
    from textual.events import Key

    return Key(name, None)


async def test_a_follow_up_is_rewritten_by_the_model_from_what_is_finished(open_on: Open) -> None:
    async with open_on("good") as pilot:
        await ask(pilot)
        exchange = await ask(pilot, "How many people work there?")
        assert exchange.phase is Phase.DONE
        condensing, answering = pilot.server.requests[-2:]
        assert QUESTION in str(condensing.body["messages"])
        assert f"searched for: How many people work there, regarding: {QUESTION}" in shown(
            pilot.app
        )
        assert "regarding" in str(answering.body["messages"])
        pilot.server.scenario = "unauthorized"
        failed = await ask(pilot, "And why?")
        assert failed.phase is Phase.FAILED
        assert "key" in str(failed.query_one(".status", Words).visual)
