"""One question, one answer: the command and the app say the same of the same library."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.cli import main
from assistant.config import Settings, load_settings
from assistant.render import to_json, to_text
from assistant.types import Answer
from assistant.ui.conversation import Conversation
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from tui import BriefingApp

QUESTIONS = (
    "why would Turkey sell back its S-400s?",
    "Who won the 2022 World Cup?",
    "Why would Turkey sell back its S-400s, and who won the 2022 World Cup?",
)


@pytest.fixture
def folder(stocked_copy: Path) -> Path:
    """A library, and a configuration that both are to follow."""
    (stocked_copy / "config.toml").write_text("passages = 7\n", encoding="utf-8")
    return stocked_copy


def options(folder: Path) -> list[str]:
    return ["--library", str(folder / "library"), "--config", str(folder / "config.toml")]


def settings(folder: Path) -> Settings:
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    return load_settings(given, {})


async def asked(pilot: Pilot[Any], app: BriefingApp, question: str) -> Answer:
    """The finished answer to a question in a conversation of its own."""
    await pilot.press("ctrl+n")
    conversation = app.chat.query_one(Conversation)
    deadline = time.monotonic() + 60
    while conversation.exchanges:
        assert time.monotonic() < deadline
        await pilot.pause(0.02)
    app.chat.query_one(Prompt).fill(question)
    await pilot.press("enter")
    while not conversation.exchanges or conversation.exchanges[-1].answer is None:
        assert time.monotonic() < deadline
        await pilot.pause(0.02)
    answer = conversation.exchanges[-1].answer
    assert answer is not None
    return answer


def untimed(shape: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shape.items() if key != "timings_ms"}


async def test_the_app_and_the_command_give_the_same_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = BriefingApp(services_for(settings(folder)))
    async with app.run_test(size=(120, 36)) as pilot:
        answers = [await asked(pilot, app, question) for question in QUESTIONS]
    assert app.chat.library is not None
    app.chat.library.close()
    assert [answer.status for answer in answers] == ["answered", "abstained", "answered"]
    assert [len(answer.parts) for answer in answers] == [0, 0, 2]
    for question, answer in zip(QUESTIONS, answers, strict=True):
        assert len(answer.retrieved) == 7
        capsys.readouterr()
        main(["ask", question, "--json", *options(folder)])
        told = json.loads(capsys.readouterr().out)
        assert untimed(told) == untimed(json.loads(json.dumps(to_json(answer))))
        main(["ask", question, *options(folder)])
        printed = capsys.readouterr().out
        assert words(printed) == words(to_text(answer))


def words(text: str) -> list[str]:
    """The words of an answer, however its lines break, without its time."""
    return re.sub(r"[\d.]+ s\s*\Z", "", text).split()
