"""Keys that were changed are named as they are now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets import Button

from assistant.ui.page_screen import PageScreen
from tui import BriefingApp


async def test_how_to_leave_and_the_buttons_name_the_keys_in_force(
    open_app: Callable[..., BriefingApp], stage: Any
) -> None:
    app = open_app()
    keys = {"app.quit": "f11", "chat.back": "f12", "page.open": "b"}
    object.__setattr__(app.services, "keys", keys)
    async with app.run_test(size=(100, 30)) as pilot:
        await stage.until(pilot, lambda: app._keymap)
        await pilot.press("ctrl+c")
        assert "F11 leaves; F12 stops an answer." in stage.toasts(app)
        await stage.send(pilot, "Why is the bridge closed?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        await pilot.press("f12", "o")
        await stage.until(pilot, lambda: isinstance(app.screen, PageScreen))
        labels = [str(button.label) for button in app.screen.query(Button)]
        assert labels == ["Open (b)", "Copy (c)"]
