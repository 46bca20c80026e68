"""Asking in the app: questions, answers as they come, follow-ups, stopping, failing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant.errors import ModelAuth, ModelCutOff
from assistant.ui import conversation
from assistant.ui.answer_text import abstention
from assistant.ui.conversation import Conversation
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.exchange import Exchange
from assistant.ui.literal import Words
from assistant.ui.margin import Row, Sentences
from assistant.ui.phase import Phase
from assistant.ui.prompt import Prompt
from assistant.ui.topbar import TopBar
from ingest.errors import LibraryDamaged
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 5.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)


def exchanges(app: BriefingApp) -> list[Exchange]:
    return app.chat.query_one(Conversation).exchanges


def shown(app: BriefingApp) -> str:
    """Everything that stands in the conversation."""
    return "\n".join(
        str(words.visual) for words in app.chat.query_one(Conversation).query(Words)
        if words.display
    )  # fmt: skip


def shown_rows(exchange: Exchange) -> list[Row]:
    """The sentences that stand there."""
    return [row for chunk in exchange.query(Sentences) for row in chunk.rows]


async def ask(pilot: Pilot[Any], text: str) -> Exchange:
    """Types a question, sends it, waits for its end."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    before = len(exchanges(app))
    app.chat.query_one(Prompt).fill(text)
    await pilot.press("enter")
    await until(pilot, lambda: len(exchanges(app)) > before)
    await until(pilot, lambda: not exchanges(app)[-1].running)
    await pilot.pause()
    return exchanges(app)[-1]


