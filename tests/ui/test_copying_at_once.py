"""Keys that come while the end of an answer is still being seen to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from assistant.ui.prompt import Prompt
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]


@pytest.mark.parametrize("keys", [("f6",), ("escape", "Y")], ids=" ".join)
async def test_an_answer_that_is_drawn_is_copied_at_once(
    open_app: OpenApp, stage: Any, keys: tuple[str, ...]
) -> None:
    app = open_app()
    rest = asyncio.Event()
    before = app.chat.tell_index

    async def slowly() -> None:
        await rest.wait()
        await before()

    async with app.run_test(size=(120, 36)) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        await pilot.pause(0.1)
        app.chat.tell_index = slowly  # type: ignore[method-assign]
        app.chat.query_one(Prompt).fill("Why is the bridge closed?")
        app.simulate_key("enter")  # a pilot would wait for the screen, which waits here
        try:
            await asyncio.wait_for(holds(lambda: stage.finished(app) == 1), 10)
            for key in keys:
                app.simulate_key(key)
            await asyncio.sleep(0.2)
        finally:
            rest.set()
        await asyncio.wait_for(holds(lambda: app.clipboard), 5)
        assert "Engineers found cracks" in app.clipboard


async def holds(met: Callable[[], object]) -> None:
    while not met():
        await asyncio.sleep(0.01)
