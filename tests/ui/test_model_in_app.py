"""The app with a generative engine over real HTTP on loopback: what is shown of answers and of
each failure, what is kept, and that Esc ends whatever a server does."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from assistant.config import Settings, load_settings
from assistant.session import Sessions
from assistant.types import Checked, Delta, Finished, Question, Verdict
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.literal import Words
from assistant.ui.phase import Phase
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.ui.topbar import TopBar
from assistant.wiring import make_assistant, open_library
from tui import BriefingApp

QUESTION = "Why will the paper mill at Tarn Bridge close?"
KEY = "sk-canary-4711"
MILL = (
    "Paper mill at Tarn Bridge to close in May\n\n"
    "Valley Post, 3 March 2026\n\n"
    "The paper mill at Tarn Bridge will close on 15 May because its owner could not agree on a "
    "price for electricity, the works council said on Tuesday. Some 240 people work at the paper mill.\n\n"
    "The owner, Brandt Holding, said that it had looked for a buyer of the paper mill for two "
    "years. It has denied that machines of the mill were already being sold.\n"
)

Open = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


def settings(folder: Path, url: str = "http://127.0.0.1:9/v1", timeout: str = "60") -> Settings:
    """The settings of a user who has chosen a model and knows its prices."""
    environ = {"BRIEFING_ENGINE": "openai", "BRIEFING_MODEL": "m1", "BRIEFING_API_KEY": KEY,
               "BRIEFING_BASE_URL": url, "BRIEFING_TIMEOUT": timeout,
               "BRIEFING_PRICE_INPUT": "100", "BRIEFING_PRICE_OUTPUT": "400"}  # fmt: skip
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
    prompt = pilot.app.chat.query_one(Prompt)
    prompt.fill(text)
    prompt.action_send()
    await until(pilot, lambda: len(exchanges(pilot.app)) > before)
    return exchanges(pilot.app)[-1]


async def ask(pilot: Pilot[Any], text: str = QUESTION) -> Exchange:
    """Sends a question and waits for its end."""
    exchange = await send(pilot, text)
    await until(pilot, lambda: not exchange.running)
    await pilot.pause(0.02)
    return exchange


def pending(exchange: Exchange) -> str:
    return exchange.said("pending")


def status(exchange: Exchange) -> str:
    return exchange.said("status")


async def test_an_answer_its_sources_its_usage_and_a_follow_up(open_on: Open) -> None:
    async with open_on("good") as pilot:
        engine = str(pilot.app.chat.query_one(TopBar).query_one(".engine", Words).visual)
        assert f"openai m1 · questions and passages go to {pilot.server.url}" in engine
        exchange = await ask(pilot)
        assert exchange.phase is Phase.DONE
        assert "could not agree on a price for electricity" in shown(pilot.app)
        assert exchange.answer is not None
        usage = exchange.answer.provenance.usage
        assert usage is not None
        said = f"openai (m1) · sent to 127.0.0.1:{pilot.server.port} · "
        assert status(exchange).startswith(said)
        assert usage.cost == pytest.approx((usage.input_tokens + 4 * usage.output_tokens) / 10_000)
        counted = f"{usage.input_tokens} + {usage.output_tokens} tokens"
        assert status(exchange).endswith(f"{counted} · {usage.cost:.4f} USD")
        assert exchange.items[0].quote in MILL
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])
        assert [request.body["stream"] for request in pilot.server.requests] == [True]
        follow_up = await ask(pilot, "How many people work there?")
        assert follow_up.phase is Phase.DONE
        condensing, writing = pilot.server.requests[-2:]
        assert QUESTION in str(condensing.body["messages"])
        rewritten = f"How many people work there, regarding: {QUESTION}"
        assert rewritten in str(writing.body["messages"])
        searched = follow_up.query_one(".searched", Words)
        assert str(searched.visual) == f"searched for: {rewritten}"
        pilot.server.scenario = "unauthorized"
        failed = await ask(pilot, "And why?")
        assert failed.phase is Phase.FAILED
        assert "does not accept the API key" in status(failed)
        assert len(kept(pilot.app)) == 2


async def test_what_a_model_makes_up_is_dropped_marked_and_never_acts(open_on: Open) -> None:
    async with open_on("forged_citation") as pilot:
        exchange = await ask(pilot)
        text = shown(pilot.app)
        assert "Ministers have since resigned over it." in text
        assert "unsupported" in text
        assert "[99]" not in text
        assert exchange.answer is not None
        assert exchange.answer.sentences[-1].citations == ()
        assert exchange.items
        assert all(item.number != 99 for item in exchange.items)
        pilot.app.chat.action_new()
        await until(pilot, lambda: not exchanges(pilot.app))
        pilot.server.scenario = "markup"
        await ask(pilot)
        text = shown(pilot.app)
        assert "It ends here." in text
        assert "evil.example" not in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}


async def test_what_broke_off_is_labelled_not_kept_and_no_turn_for_a_follow_up(
    open_on: Open,
) -> None:
    labels = {"cut_off": "cut off", "length": "length", "content_filter": "content filter",
              "reset": "cut off", "error_event": "cut off"}  # fmt: skip
    async with open_on("good") as pilot:
        for scenario, label in labels.items():
            pilot.server.scenario = scenario
            exchange = await ask(pilot)
            assert exchange.phase is Phase.DONE, scenario
            notes = exchange.said("notes")
            assert notes.startswith(f"! Incomplete: {label}"), scenario
            assert "r asks again for the whole answer; this one is not kept." in notes
            assert "electricity" in str(exchange.query_one(".sentences", Words).visual)
        assert kept(pilot.app) == []
        pilot.server.scenario = "good"
        seen = len(pilot.server.requests)
        await ask(pilot, "And who works there?")
        assert len(pilot.server.requests) == seen + 1, "there was nothing to condense"
        await until(pilot, lambda: kept(pilot.app) == ["And who works there?"])


async def test_each_failure_is_one_sentence_with_its_next_step_in_place(open_on: Open) -> None:
    failures = {"unauthorized": "does not accept the API key", "rate_limit_hour": "60 minutes",
                "quota": "quota", "unknown_model": "no model m1", "html": "OpenAI-compatible",
                "cut_early": "broke off", "bad_request": "400"}  # fmt: skip
    async with open_on("good") as pilot:
        for scenario, said in failures.items():
            pilot.server.scenario = scenario
            exchange = await ask(pilot)
            assert exchange.phase is Phase.FAILED, scenario
            message, hint, again = status(exchange).split("\n")
            assert again.strip() == "r asks again."
            assert message.startswith("✗ ")
            assert said in message, scenario
            assert hint.strip(), scenario
            assert not exchange.said("pending"), scenario
        assert kept(pilot.app) == []
        pilot.server.scenario = "good"
        better = await ask(pilot)
        assert better.phase is Phase.DONE
        assert not better.said("searched")
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])


async def test_a_server_that_is_not_there(open_on: Open) -> None:
    async with open_on("good") as pilot:
        pilot.server.close()
        exchange = await ask(pilot)
        assert exchange.phase is Phase.FAILED
        message, hint, _ = status(exchange).split("\n")
        assert f"127.0.0.1:{pilot.server.port}" in message
        assert hint.strip()
        assert kept(pilot.app) == []


async def test_an_answer_that_takes_too_long(open_on: Open) -> None:
    async with open_on("stall_at_once", timeout="1") as pilot:
        exchange = await ask(pilot)
        assert exchange.phase is Phase.FAILED
        assert "did not answer within 1 s." in status(exchange)
        pilot.server.scenario = "stall"
        exchange = await send(pilot)
        await until(pilot, lambda: exchange.rows)
        assert exchange.running, "what was checked stands there before the answer is whole"
        assert exchange.items
        await until(pilot, lambda: not exchange.running)
        await pilot.pause(0.02)
        assert "! Incomplete: time-out" in exchange.said("notes")
        assert kept(pilot.app) == []


async def test_escape_ends_it_within_half_a_second_whatever_the_server_does(open_on: Open) -> None:
    async with open_on("good") as pilot:
        for scenario in ("stall", "stall_at_once", "drip", "flood", "revised_stall"):
            pilot.server.scenario = scenario
            seen = len(pilot.server.requests)
            exchange = await send(pilot)
            await until(pilot, lambda seen=seen: len(pilot.server.requests) > seen)
            if scenario != "stall_at_once":
                await until(pilot, lambda e=exchange: e.rows or pending(e))
            begun = time.monotonic()
            # Not pilot.press, which waits until the process has nothing more to do.
            pilot.app.post_message(Key("escape", None))
            await until(pilot, lambda e=exchange: e.phase is Phase.STOPPED)
            assert time.monotonic() - begun < 0.5, scenario
            assert "not finished and is not kept" in status(exchange)
        pilot.server.scenario = "good"
        seen = len(pilot.server.requests)
        again = await ask(pilot)
        assert again.phase is Phase.DONE
        assert len(pilot.server.requests) == seen + 1, "there was nothing to condense"
        await until(pilot, lambda: kept(pilot.app) == [QUESTION])


def spent(app: Any) -> str:
    """What the strip at the top says of the conversation's tokens."""
    words = app.chat.query_one(TopBar).query_one(".spent", Words)
    return str(words.visual) if words.display else ""


