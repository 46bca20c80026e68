"""What is decided about an article that came in, for every case the guides name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.plan import Action, Planner, combine, is_path, plan
from ingest.records import Known, structure_hash
from ingest.types import Access, Article, Block, BlockKind, Metadata, Overrides

TEXT = "The heron stood still."


def article(identity: str = "file:/a#", text: str = TEXT, source: str = "/a", **meta) -> Article:
    blocks = (Block(BlockKind.BODY, 0, len(text)),) if text else ()
    return Article(identity, source, text, blocks, Metadata(**{"title": "Heron", **meta}))


def known(of: Article, article_id: str = "a1", overrides: Overrides | None = None) -> Known:
    return Known(
        article_id,
        3,
        of.identity,
        of.content_hash,
        structure_hash(of),
        of.source,
        of.meta,
        overrides or Overrides(),
    )


def decide(
    new: Article, *before: Known, stated: Overrides | None = None, gone: tuple[str, ...] = ()
):
    return Planner(before, gone).decide(new, stated)


def test_unknown_is_added() -> None:
    decision = decide(article())
    assert (decision.action, decision.known, decision.same_words) == (Action.ADD, None, False)
    assert decision.action.stored


def test_added_with_what_the_user_states() -> None:
    stated = Overrides(publisher="Crane", tags=("pond",))
    decision = decide(article(tags=("bird",)), stated=stated)
    assert decision.article.meta.publisher == "Crane"
    assert decision.article.meta.tags == ("bird", "pond")
    assert decision.overrides == stated


def test_the_same_again_is_unchanged() -> None:
    decision = decide(article(retrieved="2026", modified="2026"), known(article()))
    assert decision.action is Action.UNCHANGED
    assert not decision.action.stored
    assert decision.same_words


def test_other_words_are_an_update() -> None:
    decision = decide(article(text="The heron flew."), known(article()))
    assert (decision.action, decision.same_words) == (Action.UPDATE, False)
    assert decision.known is not None
    assert decision.known.article_id == "a1"


def test_other_blocks_are_an_update() -> None:
    cut = replace(article(), blocks=(Block(BlockKind.BODY, 0, 4), Block(BlockKind.CREDIT, 4, 22)))
    assert decide(cut, known(article())).action is Action.UPDATE


@pytest.mark.parametrize(
    "change",
    [{"title": "Egret"}, {"publisher": "X"}, {"published": "2025"}, {"tags": ("t",)}, {"url": "u"}],
)
def test_other_metadata_alone_relabels(change) -> None:
    decision = decide(article(**change), known(article()))
    assert (decision.action, decision.same_words) == (Action.RELABEL, True)
    assert decision.article == article(**change)


def test_the_same_source_may_take_metadata_back() -> None:
    decision = decide(article(), known(article(publisher="Wrong", published="1999")))
    assert decision.action is Action.RELABEL
    assert decision.article.meta.publisher is None
    assert decision.article.meta.published is None


def test_another_source_does_not_blank_what_is_known() -> None:
    before = article(
        "x.example/1",
        publisher="Crane",
        authors=("A",),
        published="2025-01-01",
        published_precision="day",
        url="https://x.example/1",
        tags=("a",),
    )
    copy = article("x.example/1", source="/b", title=None, tags=("b",))
    decision = decide(copy, known(before))
    assert decision.article.meta == replace(before.meta, tags=("a", "b"))
    dated = article("x.example/1", source="/b", published="2025", published_precision="year")
    assert decide(dated, known(before)).article.meta.published_precision == "year"


def test_what_the_user_stated_survives() -> None:
    stated = Overrides(
        publisher="Crane", published="2025-01-01", published_precision="day", tags=("t",)
    )
    before = known(
        article(publisher="Crane", published="2025-01-01", published_precision="day", tags=("t",)),
        overrides=stated,
    )
    again = decide(article(publisher="Read from the page"), before)
    assert again.action is Action.COVERED
    assert again.read == article(publisher="Read from the page").meta
    before = replace(before, read=again.read)
    assert decide(article(publisher="Read from the page"), before).action is Action.UNCHANGED
    assert again.article.meta == before.meta
    later = decide(article(), before, stated=Overrides(publisher="Egret", tags=("u",)))
    assert later.action is Action.RELABEL
    assert later.article.meta.publisher == "Egret"
    assert later.article.meta.tags == ("t", "u")
    assert later.overrides == replace(stated, publisher="Egret", tags=("t", "u"))


def test_a_statement_that_is_already_true_is_kept_all_the_same() -> None:
    decision = decide(article(publisher="X"), known(article(publisher="X")), stated=Overrides("X"))
    assert decision.action is Action.RELABEL
    assert decision.overrides.publisher == "X"


def test_renamed_file_is_moved() -> None:
    new = article("file:/b#", source="/b")
    before = known(article(publisher="Crane", published="2025"))
    decision = decide(new, before, gone=("a1",))
    assert (decision.action, decision.same_words) == (Action.MOVED, True)
    assert decision.known == before
    assert decision.article.identity == "file:/b#"
    assert decision.article.meta == before.meta
    assert decision.reason == "moved from /a"


def test_moved_article_with_an_url_keeps_that_identity() -> None:
    before = known(article("x.example/1", url="https://x.example/1"))
    decision = decide(article("file:/b#", source="/b"), before, gone=("a1",))
    assert decision.article.identity == "x.example/1"
    assert decision.article.meta.url == "https://x.example/1"
    other = decide(article("y.example/1", source="/b"), before, gone=("a1",))
    assert other.article.identity == "y.example/1"


def test_moved_and_told_more() -> None:
    new = article("y.example/1", source="/b", url="https://y.example/1")
    decision = decide(new, known(article()), gone=("a1",))
    assert decision.action is Action.MOVED
    assert decision.article.meta.url == "https://y.example/1"


@pytest.mark.parametrize("field", ["url", "publisher", "published"])
def test_another_origin_is_no_move(field: str) -> None:
    before = known(article(**{field: "2024"}))
    new = article("file:/b#", source="/b", **{field: "2025"})
    assert decide(new, before, gone=("a1",)).action is Action.ADD


def test_second_copy_is_a_duplicate() -> None:
    before = known(article(publisher="Crane", published="2025", url="u"))
    decision = decide(article("file:/b#", source="/b", publisher="CRANE"), before)
    assert (decision.action, decision.known) == (Action.DUPLICATE, before)
    assert decision.reason == "the same text as Heron"
    assert not decision.action.stored


def test_duplicate_of_an_untitled_text_names_its_source() -> None:
    decision = decide(article("file:/b#", source="/b"), known(article(title=None)))
    assert decision.reason == "the same text as /a"


@pytest.mark.parametrize("change", [{"url": "u2"}, {"publisher": "Egret"}, {"published": "2026"}])
def test_wire_copy_is_added(change) -> None:
    for before in (article(), article(url="u", publisher="Crane", published="2025")):
        new = article("y.example/1", source="/b", **change)
        assert decide(new, known(before)).action is Action.ADD


def test_what_the_user_states_makes_a_copy_another_one() -> None:
    decision = decide(
        article("file:/b#", source="/b"),
        known(article(publisher="Crane")),
        stated=Overrides("Egret"),
    )
    assert decision.action is Action.ADD


def test_a_gone_copy_is_preferred_to_a_present_one() -> None:
    present, gone = known(article(), "a1"), known(article("file:/c#", source="/c"), "a2")
    decision = decide(article("file:/b#", source="/b"), present, gone, gone=("a2",))
    assert (decision.action, decision.known) == (Action.MOVED, gone)


def test_empty_texts_are_no_copies() -> None:
    empty = article("file:/a#", text="")
    assert decide(article("file:/b#", text="", source="/b"), known(empty)).action is Action.ADD


def test_identity_goes_before_content() -> None:
    mine, other = known(article(text="Old."), "a1"), known(article("file:/c#", source="/c"), "a2")
    decision = decide(article(), mine, other, gone=("a2",))
    assert (decision.action, decision.known) == (Action.UPDATE, mine)


@pytest.mark.parametrize("access", [Access.SUMMARY, Access.METADATA_ONLY])
def test_a_summary_never_takes_the_place_of_the_article(access: Access) -> None:
    summary = article(text="In short.", access=access)
    for held in (Access.FULL, Access.PARTIAL):
        assert decide(summary, known(article(access=held))).action is Action.UNCHANGED
    assert decide(summary, known(article(access=Access.SUMMARY))).action is Action.UPDATE
    assert decide(article(), known(summary)).action is Action.UPDATE


def test_what_a_page_does_not_say_this_time_is_kept() -> None:
    page = article("x.example/a", source="https://x.example/a", publisher="x.example")
    page = replace(page, meta_sources=(("publisher", "url"),))
    before = known(
        article("x.example/a", source="/feed", publisher="Crane", published="2026-01-02")
    )
    first = decide(page, before)
    assert (first.article.meta.publisher, first.article.meta.published) == ("Crane", "2026-01-02")
    again = decide(page, known(replace(page, meta=first.article.meta)))
    assert again.action is Action.UNCHANGED
    # A file is its own master: what was taken out of it is gone.
    assert decide(article(), known(article(published="2026"))).action is Action.RELABEL


def test_plan_looks_only_at_the_same_text() -> None:
    decision = plan(
        article("file:/b#", source="/b"),
        Overrides(),
        by_identity=None,
        by_content=[known(article(text="Other."))],
        gone={"a1"},
    )
    assert decision.action is Action.ADD


def test_the_same_identity_twice_in_a_batch() -> None:
    planner = Planner([])
    actions = [
        planner.decide(new).action
        for new in (article(), article(), article(text="New."), article(title="B", text="New."))
    ]
    assert actions == [Action.ADD, Action.UNCHANGED, Action.UPDATE, Action.RELABEL]


def test_a_copy_of_something_in_the_same_batch() -> None:
    planner = Planner([])
    planner.decide(article())
    copy = planner.decide(article("file:/b#", source="/b"))
    assert copy.action is Action.DUPLICATE
    assert copy.known is not None
    assert (copy.known.article_id, copy.known.identity) == ("", "file:/a#")


def test_what_moved_once_does_not_move_again() -> None:
    planner = Planner([known(article())], gone=["a1"])
    assert planner.decide(article("file:/b#", source="/b")).action is Action.MOVED
    assert planner.decide(article("file:/c#", source="/c")).action is Action.DUPLICATE
    # The old place is free again for another text.
    assert planner.decide(article(text="New.")).action is Action.ADD


def test_an_old_text_that_was_updated_is_no_copy_any_more() -> None:
    planner = Planner([known(article())])
    planner.decide(article(text="New."))
    assert planner.decide(article("file:/b#", source="/b")).action is Action.ADD


def test_combine() -> None:
    before = Overrides("P", "2025-01-01", "day", ("a",))
    assert combine(before, Overrides()) == before
    assert combine(Overrides(), before) == before
    assert combine(before, Overrides(None, "2026", "year", ("b", "a"))) == Overrides(
        "P", "2026", "year", ("a", "b")
    )


def test_is_path() -> None:
    assert is_path("file:/a#1")
    assert is_path("text:abc")
    assert not is_path("x.example/file:1")
