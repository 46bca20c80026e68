"""Copying: which program holds the platform's clipboard, and what is said of it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.ui.clipboard import clipboard_program, copied, put
from assistant.ui.conversation import Conversation
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]


@pytest.mark.parametrize(
    ("platform", "environment", "there", "program"),
    [
        ("darwin", {}, {"pbcopy"}, ["/bin/pbcopy"]),
        ("darwin", {"SSH_CONNECTION": "a b"}, {"pbcopy"}, None),
        ("win32", {}, {"clip"}, ["/bin/clip"]),
        ("linux", {}, {"xclip", "wl-copy"}, None),
        ("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, {"xclip", "wl-copy"},
         ["/bin/wl-copy"]),
        ("linux", {"DISPLAY": ":0"}, {"xclip"}, ["/bin/xclip", "-selection", "clipboard"]),
        ("linux", {"DISPLAY": ":0"}, {"xsel"}, ["/bin/xsel", "--clipboard", "--input"]),
        ("linux", {"DISPLAY": ":0"}, set(), None),
        ("linux", {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, {"xclip"}, None),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, {"clip.exe"}, ["/bin/clip.exe"]),
    ],
)  # fmt: skip
def test_the_program_of_the_machine_one_sits_at(
    platform: str, environment: dict[str, str], there: set[str], program: list[str] | None
) -> None:
    def which(name: str) -> str | None:
        return f"/bin/{name}" if name in there else None

    assert clipboard_program(platform, environment, which) == program


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_program_takes_the_text_or_says_that_it_did_not(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    for name, script in (("xclip", f"cat > {taken}"), ("clip.exe", f"cat > {taken}"),
                         ("broken", "exit 3")):  # fmt: skip
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    assert put([str(tmp_path / "xclip")], "“Ä” [1]")
    assert taken.read_text(encoding="utf-8") == "“Ä” [1]"
    assert put([str(tmp_path / "clip.exe")], "“Ä” [1]")
    assert taken.read_text(encoding="utf-16") == "“Ä” [1]"
    assert not put([str(tmp_path / "broken")], "x")
    assert not put([str(tmp_path / "missing")], "x")


def test_only_what_is_certain_is_said_to_be_copied() -> None:
    assert copied("quotation [1]", certain=True) == "Copied quotation [1]."
    assert "if the terminal lets" in copied("quotation [1]", certain=False)


async def test_copying_twice_leaves_one_note_in_sight(open_app: OpenApp, stage: Any) -> None:
    app = open_app()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.finished(app) == 1)
        exchange = app.chat.query_one(Conversation).exchanges[0]
        exchange.focus()
        await pilot.press("1", "y", "Y")
        await stage.until(pilot, lambda: stage.toasts(app).count("Copied") == 2)
        await pilot.pause()
        racks = [holder for holder in app.screen.query("ToastHolder") if holder.display]
        assert len(racks) == 1
        assert racks[0].region.bottom <= 1, "over the strip at the top, over nothing else"
        assert "quotation [1]" in stage.toasts(app)
        assert shutil.which("xclip") is None or app.is_headless


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_on_a_terminal_the_platforms_clipboard_takes_what_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminals: Any
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "xclip").write_text(f"#!/bin/sh\ncat > {tmp_path / 'taken'}\n")
    (programs / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setenv("DISPLAY", ":99")
    for name in ("SSH_CONNECTION", "SSH_TTY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    terminal = terminals.Terminal(tmp_path / "run", "\x1b]52;c;eA==\x07harmless")
    try:
        terminal.wait_for(terminals.READY)
        terminal.press("why?\r")
        terminal.wait_for("extractive (M")
        terminal.press("\x1b")
        terminal.wait_for("Open source")
        terminal.press("Y")
        terminal.wait_for("Copied the answer with its references.")
    finally:
        terminal.close()
    taken = (tmp_path / "taken").read_text(encoding="utf-8")
    assert "[1]" in taken
    assert "harmless" in taken
    assert not [char for char in taken if ord(char) < 32 and char != "\n"]


@pytest.fixture
def terminals() -> Any:
    """The module of the test of what reaches a terminal; the test folders are no packages."""
    path = Path(__file__).with_name("test_terminal.py")
    spec = importlib.util.spec_from_file_location("briefing_ui_terminal", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
