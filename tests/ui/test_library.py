"""The library in the app, on a real library of the sample articles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant.ui.article_list import ArticleList
from assistant.ui.conversation import Conversation
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.feeds_screen import FeedsScreen
from assistant.ui.help_screen import HelpScreen
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.key_bar import KeyBar
from assistant.ui.library_entries import CHANGED, COMMENTS, COPIES, Sort, entries
from assistant.ui.library_modals import AddScreen, EditScreen, FilterScreen
from assistant.ui.library_screen import LibraryScreen
from assistant.ui.literal import CleanInput, Words
from assistant.ui.modals import ConfirmScreen
from assistant.ui.narrowing import FilterBar
from assistant.ui.prompt import Prompt
from assistant.ui.reader import Reader
from assistant.ui.real import services_for
from ingest.catalogue import Catalogue, Write
from ingest.types import Article, Block, BlockKind, Followed, Metadata
from tui import BriefingApp

WIDE, NARROW = (120, 36), (80, 24)
Open = Callable[[], BriefingApp]


@pytest.fixture
def folder(stocked_copy: Path) -> Path:
    return stocked_copy


@pytest.fixture
def app(folder: Path, settings_of: Any) -> Iterator[BriefingApp]:
    made = BriefingApp(services_for(settings_of(folder)))
    yield made
    if made.chat.library is not None:
        made.chat.library.close()


def catalogue_of(app: BriefingApp) -> Catalogue:
    assert app.chat.library is not None
    found = app.chat.library.catalogue
    assert isinstance(found, Catalogue)
    return found


async def opened(stage: Any, pilot: Pilot[Any]) -> LibraryScreen:
    """The library, once its articles are listed."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await stage.until(pilot, lambda: app.chat.library is not None)
    await pilot.press("f8")
    await stage.until(pilot, lambda: isinstance(app.screen, LibraryScreen))
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    await stage.until(pilot, lambda: screen.query(ArticleList) and screen._known)
    return screen


async def searched(stage: Any, pilot: Pilot[Any], query: str) -> LibraryScreen:
    """The library with one article in its list, and that one read."""
    screen = await opened(stage, pilot)
    screen.query_one("#search", CleanInput).value = query
    await stage.until(pilot, lambda: len(titles(screen)) == 1)
    if screen.has_class("-wide"):
        await stage.until(pilot, lambda: query in head(screen).lower())
    return screen


def titles(screen: LibraryScreen) -> list[str]:
    return [entry.title for entry in screen.query_one(ArticleList).entries]


def head(screen: LibraryScreen) -> str:
    return str(screen.query_one(Reader).query_one(".head", Words).visual)


def text(screen: LibraryScreen) -> str:
    return str(screen.query_one(Reader).query_one(".text", Words).visual)


def details(screen: LibraryScreen) -> str:
    return str(screen.query_one(Reader).query_one(".details", Words).visual)


