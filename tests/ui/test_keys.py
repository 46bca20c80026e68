"""Keys: every one has an id, does something, stands in the help and in the palette, and can be
changed; what is wrong with a change is said, and the rest works."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

import assistant.ui
from assistant.slash import COMMANDS
from assistant.ui.actions import help_sections
from assistant.ui.conversation import Conversation
from assistant.ui.everywhere import EVERYWHERE
from assistant.ui.help_screen import HelpScreen, Section, help_content, joined, matching
from assistant.ui.key_bar import KeyBar
from assistant.ui.key_list import every_key
from assistant.ui.key_names import is_letter, key_name, read_key, read_keys
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.remapping import Bound, remap
from assistant.ui.rooms import ROOMS, every_binding, remapped, ways_out
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)


def owners() -> Iterator[type[DOMNode]]:
    """Every class of the app that has keys of its own."""
    for module in pkgutil.iter_modules(assistant.ui.__path__, "assistant.ui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            ours = found.__module__.startswith("assistant.ui")
            if ours and issubclass(found, DOMNode) and found.__dict__.get("BINDINGS"):
                yield found


def own(owner: type[DOMNode]) -> list[Binding]:
    return [b for b in owner.__dict__["BINDINGS"] if b not in EVERYWHERE]


# --- what holds of every key ------------------------------------------------------------------


def test_every_place_with_keys_is_known_to_the_help() -> None:
    known = {room.owner for room in ROOMS}
    assert {owner.__name__ for owner in owners() if own(owner)} == {
        owner.__name__ for owner in known if owner is not None
    }


def test_every_key_has_an_id_of_its_own() -> None:
    does = defaultdict(set)
    for owner in owners():
        for binding in own(owner):
            assert isinstance(binding, Binding)
            assert binding.id, f"{owner.__name__}: {binding.key}"
            does[binding.id].add(binding.action.removeprefix("screen."))
    assert not {name: actions for name, actions in does.items() if len(actions) > 1}
    assert all("." in name for name in does)


def test_every_key_does_something() -> None:
    screens = [owner for owner in owners() if issubclass(owner, Screen)]
    for room in ROOMS:
        for binding in room.bindings:
            namespace, _, action = binding.action.partition("(")[0].rpartition(".")
            if namespace == "app" or room.owner is None:
                targets: list[type] = [BriefingApp]
            else:
                targets = screens if namespace == "screen" else [room.owner]
            assert any(hasattr(target, f"action_{action}") for target in targets), binding.id


def test_every_key_stands_in_the_help_and_in_the_list() -> None:
    told = {line for section in help_sections([], {}) for line in section.lines}
    listed = {row.id for row in every_key({})}
    for room in ROOMS:
        for binding in room.bindings:
            assert binding.id in listed, binding.id
    for _, binding in every_binding():
        assert any(binding.description == about for _, about in told), binding.id
    for command in COMMANDS:
        assert any(keys.startswith(f"/{command.name}") for keys, _ in told)


def test_no_two_keys_of_one_place_are_the_same() -> None:
    for room in ROOMS:
        keys = [key for binding in room.bindings for key in read_keys(binding.key)[0]]
        assert len(keys) == len(set(keys)), room.title
    for way in ways_out():
        letters = [b.id for room in way if room.text for b in room.bindings
                   if any(map(is_letter, read_keys(b.key)[0]))]  # fmt: skip
        assert set(letters) <= {"app.help_letter"}


def test_no_key_is_lost_to_a_widget_of_textual() -> None:
    """What scrolls takes PgUp and PgDn for itself; the prompt hands on Shift with an arrow where
    there are no rows to select."""
    passed_on = {"chat.page_up", "chat.page_down", "chat.article_up", "chat.article_down"}
    lost = set()
    for room, *outer in ways_out():
        ours = {key for binding in room.bindings for key in read_keys(binding.key)[0]}
        theirs = {
            key
            for owner in (room.owner, *room.inner)
            if owner is not None
            for key, bound in owner._merged_bindings or ()
            if not bound.id
        }
        for binding in (b for around in outer for b in around.bindings if not b.priority):
            if set(read_keys(binding.key)[0]) & (theirs - ours):
                lost.add(binding.id)
    assert lost == passed_on


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("Ctrl+N", "ctrl+n", "Ctrl+N"),
        ("c", "c", "c"),
        ("shift+y", "Y", "Y"),
        ("?", "question_mark", "?"),
        ("/", "slash", "/"),
        ("slash", "slash", "/"),
        ("PgUp", "pageup", "PgUp"),
        ("esc", "escape", "Esc"),
        ("alt+Ctrl+d", "ctrl+alt+d", "Ctrl+Alt+D"),
        ("ctrl++", "ctrl+plus", "Ctrl++"),
        ("shift+F9", "shift+f9", "Shift+F9"),
        ("space", "space", "Space"),
    ],
)
def test_keys_are_read_as_people_write_them(text: str, key: str, shown: str) -> None:
    assert read_key(text) == key
    assert key_name(key) == shown


@pytest.mark.parametrize("text", ["", " ", "bogus", "ctrl+", "hyper+x", "ctrl+ctrl+x", "f99", "++"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None


def test_several_keys_stand_between_commas() -> None:
    assert read_keys("c, f5,c") == (("c", "f5"), ())
    assert read_keys("c,bogus") == (("c",), ("bogus",))
    assert read_keys(",") == (("comma",), ())
    assert is_letter("slash")
    assert not is_letter("f5")


# --- changing them ----------------------------------------------------------------------------

WAYS = (
    (
        Bound("answer.copy", ("Y",), "Copy"),
        Bound("answer.explain", ("e",), "Explain"),
        Bound("chat.library", ("f8",), "Library", text=True),
        Bound("", ("tab",), "focus next"),
    ),
    (Bound("feeds.add", ("a",), "Add"), Bound("feeds.back", ("escape",), "Back")),
)


def test_changes_that_can_be_made_are_made() -> None:
    table = {"answer.copy": "e", "answer.explain": "Y, F5", "feeds.add": "e", "feeds.back": "esc"}
    made = remap(table, WAYS)
    assert made.keymap == {"answer.copy": "e", "answer.explain": "Y,f5", "feeds.add": "e"}
    assert made.problems == ()


@pytest.mark.parametrize(
    ("name", "keys", "told"),
    [
        ("answer.cpoy", "c", "There is no action answer.cpoy. Did you mean answer.copy?"),
        ("zzz", "c", "There is no action zzz. briefing config keys lists them all."),
        ("answer.copy", 3, 'in quotes, as in answer.copy = "ctrl+g"'),
        ("answer.copy", "bogus\x1b", "“bogus^[” is no key"),
        ("answer.copy", "", "nothing is no key"),
        ("chat.library", "l", "chat.library: l is text there."),
        ("answer.copy", "e", "e is the key of answer.explain. It stays at Y."),
        ("answer.copy", "f8", "F8 is the key of chat.library. It stays at Y."),
        ("chat.library", "tab", "Tab is the key of focus next. It stays at F8."),
    ],
)
def test_what_is_wrong_with_a_change_is_said_and_the_others_are_made(
    name: str, keys: object, told: str
) -> None:
    made = remap({name: keys, "feeds.add": "f"}, WAYS)
    assert made.keymap == {"feeds.add": "f"}
    (problem,) = made.problems
    assert told in problem


def test_two_changes_to_one_key_leave_the_first() -> None:
    made = remap({"answer.copy": "c", "answer.explain": "c"}, WAYS)
    assert made.keymap == {"answer.copy": "c"}
    assert "answer.explain: c is the key of answer.copy" in made.problems[0]


def test_the_keys_of_the_app_itself_can_be_changed_and_clash() -> None:
    assert remapped({"chat.library": "ctrl+l"}).keymap == {"chat.library": "ctrl+l"}
    assert "Ctrl+A is the key of" in remapped({"chat.library": "ctrl+a"}).problems[0]
    assert "x is text there" in remapped({"chat.library": "x"}).problems[0]
    assert "F1 is the key of app.help" in remapped({"feeds.add": "f1"}).problems[0]


# --- in the app -------------------------------------------------------------------------------


async def test_changed_keys_are_in_force_and_shown_wherever_keys_are(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    keys = {"chat.library": "ctrl+l", "answer.explain": "x", "app.help": "f12", "chat.nothing": "a"}
    object.__setattr__(app.services, "keys", keys)
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: "There is no action chat.nothing." in stage.shown(app))
        await stage.until(pilot, lambda: "Ctrl+L opens the library" in stage.shown(app))
        await stage.until(pilot, lambda: "Ctrl+L" in strip(app))
        await stage.answered(pilot)
        await pilot.press("f1", "f8")
        await pilot.pause()
        assert app.screen is app.chat
        await pilot.press("escape", "e")
        await pilot.pause()
        assert app.screen is app.chat
        await pilot.press("escape", "f12")
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
        told = str(app.screen.query_one(".keys", Words).visual)
        assert "Ctrl+L" in told
        offered = {c.title: c.help for c in app.get_system_commands(app.chat)}
        assert any("Ctrl+L" in keys for keys in offered.values())


def on(app: BriefingApp, name: str) -> bool:
    return type(app.screen).__name__ == name


def opened(pane: Any, number: int) -> bool:
    return pane.opened is not None and pane.opened.number == number


def strip(app: BriefingApp) -> str:
    return app.screen.query_one(KeyBar).render_line(0).text


async def click_key(app: BriefingApp, pilot: Any, action: str) -> None:
    bar = app.screen.query_one(KeyBar)
    column = next(start for start, key in bar.shown if key.action == action)
    await pilot.click(bar, offset=(column + 2, 0))


async def test_the_app_s_keys_work_in_every_dialog_and_its_strip_says_so(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await stage.answered(pilot)
        for key, name in (
            ("f2", "EvidenceScreen"),
            ("f3", "SessionsScreen"),
            ("f4", "PasteScreen"),
        ):
            await pilot.press(key)
            await stage.until(pilot, partial(on, app, name))
            await stage.until(pilot, lambda: "F1" in strip(app) and "Ctrl+P" in strip(app))
            await pilot.press("f1")
            await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
            await pilot.press("f1")
            await stage.until(pilot, partial(on, app, name))
            await pilot.press("ctrl+p")
            await stage.until(pilot, lambda: type(app.screen).__name__ == "CommandPalette")
            await pilot.press("escape")
            await stage.until(pilot, partial(on, app, name))
            await pilot.press("escape")
            await stage.until(pilot, lambda: app.screen is app.chat)
        await pilot.press("f3")
        await stage.until(pilot, lambda: app.screen is not app.chat)
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_a_click_beside_a_dialog_closes_it(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f1")
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await stage.until(pilot, lambda: app.screen.query_one(".dialog").region.height > 20)
        await pilot.click(offset=(60, 15))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.click(offset=(1, 1))
        await stage.until(pilot, lambda: app.screen is app.chat)


async def test_the_help_is_searched_by_typing_and_begins_where_one_is(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await stage.answered(pilot)
        await pilot.press("escape", "question_mark")
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
        told = app.screen.query_one(".keys", Words)
        await stage.until(pilot, lambda: str(told.visual).startswith("On an answer"))
        view = told.parent
        assert view is not None
        await pilot.press("pagedown", "down")
        await stage.until(pilot, lambda: app.screen.query_one("VerticalScroll").scroll_y > 5)
        await pilot.press(*"quit")
        await stage.until(pilot, lambda: "Ctrl+Q" in str(told.visual))
        assert "Copy" not in str(told.visual)
        await pilot.press(*"zzz")
        await stage.until(pilot, lambda: "Nothing is like it." in str(told.visual))
        await pilot.press("escape")
        assert app.screen.query_one(Input).value == ""
        await pilot.press("escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await pilot.press("escape", "question_mark")
        assert app.chat.query_one(Prompt).text == "?"


async def test_the_palette_has_each_action_once_with_its_keys(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.answered(pilot)
        offered = list(app.get_system_commands(app.chat))
        titles = [command.title for command in offered]
        assert len(titles) == len(set(titles))
        keys = {command.title: command.help for command in offered}
        assert keys["Copy quotation"].startswith("y (on an answer")
        explain = next(told for told in keys.values() if "/explain" in told)
        assert explain.startswith("e (on an answer")
        export = next(told for told in keys.values() if "/export" in told)
        assert Content.from_markup(export).plain.endswith("/export [answer] [md|html|json] [PATH]")
        copied = [told for told in keys.values() if "/copy" in told]
        assert len(copied) == 1
        assert "F6" in copied[0]
        next(c for c in offered if "/explain" in c.help).callback()
        await stage.until(pilot, lambda: type(app.screen).__name__ == "ExplainScreen")


async def test_the_keys_of_an_answer_work_on_the_narrow_sources(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await stage.answered(pilot)
        await pilot.press("f2")
        await stage.until(pilot, lambda: type(app.screen).__name__ == "EvidenceScreen")
        pane = app.screen.query_one("EvidencePane")
        for key, number in (("2", 2), ("right_square_bracket", 3), ("left_square_bracket", 2)):
            await pilot.press(key)
            await stage.until(pilot, partial(opened, pane, number))
        await pilot.press("Y")
        await stage.until(pilot, lambda: "Sources" in app.clipboard or "[1]" in app.clipboard)
        await pilot.press("e")
        await stage.until(pilot, lambda: type(app.screen).__name__ == "ExplainScreen")
        await pilot.press("escape")
        await stage.until(pilot, lambda: type(app.screen).__name__ == "EvidenceScreen")


async def test_an_unfinished_answer_names_the_key_that_is_in_force(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=WIDE):
        app.set_keymap({"answer.again": "R,f12"})
        exchange = await app.chat.query_one(Conversation).ask("Why is the bridge closed?")
        exchange.begin()
        exchange.stop()
        assert exchange.said("status").endswith("not kept. R asks again.")


async def test_pages_are_turned_from_the_prompt(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        for _ in range(3):
            await stage.answered(pilot)
        view = app.chat.query_one("#conversation")
        await stage.until(pilot, lambda: view.scroll_y > 10)
        before = view.scroll_y
        assert isinstance(app.chat.focused, Prompt)
        await pilot.press("pageup")
        await stage.until(pilot, lambda: view.scroll_y < before)


# --- pure parts of the help -------------------------------------------------------------------


def test_the_help_is_searched_by_all_words_of_keys_meanings_and_titles() -> None:
    sections = (
        Section("On an answer", (("y", "Copy quotation"), ("e", "Explain"))),
        Section("In the feeds", (("a", "Follow another"),)),
    )
    assert matching(sections, "") == sections
    assert matching(sections, "copy answer") == (
        Section("On an answer", (("y", "Copy quotation"),)),
    )
    assert matching(sections, "zzz") == ()
    assert joined([("a", "Do"), ("b", "Do"), ("c", "Be")]) == (("a, b", "Do"), ("c", "Be"))


def test_the_help_goes_on_under_what_it_says_and_not_under_the_keys() -> None:
    lines = (("/long [THIS|THAT] [PATH]", "does a thing"), ("e", "explain this answer, verdicts"))
    told = help_content((Section("Commands", lines),), 45).plain
    assert told.splitlines() == [
        "Commands",
        "  /long [THIS|THAT] [PATH] ",
        "                         does a thing",
        "  e                      explain this answer,",
        "                         verdicts",
        "",
    ]


async def test_the_strips_can_be_clicked(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: stage.library_line(app).startswith("2 articles"))
        await pilot.pause(0.1)
        object.__setattr__(app.services, "holdings", None)
        await pilot.click("TopBar .library")
        await stage.until(pilot, lambda: "cannot show its library" in stage.toasts(app))
        await click_key(app, pilot, "app.help")
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await stage.until(pilot, lambda: "Close" in strip(app))
        await click_key(app, pilot, "close")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await click_key(app, pilot, "paste")
        await stage.until(pilot, partial(on, app, "PasteScreen"))
