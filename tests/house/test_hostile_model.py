"""A tenth of the scripted hostile model: nothing that it alters is called verified."""

from __future__ import annotations

import pytest

from benchmarks.hostile import CASES, measure
from benchmarks.mutations import FAMILIES


@pytest.fixture(scope="module")
def outcome():
    return measure(cases=CASES // 10)


def test_no_altered_sentence_is_verified(outcome):
    assert outcome.cases.total() == CASES // 10
    assert set(outcome.cases) == set(FAMILIES)
    assert outcome.leaks == []


def test_every_true_sentence_is_verified(outcome):
    assert outcome.honest > 60
    assert outcome.refused == []


def test_swapped_roles_are_counted_beside(outcome):
    assert 0 <= outcome.summary()["leak_rate_swapped"] <= 0.1
    assert outcome.swapped > 10
