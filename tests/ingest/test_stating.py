"""What the user states, put together over time: an edit is closer than an ingest's statement."""

from __future__ import annotations

from ingest.stating import SOURCE, Edit, combine, edited, put
from ingest.types import Article, ArticleKind, Metadata, Overrides


def test_an_edit_stays_whatever_an_ingest_states() -> None:
    mine = edited(Overrides(), Edit(Overrides(publisher="Mine", tags=("a",), untagged=("B",))))
    later = combine(mine, Overrides(publisher="All", published="2025", published_precision="year",
                                    tags=("b", "c", "A")))  # fmt: skip
    assert (later.publisher, later.tags, later.published_precision) == ("Mine", ("a", "c"), "year")
    assert later.edited == ("publisher", "tags")
    assert later.fields == {"publisher", "published", "tags"}


def test_an_edit_is_taken_back_field_by_field() -> None:
    stated = Overrides(
        title="T", kind=ArticleKind.OPINION, authors=("Ann",), published="2025-01-02",
        published_precision="day", tags=("a",), untagged=("b",),
    )  # fmt: skip
    before = edited(Overrides(), Edit(stated))
    assert edited(before, Edit(cleared=frozenset({"published", "tags"}))) == Overrides(
        title="T", kind=ArticleKind.OPINION, authors=("Ann",), edited=("authors", "kind", "title")
    )
    everything = frozenset({"title", "kind", "authors", "published", "tags"})
    assert edited(before, Edit(cleared=everything)) == Overrides()
    again = edited(before, Edit(Overrides(tags=("B",), untagged=("A",))))
    assert (again.tags, again.untagged) == (("B",), ("A",))


def test_stated_values_are_named_as_the_users() -> None:
    article = Article(
        "x", "/x", "", (), Metadata("Read", "Crane", tags=("a", "b")),
        meta_sources=(("publisher", "url"), ("title", "text")),
    )  # fmt: skip
    found = put(article, Overrides(publisher="Mine", untagged=("A",), tags=("b", "B")))
    assert (found.meta.publisher, found.meta.title, found.meta.tags) == ("Mine", "Read", ("b",))
    assert found.meta_sources == (("publisher", SOURCE), ("tags", SOURCE), ("title", "text"))
    assert put(article, Overrides()) == article
