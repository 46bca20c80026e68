"""The list of articles with what it is sorted and narrowed by, and the filter by id."""

from __future__ import annotations

from typing import Any

from ingest.catalogue import Catalogue
from ingest.types import BlockKind, Filters


def test_the_list_tells_when_an_article_came_how_often_it_changed_and_what_is_withheld(
    catalogue: Catalogue, make: Any
) -> None:
    assert catalogue.listed() == []
    old = make("old", "The pier was closed on Monday.", added="2026-01-01T08:00:00+00:00",
               published="2026-01-01")  # fmt: skip
    new = make("old", "The pier was opened on Friday.", added="2026-01-09T08:00:00+00:00",
               published="2026-01-01")  # fmt: skip
    undated = make("other", "The kiosk sells tickets.", comments=("Too dear!", "No."), added="2026-01-05T08:00:00+00:00",
                   published=None)  # fmt: skip
    catalogue.write([old])
    catalogue.write([undated])
    catalogue.write([new])
    listed = catalogue.listed()
    assert [entry.row for entry in listed] == catalogue.rows()
    assert [(entry.added[:10], entry.revisions) for entry in listed] == [
        ("2026-01-01", 2),
        ("2026-01-05", 1),
    ]
    for entry in listed:
        blocks = catalogue.article(entry.row.article_id).article.blocks
        assert entry.comments == sum(block.kind is BlockKind.COMMENT for block in blocks)


def test_only_leaves_no_other_article_in(catalogue: Catalogue, make: Any) -> None:
    catalogue.write([make("one", "One came first."), make("two", "Two came later.")])
    first, second = (row.article_id for row in catalogue.rows())
    assert [r.article_id for r in catalogue.rows(Filters(only=(first,)))] == [first]
    assert [r.article_id for r in catalogue.rows(Filters(exclude=(first,)))] == [second]
    assert catalogue.rows(Filters(only=(first,), exclude=(first,))) == []
