"""Evidence: opening citations by key, click and list; the article at the quoted words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList

from assistant.ui.article_view import ArticleView
from assistant.ui.copying import quotation_text
from assistant.ui.evidence_items import (
    HIGHLIGHT,
    EvidenceItem,
    by_line,
    head,
    item_content,
    item_line,
    lay_out,
)
from assistant.ui.evidence_pane import EvidencePane
from assistant.ui.literal import Words, cut_in_the_middle
from assistant.ui.margin import Sentences
from assistant.ui.modals import EvidenceScreen
from assistant.ui.prompt import Prompt
from assistant.ui.sessions_screen import SessionsScreen
from ingest.types import (
    Access,
    Article,
    ArticleKind,
    ArticleRow,
    Block,
    BlockKind,
    Metadata,
    StoredArticle,
)
from tui import BriefingApp

OpenApp = Callable[..., BriefingApp]
WIDE, NARROW = (120, 36), (60, 24)


async def asked(pilot: Pilot[Any]) -> BriefingApp:
    """The app with one finished answer, which has the focus."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    app.chat.query_one(Prompt).fill("Why is the bridge closed?")
    await pilot.press("enter")
    for _ in range(300):
        await pilot.pause(0.01)
        selected = app.chat._selected
        if selected is not None and selected.answer is not None:
            break
    await pilot.pause()
    await pilot.press("escape")
    return app


async def finished(pilot: Pilot[Any]) -> BriefingApp:
    """The app with one finished answer; the prompt has the focus."""
    app = await asked(pilot)
    app.chat.set_focus(app.chat.query_one(Prompt))
    await pilot.pause()
    return app


@pytest.mark.parametrize(
    "keys",
    [[Key("escape", None), Key("1", "1")], [Key("alt+1", "1")]],
    ids=["two in one go", "read as Alt+1"],
)
async def test_a_digit_right_behind_esc_opens_the_source(open_app: OpenApp, keys: list[Key]):
    async with open_app().run_test(size=WIDE) as pilot:
        app = await finished(pilot)
        for key in keys:
            app.post_message(key)
        await pilot.pause()
        pane = app.chat.query_one(EvidencePane)
        assert pane.opened is not None
        assert pane.opened.number == 1
        assert app.chat.query_one(Prompt).text == ""


async def test_alt_and_another_key_is_left_to_the_prompt(open_app: OpenApp):
    async with open_app().run_test(size=WIDE) as pilot:
        app = await finished(pilot)
        app.post_message(Key("alt+x", "x"))
        await pilot.pause()
        assert app.chat.query_one(Prompt).has_focus


def pane(app: BriefingApp) -> EvidencePane:
    return app.screen.query_one(EvidencePane)


async def opened(pilot: Pilot[Any], number: int) -> None:
    """Waits until citation ``number`` is open and its article is there."""
    for _ in range(300):
        await pilot.pause(0.01)
        found = pilot.app.screen.query(EvidencePane)
        item = found.first().opened if found else None
        if item is not None and item.number == number and article(pilot.app):
            return
    raise AssertionError(f"citation {number} was not opened")


def article(app: Any) -> str:
    return str(app.screen.query_one(ArticleView).query_one(".text", Words).visual)


