"""Search results that benchmarks keep: the same with scores, and only for their own library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.retrieve import Retriever
from assistant.types import Fusion
from benchmarks.hit_cache import HitCache


def never():
    raise AssertionError("searched again")


@pytest.fixture
def hits(library):
    found = Retriever(library).search("ferry harbour council", k=5)
    assert found
    return tuple(replace(each, fusion=Fusion(recency=1.5)) for each in found[:1]) + tuple(
        replace(each, fusion=None) for each in found[1:]
    )


def test_kept_results_are_the_same_without_another_search(library, hits, tmp_path):
    path = tmp_path / "kept" / "hits.json"
    cache = HitCache(library, path, "data")
    assert cache.hits("one", lambda: hits) == hits
    cache.save()
    again = HitCache(library, path, "data")
    assert again.hits("one", never) == hits
    again.save()
    assert next(each.fusion for each in again.hits("one", never)) == Fusion(recency=1.5)


def test_results_of_other_data_are_not_used(library, hits, tmp_path):
    path = tmp_path / "hits.json"
    cache = HitCache(library, path, "data")
    cache.hits("one", lambda: hits)
    cache.save()
    with pytest.raises(AssertionError, match="searched again"):
        HitCache(library, path, "other data").hits("one", never)


def test_without_a_path_nothing_is_written(library, hits, tmp_path):
    cache = HitCache(library, None, "data")
    assert cache.hits("one", lambda: hits) == hits
    cache.save()
    assert list(tmp_path.glob("*.json")) == []