async def test_the_tokens_and_cost_of_a_conversation_stand_at_the_top(open_on: Open) -> None:
    async with open_on("good") as pilot:
        assert spent(pilot.app) == ""
        answers = [
            (await ask(pilot)).answer,
            (await ask(pilot, "How many people work there?")).answer,
        ]
        usages = [answer.provenance.usage for answer in answers if answer is not None]
        count = sum(usage.input_tokens + usage.output_tokens for usage in usages)
        cost = sum(usage.cost or 0.0 for usage in usages)
        await until(pilot, lambda: spent(pilot.app) == f"{count:,} tokens · {cost:.4f} USD")
        await until(pilot, lambda: len(kept(pilot.app)) == 2)
        session = pilot.app.chat.session_id
        pilot.app.chat.action_new()
        await until(pilot, lambda: spent(pilot.app) == "")
        pilot.app.chat._session_chosen(session)
        await until(pilot, lambda: spent(pilot.app) == f"{count:,} tokens · {cost:.4f} USD")


async def test_a_corrected_sentence_takes_the_place_of_what_was_streamed(open_on: Open) -> None:
    async with open_on("revised_slow") as pilot:
        exchange = await send(pilot, "How many people work at the paper mill?")
        await until(pilot, lambda: "247 people" in pending(exchange))
        await until(pilot, lambda: not exchange.running)
        await pilot.pause(0.02)
        assert "240 people" in shown(pilot.app)
        assert "247 people" not in shown(pilot.app)
        assert exchange.answer is not None
        assert any("worded again" in r for s in exchange.answer.sentences for r in s.reasons)


@pytest.mark.parametrize("scenario", ["altered_number", "revised", "revised_badly", "all_wrong"])
def test_under_strict_no_event_carries_an_unchecked_word(
    folder: Path, library: Any, openai_server: Callable[..., Any], scenario: str
) -> None:
    server = openai_server(scenario)
    assistant = make_assistant(settings(folder, server.url), library)
    events = list(assistant.stream(Question(QUESTION, strict=True)))
    assert not [event for event in events if isinstance(event, Delta)]
    checked = [event.sentence for event in events if isinstance(event, Checked)]
    last = events[-1]
    assert isinstance(last, Finished)
    assert tuple(checked) == last.answer.sentences
    assert all(sentence.verdict is Verdict.VERIFIED for sentence in checked)
    assert not any(event.drafted for event in events if isinstance(event, Checked))
    said = [text for sentence in checked for text in (sentence.text, *sentence.reasons)]
    written = " ".join([*said, *last.answer.notes])
    assert "22 May" not in written
    assert "247" not in written
    assert "crowns" not in written
    assert bool(checked) == (last.answer.status == "answered")
