"""The opened source: what it is, what changed in it since, scrolling it from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widgets import OptionList
from textual.widgets._toast import Toast

from assistant.ui.article_view import ArticleView
from assistant.ui.evidence_items import lay_out
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.literal import Words, toast
from assistant.ui.prompt import Prompt
from ingest.errors import UnknownArticle
from ingest.types import StoredArticle
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE, NARROW, SMALL = (120, 36), (60, 24), (40, 12)


@pytest.fixture
def revised(stage: Any, tmp_path: Path) -> Any:
    """A library whose first article has changed since it was quoted."""

    class Revised(stage.Shelf):  # type: ignore[misc]
        gone = False

        def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
            stored = super().article(article_id, 1)
            if article_id != "a1":
                return stored
            if revision is not None:
                return replace(stored, current=False)
            if self.gone:
                raise UnknownArticle("No article has this id.", "briefing list")
            text = stage.HARBOUR.replace("4.2 million", "9 million")
            return replace(stored, revision=2, article=stage.harbour(text))

    (tmp_path / "revised").mkdir()
    filler = "\n\n".join(f"The tide of day {n} was as high as the one before." for n in range(60))
    text = stage.HARBOUR.replace("Shopkeepers", filler + "\n\nShopkeepers")
    return Revised(tmp_path / "revised", (stage.harbour(text), stage.ferry()))


@pytest.fixture
def open_revised(open_app: OpenApp, stage: Any, revised: Any) -> Callable[[], BriefingApp]:
    """An app that answers from it."""
    player = stage.Player(stage.played(stage.bridge_answer(revised)))
    return lambda: open_app(shelf=revised, player=player)


async def answered(stage: Any, pilot: Any, *keys: str) -> BriefingApp:
    app = await stage.send(pilot, "Why is the bridge closed?")
    await stage.until(pilot, lambda: stage.done(app, 1))
    for key in keys:
        await pilot.press(key)
    assert isinstance(app, BriefingApp)
    return app


def words(app: BriefingApp, name: str) -> str:
    return str(app.screen.query_one(ArticleView).query_one(name, Words).visual)


def drawn(app: BriefingApp) -> list[str]:
    """The lines of the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def test_a_key_shows_what_changed_since_and_the_text_again(
    open_revised: Callable[[], BriefingApp], stage: Any
) -> None:
    async with open_revised().run_test(size=NARROW) as pilot:
        app = await answered(stage, pilot, "escape", "2")
        await stage.until(pilot, lambda: "c shows what changed" in words(app, ".head"))
        assert "13 January 2026 · report" in words(app, ".head")
        await pilot.press("c")
        await stage.until(pilot, lambda: "[+ 9" in words(app, ".text").replace("[+9", "[+ 9"))
        assert "From revision 1" in words(app, ".text")
        await pilot.press("c")
        await pilot.pause()
        assert words(app, ".text").startswith("The old harbour bridge")


async def test_what_cannot_be_compared_is_said(
    open_revised: Callable[[], BriefingApp], stage: Any, revised: Any
) -> None:
    async with open_revised().run_test(size=WIDE, notifications=True) as pilot:
        app = await answered(stage, pilot, "escape", "c")
        await pilot.pause()
        assert "Open a source first" in stage.toasts(app)
        toast(app, "And one more, which comes before it.")
        await stage.until(pilot, lambda: "And one more" in drawn(app)[0])
        rows = {note.region.bottom for note in app.screen.query(Toast) if note.region}
        assert rows == {1}, "notes stand over the strip at the top and over nothing else"
        await pilot.press("3")
        await stage.until(pilot, lambda: "spokeswoman" in words(app, ".text"))
        await pilot.press("c")
        await pilot.pause()
        assert "has not changed since" in stage.toasts(app)
        revised.gone = True
        await pilot.press("2")
        await stage.until(pilot, lambda: "c shows what changed" in words(app, ".head"))
        await pilot.press("c")
        await stage.until(pilot, lambda: "No article has this id." in words(app, ".head"))