async def test_search_sort_and_filter_narrow_the_list(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        everything = titles(screen)
        assert everything[0] == "Paper mill at Tarn Bridge to close in May"
        assert len(everything) == 12
        await pilot.press("slash", *"TARN post")
        assert titles(screen) == everything[:1]
        assert "1 of 12 articles" in str(screen.query_one(".count", Words).visual)
        await pilot.press("escape")
        assert titles(screen) == everything
        await pilot.press("s", "s")
        assert screen.browsing.sort is Sort.TITLE
        assert [t.casefold() for t in titles(screen)] == sorted(t.casefold() for t in everything)
        await pilot.press("S")
        assert titles(screen)[0] > titles(screen)[-1]
        await pilot.press("f")
        await stage.until(pilot, lambda: isinstance(app.screen, FilterScreen))
        facets = [facet for facet, _ in app.screen._offered]
        app.screen.query_one(OptionList).highlighted = facets.index(COMMENTS)
        await pilot.press("space", "f")
        await stage.until(pilot, lambda: app.screen is screen)
        assert all(COMMENTS in e.facets for e in screen.query_one(ArticleList).entries)
        assert 0 < len(titles(screen)) < 12
        await pilot.press("escape")
        again = await opened(stage, pilot)
        assert again.browsing.chosen == {COMMENTS}
        again.query_one("#search", CleanInput).value = "zzzz"
        await stage.until(pilot, lambda: not titles(again))
        again.query_one("#search", CleanInput).value = ""
        await stage.until(pilot, lambda: titles(again))
        await pilot.press("f")
        await stage.until(pilot, lambda: isinstance(app.screen, FilterScreen))
        await pilot.press("0")
        await stage.until(pilot, lambda: len(titles(again)) == 12)
        await pilot.press("f", "escape", "slash", *"zzzz")
        await stage.until(pilot, lambda: "No article is like that" in nothing(again))


def nothing(screen: Any) -> str:
    return str(screen.query_one(".nothing", Words).visual)


async def test_an_article_is_read_with_what_is_withheld_and_where_it_is_from(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        entry = next(e for e in screen.query_one(ArticleList).entries if COMMENTS in e.facets)
        screen.query_one(ArticleList).mark(entry.article_id)
        await stage.until(pilot, lambda: entry.title[:20] in head(screen))
        article = catalogue_of(app).article(entry.article_id).article
        comment = next(b for b in article.blocks if b.kind is BlockKind.COMMENT)
        words = " ".join(article.text[comment.start : comment.end].split())
        assert "withheld ·" in text(screen)
        assert words[:30] in " ".join(text(screen).split())
        await pilot.press("slash", *"paper mill", "enter")
        await stage.until(pilot, lambda: "Paper mill" in head(screen))
        assert "Valley Post" in details(screen)
        assert "from front matter" in details(screen)
        assert "mill.md" in details(screen)
        await pilot.press("m")
        assert not screen.query_one(Reader).query_one(".details").display


async def test_revisions_are_switched_and_compared(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        assert "Revision 2 of 2" in head(screen)
        assert CHANGED in screen.query_one(ArticleList).entries[0].facets
        await pilot.press("enter", "left_square_bracket")
        await stage.until(pilot, lambda: "the article has changed since" in head(screen))
        assert "Some 240" in text(screen)
        await pilot.press("left_square_bracket", "c")
        await stage.until(pilot, lambda: "From revision 1" in text(screen))
        assert "reworded" in text(screen)
        assert "240" in text(screen)
        assert "260" in text(screen)
        assert "number" in text(screen)
        await pilot.press("c")
        assert "Some 240" in text(screen)
        await pilot.press("right_square_bracket")
        await stage.until(pilot, lambda: "About 260" in text(screen))


async def test_of_an_article_that_is_read_only_what_there_is_is_offered(
    stage: Any, app: BriefingApp
) -> None:
    def offered() -> set[str]:
        keys = ("v", "c", "left_square_bracket", "right_square_bracket")
        return {app.screen.active_bindings[k].binding.key for k in keys
                if k in app.screen.active_bindings}  # fmt: skip

    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        assert offered() == {"c", "left_square_bracket"}, "the latest of two revisions"
        await pilot.press("enter", "v", "left_square_bracket")
        await stage.until(pilot, lambda: "the article has changed since" in head(screen))
        assert offered() == {"c", "right_square_bracket"}
        told = {key.description for _, key in screen.query_one(KeyBar).shown}
        assert "What changed" in told
        assert not told & {"Next copy", "Earlier revision"}
        screen.query_one("#search", CleanInput).value = "lowmoor post"
        await stage.until(pilot, lambda: "Lowmoor" in head(screen))
        assert not offered() - {"v"}, "one revision"
        await pilot.press("c", "right_square_bracket")
        assert not screen.query_one(Reader).changing
        await pilot.press("escape")

        def strip() -> set[str]:
            return {key.description for _, key in screen.query_one(KeyBar).shown}

        await stage.until(pilot, lambda: "Edit" in strip())
        screen.query_one("#search", CleanInput).value = "no such words"
        await stage.until(pilot, lambda: "Edit" not in strip())
        assert {"e", "r", "x", "o", "minus"}.isdisjoint(screen.active_bindings)
        screen.query_one("#search", CleanInput).value = "mill"
        await stage.until(pilot, lambda: "Edit" in strip())


async def test_an_article_is_edited_and_stays_so(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        await pilot.press("e")
        await stage.until(pilot, lambda: isinstance(app.screen, EditScreen))
        form = app.screen
        form.query_one("#publisher", CleanInput).value = "Tarn Echo"
        form.query_one("#published", CleanInput).value = "the other day"
        form.query_one("#tags", CleanInput).value = "paper, closures"
        await pilot.press("ctrl+s")
        assert "That is no date" in str(form.query_one(".problem", Words).visual)
        form.query_one("#published", CleanInput).value = "4 March 2026"
        await pilot.press("ctrl+s")
        await stage.until(pilot, lambda: "Tarn Echo" in head(screen))
        row = catalogue_of(app).row_of([screen.marked.article_id])[screen.marked.article_id]
        assert row.meta.published == "2026-03-04"
        assert set(row.meta.tags) == {"paper", "closures"}
        assert "from you" in details(screen)
        await pilot.press("e", "escape")
        await stage.until(pilot, lambda: app.screen is screen)


async def test_an_article_is_removed_after_a_question(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        await pilot.press("x")
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        question = str(app.screen.query_one(".question", Words).visual)
        assert "revisions, passages and vectors" in question
        await pilot.press("n")
        await stage.until(pilot, lambda: app.screen is screen)
        assert catalogue_of(app).counts().articles == 12
        await pilot.press("delete", "y")
        await stage.until(pilot, lambda: not titles(screen))
        assert catalogue_of(app).counts().articles == 11
        screen.query_one("#search", CleanInput).value = ""
        await stage.until(pilot, lambda: len(titles(screen)) == 11)
        screen.query_one(ArticleList).action_edge(1)
        last = titles(screen)[-2:]
        await pilot.press("x", "y")
        await stage.until(pilot, lambda: len(titles(screen)) == 10)
        assert screen.marked.title == last[0]


async def test_articles_are_added_and_read_again_while_progress_is_shown(
    stage: Any, app: BriefingApp, folder: Path
) -> None:
    new = folder / "new one.md"
    new.write_text("# The kiosk is back\n\nThe kiosk on the pier opened again on Monday. " * 3)
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("a")
        await stage.until(pilot, lambda: isinstance(app.screen, AddScreen))
        app.screen.query_one("#what", CleanInput).value = f"'{new}'"
        await pilot.press("enter")
        await stage.until(pilot, lambda: len(titles(screen)) == 13)
        await stage.until(pilot, lambda: not screen.query_one(IngestBar).display)
        path = folder.parent / "copy" / "mill.md"
        screen.query_one("#search", CleanInput).value = "kiosk"
        await stage.until(pilot, lambda: "kiosk" in head(screen).lower())
        new.write_text(new.read_text().replace("on Monday", "on Friday"))
        await pilot.press("r")
        await stage.until(pilot, lambda: "on Friday" in text(screen))
        assert "Revision 2 of 2" in head(screen)
        assert path.exists()
        await pilot.press("a", "escape")


async def test_questions_are_asked_of_chosen_articles_only(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        mill = screen.marked.article_id
        await pilot.press("minus", "minus", "o")
        await stage.until(pilot, lambda: app.screen is app.chat)
        bar = app.chat.query_one(FilterBar)
        assert "only Paper mill" in str(bar.visual)
        await stage.send(pilot, "Why will the paper mill at Tarn Bridge close?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        answer = app.chat.query_one(Conversation).exchanges[-1].answer
        assert answer.filters.only == (mill,)
        assert {hit.article.article_id for hit in answer.retrieved} == {mill}
        await pilot.press("escape", "1")
        pane = app.chat.query_one(EvidencePane)
        await stage.until(pilot, lambda: pane.opened)
        pane.query_one(OptionList).focus()
        await pilot.press("l")
        await stage.until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        there = app.screen
        await stage.until(pilot, lambda: "Paper mill" in head(there))
        assert there.reading.quoted == (answer.citations[0].start, answer.citations[0].end)
        await pilot.press("escape", "escape", "escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await stage.send(pilot, "/all")
        await stage.until(pilot, lambda: not app.chat.query_one(FilterBar).display)
        await stage.send(pilot, "/all")
        assert "asked already" in stage.toasts(app)


async def test_an_earlier_revision_is_opened_from_its_citation_and_says_so(
    stage: Any, app: BriefingApp, stocked: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        rows = catalogue_of(app).rows()
        found = next(row for row in rows if row.meta.publisher == "Valley Post")
        app.chat.ask_only(found.article_id, "Paper mill")
        await stage.send(pilot, "How many people work at the paper mill at Tarn Bridge?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        mill = stocked / "mill.md"
        before = mill.read_text(encoding="utf-8")
        mill.write_text(before.replace("About 260", "Nearly 300"), encoding="utf-8")
        await stage.send(pilot, f"/ingest '{mill}'")
        await stage.until(pilot, lambda: "1 updated" in stage.shown(app))
        mill.write_text(before, encoding="utf-8")
        await pilot.press("escape", "1")
        pane = app.chat.query_one(EvidencePane)
        view = pane.query_one("ArticleView .head", Words)
        await stage.until(pilot, lambda: "The article has changed since" in str(view.visual))
        assert "About 260" in str(pane.query_one("ArticleView .text", Words).visual)


async def test_on_a_narrow_terminal_the_article_takes_the_place_of_the_list(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        screen = await searched(stage, pilot, "paper mill")
        assert not screen.query_one(Reader).display
        await pilot.press("e")
        await stage.until(pilot, lambda: isinstance(app.screen, EditScreen))
        assert "Paper mill" in app.screen.query_one("#title", CleanInput).value
        await pilot.press("escape", "enter")
        await stage.until(pilot, lambda: "Paper mill" in head(screen))
        assert screen.query_one(Reader).display
        assert not screen.query_one("#listing").display
        await pilot.press("escape")
        assert screen.query_one("#listing").display
        await pilot.click(ArticleList, offset=(5, 0))
        await stage.until(pilot, lambda: screen.query_one(Reader).display)
        await pilot.press("j", "k", "q", "escape", "escape", "escape")
        await stage.until(pilot, lambda: app.screen is app.chat)


async def test_the_mouse_marks_and_sorts_and_help_and_palette_know_every_key(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        listing = screen.query_one(ArticleList)
        await pilot.click(listing, offset=(5, 3))
        assert screen.marked is listing.entries[1]
        await stage.until(pilot, lambda: screen.marked.title[:20] in head(screen))
        await pilot.click(screen.query_one(".order"), offset=(3, 0))
        await stage.until(pilot, lambda: screen.browsing.sort is Sort.PUBLISHER)
        await pilot.press("question_mark")
        await stage.until(pilot, lambda: isinstance(app.screen, HelpScreen))
        told = str(app.screen.query_one(Words).visual)
        for about in ("Search", "Turn the order around", "Earlier revision", "Remove", "/feeds"):
            assert about in told
        await pilot.press("escape")
        offered = {command.title for command in app.get_system_commands(screen)}
        assert {"Filter", "Read again", "Details", "Leave out of answers"} <= offered
        assert "What changed" not in offered, "it has one revision"


async def test_an_empty_library_says_how_to_fill_it(
    stage: Any, tmp_path: Path, settings_of: Any
) -> None:
    app = BriefingApp(services_for(settings_of(tmp_path)))
    async with app.run_test(size=NARROW) as pilot:
        screen = await opened(stage, pilot)
        assert "The library is empty" in nothing(screen)
        await pilot.press("e", "x", "r", "o", "c", "m", "end", "enter")
        assert app.screen is screen
        await pilot.press("p")
        await stage.until(pilot, lambda: app.screen is not screen)
        await pilot.press("escape", "escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await stage.send(pilot, "Who sold it?")
        await stage.until(pilot, lambda: "/ingest PATH|URL" in stage.shown(app))
        assert "briefing ingest" not in stage.shown(app)
    app.chat.library.close()


async def test_feeds_show_their_state_and_are_followed_no_more(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        await pilot.press("f9")
        await stage.until(pilot, lambda: "Nothing is followed" in nothing(app.screen))
        await pilot.press("r", "R", "x", "escape")
        catalogue_of(app).follow(
            [
                Followed("https://a.example/feed", "feed", "Harbour news", checked="2026-03-04T08:00",
                         changed="2026-03-01T08:00"),
                Followed("http://127.0.0.1:9/feed", "feed", state="failing", failures=3,
                         message="The server does not answer.", not_before="2026-03-05T08:00"),
                Followed("https://c.example/gone", "page", state="gone", message="It is gone."),
            ]
        )  # fmt: skip
        await stage.send(pilot, "/feeds")
        await stage.until(pilot, lambda: isinstance(app.screen, FeedsScreen))
        screen = app.screen
        listing = screen.query_one(OptionList)
        await stage.until(pilot, lambda: listing.option_count == 3)
        said = "\n".join(str(option.prompt) for option in listing.options)
        for words in ("Harbour news", "failing 3 times in a row", "does not answer", "r tries now",
                      "gone", "x takes it off", "looked at 4 March 2026 08:00"):  # fmt: skip
            assert words in said
        assert "2 failing or gone" in str(screen.query_one(".count", Words).visual)
        listing.highlighted = 0
        await pilot.press("r")
        await stage.until(pilot, lambda: "Nothing was added" in stage.toasts(app))
        listing.highlighted = 2
        await pilot.press("x", "y")
        await stage.until(pilot, lambda: listing.option_count == 2)
        assert len(catalogue_of(app).followed()) == 2
        await pilot.press("a", "escape", "question_mark", "escape", "escape")
        await stage.until(pilot, lambda: app.screen is app.chat)


async def test_pages_that_a_feed_only_names_are_fetched_and_read_again(
    stage: Any, tmp_path: Path, settings_of: Any, site: Any, answer: Any
) -> None:
    (tmp_path / "config.toml").write_text("allow_private = true\n", encoding="utf-8")
    site["/feed"] = answer(
        b"<rss version='2.0'><channel><title>Pier News</title><item><title>The kiosk</title>"
        b"<link>" + site.url.encode() + b"/kiosk</link></item></channel></rss>",
        headers={"Content-Type": "application/rss+xml"},
    )
    page = "<html><body><article><h1>The kiosk is back</h1>{}</article></body></html>"
    words = (
        "<p>The kiosk on the old pier opened again on {} after two years of repairs, its owner "
        "Ida Brandt said. About 400 people came on the first day to see it, more than the town "
        "had expected for a cold day in March.</p><p>The repairs cost 90,000 crowns, which the "
        "town and the harbour company shared. The kiosk will be open every day until the end of "
        "October, and on weekends in winter if enough visitors come.</p>"
    )
    html = {"Content-Type": "text/html"}
    site["/kiosk"] = answer(page.format(words.format("Monday")).encode(), headers=html)
    app = BriefingApp(services_for(settings_of(tmp_path)))
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        await pilot.press("f9")
        await stage.until(pilot, lambda: "Nothing is followed" in nothing(app.screen))
        await pilot.press("p", "a", *f"{site.url}/feed", "enter")
        await stage.until(pilot, lambda: app.screen.query_one(OptionList).option_count == 1)
        await stage.until(pilot, lambda: not app.chat.adding)
        assert "F9, then p on its feed" in stage.shown(app)
        await pilot.press("p")
        await stage.until(pilot, lambda: "Added: " in stage.toasts(app))
        await pilot.press("escape")
        screen = await searched(stage, pilot, "kiosk")
        site["/kiosk"] = answer(page.format(words.format("Friday")).encode(), headers=html)
        await pilot.press("r")
        await stage.until(pilot, lambda: "on Friday" in text(screen))
    app.chat.library.close()


async def test_two_thousand_articles_open_at_once_and_no_key_waits(
    stage: Any, tmp_path: Path, settings_of: Any
) -> None:
    with Catalogue.open(tmp_path / "library", create=True) as catalogue:
        catalogue.write([made(number) for number in range(2000)])
    app = BriefingApp(services_for(settings_of(tmp_path)))
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        screen = await opened(stage, pilot)
        assert len(titles(screen)) == 2000
        for key in ("down", "pagedown", "end", "s", "slash", *"article 199", "escape"):
            begun = time.thread_time()
            await pilot.press(key)
            assert time.thread_time() - begun < 0.4, key
        begun = time.thread_time()
        listed = entries(catalogue_of(app).listed())
        screen.browsing.entries = listed
        screen.list_anew()
        assert time.thread_time() - begun < 0.5
    app.chat.library.close()


def made(number: int) -> Write:
    """A short article without passages."""
    text = f"Words of article {number}.\n"
    article = Article(
        f"x.example/{number}",
        f"/texts/{number}.txt",
        text,
        (Block(BlockKind.BODY, 0, len(text)),),
        Metadata(title=f"Article {number}", publisher=f"Outlet {number % 40}",
                 published=f"20{number % 26:02}-01-01", published_precision="day"),
    )  # fmt: skip
    return Write(article, (), "", np.zeros((0, 8), np.float32), "2026-01-01T00:00:00+00:00")


async def test_a_library_that_cannot_be_listed_says_why_in_place(
    stage: Any, app: BriefingApp, folder: Path
) -> None:
    import sqlite3

    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        with sqlite3.connect(folder / "library" / "library.db") as conn:
            conn.execute("DROP TABLE clusters")
        await pilot.press("f8")
        await stage.until(pilot, lambda: "✗" in nothing(app.screen))
        assert app.screen.query_one(Prompt) if app.screen is app.chat else True


async def test_copies_are_opened_one_after_the_other_and_keys_are_about_what_is_read(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        copied = [e for e in screen.query_one(ArticleList).entries if COPIES in e.facets]
        assert len(copied) > 1
        first = copied[0]
        screen.query_one(ArticleList).mark(first.article_id)
        await stage.until(pilot, lambda: screen.reads(first.article_id) and screen.reading)
        await stage.until(pilot, lambda: "also carried by" in head(screen))
        await pilot.press("v")
        await stage.until(pilot, lambda: screen.marked.article_id != first.article_id)
        assert screen.marked.copies == first.copies
        # A copy that the search has left out of the list is read all the same.
        screen.query_one("#search", CleanInput).value = f"{first.title} {first.publisher}"
        await stage.until(pilot, lambda: len(titles(screen)) == 1)
        await stage.until(pilot, lambda: screen.reading and reads(screen, first.article_id))
        await pilot.press("enter", "v")
        await stage.until(pilot, lambda: not reads(screen, first.article_id))
        read = screen.reading.row
        assert screen.marked.article_id == first.article_id
        await pilot.press("x")
        await stage.until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert read.meta.publisher in str(app.screen.query_one(".question", Words).visual)
        await pilot.press("y")
        await stage.until(pilot, lambda: catalogue_of(app).counts().articles == 11)
        assert read.article_id not in catalogue_of(app).row_of([read.article_id])
        await stage.until(pilot, lambda: reads(screen, first.article_id))


def reads(screen: LibraryScreen, article_id: str) -> bool:
    return screen.reading is not None and screen.reading.stored.article_id == article_id


async def test_keys_that_come_at_once_go_where_the_first_has_led(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)

        def burst(*keys: str) -> None:
            for key in keys:
                app.post_message(Key(key, key if len(key) == 1 else None))

        burst("a", *"/tmp/jxs")
        await stage.until(pilot, lambda: isinstance(app.screen, AddScreen))
        await stage.until(
            pilot, lambda: app.screen.query_one("#what", CleanInput).value == "/tmp/jxs"
        )
        burst("escape", "slash", *"mill", "enter")
        await stage.until(pilot, lambda: len(titles(screen)) == 1)
        burst("x", "enter")
        await stage.until(pilot, lambda: app.screen is screen and not app._typed)
        assert catalogue_of(app).counts().articles == 12
        burst("f", "space", "enter")
        await stage.until(pilot, lambda: screen.browsing.chosen)
        assert app.screen is screen
        burst("f", "0", "escape", "escape", "f8", "f8", "f8")
        await stage.until(pilot, lambda: app.screen is not screen and not app._typed)
        assert isinstance(app.screen, LibraryScreen)


async def test_on_a_narrow_terminal_a_source_leads_into_the_library(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await stage.send(pilot, "Why will the paper mill at Tarn Bridge close?")
        await stage.until(pilot, lambda: stage.done(app, 1))
        await pilot.press("escape", "1")
        await stage.until(
            pilot, lambda: app.screen.query(EvidencePane) and app.screen is not app.chat
        )
        pane = app.screen.query_one(EvidencePane)
        await stage.until(pilot, lambda: pane.opened)
        title = pane.opened.row.meta.title
        await pilot.press("l")
        await stage.until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        screen = app.screen
        await stage.until(pilot, lambda: title in head(screen))
        assert screen.query_one(Reader).display


async def test_what_cannot_be_read_compared_or_changed_is_told(
    stage: Any, app: BriefingApp
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        screen = await opened(stage, pilot)
        screen.read("nosuchid")
        await stage.until(pilot, lambda: "No article has the id" in head(screen))
        screen._ticket += 1
        screen._compare("nosuchid", (1, 2), screen._ticket)
        await stage.until(pilot, lambda: not screen.reads("nosuchid"))
        screen._change(lambda: catalogue_of(app).article("nosuchid"), "never told")
        await stage.until(pilot, lambda: "No article has the id" in stage.toasts(app))
        assert "never told" not in stage.toasts(app)


async def test_an_update_tells_what_it_could_not_fetch(stage: Any, app: BriefingApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await stage.until(pilot, lambda: app.chat.library is not None)
        catalogue_of(app).follow([Followed("http://127.0.0.1:9/feed", "feed", "Harbour news")])
        await stage.send(pilot, "/update")
        await stage.until(pilot, lambda: "1 failed" in stage.shown(app))
        assert catalogue_of(app).followed()[0].state == "failing"
