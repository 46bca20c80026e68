"""The page of a source in the browser: which addresses, what is shown before, what is done where
there is no browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from assistant.ui.browser import open_page
from assistant.ui.literal import Words
from assistant.ui.page_screen import PageScreen
from assistant.ui.web_address import web_address
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE = (120, 36)
PAGE = "https://courier.example/harbour-bridge"


@pytest.mark.parametrize(
    ("text", "url", "host"),
    [
        (PAGE, PAGE, "courier.example"),
        ("HTTP://Courier.Example:8080/a?b=c#d", "http://courier.example:8080/a?b=c#d",
         "courier.example:8080"),
        ("https://bücher.example/ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6",
         "xn--bcher-kva.example"),
        ("https://аpple.example/", "https://xn--pple-43d.example/", "xn--pple-43d.example"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x", "[2001:db8::1]"),
        ("https://a_b.example./%41", "https://a_b.example./%41", "a_b.example."),
    ],
)  # fmt: skip
def test_an_address_is_shown_as_it_is_opened(text: str, url: str, host: str) -> None:
    address = web_address(text)
    assert address is not None
    assert (address.url, address.host) == (url, host)
    assert address.url.isascii()
    assert address.url.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        None, "", "courier.example", "javascript:alert(1)", "file:///etc/passwd",
        "ftp://courier.example/", "https:///path", "https://", "https://bank.example@evil.example/",
        "https://evil.example\\@bank.example/", "https://courier.example/a b",
        "https://courier.example/\x1b]52;c;eA==\x07", "https://courier.example/\u202egpj.exe",
        "https://courier.example:port/", "https://courier.example:99999/",
        "https://-dash.example/", "https://a..b/", "https://%65vil.example/", "https://[::1/",
        "https://[v1.x]/", "https://" + "ü" * 70 + ".example/", "https://a.example/" + "x" * 2_000,
    ],
)  # fmt: skip
def test_what_a_browser_might_read_otherwise_is_no_address(text: str | None) -> None:
    assert web_address(text) is None


def _browser(folder: Path, name: str) -> Path:
    """A program that writes what it was asked to open."""
    program = folder / name
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" >> {folder / "opened"}\necho noise\n')
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_browser_is_given_the_address_and_one_for_terminals_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROWSER", str(_browser(tmp_path, "fox")))
    assert open_page(PAGE)
    assert (tmp_path / "opened").read_text() == PAGE
    (tmp_path / "opened").unlink()
    monkeypatch.setenv("BROWSER", str(_browser(tmp_path, "w3m")))
    assert not open_page(PAGE)
    assert not (tmp_path / "opened").exists()
    assert capfd.readouterr() == ("", ""), "what it prints would stand on the screen"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
async def test_o_asks_with_the_host_in_sight_then_opens(
    open_app: OpenApp, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", str(_browser(tmp_path, "fox")))
    app = open_app()
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        await pilot.press("escape", "o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        told = str(app.screen.query_one(".question", Words).visual)
        assert f"Host  courier.example\n\n{PAGE}" in told
        await pilot.press("escape")
        assert app.screen is app.chat
        assert not (tmp_path / "opened").exists(), "nothing is opened unasked"
        await pilot.press("o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        for _ in range(2):
            app.post_message(Key("o", "o"))
        await stage.until(pilot, lambda: app.screen is app.chat)
        assert (tmp_path / "opened").read_text() == PAGE, "once"
        assert "Opened courier.example in the browser." in stage.toasts(app)
        await pilot.press("o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.click("#copy")
        await stage.until(pilot, lambda: app.screen is app.chat)
        assert app.clipboard == PAGE


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
async def test_without_a_browser_the_address_is_shown_whole_and_copied(
    open_app: OpenApp, stage: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", str(_browser(tmp_path, "lynx")))
    app = open_app()
    async with app.run_test(size=(60, 20)) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        await pilot.press("escape", "o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.press("o")
        question = app.screen.query_one(".question", Words)
        await stage.until(pilot, lambda: "No browser can be started" in str(question.visual))
        assert PAGE in str(question.visual)
        assert app.clipboard == PAGE


async def test_a_source_without_an_address_or_with_a_bad_one_is_said(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    for text, said in (
        (None, "No address is known of this source"),
        ("https://bank.example@evil.example/", "none that is safe to open"),
    ):
        article = shelf.articles["a1", 1]
        shelf.articles["a1", 1] = replace(article, meta=replace(article.meta, url=text))
        app = open_app(player=stage.Player(stage.played(stage.bridge_answer(shelf))))
        async with app.run_test(size=WIDE) as pilot:
            await stage.send(pilot, "Why is the bridge closed?")
            await stage.until(pilot, lambda app=app: stage.finished(app) == 1)
            await pilot.press("escape", "o")
            await stage.until(pilot, lambda app=app, said=said: said in stage.toasts(app))
            assert app.screen is app.chat


async def test_without_a_source_there_is_no_page(open_app: OpenApp, stage: Any) -> None:
    app = open_app(player=stage.Player(stage.Slow()))
    async with app.run_test(size=WIDE) as pilot:
        await stage.send(pilot, "Why?")
        await stage.until(pilot, lambda: "The bridge" in stage.shown(app))
        app.chat._selected.focus()
        await pilot.press("o")
        await stage.until(pilot, lambda: "There is no source" in stage.toasts(app))
        await pilot.press("escape")
