"""Writes the pictures of the app that the README shows, from the sample articles.

    python docs/make_pictures.py [FOLDER]

It opens the real app on a throw-away library, adds the samples, asks the question of
``briefing demo``, opens the first source, then the library; each scene in dark and in light, for
the README shows the one that suits the reader's page.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.theme import Theme

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.config import load_settings
from assistant.ui.article_list import ArticleList
from assistant.ui.article_view import ArticleView
from assistant.ui.conversation import Conversation
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.reader import Reader
from assistant.ui.real import services_for
from assistant.ui.themes import DARK, LIGHT
from tui import BriefingApp

QUESTION = "Why would Turkey sell back its S-400s?"
SIZE, NARROW = (120, 34), (80, 24)
_PATIENCE = 60.0


async def until(pilot: Pilot[Any], met: Callable[[], object]) -> None:
    """Waits until ``met``, then for the last redraw. Raises TimeoutError when it takes too
    long, or the app has ended."""
    deadline = time.monotonic() + _PATIENCE
    while not met():
        if time.monotonic() > deadline or not pilot.app.is_running:
            raise TimeoutError("the app did not come that far")
        await pilot.pause(0.02)
    await pilot.pause(0.05)


async def pictures(library: Path, themes: Sequence[Theme] = (DARK, LIGHT)) -> dict[str, str]:
    """The SVG of each scene in each theme, by the name of its file. The samples are added to
    the library unless it holds something."""
    settings = load_settings(
        {"library": str(library), "engine": "extractive", "embedder": "static", "offline": True,
         "config": str(library.parent / "config.toml")},
        {}, config_must_exist=False,
    )  # fmt: skip
    app = BriefingApp(services_for(settings))
    made: dict[str, str] = {}

    async def take(pilot: Pilot[Any], scene: str) -> None:
        for theme in themes:
            app.paint(theme.name)
            await pilot.pause(0.1)
            made[f"{scene}-{theme.name}.svg"] = slim(app.export_screenshot(title="briefing"))

    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.chat.library is not None and app.chat.query(".greeting"))
        await _ask(app, pilot)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause(0.1)
        await take(pilot, "answer")
        await pilot.resize_terminal(*SIZE)
        await pilot.press("escape", "1")
        view = app.chat.query_one(ArticleView)
        await until(pilot, lambda: str(view.query_one(".text", Words).visual))
        await take(pilot, "source")
        await _browse(app, pilot)
        await take(pilot, "library")
    if app.chat.library is not None:
        app.chat.library.close()
    return made


async def _ask(app: BriefingApp, pilot: Pilot[Any]) -> None:
    conversation, prompt = app.chat.query_one(Conversation), app.chat.query_one(Prompt)
    prompt.cursor_blink = False
    if app.chat.library is not None and not app.chat.library.catalogue.counts().articles:
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


async def _browse(app: BriefingApp, pilot: Pilot[Any]) -> None:
    await pilot.press("f8")
    await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
    await until(pilot, lambda: len(app.screen.query_one(ArticleList).entries) > 2)
    # Without the details: they name the folder that the articles were read from.
    await pilot.press("end", "m")
    reader = app.screen.query_one(Reader)
    await until(pilot, lambda: "S-400" in str(reader.query_one(".head", Words).visual))


_ROW = re.compile(
    r'<rect fill="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="24.65"'
    r' shape-rendering="crispEdges"/>'
)


def slim(svg: str) -> str:
    """The picture without what it can do without: fonts that it would fetch from a server (the
    reader's own do), a clipping path for each line, long names, and a piece of ground for each
    piece of text."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, Consolas")
    svg = re.sub(r'<clipPath id="[^"]*-line-.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#[^"]*-line-\d+\)"', "", svg)
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r"<text [^>]*>(?:&#160;)+</text>", "", svg)
    found = list(_ROW.finditer(svg))
    if found:
        grounds = "".join(_joined(found))
        first, last = found[0].start(), found[-1].end()
        svg = svg[:first] + grounds + _ROW.sub("", svg[first:last]) + svg[last:]
    svg = svg.replace("&#160;", "\N{NO-BREAK SPACE}")
    return re.sub(r"\n\s+", "\n", svg)


def _joined(rects: list[re.Match[str]]) -> Iterator[str]:
    """Pieces of ground that lie beside each other, in one colour, as one."""
    colour, x, y, width = "", 0.0, "", 0.0
    for rect in rects:
        same = rect[1] == colour and rect[3] == y and abs(x + width - float(rect[2])) < 1
        if same:
            width += float(rect[4])
            continue
        if colour:
            yield _ground(colour, x, y, width)
        colour, x, y, width = rect[1], float(rect[2]), rect[3], float(rect[4])
    yield _ground(colour, x, y, width)


def _ground(colour: str, x: float, y: str, width: float) -> str:
    return (
        f'<rect fill="{colour}" x="{x:g}" y="{y}" width="{width:g}" height="24.65"'
        ' shape-rendering="crispEdges"/>'
    )


def main(arguments: list[str]) -> int:
    """Writes the pictures, into ``docs/pictures`` when no folder is given."""
    target = Path(arguments[0]) if arguments else Path(__file__).with_name("pictures")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="briefing-pictures-") as folder:
        made = asyncio.run(pictures(Path(folder) / "library"))
    for name, svg in made.items():
        (target / name).write_text(svg, encoding="utf-8")
        print(f"{name}  {len(svg.encode()) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
