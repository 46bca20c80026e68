"""The pure half of the library's screens: entries, order, search, what is read and edited."""

from __future__ import annotations

from typing import Any

from rich.style import Style

from assistant.ui.article_list import one_line, two_lines
from assistant.ui.feeds_screen import summary
from assistant.ui.library_entries import (
    COMMENTS,
    COPIES,
    UNDATED,
    Sort,
    entries,
    facet_words,
    folded,
    offered,
    ordered,
    selected,
)
from assistant.ui.library_modals import edit_of
from assistant.ui.narrowing import Narrowing
from assistant.ui.reading import Reading, changes_of, details_of, head_of
from ingest.clusters import Cluster
from ingest.records import ListedArticle
from ingest.stating import Edit
from ingest.types import (
    Access,
    Article,
    ArticleKind,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    Metadata,
    Overrides,
    StoredArticle,
)

QUIET = Style()


def row(name: str, **meta: Any) -> ArticleRow:
    return ArticleRow(name, 1, f"/texts/{name}.txt", Metadata(**meta), "")


def listed(name: str, revisions: int = 1, comments: int = 0, **meta: Any) -> ListedArticle:
    added = f"2026-01-0{len(name)}T08:00:00+00:00"
    return ListedArticle(row(name, **meta), added, revisions, comments)


SOME = entries(
    [
        listed(
            "a", title="“Zoo” reopens", publisher="Alpha", published="2026-01-03", tags=("Pets",)
        ),
        listed("bb", title="Ärger am Hafen", publisher="beta", published="2025-12-01", comments=2),
        listed("ccc", revisions=3, kind=ArticleKind.OPINION, access=Access.SUMMARY),
    ],
    {"a": "a", "x": "a"},
)


def ids(found: Any) -> list[str]:
    return [entry.article_id for entry in found]


def test_what_is_not_known_comes_last_either_way() -> None:
    assert ids(ordered(SOME, Sort.DATE, True)) == ["a", "bb", "ccc"]
    assert ids(ordered(SOME, Sort.DATE, False)) == ["bb", "a", "ccc"]
    assert ids(ordered(SOME, Sort.PUBLISHER, False)) == ["a", "bb", "ccc"]
    assert ids(ordered(SOME, Sort.PUBLISHER, True)) == ["bb", "a", "ccc"]
    assert ids(ordered(SOME, Sort.TITLE, False)) == ["bb", "ccc", "a"]
    assert ids(ordered(SOME, Sort.ADDED, True)) == ["ccc", "bb", "a"]
    assert Sort.ADDED.next is Sort.DATE


def test_a_search_knows_no_accents_and_wants_every_word() -> None:
    assert folded("ÉRDOĞAN ß") == "erdogan ss"
    assert ids(selected(SOME, "arger HAFEN")) == ["bb"]
    assert ids(selected(SOME, "pets alpha")) == ["a"]
    assert ids(selected(SOME, "pets beta")) == []
    assert ids(selected(SOME, "texts/ccc")) == ["ccc"]


def test_properties_of_one_sort_add_up_and_of_two_narrow() -> None:
    assert ids(selected(SOME, "", [UNDATED])) == ["ccc"]
    assert ids(selected(SOME, "", [("publisher", "Alpha"), ("publisher", "beta")])) == ["a", "bb"]
    assert ids(selected(SOME, "", [("publisher", "Alpha"), COMMENTS])) == []
    assert ids(selected(SOME, "", [COPIES])) == ["a"]
    there = dict(offered(SOME, [("tag", "gone")]))
    assert there["kind", "report"] == 2
    assert there["tag", "gone"] == 0
    assert facet_words([]) == "all"
    assert facet_words([UNDATED, COMMENTS]) == "comments withheld, undated"