async def test_the_opened_article_scrolls_from_anywhere(
    open_revised: Callable[[], BriefingApp], stage: Any
) -> None:
    async with open_revised().run_test(size=WIDE) as pilot:
        app = await answered(stage, pilot, "escape", "1")
        await stage.until(pilot, lambda: words(app, ".text"))
        view = app.screen.query_one(ArticleView).query_one(VerticalScroll)
        await stage.until(pilot, lambda: view.max_scroll_y > 30)
        await pilot.pause(0.1)
        await pilot.press("shift+down", "shift+down", "shift+up")
        await stage.until(pilot, lambda: view.scroll_y == 3)
        app.chat.set_focus(app.chat.query_one(Prompt))
        await pilot.press("ctrl+down")
        await stage.until(pilot, lambda: view.scroll_y == 6)
        await pilot.press("shift+down", "shift+up", "shift+down")
        await stage.until(pilot, lambda: view.scroll_y == 9)
        app.chat.query_one(Prompt).fill("two\nrows")
        await pilot.press("shift+up")
        await pilot.pause(0.1)  # the prompt has a row more, which the article gives
        assert app.chat.query_one(Prompt).selected_text == "\nrows"
        assert view.scroll_y == 9
        pane = app.chat.query_one(EvidencePane)
        pane.close_article()
        pane.query_one(OptionList).styles.height = 3
        await pilot.pause()
        await pilot.press("ctrl+down")
        await stage.until(pilot, lambda: pane.query_one(OptionList).scroll_y == 1)


async def test_on_the_smallest_terminal_the_quotation_is_in_sight(
    open_revised: Callable[[], BriefingApp], stage: Any
) -> None:
    async with open_revised().run_test(size=SMALL) as pilot:
        app = await answered(stage, pilot, "escape", "2")
        await stage.until(pilot, lambda: "4.2 million" in "\n".join(drawn(app)))
        at = app.screen.query_one(ArticleView).query_one(VerticalScroll).scroll_y
        await pilot.press("shift+down")
        await pilot.pause()
        assert app.screen.query_one(ArticleView).query_one(VerticalScroll).scroll_y == at + 3


def test_withheld_words_are_marked_apart_from_quiet_ones(stage: Any) -> None:
    laid = lay_out(stage.harbour(), 0, 0, whole=True)
    plain = laid.content.plain
    assert plain.endswith("· 1 reader comment withheld ·\n\n¦ Finally someone does something "
                          "about it! says bridgefan22.")  # fmt: skip
    looks = {str(span.style): plain[span.start : span.end] for span in laid.content.spans}
    assert "Finally someone" in looks["$withheld"]
    assert "1 reader comment" in looks["$quiet"]


async def test_wide_letters_break_no_line(open_app: OpenApp, stage: Any, tmp_path: Path) -> None:
    text = stage.HARBOUR.replace(
        "Engineers found", "旧港の橋🌉は三月まで👩‍👩‍👧閉鎖 Engineers found"
    )
    meta = replace(
        stage.harbour().meta, title="旧港の橋、三月まで閉鎖 🌉🚧" * 4, publisher="埠頭新聞" * 5
    )
    (tmp_path / "wide").mkdir()
    shelf = stage.Shelf(tmp_path / "wide", (stage.harbour(text, meta), stage.ferry()))
    player = stage.Player(stage.played(stage.bridge_answer(shelf)))
    async with open_app(shelf=shelf, player=player).run_test(size=WIDE) as pilot:
        app = await answered(stage, pilot, "escape", "1")
        await stage.until(pilot, lambda: "旧港" in "\n".join(drawn(app)))
        await stage.until(pilot, lambda: "November" in words(app, ".text"))
        assert {cell_len(line) for line in drawn(app)} == {WIDE[0]}