async def test_an_answer_shows_sentences_marks_notes_and_what_made_it(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        exchange = await ask(pilot, "Why is the bridge closed?")
        text = shown(pilot.app)
        assert exchange.phase is Phase.DONE
        assert "Engineers found cracks" in text
        assert [m for m in "✓~✗" if m in text] == ["✓", "~", "✗"]
        assert "partly: “5 million” does not stand in the words cited" in text
        assert "unsupported: the words cited do not say this" in text
        assert "Note: newest source is 9 months old" in text
        assert "extractive engine · nothing left this machine · 0.4 s" in text


async def test_text_streams_then_gives_way_to_checked_sentences(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    go = threading.Event()

    def script(question: Any, cancelled: Any) -> Any:
        events = list(stage.played(answer)(question, cancelled))
        yield events[0]
        yield stage.Delta("The Quay Courier, 13 January 2026: “Engineers found cracks")
        yield stage.Delta(
            " in two of its nine steel hangers during an inspection in November.” [1]\nRep"
        )
        go.wait(5)
        go.clear()
        yield events[1]
        go.wait(5)
        yield from events[2:]

    async with open_app(player=stage.Player(script)).run_test(size=WIDE) as pilot:
        pilot.app.chat.query_one(Prompt).fill("Why?")
        await pilot.press("enter")
        await until(pilot, lambda: "in November.” [1]" in shown(pilot.app))
        assert not exchanges(pilot.app)[0].rows
        go.set()
        await until(pilot, lambda: exchanges(pilot.app)[0].rows)
        await pilot.pause()
        pending = exchanges(pilot.app)[0].query_one(".pending", Words)
        assert str(pending.visual) == "Rep"
        go.set()
        await until(pilot, lambda: not exchanges(pilot.app)[0].running)
        await pilot.pause()
        assert len(exchanges(pilot.app)[0].rows) == 3
        assert not pending.display


async def test_a_sentence_that_was_worded_again_leaves_nothing_of_its_first_words(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    go = threading.Event()
    first = "Cracks were found somewhere in all ninety of its steel hangers, it seems to me."

    def script(question: Any, cancelled: Any) -> Any:
        events = list(stage.played(answer)(question, cancelled))
        yield events[0]
        yield stage.Delta(f"{first} [1] The rep")
        yield replace(events[1], drafted=first)
        go.wait(5)
        yield from events[2:]

    async with open_app(player=stage.Player(script)).run_test(size=WIDE) as pilot:
        pilot.app.chat.query_one(Prompt).fill("Why?")
        await pilot.press("enter")
        await until(pilot, lambda: exchanges(pilot.app)[0].rows)
        await pilot.pause()
        assert exchanges(pilot.app)[0].said("pending") == "The rep"
        go.set()
        await until(pilot, lambda: not exchanges(pilot.app)[0].running)


async def test_a_follow_up_brings_the_finished_turns(open_app: OpenApp, player: Any) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        await ask(pilot, "Why is the bridge closed?")
        await ask(pilot, "And until when?")
        first, second = player.asked
        assert first.turns == ()
        assert [turn.question for turn in second.turns] == ["Why is the bridge closed?"]
        assert "[1]" in second.turns[0].answer


async def test_one_can_type_and_send_while_the_library_opens(open_app: OpenApp) -> None:
    opened = threading.Event()
    app = open_app(opening=lambda: opened.wait(10))
    async with app.run_test(size=WIDE) as pilot:
        for key in "why?":
            await pilot.press("question_mark" if key == "?" else key)
        await pilot.press("enter")
        await until(pilot, lambda: exchanges(app))
        assert "waiting for the library" in shown(app)
        assert "opening" in str(app.chat.query_one(TopBar).query_one(".library", Words).visual)
        opened.set()
        await until(pilot, lambda: exchanges(app)[0].phase is Phase.DONE)
        assert exchanges(app)[0].question == "why?"


@pytest.mark.parametrize("deaf", [False, True], ids=["heeding", "deaf"])
async def test_escape_stops_a_running_answer_at_once(
    open_app: OpenApp, stage: Any, shelf: Any, deaf: bool
) -> None:
    slow = stage.Slow(deaf=deaf)
    app = open_app(player=stage.Player(slow))
    async with app.run_test(size=WIDE) as pilot:
        app.chat.query_one(Prompt).fill("Why?")
        await pilot.press("enter")
        await until(pilot, lambda: "The bridge" in shown(app))
        begun = time.monotonic()
        await pilot.press("escape")
        await until(pilot, lambda: exchanges(app)[0].phase is Phase.STOPPED)
        assert time.monotonic() - begun < 0.5
        assert "not finished and is not kept" in shown(app)
        assert app.chat.query_one(Prompt).has_focus
        slow.released.set()
        app.chat.assistant.script = stage.played(stage.bridge_answer(shelf))
        await ask(pilot, "Again?")
        assert "came too late" not in shown(app)
        assert app.chat.assistant.asked[-1].turns == ()
        await until(pilot, lambda: shelf_turns(shelf) == ["Again?"])


def shelf_turns(shelf: Any) -> list[str]:
    """The questions kept in the library."""
    from assistant.session import Sessions

    sessions = Sessions(shelf.path)
    return [
        turn.turn.question
        for row in sessions.list()
        for turn in sessions.load(row.session_id).turns
    ]


async def test_a_second_question_waits_for_the_first(open_app: OpenApp, stage: Any) -> None:
    slow = stage.Slow()
    app = open_app(player=stage.Player(slow))
    async with app.run_test(size=WIDE) as pilot:
        prompt = app.chat.query_one(Prompt)
        prompt.fill("One?")
        await pilot.press("enter")
        await until(pilot, lambda: exchanges(app))
        prompt.fill("Two?")
        await pilot.press("enter")
        await pilot.pause()
        assert prompt.text == "Two?"
        assert len(exchanges(app)) == 1
        slow.released.set()


@pytest.mark.parametrize(
    "error",
    [
        ModelAuth("The server refused the key.", "Set another one."),
        ModelCutOff("The stream ended early.", "Ask again."),
    ],
)
async def test_an_error_is_a_sentence_with_a_next_step_in_place(
    open_app: OpenApp, stage: Any, error: Any
) -> None:
    app = open_app(player=stage.Player(stage.failing(error)))
    async with app.run_test(size=WIDE) as pilot:
        exchange = await ask(pilot, "Why?")
        assert exchange.phase is Phase.FAILED
        assert error.message in shown(app)
        assert error.hint in shown(app)


async def test_a_fault_of_the_program_is_named_without_its_content(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app(player=stage.Player(stage.failing(RuntimeError("key sk-canary"))))
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "Why?")
        assert "RuntimeError" in shown(app)
        assert "canary" not in shown(app)


async def test_a_library_that_cannot_be_opened_is_said_and_fails_what_waits(
    open_app: OpenApp,
) -> None:
    def refuse() -> None:
        raise LibraryDamaged("The catalogue is damaged.", "Try: briefing doctor --repair")

    app = open_app(opening=refuse)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "catalogue is damaged" in shown(app))
        assert "briefing doctor --repair" in shown(app)
        assert "no library" in str(app.chat.query_one(TopBar).query_one(".library", Words).visual)


async def test_an_abstention_shows_the_nearest_passages_once(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    app = open_app(player=stage.Player(stage.abstaining(shelf)))
    async with app.run_test(size=WIDE) as pilot:
        exchange = await ask(pilot, "Who built it?")
        assert "The library does not answer this." in shown(app)
        assert "nearest passages are in the sources (F2); Esc, then 1–2, opens one" in shown(app)
        assert "every twelve minutes" not in shown(app)
        assert [item.number for item in exchange.items] == [None, None]
        pane = app.chat.query_one(EvidencePane)
        assert str(pane.query_one(".heading", Words).visual) == "Nearest passages"
        assert "every twelve minutes" in str(pane.query_one(OptionList).options[0].prompt)
        await pilot.press("escape", "2")
        await until(pilot, lambda: pane.opened)
        assert pane.opened == exchange.items[1]


def test_an_abstention_names_the_keys_that_there_are() -> None:
    names = {"chat.sources": "F11", "chat.back": "F12", "answer.source_1": "a"}.__getitem__
    assert abstention(0, names).plain == "The library does not answer this."
    assert abstention(1, names).plain.endswith(
        "nearest passage is in the sources (F11); F12, then a, opens one."
    )


async def test_an_answer_that_broke_off_is_labelled_and_no_turn(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    torn = replace(stage.bridge_answer(shelf), incomplete="cut off: the stream ended")
    app = open_app(player=stage.Player(stage.played(torn)))
    async with app.run_test(size=WIDE) as pilot:
        await ask(pilot, "Why?")
        assert "! Incomplete: cut off: the stream ended." in shown(app)
        assert "this one is not kept" in shown(app)
        app.chat.assistant.script = stage.played(stage.bridge_answer(shelf))
        await ask(pilot, "Again?")
        assert app.chat.assistant.asked[-1].turns == ()
        await until(pilot, lambda: shelf_turns(shelf) == ["Again?"])


async def test_an_answer_without_end_is_shown_as_far_as_one_reads(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    many = tuple(replace(answer.sentences[0], text=f"Sentence {n}.") for n in range(100))
    endless = replace(answer, sentences=many)
    deltas = [sentence.text + " [1] " for sentence in many]
    app = open_app(player=stage.Player(stage.played(endless, deltas)))
    async with app.run_test(size=WIDE) as pilot:
        exchange = await ask(pilot, "Why?")
        assert len(shown_rows(exchange)) == 60
        assert "Sentence 59." in shown(app)
        assert "Sentence 60." not in shown(app)
        assert "… and 40 more sentences: m shows more, F6 copies the whole." in shown(app)
        await pilot.press("f6")
        assert "Sentence 99." in app.clipboard


async def test_what_is_typed_or_pasted_on_an_answer_goes_to_the_prompt(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        exchange = await ask(pilot, "Why?")
        prompt = app.chat.query_one(Prompt)
        await pilot.press("escape", "space", "home", "ctrl+o")
        assert exchange.has_focus
        await pilot.press("W", "h", "y", "1", "space", "slash")
        assert prompt.text == "Why1 /"
        assert prompt.has_focus
        prompt.text = ""
        await pilot.press("escape", "y")
        assert exchange.has_focus
        assert prompt.text == ""
        app.chat.query_one(OptionList).focus()
        await pilot.press("w")
        assert prompt.text == "w"
        exchange.focus()
        await pilot.pause()
        app.post_message(Paste("hat\x1b]52;c;x\x07?"))
        await until(pilot, lambda: prompt.text == "what]52;c;x?")


async def test_older_answers_fold_and_unfold(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "UNFOLDED", 2)
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        for number in range(4):
            await ask(pilot, f"Question {number}?")
        assert [e.folded for e in exchanges(app)] == [True] * 2 + [False] * 2
        assert not shown_rows(exchanges(app)[0])
        exchanges(app)[0].focus()
        await pilot.press("enter")
        await until(pilot, lambda: len(shown_rows(exchanges(app)[0])) == 3)


async def test_the_prompt_takes_plain_letters_and_keeps_a_history(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        prompt = app.chat.query_one(Prompt)
        for key in ("1", "y", "right_square_bracket", "j", "q"):
            await pilot.press(key)
        assert prompt.text == "1y]jq"
        await pilot.press("ctrl+j", "x")
        assert prompt.text == "1y]jq\nx"
        prompt.text = ""
        await ask(pilot, "First?")
        await ask(pilot, "Second?")
        await pilot.press("up")
        assert prompt.text == "Second?"
        await pilot.press("up")
        assert prompt.text == "First?"
        await pilot.press("down", "down")
        assert prompt.text == ""
        await pilot.press("enter")
        assert len(exchanges(app)) == 2
        prompt.fill("one\ntwo")
        await pilot.press("up")
        assert prompt.cursor_location[0] == 0
        await pilot.press("down")
        assert prompt.cursor_location[0] == 1
        await pilot.press("tab")
        assert not prompt.has_focus


async def test_an_empty_library_greets_with_what_to_do(
    open_app: OpenApp, stage: Any, tmp_path: Any
) -> None:
    (tmp_path / "empty").mkdir()
    app = open_app(shelf=stage.Shelf(tmp_path / "empty"))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "The library is empty" in shown(app))
        for way in ("F7", "F5", "Ctrl+O", "briefing config set engine openai"):
            assert way in shown(app)
