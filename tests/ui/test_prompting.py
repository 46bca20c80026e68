"""The prompt: hints that are chosen from, errors in place, filters as chips, its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.pilot import Pilot

from assistant.conversations.recalled import questions
from assistant.session import Sessions
from assistant.types import Turn
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.hints import CommandHints, Problem
from assistant.ui.history import History
from assistant.ui.key_bar import KeyBar
from assistant.ui.literal import Words
from assistant.ui.narrowing import Chip, FilterBar, Narrowing, asked_of, fitting_chips
from assistant.ui.prompt import Prompt
from ingest.types import Filters
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)
NAMES = ([("The Quay Courier", 1), ("North Bank News", 1)], [("harbour", 2)])


@pytest.fixture
def app(open_app: OpenApp) -> BriefingApp:
    """An app whose library has these names."""
    app = open_app()
    object.__setattr__(app.services, "names", lambda library: NAMES)
    return app


class There(NamedTuple):
    """What stands at the prompt."""

    prompt: Prompt
    hints: CommandHints
    problem: Problem
    bar: FilterBar


async def ready(pilot: Pilot[Any], stage: Any) -> There:
    """Waits for the names; gives what stands at the prompt."""
    chat = pilot.app.chat  # type: ignore[attr-defined]
    prompt = chat.query_one(Prompt)
    await stage.until(pilot, lambda: prompt.known.publishers is not None)
    return There(
        prompt, chat.query_one(CommandHints), chat.query_one(Problem), chat.query_one(FilterBar)
    )


def said(words: Words) -> str:
    return str(words.visual) if words.display and not words.has_class("-blank") else ""


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_hints_leave_the_prompt_on_the_screen(
    app: BriefingApp, stage: Any, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        there = await ready(pilot, stage)
        prompt, hints, problem, bar = there.prompt, there.hints, there.problem, there.bar
        await stage.send(pilot, "/publisher North Bank News, The Quay Courier")
        await stage.send(pilot, "/as-of today")
        await pilot.press("slash")
        await pilot.pause()
        assert hints.region.height <= hints.rows() + 1 <= 9
        for _ in range(9):
            await pilot.press("down")
        await stage.send(pilot, "/nonsense")
        await pilot.pause()
        for widget in (hints, problem, bar, prompt, app.chat.query_one(KeyBar)):
            assert widget.region.bottom <= size[1]
        assert prompt.region.height >= 1
        assert prompt.region.bottom <= app.chat.query_one(KeyBar).region.y


async def test_hints_are_chosen_with_keys_and_mouse(
    app: BriefingApp, stage: Any, player: Any
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt, hints, bar = there.prompt, there.hints, there.bar
        await pilot.press("slash", "p", "u", "tab")
        assert prompt.text == "/publisher "
        await pilot.pause()
        assert "North Bank News" in said(hints)
        await pilot.press("down", "down", "up", "enter")
        await stage.until(pilot, lambda: bar.chips)
        assert bar.chips == (Chip("publisher", "The Quay Courier", "The Quay Courier"),)
        assert prompt.text == said(hints) == ""
        prompt.fill("/tag ")
        await pilot.pause()
        await pilot.click(CommandHints, offset=(4, 1))
        await stage.until(pilot, lambda: len(bar.chips) == 2)
        prompt.fill("/hel")
        await pilot.press("up", "escape")
        assert said(hints) == ""
        assert prompt.has_focus
        await pilot.press("p")
        await pilot.pause()
        assert "/help" in said(hints)
        prompt.fill("/")
        await pilot.pause()
        first = hints.choices[0]
        hints.on_mouse_scroll_down(_Stopped())  # type: ignore[arg-type]
        hints.on_mouse_scroll_down(_Stopped())  # type: ignore[arg-type]
        hints.on_mouse_scroll_up(_Stopped())  # type: ignore[arg-type]
        assert hints.chosen == first
        await pilot.press("enter")
        assert prompt.text == first.text
        assert prompt.has_focus


class _Stopped:
    """A turn of the wheel."""

    def stop(self) -> None:
        """Nothing is under the list."""


async def test_files_are_offered_folder_by_folder(
    app: BriefingApp, stage: Any, tmp_path: Path
) -> None:
    (tmp_path / "My Drafts").mkdir()
    (tmp_path / "My Drafts" / "one.txt").touch()
    (tmp_path / "bad\nname").touch()
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt, hints = there.prompt, there.hints
        prompt.fill(f"/ingest {tmp_path}/My")
        await stage.until(pilot, lambda: "My Drafts/" in said(hints))
        assert "bad" not in said(hints)
        await pilot.press("tab")
        await stage.until(pilot, lambda: "one.txt" in said(hints))
        await pilot.press("down", "enter")
        await stage.until(pilot, lambda: "1 added" in stage.shown(app))
        assert app.services.ingest.seen == [(f"{tmp_path}/My Drafts/one.txt",)]
        prompt.fill(f"/ingest {tmp_path}/none/x")
        await pilot.pause(0.05)
        assert "PATH" in said(hints)


async def test_what_makes_no_sense_stays_in_the_prompt(app: BriefingApp, stage: Any) -> None:
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        there = await ready(pilot, stage)
        prompt, hints, problem = there.prompt, there.hints, there.problem
        for line, told in (
            ("/sesions", "Did you mean /sessions?"),
            ("/help me", "Type /help alone."),
            ("/since yore", "/since: 'yore' is not a date. Write it as 2025-08-14."),
            ("/publisher Quay Curier", "Did you mean The Quay Courier?"),
            ("/engine extractive:x", "The extractive engine has no models."),
            ("/engine openai:m", "no other engine"),
            ("/check draft.txt", "cannot check drafts"),
            ("/check", "cannot check drafts"),
        ):
            await stage.refused(pilot, line, told)
            await pilot.press("x")
            await pilot.pause()
            assert said(problem) == ""
        assert stage.toasts(app) == ""
        await stage.send(pilot, "/s")
        assert "/s may be /since" in said(problem)
        assert hints.chosen == hints.choices[0]
        await stage.send(pilot, "/al")
        assert prompt.text == ""


async def test_chips_come_off_by_mouse_key_and_command(
    app: BriefingApp, stage: Any, player: Any
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt, bar = there.prompt, there.bar
        for line in ("/since 2025-06", "/until 2026-02", "/as-of today", "/tag harbour"):
            await stage.send(pilot, line)
        app.chat.ask_only("a1", "Harbour bridge")
        assert [chip.kind for chip in bar.chips] == ["since", "until", "as of", "tag", "only"]
        assert "since 2025-06 ✕" in said(bar)
        assert "as of today ✕" in said(bar)
        assert "/all takes all off" in said(bar)
        await stage.answered(pilot)
        day = datetime.now().astimezone().date().isoformat()
        asked = Filters("2025-06", "2026-02", day, tags=("harbour",), only=("a1",))
        assert player.asked[-1].filters == asked
        await pilot.click(FilterBar, offset=(3, 0))
        assert "since" not in said(bar)
        await stage.send(pilot, "/until")
        assert [chip.kind for chip in bar.chips] == ["as of", "tag", "only"]
        await pilot.press("shift+tab")
        await pilot.pause()
        assert bar.has_focus
        assert "takes it off" in said(bar)
        await pilot.press("left", "left", "right", "backspace")
        await pilot.pause()
        assert [chip.kind for chip in bar.chips] == ["as of", "only"]
        await pilot.press("w")
        assert prompt.has_focus
        assert prompt.text == "w"
        prompt.text = ""
        await pilot.press("shift+tab", "delete", "delete")
        await pilot.pause()
        assert not bar.chips
        assert prompt.has_focus
        await stage.send(pilot, "/tag harbour")
        object.__setattr__(app.services, "passes", lambda library, filters: False)
        await stage.send(pilot, "/since 2099")
        problem = there.problem
        await stage.until(pilot, lambda: "No article passes" in said(problem))
        await stage.send(pilot, "/all")
        assert not app.chat.narrowing


def test_an_answer_says_what_it_was_asked_of() -> None:
    assert asked_of(Filters()) == ""
    given = Filters(since="2025", publishers=("A", "B"), exclude=("x",), only=("y", "z"))
    assert asked_of(given) == (
        "since 2025 · publisher A · publisher B · only 2 chosen articles"
        " · without 1 chosen article"
    )  # fmt: skip
    narrowing = Narrowing(publishers=("A", "B"), as_of="2025")
    for chip in narrowing.chips():
        narrowing.drop(chip)
    assert not narrowing


def test_chips_take_two_lines_at_most() -> None:
    assert fitting_chips([10, 10, 10], 30, 5) == 3
    assert fitting_chips([10] * 9, 30, 5) == 5
    assert fitting_chips([10] * 9, 30, 5, at_least=7) == 7
    assert fitting_chips([], 30, 5) == 0


async def test_what_is_typed_after_esc_is_a_line_of_its_own(app: BriefingApp, stage: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt, problem = there.prompt, there.problem
        await stage.answered(pilot)
        prompt.fill("And then")
        await pilot.press("escape")
        assert isinstance(app.chat.focused, Exchange)
        await pilot.press("W", "h", "o")
        await pilot.pause()
        assert prompt.text == "Who"
        assert "↑ brings it back" in said(problem)
        await pilot.press("up")
        assert prompt.text == "And then"
        await pilot.press("down")
        assert prompt.text == "Who"
        await pilot.press("escape", "escape", "m")
        assert prompt.text == "Whom"


async def test_questions_of_earlier_runs_come_back_until_they_are_deleted(
    app: BriefingApp, stage: Any, shelf: Any
) -> None:
    kept = Sessions(shelf.path)
    kept.append("s1", Turn("Who built it?", "Nobody."), {})
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt = there.prompt
        await stage.until(pilot, lambda: prompt.sent.lines)
        prompt.fill("a draft\nof two lines")
        await pilot.press("up", "up")
        assert prompt.text == "Who built it?"
        await pilot.press("up", "down")
        assert prompt.text == "a draft\nof two lines"
        prompt.fill("/since 2025")
        await pilot.press("escape", "enter")
        await pilot.press("up")
        assert prompt.text == "/since 2025"
        await pilot.press("up")
        assert prompt.text == "Who built it?"
        kept.delete("s1")
        app.chat.action_sessions()
        await stage.until(pilot, lambda: prompt.sent.lines == ["/since 2025"])


def test_kept_questions_are_told_once_the_latest_last(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    assert questions(tmp_path / "library.db", 9) == ()
    seconds = count()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    kept = Sessions(tmp_path / "library.db", lambda: start + timedelta(seconds=next(seconds)))
    for session, question in (("a", "One?"), ("b", "Two?"), ("a", "One?"), ("a", "Three?")):
        kept.append(session, Turn(question, "Yes."), {})
    kept.begin("c", "Four?")
    assert questions(tmp_path / "library.db", 9) == ("Two?", "One?", "Three?", "Four?")
    assert questions(tmp_path / "library.db", 2) == ("Three?", "Four?")
    kept.delete("a")
    assert questions(tmp_path / "library.db", 9) == ("Two?", "Four?")


def test_history_keeps_a_draft_and_forgets_what_was_deleted() -> None:
    history = History()
    assert history.earlier("draft") is None
    assert history.later() is None
    history.keep(("one", "two"))
    history.add("three")
    history.add("three")
    assert history.lines == ["one", "two", "three"]
    assert history.earlier("draft") == "three"
    assert history.earlier("three") == "two"
    assert history.later() == "three"
    assert history.later() == "draft"
    assert history.earlier("draft") == "three"
    assert history.earlier("three, changed") == "three"
    assert history.later() == "three, changed"
    history.keep(("one", "two", "three"))
    history.keep(("one",))
    assert history.lines == ["one"]
    assert history.earlier("") == "one"
    assert history.earlier("one") is None
    history.add("")
    assert history.lines == ["one"]


@pytest.mark.parametrize("sequence", ["\x1b[13;2u", "\n"])
def test_terminals_that_tell_shift_enter_are_understood(sequence: str) -> None:
    keys = [event for event in XTermParser().feed(sequence) if isinstance(event, Key)]
    bound = next(b.key for b in Prompt.BINDINGS if b.action == "newline")  # type: ignore[union-attr]
    assert [key.key in bound.split(",") for key in keys] == [True]


async def test_several_lines_are_one_question(app: BriefingApp, stage: Any, player: Any) -> None:
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        prompt = there.prompt
        app.post_message(Paste("Why is it\r\nclosed, and"))
        await stage.until(pilot, lambda: "closed" in prompt.text)
        await pilot.press("shift+enter", "w", "h", "o", "ctrl+j", "s")
        await pilot.press("enter")
        await stage.until(pilot, lambda: stage.done(app, 1))
        assert [q.text for q in player.asked] == ["Why is it\nclosed, and\nwho\ns"]
        assert len(app.chat.query_one(Conversation).exchanges) == 1


async def test_commands_do_what_the_keys_of_an_answer_do(
    app: BriefingApp, stage: Any, player: Any
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        there = await ready(pilot, stage)
        for line in ("/again", "/open"):
            await stage.send(pilot, line)
            await stage.until(pilot, lambda: "Ask something first." in said(there.problem))
        await stage.answered(pilot)
        await stage.send(pilot, "/tag harbour")
        await stage.send(pilot, "/again")
        await stage.until(pilot, lambda: stage.done(app, 2))
        assert [question.filters.tags for question in player.asked] == [(), ("harbour",)]
        await stage.send(pilot, "/open")
        await stage.until(pilot, lambda: app.screen is not app.chat)
