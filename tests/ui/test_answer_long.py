"""Long conversations and long answers: few widgets, nothing blank, the question in sight."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from assistant.restore import Restored
from assistant.ui.conversation import UNFOLDED, Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.margin import CHUNK, Sentences
from tui import BriefingApp

# What is run for a long conversation is covered by the tests of short ones.
pytestmark = pytest.mark.no_cover

OpenApp = Callable[..., BriefingApp]
QUESTION = "Why is the bridge closed?"


def conversation(app: BriefingApp) -> Conversation:
    return app.chat.query_one(Conversation)


def in_sight(app: BriefingApp, exchange: Exchange) -> bool:
    """Whether the question stands in the view."""
    view = conversation(app)
    return view.region.y <= exchange.region.y < view.region.bottom


async def test_a_hundred_kept_answers_are_there_in_their_order_with_few_widgets(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    kept = [Restored(replace(answer, asked=f"Question {n}?"), frozenset()) for n in range(100)]
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        view = conversation(app)
        await view.restore(kept)
        assert len(view.exchanges) == 100, "as many as a follow-up question may be about"
        assert len(view.turns) == 100
        assert len(view.shown) < 100, "the older ones are made while one reads the last"
        await stage.until(pilot, lambda: view.exchanges[-1].region.bottom == view.region.bottom)
        await stage.until(pilot, lambda: len(view.shown) == 100)
        assert [e.question for e in view.shown] == [f"Question {n}?" for n in range(100)]
        assert [e.folded for e in view.shown] == [True] * (100 - UNFOLDED) + [False] * UNFOLDED
        assert len(list(view.walk_children())) < 150
        # k goes up one by one, and what it comes to is in sight at once.
        app.chat._select(view.shown[-1])
        app.chat.set_focus(view.shown[-1])
        for place in range(2, 12):
            await pilot.press("k")
            assert view.shown[-place].has_focus
            await stage.until(pilot, lambda n=place: in_sight(app, view.shown[-n]), 2)
        await pilot.press("j")
        assert view.shown[-10].has_focus
        await pilot.press("enter")
        await stage.until(pilot, lambda: not view.shown[-10].folded)
        await view.clear()
        assert view.exchanges == []


async def test_another_conversation_does_not_get_the_older_answers_of_the_one_before(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        view = conversation(app)
        for name, number in (("First", 60), ("Second", 30)):
            kept = [replace(answer, asked=f"{name} {n}?") for n in range(number)]
            await view.restore([Restored(each, frozenset()) for each in kept])
        await stage.until(pilot, lambda: len(view.shown) == 30)
        await pilot.pause(0.1)
        assert {e.question.split()[0] for e in view.exchanges} == {"Second"}


async def test_the_question_stays_in_sight_while_its_answer_outgrows_the_view(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    go = threading.Event()
    long = replace(answer, sentences=answer.sentences * 4)

    def script(question: Any, cancelled: Any) -> Any:
        events = list(stage.played(long)(question, cancelled))
        yield from events[:4]
        go.wait(5)
        yield from events[4:]

    player = stage.Player(stage.played(answer))
    app = open_app(player=player)
    async with app.run_test(size=(60, 20)) as pilot:
        await stage.send(pilot, "An earlier question?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        player.script = script
        await stage.send(pilot, QUESTION)
        exchange = conversation(app).exchanges[-1]
        await stage.until(pilot, lambda: len(exchange.rows) == 3)
        await stage.until(pilot, lambda: in_sight(app, exchange))
        go.set()
        await stage.until(pilot, lambda: stage.finished(app) == 2)
        await pilot.pause(0.05)
        view = conversation(app)
        assert exchange.size.height > view.size.height
        assert exchange.region.y == view.region.y, "one reads from the question on"
        exchange.focus(scroll_visible=False)
        await pilot.press("end")
        await pilot.pause()
        assert exchange.region.bottom <= view.region.bottom
        await pilot.press("home")
        await pilot.pause()
        assert exchange.region.y == view.region.y
        await pilot.press("pagedown")
        await pilot.pause()
        assert exchange.region.y < view.region.y
        await pilot.press("pageup")
        await pilot.pause()
        assert exchange.region.y == view.region.y


@pytest.mark.parametrize(("rows", "blank"), [(24, True), (12, False)])
async def test_m_shows_more_of_an_answer_without_end(
    open_app: OpenApp, stage: Any, shelf: Any, rows: int, blank: bool
) -> None:
    answer = stage.bridge_answer(shelf)
    many = tuple(replace(answer.sentences[0], text=f"Sentence {n}.") for n in range(130))
    app = open_app(player=stage.Player(stage.played(replace(answer, sentences=many))))
    async with app.run_test(size=(80, rows)) as pilot:
        await stage.send(pilot, QUESTION)
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        exchange = conversation(app).exchanges[0]
        assert len(exchange.rows) == 60
        assert "… and 70 more sentences: m shows more" in exchange.said("notes")
        exchange.focus()
        await pilot.press("m")
        assert len(exchange.rows) == 120
        await pilot.press("m")
        assert len(exchange.rows) == 130
        assert "more sentences" not in exchange.said("notes")
        await stage.until(pilot, lambda: "Sentence 129." in stage.shown(app))
        chunks = exchange.query(Sentences)
        assert len(chunks) == -(-130 // CHUNK)
        assert chunks.first().size.height == 2 * CHUNK - 1 if blank else CHUNK
        # What is selected with the mouse is without the marks of the margin.
        selected = chunks.first().get_selection(Selection(Offset(0, 0), None))
        assert selected is not None
        assert selected[0].startswith("Sentence 0. [1]")
        assert "✓" not in selected[0]
