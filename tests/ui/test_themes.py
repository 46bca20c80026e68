"""Which theme a terminal gets, that it can be read, and that a chosen one is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.content import Content

from assistant.config import load_settings
from assistant.config_keys import THEMES
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from assistant.ui.themes import ANSI_DARK, DARK, LIGHT, OURS, choose, variables
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
LIGHT_GROUND = {"COLORFGBG": "0;default;15"}


@pytest.mark.parametrize(
    ("setting", "environ", "few", "name"),
    [
        ("auto", {}, False, "dark"),
        ("auto", LIGHT_GROUND, False, "light"),
        ("auto", {"COLORFGBG": "0;7"}, False, "light"),
        ("auto", {"COLORFGBG": "15;0"}, False, "dark"),
        ("auto", {"COLORFGBG": "15;8"}, False, "dark"),
        ("auto", {"COLORFGBG": "15;default"}, False, "dark"),
        ("auto", {"COLORFGBG": "²"}, False, "dark"),
        ("dark", LIGHT_GROUND, False, "dark"),
        ("nord", LIGHT_GROUND, False, "nord"),
        ("ansi", {}, False, "ansi-dark"),
        ("ansi", LIGHT_GROUND, False, "ansi-light"),
        ("auto", {}, True, "ansi-dark"),
        ("auto", LIGHT_GROUND, True, "ansi-light"),
        ("light", {}, True, "ansi-light"),
        ("dark", LIGHT_GROUND, True, "ansi-dark"),
        ("nord", {}, True, "ansi-dark"),
        ("light", {"NO_COLOR": "1"}, False, "ansi-dark"),
        ("light", {"NO_COLOR": ""}, False, "light"),
    ],
)
def test_a_terminal_gets_the_theme_that_it_can_show(
    setting: str, environ: dict[str, str], few: bool, name: str
) -> None:
    assert choose(setting, environ, few) == name


def contrast(one: Color, other: Color) -> float:
    """As WCAG 2.2 defines it."""

    def luminance(color: Color) -> float:
        parts = [part / 255 for part in color.rgb]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_all_words_can_be_read_on_all_grounds(theme: Any) -> None:
    made = theme.to_color_system().generate() | theme.variables
    for ground in ("background", "surface", "panel", "focus"):
        on = Color.parse(made[ground])
        assert contrast(Color.parse(made["foreground"]), on) >= 7
        names = ("quiet", "text-muted", "primary", "accent", "success", "warning", "error")
        for name in (*names, "text-accent", "text-success", "text-warning", "text-error"):
            assert contrast(on + Color.parse(made[name]), on) >= 4.5, (name, ground)


def test_every_theme_has_what_our_rules_need(open_app: OpenApp) -> None:
    app = open_app()
    for name in app.available_themes:
        app.paint(name)
        found = app.get_css_variables()
        assert set(variables(DARK)) <= set(found)
        assert app.theme == name
    assert set(variables(ANSI_DARK)) >= set(variables(DARK))
    assert variables(LIGHT)["quiet"] == "#1d2329 70%"
    bare = app.available_themes["rose-pine-dawn"]
    bare.foreground = None
    assert variables(bare)["quiet"] == "#1e1e1e 70%"


def test_the_setting_knows_every_theme_of_the_app(open_app: OpenApp) -> None:
    assert {*open_app().available_themes, "auto", "ansi"} == set(THEMES)
    assert {theme.name for theme in OURS} < set(THEMES)


def real_app(folder: Path, environ: dict[str, str]) -> BriefingApp:
    given = {"library": str(folder / "library"), "config": str(folder / "config.toml")}
    settings = load_settings(given, environ, config_must_exist=False)
    app = BriefingApp(services_for(settings))
    app.paint(settings.theme)
    return app


async def test_colours_chosen_in_the_app_are_kept_for_the_next_time(
    stage: Any, tmp_path: Path
) -> None:
    app = real_app(tmp_path, {})
    async with app.run_test() as pilot:
        assert app.theme == "dark"
        app.action_toggle_colours()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert stage.toasts(app) == ""
    assert (tmp_path / "config.toml").read_text() == 'theme = "light"\n'
    assert real_app(tmp_path, {}).theme == "light"
    assert real_app(tmp_path, {"BRIEFING_THEME": "nord"}).theme == "nord"


async def test_a_theme_that_cannot_be_kept_is_put_on_all_the_same(
    stage: Any, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("")
    app = real_app(tmp_path, {})
    (tmp_path / "config.toml").unlink()
    (tmp_path / "config.toml").mkdir()
    async with app.run_test() as pilot:
        app.theme = "nord"
        await stage.until(pilot, lambda: "for this time only" in stage.toasts(app))
        assert app.theme == "nord"


def test_what_goes_before_a_kept_theme_is_said(tmp_path: Path) -> None:
    given = {"library": str(tmp_path / "library"), "config": str(tmp_path / "config.toml")}
    environ = {"BRIEFING_THEME": "light"}
    services = services_for(load_settings(given, environ, config_must_exist=False))
    assert "BRIEFING_THEME is set" in services.keep_theme("dark")
    assert (tmp_path / "config.toml").read_text() == 'theme = "dark"\n'


@pytest.fixture
def without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


async def test_without_colours_there_is_no_other_theme(
    without_colours: None, stage: Any, open_app: OpenApp
) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        assert app.theme == ANSI_DARK.name
        app.action_toggle_colours()
        await pilot.pause()
        assert app.theme == ANSI_DARK.name
        assert "NO_COLOR is set" in stage.toasts(app)


async def test_no_color_set_to_nothing_says_nothing(
    monkeypatch: pytest.MonkeyPatch, open_app: OpenApp
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = open_app()
    async with app.run_test():
        assert not app.no_color
        assert "#dde1e6" in app.export_screenshot()


async def two_answers(stage: Any, pilot: Any) -> tuple[Exchange, Exchange]:
    app = await stage.send(pilot, "Why is the bridge closed?")
    await stage.until(pilot, lambda: stage.done(app, 1))
    await stage.send(pilot, "And the ferry?")
    await stage.until(pilot, lambda: stage.done(app, 2))
    first, second = app.chat.query_one(Conversation).exchanges
    return first, second


def bar(exchange: Exchange) -> str:
    """The sign that is painted beside an answer."""
    x, y, *_ = exchange.region
    line = exchange.screen._compositor.render_strips()[y + 1]
    return line.crop(x, x + 1).text


async def test_answers_and_words_can_be_told_apart_without_half_tones(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    app.paint(ANSI_DARK.name)
    async with app.run_test(size=(100, 60)) as pilot:
        first, second = await two_answers(stage, pilot)
        other, selected = bar(first), bar(second)
        assert app.chat.query_one(Prompt).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert len({other, selected, bar(second)}) == 3
        status = first.query_one(".status", Words).render_line(0)
        question = first.query_one(".question", Words).render_line(0)
        assert all(s.style.dim for s in status if s.text.strip())
        assert not any(s.style.dim for s in question if s.style)
        with app._context():
            looks = {
                str(
                    next(iter(Content.styled("x", style).render_segments(first.visual_style))).style
                )
                for style in ("$withheld", "$quiet", "")
            }
        assert len(looks) == 3


if os.name == "posix":
    import fcntl
    import pty
    import re
    import select
    import struct
    import subprocess
    import sys
    import termios
    import time

    CHILD = Path(__file__).with_name("pty_child.py")
    OF_TERMINALS = ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LINES", "COLUMNS")
    NOT_OURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[34]8;[25];|10[0-7])[0-9;]*m")
    COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[34][0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")

    TERMINALS: dict[str, dict[str, str]] = {
        "sixteen": {"TERM": "xterm"},
        "none": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
    }

    def started(folder: Path, environ: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
        """The real app on a terminal of these variables."""
        folder.mkdir()
        (folder / "payload").touch()
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        kept = {k: v for k, v in os.environ.items() if k not in OF_TERMINALS}
        process = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder), str(folder / "payload"), "main"],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=kept | environ,
        )  # fmt: skip
        os.close(slave)
        return process, master

    @pytest.fixture(scope="module")
    def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
        """What it writes to each terminal until it can be used; both start together."""
        folder = tmp_path_factory.mktemp("terminals")
        running = {name: started(folder / name, env) for name, env in TERMINALS.items()}
        output = dict.fromkeys(TERMINALS, b"")
        for name, (_, master) in running.items():
            end = time.monotonic() + 30
            while b"Ask your articles" not in output[name].replace(b"\x1b[0m", b""):
                assert time.monotonic() < end, output[name][-2000:]
                if select.select([master], [], [], 0.1)[0]:
                    output[name] += os.read(master, 65536)
        yield output
        for process, master in running.values():
            process.kill()
            process.wait()
            os.close(master)

    def test_a_terminal_of_sixteen_colours_is_given_only_those(written: dict[str, bytes]) -> None:
        assert NOT_OURS.search(written["sixteen"]) is None
        assert COLOUR.search(written["sixteen"]) is not None

    def test_no_color_paints_no_colour(written: dict[str, bytes]) -> None:
        assert COLOUR.search(written["none"]) is None
        assert b"\x1b[1;39;49m" in written["none"]
