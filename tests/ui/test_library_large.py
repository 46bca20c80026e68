"""A library of twelve thousand articles: no key's work grows with it beyond a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from assistant.ui.article_list import ArticleList
from assistant.ui.library_entries import entries
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import Words
from assistant.ui.messages import LibraryListed
from ingest.records import ListedArticle
from ingest.types import ArticleRow, Metadata
from tui import BriefingApp

# Times are measured here; what is run is covered by the tests of the library.
pytestmark = pytest.mark.no_cover

MANY = 12_000
BOUNDS = {"f8": 0.4, "f": 0.3}
"""Seconds of the main thread's CPU that a key may take that opens a screen; measured: .13, .09."""
BOUND = 0.15
"""The same of all other keys; measured: .003 to .025, and up to .07 with coverage."""
GOES = 3
"""How often a key is tried that took longer: a machine whose processor is shared is slow now and
then, and what a key has to do is the same each time."""
KEYS = ("f8", "down", "pagedown", "end", "s", "s", "S", "slash", *"7 1", "escape",
        "f", "down", "space", "f", "0")  # fmt: skip


class Shelf:
    """Holdings that list the same articles, newly made, each time."""

    def entries(self, library: object) -> Any:
        return entries(listed(number) for number in range(MANY))

    def reading(self, *_: object) -> Any:
        raise AssertionError("no article is read here")


def listed(number: int) -> ListedArticle:
    meta = Metadata(
        title=f"Article {number}", publisher=f"Outlet {number % 900}", tags=(f"t{number % 50}",),
        published=f"20{number % 26:02}-01-01", published_precision="day",
    )  # fmt: skip
    row = ArticleRow(f"a{number:05}", 1, f"/texts/{number}.txt", meta, "")
    return ListedArticle(row, "2026-01-01T00:00:00+00:00", 1, 0)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of lists of articles that were drawn."""
    lines: list[int] = []
    before = ArticleList.render_line

    def render_line(self: ArticleList, y: int) -> Any:
        lines.append(y)
        return before(self, y)

    monkeypatch.setattr(ArticleList, "render_line", render_line)
    return lines


async def go_through(app: BriefingApp, pilot: Any, drawn: list[int]) -> set[tuple[int, str]]:
    """Presses the keys one by one; gives those that took longer than their bound."""
    slow = set()
    for place, key in enumerate(KEYS):
        drawn.clear()
        begun = time.thread_time()
        await pilot.press(key)
        if time.thread_time() - begun >= BOUNDS.get(key, BOUND):
            slow.add((place, key))
        assert len(drawn) < 400, key
        if key == "f8":
            listing = app.screen.query_one(ArticleList)
            assert len(listing.entries) == MANY, "listed before"
            await app.workers.wait_for_complete()  # it looks whether that still holds
            await pilot.pause()
    return slow


async def test_no_key_waits_for_twelve_thousand_articles(
    open_app: Callable[..., BriefingApp], stage: Any, drawn: list[int]
) -> None:
    from dataclasses import replace

    app = open_app()
    app.chat.services = replace(app.chat.services, holdings=Shelf())
    async with app.run_test(size=(90, 36)) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        app.chat.list_ahead()
        await stage.until(pilot, lambda: app.chat._browsed().entries)
        ahead = app.chat._browsed().entries
        slow = set(enumerate(KEYS))
        for _ in range(GOES):
            slow &= await go_through(app, pilot, drawn)
            assert isinstance(app.screen, LibraryScreen)
            assert len(app.screen.query_one(ArticleList).entries) == MANY
            assert app.screen.browsing.entries is ahead, "the same articles are no news"
            if not slow:
                break
            await pilot.press("escape")
        assert not slow
        await pilot.press("f", "down", "space", "f")
        order = app.screen.query_one(".order", Words)
        assert "0 all" in str(order.visual)
        await pilot.press("0")
        assert "0 all" not in str(order.visual)
        assert len(app.screen.query_one(ArticleList).entries) == MANY


def test_a_listing_that_is_the_same_is_known_by_its_identity() -> None:
    from assistant.ui.library_jobs import list_articles

    told: list[Any] = []
    list_articles(Shelf(), object(), (), told.append)  # type: ignore[arg-type]
    list_articles(Shelf(), object(), told[0].entries, told.append)  # type: ignore[arg-type]
    assert isinstance(told[1], LibraryListed)
    assert told[1].entries is told[0].entries
    assert told[0].offered[-1][1] == MANY // 50
