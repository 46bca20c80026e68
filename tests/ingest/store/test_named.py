"""The publishers and tags of a library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.catalogue import Catalogue
from ingest.types import Filters


def test_publishers_and_tags_are_counted_in_current_revisions(
    catalogue: Catalogue, make: Any
) -> None:
    assert catalogue.publishers() == catalogue.tags() == []
    for name, publisher, tags in (
        ("one", "Valley Post", ("mill", "tax")),
        ("two", "valley  post", ("Mill",)),
        ("three", "Hill Echo", ()),
        ("four", None, ("tax",)),
    ):
        write = make(name, f"The article number {name} says its own words.")
        meta = replace(write.article.meta, publisher=publisher, tags=tags)
        catalogue.write([replace(write, article=replace(write.article, meta=meta))])
    assert catalogue.publishers() == [("Valley Post", 2), ("Hill Echo", 1)]
    assert catalogue.tags() == [("Mill", 2), ("tax", 2)]
    assert catalogue.any_passes(Filters(publishers=("hill echo",)))
    assert not catalogue.any_passes(Filters(publishers=("hill echo",), tags=("mill",)))