def test_a_row_has_its_width_whatever_it_holds() -> None:
    for entry in SOME:
        for width in (72, 90, 140):
            assert sum(s.cell_length for s in one_line(entry, width, QUIET, QUIET, QUIET)) == width
        for width in (30, 40, 71):
            for line in two_lines(entry, width, QUIET, QUIET, QUIET):
                assert sum(segment.cell_length for segment in line) <= width
    told = "".join(s.text for s in one_line(SOME[2], 140, QUIET, QUIET, QUIET))
    assert "undated" in told
    assert "opinion · summary · 3 revisions" in told


BEFORE = {"title": "Pier", "publisher": "Alpha", "published": "2026-01-03", "tags": "sea, pier"}


def test_an_edit_holds_what_was_changed_and_nothing_else() -> None:
    assert edit_of(BEFORE, BEFORE) == Edit()
    assert edit_of(BEFORE, {**BEFORE, "published": "soon"}) is None
    now = {"title": "", "publisher": "Beta", "published": "May 2026", "tags": "sea, boats"}
    assert edit_of(BEFORE, now) == Edit(
        Overrides(publisher="Beta", published="2026-05", published_precision="month",
                  tags=("boats",), untagged=("pier",)),
        frozenset({"title"}),
    )  # fmt: skip


def test_chosen_articles_become_filters() -> None:
    narrowing = Narrowing()
    assert not narrowing
    assert narrowing.filters == Filters()
    narrowing.ask_only("a", "A")
    assert narrowing.leave_out("a", "A")
    assert narrowing.filters == Filters(exclude=("a",))
    assert not narrowing.leave_out("a", "A")
    narrowing.ask_only("b", "B")
    narrowing.leave_out("c", "C")
    narrowing.take_off("b")
    assert narrowing.filters == Filters(exclude=("c",))
    narrowing.take_off("")
    assert not narrowing


def stored(text: str, revision: int = 1, current: bool = True, **meta: Any) -> StoredArticle:
    blocks = (Block(BlockKind.BODY, 0, len(text)),)
    article = Article("x", "/texts/x.txt", text, blocks, Metadata(**meta), ("A remark.",),
                      (("published", "url"),) if "published" in meta else ())  # fmt: skip
    return StoredArticle("x", revision, article, "", "2026-01-04T08:00:00+00:00", current)


def test_the_head_and_the_details_tell_what_is_known_and_from_where() -> None:
    copy = row("y", publisher="Beta", published="2026-01-05")
    meta = {"title": "Pier", "publisher": "Alpha", "published": "2026-01-03",
            "url": "https://a.example/pier"}  # fmt: skip
    reading = Reading(
        stored("The pier is shut.", 1, False, **meta),
        ((1, "2026-01-04"), (2, "2026-01-06")),
        Cluster(row("x", publisher="Alpha"), (copy,)),
        ("/texts/" + "long/" * 30 + "x.txt",),
    )
    told = head_of(reading, 60).plain
    assert "the article has changed since" in told
    assert "also carried by Beta" in told
    assert "https://a.example/pier" in told
    said = details_of(reading, 60).plain
    assert "3 January 2026  from url" in said
    assert "Beta, 5 January 2026" in said
    assert "A remark." in said
    assert all(len(line) <= 60 for line in said.splitlines())
    narrow = details_of(reading, 28).plain.splitlines()
    assert all(len(line) <= 28 for line in narrow)
    assert narrow[:2] == ["published  3 January 2026", "           from url"]
    assert reading.beside(1) == 2
    assert reading.beside(-1) is None
    assert Reading(stored("Words.", 7)).beside(1) is None


def test_changes_are_told_without_colour_too() -> None:
    old = stored("The pier is shut for 20 days. It was old. A cat sat there.", publisher="Alpha")
    new = stored("The pier is shut for 30 days. A dog barked on the roof. A cat sat there.", 2,
                 publisher="Beta")  # fmt: skip
    told = changes_of(old, new).plain
    assert "From revision 1" in told
    assert "[−20]" in told
    assert "[+30]" in told
    assert "number" in told
    assert "~ publisher: Alpha → Beta" in told
    same = changes_of(old, old).plain
    assert "Nothing that counts differs." in same


def test_a_summary_of_no_feeds() -> None:
    assert summary(()) == "nothing is followed"
