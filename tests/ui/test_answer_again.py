"""Asking again from an answer: whatever became of it, with the filters that now hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.errors import ModelAuth
from assistant.restore import Restored
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.modals import EvidenceScreen
from assistant.ui.phase import Phase
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)
QUESTION = "Why is the bridge closed?"


def exchanges(app: BriefingApp) -> list[Exchange]:
    return app.chat.query_one(Conversation).exchanges


async def again(pilot: Pilot[Any], stage: Any, times: int = 2) -> Exchange:
    """``r`` on the last answer, and the answer that comes of it."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await pilot.press("escape")
    await stage.until(pilot, lambda: isinstance(app.focused, Exchange))
    await pilot.press("r")
    await stage.until(pilot, lambda: len(exchanges(app)) == times)
    await stage.until(pilot, lambda: not exchanges(app)[-1].running)
    return exchanges(app)[-1]


async def test_r_asks_again_with_the_filters_that_now_hold(
    open_app: OpenApp, stage: Any, player: Any
) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        app.chat.leave_out("a2", "Ferry firm denies price rise")
        exchange = await again(pilot, stage)
        assert exchange.phase is Phase.DONE
        assert exchange.has_focus, "its keys are the next ones"
        assert exchanges(app)[0].phase is Phase.DONE, "the one before stays"
        first, second = player.asked
        assert (first.text, second.text) == (QUESTION, QUESTION)
        assert first.filters.exclude == ()
        assert second.filters.exclude == ("a2",)


async def test_a_failed_answer_says_how_to_ask_again_and_r_does(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    player = stage.Player(stage.failing(ModelAuth("The key was refused.", "Check the key.")))
    app = open_app(player=player)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: exchanges(app)[0].phase is Phase.FAILED)
        assert exchanges(app)[0].said("status").endswith("Check the key.\n  r asks again.")
        player.script = stage.played(stage.bridge_answer(shelf))
        assert (await again(pilot, stage)).phase is Phase.DONE


async def test_while_an_answer_is_written_r_says_so_and_a_stopped_one_is_asked_again(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    slow = stage.Slow()
    player = stage.Player(slow)
    app = open_app(player=player)
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: "The bridge" in stage.shown(app))
        exchanges(app)[0].focus()
        await pilot.press("r")
        await stage.until(pilot, lambda: "is being written" in stage.toasts(app))
        assert len(exchanges(app)) == 1
        await pilot.press("escape")
        assert exchanges(app)[0].phase is Phase.STOPPED
        assert exchanges(app)[0].said("status").endswith("is not kept. r asks again.")
        player.script = stage.played(stage.bridge_answer(shelf))
        exchanges(app)[0].focus()
        await pilot.press("r")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        assert exchanges(app)[0].phase is Phase.STOPPED


async def test_an_interrupted_answer_of_a_kept_conversation_is_asked_again(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        answer = replace(stage.bridge_answer(shelf), asked="And before?")
        conversation = app.chat.query_one(Conversation)
        await conversation.restore((Restored(answer, frozenset()), QUESTION))
        interrupted = conversation.exchanges[-1]
        app.chat._select(interrupted)
        assert interrupted.phase is Phase.INTERRUPTED
        assert "before this answer was finished. r asks again." in stage.shown(app)
        exchange = await again(pilot, stage, times=3)
        assert exchange.question == QUESTION
        assert app.chat.assistant is not None


async def test_a_draft_is_checked_again_by_its_command(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        entry = await app.chat.query_one(Conversation).check("/check draft.md")
        entry.focus()
        await pilot.press("r")
        await stage.until(pilot, lambda: "give /check again" in stage.toasts(app))
        assert len(exchanges(app)) == 1


@pytest.mark.parametrize("columns", [60, 120])
async def test_the_keys_of_an_abstention_and_of_a_folded_answer(
    open_app: OpenApp, stage: Any, shelf: Any, columns: int
) -> None:
    app = open_app(player=stage.Player(stage.abstaining(shelf)))
    async with app.run_test(size=(columns, 30)) as pilot:
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        exchange = exchanges(app)[0]
        for folded in (False, True):
            exchange.fold(folded)
            exchange.focus()
            await pilot.press("2")
            await stage.until(pilot, lambda: exchange.current == 2)
            if columns < 100:
                await stage.until(pilot, lambda: isinstance(app.screen, EvidenceScreen))
                await pilot.press("escape")
            exchange.focus()
            await pilot.press("y")
            await stage.until(pilot, lambda: app.clipboard.startswith("“A ferry that the city"))
            await pilot.press("Y")
            await stage.until(pilot, lambda: QUESTION in app.clipboard)
            await pilot.press("[")
            await stage.until(pilot, lambda: exchange.current == 1)
            if columns < 100:
                await stage.until(pilot, lambda: isinstance(app.screen, EvidenceScreen))
                await pilot.press("escape")
            exchange.point_at(None)
        exchange.focus()
        await pilot.press("enter")
        await stage.until(pilot, lambda: not exchange.folded)
        await pilot.press("e")
        await stage.until(pilot, lambda: type(app.screen).__name__ == "ExplainScreen")
