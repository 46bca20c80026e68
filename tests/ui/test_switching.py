"""Another engine while the app runs, over a real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings, load_settings
from assistant.engine_choice import EngineChoice
from assistant.engine_choosing import EngineChooser
from assistant.errors import ConfigError
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.hints import Problem
from assistant.ui.literal import Words
from assistant.ui.messages import EngineFailed, EngineMade
from assistant.ui.modals import ConfirmScreen
from assistant.ui.phase import Phase
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.ui.topbar import TopBar
from assistant.wiring import open_library
from tui import BriefingApp

WIDE = (120, 36)
QUESTION = "Why will the paper mill at Tarn Bridge close?"


def settings_with(folder: Path, **environ: str) -> Settings:
    """Settings of a user who has chosen no engine."""
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    names = {f"BRIEFING_{name.upper()}": value for name, value in environ.items()}
    return load_settings(given, names, config_must_exist=False)


def engine(app: BriefingApp) -> str:
    return str(app.chat.query_one(TopBar).query_one(".engine", Words).visual)


def exchanges(app: BriefingApp) -> list[Exchange]:
    return app.chat.query_one(Conversation).exchanges


async def test_a_model_is_chosen_after_consent_and_a_question_keeps_its_engine(
    stage: Any, stocked_copy: Path, openai_server: Callable[..., Any]
) -> None:
    server = openai_server("stall")
    app = BriefingApp(services_for(settings_with(stocked_copy, base_url=server.url)))
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "/engine")
        await stage.until(pilot, lambda: "In use: extractive" in stage.shown(app))
        assert f"/engine openai  writes with a model at {server.url}" in stage.shown(app)
        assert "Name it: /engine openai:MODEL" in stage.shown(app)
        prompt = app.chat.query_one(Prompt)
        await stage.refused(pilot, "/engine openai", "Name it: /engine openai:MODEL")
        await stage.send(pilot, "/engine openai:m1")
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert server.url in str(app.screen.query_one(".question", Words).visual)
        await pilot.press("n")
        await pilot.pause()
        assert engine(app).startswith("extractive")
        assert server.requests == []
        await stage.send(pilot, "/engine openai:m1")
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await stage.until(pilot, lambda: engine(app).startswith("openai m1"))
        assert "Now: openai m1" in stage.shown(app)
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: exchanges(app)[-1].phase is Phase.WRITING)
        await stage.send(pilot, "/engine extractive")
        await stage.until(pilot, lambda: engine(app).startswith("extractive"))
        assert exchanges(app)[-1].running
        await pilot.press("escape")
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: stage.done(app, 1))
        assert exchanges(app)[-1].answer.provenance.engine == "extractive"
        prompt.fill("/engine o")
        await pilot.pause()
        assert "openai:m1" in [name for name, _ in prompt.known.engines]
        await stage.send(pilot, "/engine openai:m2")
        await stage.until(pilot, lambda: engine(app).startswith("openai m2"))
    app.chat.library.close()


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "set OPENAI_API_KEY"),
        ({"base_url": "https://m.example/v1", "offline": "true"}, "without --offline"),
    ],
)
async def test_an_engine_that_cannot_be_had_says_what_to_do(
    stage: Any, stocked: Path, environ: dict[str, str], said: str
) -> None:
    library = open_library(settings_with(stocked))
    services = replace(
        services_for(settings_with(stocked, **environ)), open_library=lambda: library
    )
    app = BriefingApp(services)
    async with app.run_test(size=WIDE) as pilot:
        await stage.refused(pilot, "/engine openai:m1", said)
        assert engine(app).startswith("extractive")
    library.close()


class Waiting(EngineChooser):
    """Engines of which one that has a model is made only when it may ``go``."""

    go = threading.Event()

    def make(self, choice: EngineChoice, library: object) -> Any:
        if choice.model:
            assert self.go.wait(20)
        return super().make(choice, library)


async def test_of_engines_given_one_after_the_other_the_last_is_in_use(
    stage: Any, stocked: Path
) -> None:
    held = [settings_with(stocked, base_url="http://127.0.0.1:9/v1", engine="openai", model="m0")]
    library, engines = open_library(held[0]), Waiting(lambda: held[-1], held.append)
    services = replace(services_for(held[0]), open_library=lambda: library, engines=engines)
    app = BriefingApp(services)
    async with app.run_test(size=WIDE) as pilot:
        for line in ("/engine openai:m1", "/engine openai:m2", "/engine extractive"):
            await stage.send(pilot, line)
        await stage.until(pilot, lambda: engine(app).startswith("extractive"))
        engines.go.set()
        await app.workers.wait_for_complete()
        model = EngineChoice("openai", "m1")
        app.chat.post_message(EngineMade(1, engines.make(model, library), model))  # on its way
        app.chat.post_message(EngineFailed(2, "/engine openai:m2", ConfigError("None.", "Do.")))
        await pilot.pause()
        assert engine(app).startswith("extractive")
        assert app.chat.assistant.engine.name == "extractive"
        assert not app.chat.query_one(Problem).display
    assert [each.engine for each in held] == ["openai", "extractive"]
    library.close()


def test_consent_is_asked_once_for_an_address_and_not_of_who_chose_it(stocked: Path) -> None:
    held = [settings_with(stocked, base_url="http://127.0.0.1:9/v1", model="m1")]
    engines = EngineChooser(lambda: held[-1], held.append)
    choice = engines.offers()[-1].choice
    assert choice.written == "openai:m1"
    assert engines.needs_consent(engines.offers()[0].choice) is None
    assert engines.needs_consent(choice) == "http://127.0.0.1:9/v1"
    with open_library(settings_with(stocked)) as library:
        assert engines.make(choice, library).engine.model == "m1"
    assert held[1:] == []
    for each in (choice, engines.offers()[0].choice):
        engines.keep(each)
    assert held[-1].engine == "extractive"
    assert engines.needs_consent(choice) is None
    chosen = replace(held[0], engine="openai", origins={"engine": "--engine"})
    assert EngineChooser(lambda: chosen, held.append).needs_consent(choice) is None


async def test_a_model_without_a_name_is_asked_for_after_consent(
    stage: Any, stocked: Path, tmp_path: Path
) -> None:
    library = open_library(settings_with(stocked))
    environ = {"OPENAI_API_KEY": "sk-canary-1", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    given = {"library": str(stocked / "library"), "config": str(tmp_path / "config.toml")}
    settings = load_settings(given, environ, config_must_exist=False)
    app = BriefingApp(replace(services_for(settings), open_library=lambda: library))
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("tab", "y")
        await stage.until(pilot, lambda: "Name it: /engine openai:MODEL" in stage.problem(app))
        assert app.chat.query_one(Prompt).text == "/engine openai:"
        assert "no library" not in stage.library_line(app)
    library.close()
