"""What the strips, the notes and a narrow terminal leave room for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets._toast import Toast

from assistant.types import Usage
from assistant.ui.key_bar import KeyBar, fitting
from assistant.ui.literal import Words
from assistant.ui.literal import toast as toast_in
from assistant.ui.prompt import Prompt
from assistant.ui.topbar import TopBar
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


async def test_an_index_out_of_use_is_told_once_and_taken_back(
    open_app: OpenApp, shelf: Any, stage: Any
) -> None:
    app = open_app()
    why = "The vector index is in use by another process."
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: stage.library_line(app).startswith("2 articles"))
        assert why not in stage.shown(app)
        shelf.why_no_index = why
        for _ in range(2):
            await stage.answered(pilot)
            await stage.until(pilot, lambda: stage.shown(app).count(why) == 1)
        assert "answered all the same" in stage.shown(app)
        shelf.why_no_index = None
        await stage.send(pilot, "/ingest x.txt")
        await stage.until(pilot, lambda: "x.txt: 1 added" in stage.shown(app))
        await stage.until(pilot, lambda: why not in stage.shown(app))


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
async def test_nothing_is_cut_off_at_the_edges_nor_hidden_by_a_note(
    open_app: OpenApp, columns: int, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(columns, 30), notifications=True) as pilot:
        await stage.until(pilot, lambda: stage.library_line(app).startswith("2 articles"))
        for keys in ((), ("escape",)):
            await stage.send(pilot, "Why is the bridge closed?")
            await stage.until(pilot, lambda: app.chat._asked is None)
            await pilot.press(*keys)
            await pilot.pause(0.05)
            shown = app.chat.query_one(KeyBar).shown
            assert shown
            edges = [edge for start, key in shown for edge in (start, start + key.width)]
            assert edges == sorted(edges)
            assert edges[-1] == columns
            assert "Help" in [key.description for _, key in shown[:-1]]
        app.chat.query_one(TopBar).spent([Usage(1_000, 200)])
        await pilot.pause(0.05)
        parts = {}
        for name in ("conversation", "library", "spent", "engine"):
            part = app.chat.query_one(TopBar).query_one(f".{name}", Words)
            assert part.region.right <= columns
            assert part.region.width >= len(str(part.visual)) or not part.display
            parts[name] = str(part.visual)
        assert parts["library"].startswith("2 articles")
        assert parts["conversation"] or columns == 80, "what the library holds comes first"
        assert ("newest" in parts["library"]) == (columns > 60)
        await pilot.press("escape")
        toast_in(app, "A note that stays clear of the prompt.")
        await stage.until(pilot, lambda: app.screen.query(Toast))
        await pilot.pause(0.05)
        toast = app.screen.query_one(Toast)
        assert toast.region.height
        assert not toast.region.overlaps(app.chat.query_one(Prompt).region)


def test_whole_keys_are_left_out_and_never_the_way_to_the_others() -> None:
    assert fitting([10, 10, 10], [False, False, True], 30) == [True, True, True]
    assert fitting([10, 12, 9, 10], [False, False, False, True], 29) == [True, False, True, True]
    assert fitting([10, 10], [False, True], 5) == [False, True]


async def test_a_strip_that_comes_late_has_the_keys_that_work_already(stage: Any) -> None:
    class Late(App[None]):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("a", "bell", "First"),
            Binding("b", "quit", "First"),
        ]

    app = Late()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        await app.mount(bar := KeyBar())
        await stage.until(pilot, lambda: bar.render_line(0).text.startswith(" a First "))
        assert bar.render_line(0).text.count("First") == 1, "one key says enough"


async def test_the_key_under_the_mouse_stands_out_and_one_that_is_off_only_rings() -> None:
    class Two(App[None]):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("a", "one", "First"),
            Binding("b", "two", "Second"),
        ]
        pressed = 0
        rung = 0

        def compose(self) -> ComposeResult:
            yield KeyBar()

        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            return None if action == "two" else True

        def action_one(self) -> None:
            self.pressed += 1

        def bell(self) -> None:
            self.rung += 1

    app = Two()
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        bar = app.query_one(KeyBar)

        def look(column: int) -> Any:
            return bar.render_line(0).crop(column, column + 1)._segments[0].style

        first, second = look(1), look(12)
        assert bar.render_line(0).text.startswith(" a First  b Second ")
        assert not first.dim
        assert second.dim
        await pilot.hover(bar, offset=(3, 0))
        assert look(1).bgcolor == look(5).bgcolor != first.bgcolor
        assert look(12) == second
        await pilot.hover(bar, offset=(30, 0))
        assert look(1) == first
        await pilot.hover(bar, offset=(3, 0))
        await pilot.hover(offset=(3, 1))
        assert look(1) == first
        for column in (0, 12, 30):
            await pilot.click(bar, offset=(column, 0))
        assert (app.pressed, app.rung) == (1, 1)


async def test_words_ask_for_a_new_layout_only_where_they_may_take_another_size() -> None:
    class Three(App[None]):
        CSS = "#line { width: 1fr; height: 1; }"

        def compose(self) -> ComposeResult:
            yield Words("one", id="line")
            yield Words("one", id="text")

    app = Three()
    async with app.run_test(size=(60, 5)) as pilot:
        line, text = app.query_one("#line", Words), app.query_one("#text", Words)
        asked: list[object] = []
        await pilot.pause(0.1)
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, asked.append)
        line.show("two")
        text.show("one")
        await pilot.pause(0.05)
        assert not asked
        assert line.render_line(0).text.startswith("two")
        text.show("one\ntwo")
        await pilot.pause(0.05)
        assert text.size.height == 2
        line.show("")
        await pilot.pause(0.05)
        assert not line.display
        assert text.region.y == 0
