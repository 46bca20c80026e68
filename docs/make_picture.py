"""Writes ``docs/briefing.svg``, the picture of the app in the README, from the sample library.

    python docs/make_picture.py [FILE]

It opens the real app on a throw-away library, adds the samples, asks the question of
``briefing demo`` and opens the first source.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.config import load_settings
from assistant.ui.conversation import Conversation
from assistant.ui.prompt import Prompt
from assistant.ui.real import services_for
from tui import BriefingApp

QUESTION = "Why would Turkey sell back its S-400s?"
SIZE = (120, 36)
_PATIENCE = 120.0


async def until(pilot: Pilot[Any], met: Callable[[], object]) -> None:
    """Waits until ``met``. Raises TimeoutError when it takes minutes."""
    deadline = time.monotonic() + _PATIENCE
    while not met():
        if time.monotonic() > deadline:
            raise TimeoutError("the app did not come that far")
        await pilot.pause(0.05)
    await pilot.pause(0.3)


async def picture(library: Path) -> str:
    """The app as SVG, with an answer and its first source open."""
    settings = load_settings(
        {"library": str(library), "engine": "extractive", "embedder": "static", "offline": True}, {}
    )
    app = BriefingApp(services_for(settings))
    async with app.run_test(size=SIZE, notifications=False) as pilot:
        await until(pilot, lambda: app.chat.query(Conversation))
        conversation = app.chat.query_one(Conversation)
        prompt = app.chat.query_one(Prompt)
        await until(pilot, lambda: app.chat.library is not None)
        prompt.fill("/samples")
        await pilot.press("enter")
        await until(pilot, lambda: conversation.query(".report"))
        app.chat.action_new()
        await until(pilot, lambda: conversation.query(".greeting"))
        prompt.fill(QUESTION)
        await pilot.press("enter")
        await until(
            pilot, lambda: conversation.exchanges and conversation.exchanges[-1].answer is not None
        )
        await pilot.press("escape", "1")
        await until(pilot, lambda: str(app.chat.query_one("ArticleView .head").render()))
        svg = app.export_screenshot(title="briefing")
    if app.chat.library is not None:
        app.chat.library.close()
    return without_fonts(svg)


def without_fonts(svg: str) -> str:
    """The picture without the fonts that it would fetch from a server: the reader's own do."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"Fira Code", "ui-monospace, Menlo, Consolas", svg)


def main(arguments: list[str]) -> int:
    """Writes the picture."""
    target = Path(arguments[0]) if arguments else Path(__file__).with_name("briefing.svg")
    with tempfile.TemporaryDirectory(prefix="briefing-picture-") as folder:
        svg = asyncio.run(picture(Path(folder) / "library"))
    target.write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