async def test_digits_and_brackets_open_citations(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("2")
        await opened(pilot, 2)
        head = str(app.screen.query_one(ArticleView).query_one(".head", Words).visual)
        assert "Harbour bridge to stay closed until March" in head
        assert "The Quay Courier, by Mira Holt, 13 January 2026" in head
        await pilot.press("right_square_bracket")
        await opened(pilot, 3)
        assert "There is no such plan" in article(app)
        await pilot.press("right_square_bracket")
        await opened(pilot, 1)
        await pilot.press("left_square_bracket")
        await opened(pilot, 3)
        await pilot.press("9")
        await pilot.pause()
        assert pane(app).opened.number == 3


async def test_two_digits_in_a_row_make_one_number(
    open_app: OpenApp, stage: Any, shelf: Any
) -> None:
    answer = stage.bridge_answer(shelf)
    many = tuple(replace(answer.citations[0], number=n) for n in range(1, 13))
    first = replace(answer.sentences[0], citations=tuple(range(1, 13)))
    script = stage.played(replace(answer, sentences=(first,), citations=many))
    async with open_app(player=stage.Player(script)).run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        exchange = app.chat._selected
        assert exchange is not None
        exchange.action_digit(1)
        exchange.action_digit(2)  # by keys, a slow machine may take too long between them
        await opened(pilot, 12)
        await pilot.pause(1.0)
        await pilot.press("3")
        await opened(pilot, 3)


async def test_a_click_on_a_marker_opens_its_citation(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        row = app.chat.query_one(Sentences)
        lines = ["".join(s.text for s in row.render_line(y)) for y in range(row.size.height)]
        [(x, y)] = [(line.index("[3]"), y) for y, line in enumerate(lines) if "[3]" in line]
        assert await pilot.click(row, offset=(x + 1, y))
        await opened(pilot, 3)


async def test_the_list_opens_what_is_chosen_in_it(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        app.screen.query_one(OptionList).focus()
        await pilot.press("enter")
        await opened(pilot, 1)
        await pilot.press("down", "enter")
        await opened(pilot, 2)
        assert app.chat._selected.current == 2


async def test_the_article_is_scrolled_to_the_quoted_words(
    open_app: OpenApp, stage: Any, tmp_path: Any
) -> None:
    filler = "\n\n".join(
        f"Paragraph {n} goes on about the tides of the old harbour." for n in range(80)
    )
    text = stage.HARBOUR.replace("“We will", filler + "\n\n“We will")
    (tmp_path / "long").mkdir()
    long = stage.Shelf(tmp_path / "long", (stage.harbour(text), stage.ferry()))
    player = stage.Player(stage.played(stage.bridge_answer(long)))
    async with open_app(shelf=long, player=player).run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("2")
        await opened(pilot, 2)
        await pilot.pause(0.1)
        view = app.screen.query_one(ArticleView).query_one(VerticalScroll)
        assert view.scroll_y > 100
        screen = "\n".join(
            "".join(segment.text for segment in line)
            for line in app.screen._compositor.render_strips()
        )
        assert "expected to cost" in screen
        view.scroll_home(animate=False)
        app.screen.query_one(ArticleView).query_one(VerticalScroll).focus()
        await pilot.press("q")
        await pilot.pause(0.1)
        assert view.scroll_y > 100


async def test_a_narrow_terminal_opens_the_evidence_on_a_screen_of_its_own(
    open_app: OpenApp,
) -> None:
    async with open_app().run_test(size=NARROW) as pilot:
        app = await asked(pilot)
        assert not app.chat.query_one(EvidencePane).display
        await pilot.press("2")
        await opened(pilot, 2)
        assert isinstance(app.screen, EvidenceScreen)
        await pilot.press("right_square_bracket")
        await opened(pilot, 3)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.chat
        assert app.chat._selected.current == 3
        await pilot.press("f2")
        await opened(pilot, 3)


async def test_keys_of_the_conversation_work_where_the_sources_are_alone_on_the_screen(
    open_app: OpenApp, stage: Any
) -> None:
    app = open_app()
    object.__setattr__(app.services, "keys", {"chat.sessions": "f12"})
    async with app.run_test(size=NARROW) as pilot:
        await stage.until(pilot, lambda: app._keymap)
        await asked(pilot)
        await pilot.press("2")
        await opened(pilot, 2)
        await pilot.press("f6")
        await stage.until(pilot, lambda: "Why is the bridge closed?" in app.clipboard)
        assert isinstance(app.screen, EvidenceScreen), "to copy, one stays"
        await pilot.press("f12")
        await stage.until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        await pilot.press("escape")
        await stage.until(pilot, lambda: app.screen is app.chat)
        await pilot.press("f2")
        await opened(pilot, 2)
        await pilot.press("f8")
        await stage.until(pilot, lambda: "cannot show its library" in stage.toasts(app))
        assert app.screen is app.chat


async def test_a_source_chosen_when_others_are_listed_already_opens_nothing(
    open_app: OpenApp,
) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        sources = pane(app)
        listing = sources.query_one(OptionList)
        listing.highlighted = 2
        listing.action_select()
        sources.show_items(sources._items[:1])
        await pilot.pause()
        assert sources.opened is None
        listing.highlighted = 0
        listing.action_select()
        await opened(pilot, 1)


async def test_the_sources_can_be_hidden(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("f2")
        assert not app.chat.query_one(EvidencePane).display
        await pilot.press("1")
        await opened(pilot, 1)
        assert app.chat.query_one(EvidencePane).display


async def test_a_terminal_made_narrow_and_wide_again_shows_what_there_is_room_for(
    open_app: OpenApp,
) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("1")
        await opened(pilot, 1)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause(0.1)
        assert not app.chat.query_one(EvidencePane).display
        await pilot.resize_terminal(*WIDE)
        await pilot.pause(0.1)
        assert app.chat.query_one(EvidencePane).display


async def test_a_removed_article_is_said_to_be_gone(open_app: OpenApp, shelf: Any) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        del shelf.articles["a1", 1]
        await pilot.press("1")
        for _ in range(100):
            await pilot.pause(0.01)
            head = str(app.screen.query_one(ArticleView).query_one(".head", Words).visual)
            if "No article has this id." in head:
                break
        else:
            raise AssertionError("it was not said")


async def test_copying_the_quotation_and_the_answer(open_app: OpenApp) -> None:
    async with open_app().run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("2")
        await opened(pilot, 2)
        await pilot.press("y")
        await pilot.pause()
        assert app.clipboard.startswith("“Repairs are expected to cost 4.2 million crowns”\n")
        assert "The Quay Courier" in app.clipboard
        for key in ("Y", "f6"):
            app.copy_to_clipboard("")
            await pilot.press(key)
            await pilot.pause()
            assert "Why is the bridge closed?" in app.clipboard
            assert "[3] Ferry firm denies price rise" in app.clipboard


def row(**meta: Any) -> ArticleRow:
    return ArticleRow("a1", 1, "f", Metadata(title="T", publisher="P", **meta), "")


def test_a_byline_says_what_is_not_a_full_report() -> None:
    plain = row(published="2026-01-13")
    assert by_line(plain).plain == "P, 13 January 2026"
    opinion = row(kind=ArticleKind.OPINION, access=Access.SUMMARY)
    assert by_line(opinion).plain == "P, undated · opinion · summary"


def test_the_head_names_other_carriers_and_an_earlier_revision() -> None:
    item = EvidenceItem(1, row(), 0, 5, "", also=("Hill Echo", "Tarn Post"))
    stored = StoredArticle("a1", 1, ARTICLE, "", "", current=False)
    text = head(item, stored, 40, "F12").plain
    assert "also carried by Hill Echo, Tarn Post" in text
    assert "The article has changed since: this is revision 1. F12 shows what changed." in text
    assert "http" not in text


def test_a_long_address_gets_one_line_and_keeps_both_its_ends() -> None:
    url = "https://courier.example/2026/01/13/" + "harbour-" * 20 + "bridge.html"
    item = EvidenceItem(1, row(url=url), 0, 5, "")
    for width in (8, 39, 40, 80):
        line = head(item, StoredArticle("a1", 1, ARTICLE, "", ""), width, "c").plain
        line = line.split("\n")[-1]
        assert len(line) == width
        assert line[: width // 2] == url[: width // 2]
        assert line.endswith(url[-2:])
        assert line.count("…") == 1
    whole = head(item, StoredArticle("a1", 1, ARTICLE, "", ""), len(url), "c").plain
    assert whole.endswith(url)


def test_an_address_in_wide_letters_is_measured_in_columns() -> None:
    line = cut_in_the_middle("https://例え.example/" + "橋" * 40, 21)
    assert cell_len(line) in (20, 21)
    assert line.startswith("https://")
    assert line.endswith("橋")


async def test_the_address_fits_the_pane_at_every_width(
    open_app: OpenApp, stage: Any, tmp_path: Any
) -> None:
    url = "https://courier.example/" + "harbour-bridge-" * 20 + "closed"
    meta = replace(stage.harbour().meta, url=url)
    (tmp_path / "far").mkdir()
    far = stage.Shelf(tmp_path / "far", (stage.harbour(meta=meta), stage.ferry()))
    player = stage.Player(stage.played(stage.bridge_answer(far)))
    async with open_app(shelf=far, player=player).run_test(size=WIDE) as pilot:
        app = await asked(pilot)
        await pilot.press("1")
        await opened(pilot, 1)
        words = app.screen.query_one(ArticleView).query_one(".head", Words)
        for width in (120, 160):
            await pilot.resize_terminal(width, 36)
            await pilot.pause(0.1)
            line = str(words.visual).split("\n")[-1]
            assert line.startswith("https://courier.example")
            assert line.endswith("-closed")
            assert len(line) == words.content_size.width


def test_an_item_says_when_its_source_is_gone_and_needs_no_quotation() -> None:
    gone = EvidenceItem(2, row(), 0, 5, "", removed=True)
    assert item_content(gone, 1).plain == "[2] T\nP, undated\nsource removed\n"
    near = EvidenceItem(None, row(), 0, 5, "Some words.")
    assert item_content(near, 3).plain == "3 T\nP, undated\n“Some words.”\n"
    assert item_line(near, 3).plain == "3 P  T"


def test_a_quotation_without_an_address_is_copied_without_one() -> None:
    item = EvidenceItem(1, row(), 0, 5, "Some words.")
    assert quotation_text(item) == "“Some words.”\nT. P, undated\n"


# --- the article laid out: pure --------------------------------------------------------


def article_of(*parts: tuple[BlockKind, str]) -> Article:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words
    return Article("i", "s", text, tuple(blocks), Metadata())


ARTICLE = article_of(
    (BlockKind.HEADLINE, "The headline\n\n"),
    (BlockKind.BYLINE, "By A. Writer\n\n"),
    (BlockKind.BODY, "First sentence. Second one here.\n\n"),
    (BlockKind.SUBHEADING, "A heading\n\n"),
    (BlockKind.CAPTION, "A picture.\n\n"),
    (BlockKind.QUOTATION, "“Quoted words.”\n\n"),
    (BlockKind.COMMENT, "first!\n\n"),
    (BlockKind.COMMENT, "nonsense\n\n"),
    (BlockKind.PROMO, "Subscribe now"),
)


def test_what_the_head_says_and_what_was_withheld_is_left_out() -> None:
    laid = lay_out(ARTICLE, 0, 0)
    assert laid.content.plain == (
        "First sentence. Second one here.\n\nA heading\n\nA picture.\n\n“Quoted words.”"
        "\n\n· 2 reader comments left out ·\n\n· 1 promo part left out ·"
    )
    assert laid.row_of_quote(40) == 0


@pytest.mark.parametrize(
    "words", ["First", "Second one", "here.", "Second one here.\n\nA heading", "Quoted words"]
)
def test_the_quoted_words_alone_are_highlighted(words: str) -> None:
    start = ARTICLE.text.index(words)
    laid = lay_out(ARTICLE, start, start + len(words))
    spans = [span for span in laid.content.spans if HIGHLIGHT in str(span.style)]
    lit = [laid.content.plain[span.start : span.end] for span in spans]
    assert " ".join(lit).split() == words.split()
    assert laid.content.plain[laid.quote_start :].startswith(words.split()[0])


def test_a_quotation_in_a_withheld_block_is_shown_all_the_same() -> None:
    start = ARTICLE.text.index("nonsense")
    assert "nonsense" in lay_out(ARTICLE, start, start + 8).content.plain


def test_hostile_text_does_not_move_the_highlight() -> None:
    evil = article_of((BlockKind.BODY, "One \x1b[2J\u202e two. The quoted words."))
    start = evil.text.index("The quoted")
    laid = lay_out(evil, start, len(evil.text))
    assert laid.content.plain[laid.quote_start : laid.quote_end] == "The quoted words."
    assert "\x1b" not in laid.content.plain


def test_a_block_of_white_space_leaves_no_gap() -> None:
    gap = article_of((BlockKind.BODY, "One."), (BlockKind.BODY, " \n\n "), (BlockKind.BODY, "Two."))
    assert lay_out(gap, 0, 0).content.plain == "One.\n\nTwo."


def test_an_article_without_blocks_is_shown_whole() -> None:
    assert lay_out(Article("i", "s", "Words.", (), Metadata()), 0, 5).content.plain == "Words."


@pytest.mark.parametrize("width", [10, 17, 40])
def test_the_row_of_the_quotation_is_the_row_on_which_it_is_drawn(width: int) -> None:
    start = ARTICLE.text.index("here.")
    laid = lay_out(ARTICLE, start, start + 5)
    lines = laid.content.wrap(width)
    assert "here." in lines[laid.row_of_quote(width)].plain
