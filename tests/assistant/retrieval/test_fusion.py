"""The arithmetic of ranking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import fusion
from assistant.retrieval.reading import Readings

DAY = 86_400.0


def test_recency_decays_and_forgives_what_has_no_date() -> None:
    now = 1_000 * DAY
    published = np.array([now, now - 14 * DAY, now - 5_000 * DAY, np.nan, now + DAY])
    factors = fusion.recency(published, now, 1.5)
    assert factors[0] == pytest.approx(2.5)
    assert factors[1] == pytest.approx(1 + 1.5 / np.e)
    assert factors[2] == pytest.approx(1.0)
    assert factors[3] == 1.0
    assert factors[4] == pytest.approx(2.5)
    assert (fusion.recency(published, now, 0.0) == 1.0).all()


def test_in_unit_divides_by_the_largest() -> None:
    assert fusion.in_unit(np.array([2.0, 4.0])).tolist() == [0.5, 1.0]
    assert fusion.in_unit(np.array([0.0])).tolist() == [0.0]
    assert fusion.in_unit(np.array([])).tolist() == []


def test_support_sums_the_best_passages_of_an_article() -> None:
    words = np.array([0.9, 0.3, 0.6, 0.3, 0.1])
    owners = np.array([7, 7, 2, 7, 7])
    found = fusion.support(words, owners, best=3)
    assert found.tolist() == pytest.approx([0.5, 0.5, 0.2, 0.5, 0.5])
    assert fusion.support(np.array([]), np.array([], dtype=np.int64)).tolist() == []


def test_relevance_never_falls_below_the_words() -> None:
    found = fusion.relevance(np.array([0.5, 0.5]), np.array([-1.0, 1.0]), np.zeros(2))
    assert found.tolist() == pytest.approx([0.5, 0.5 + fusion.SIMILARITY])


def test_the_top_of_an_article_counts_more() -> None:
    found = fusion.of_article(np.array([0.0, 0.0, -1.0]), np.array([0, 1, 0]))
    assert found.tolist() == pytest.approx([fusion.LEAD, fusion.LEAD / 2, fusion.LEAD])


def test_ties_go_by_row() -> None:
    order = fusion.best_first(np.array([1.0, 2.0, 1.0, 2.0]), np.array([9, 8, 3, 7]), 3)
    assert order.tolist() == [3, 1, 2]


def test_further_passages_of_an_article_give_way() -> None:
    scores = np.array([1.0, 0.99, 0.98])
    vectors = np.eye(3, dtype=np.float32)
    chosen = fusion.varied(scores, np.array([1, 1, 2]), vectors, 3).chosen
    assert [at for at, _ in chosen] == [0, 2, 1]
    assert [score for _, score in chosen] == pytest.approx([1.0, 0.98, 0.99 * fusion.AGAIN])


def test_a_copy_counts_less_and_only_once() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    found = fusion.varied(np.array([1.0, 0.9, 0.6, 0.5]), np.array([1, 2, 3, 4]), vectors, 4)
    chosen = found.chosen
    assert found.copy_of == {1: 0, 3: 0}
    assert [at for at, _ in chosen] == [0, 2, 1, 3]
    assert [score for _, score in chosen] == pytest.approx(
        [1.0, 0.6, 0.9 * fusion.COPIED, 0.5 * fusion.COPIED]
    )


@given(
    st.lists(
        st.tuples(st.floats(0, 5), st.integers(0, 4), st.integers(0, 3)), min_size=0, max_size=30
    ),
    st.integers(0, 40),
)
def test_varied_gives_each_place_once_best_first(
    rows: list[tuple[float, int, int]], count: int
) -> None:
    rows.sort(reverse=True)
    scores = np.array([score for score, _, _ in rows])
    owners = np.array([owner for _, owner, _ in rows], dtype=np.int64)
    vectors = np.eye(4, dtype=np.float32)[[which for _, _, which in rows]].reshape(-1, 4)
    chosen = fusion.varied(scores, owners, vectors, count).chosen
    assert len(chosen) == min(count, len(rows))
    assert len({at for at, _ in chosen}) == len(chosen)
    found = [score for _, score in chosen]
    assert found == sorted(found, reverse=True)


def test_articles_of_a_time_that_is_named_count_like_recent_ones() -> None:
    first, last = 1_000 * DAY, 1_010 * DAY
    published = np.array([999 * DAY, first, last, 1_014 * DAY, 1_400 * DAY, np.nan])
    full = 1 + fusion.RECENT
    assert fusion.of_then(published, first, last).tolist() == pytest.approx(
        [1.0, full, full, 1 + fusion.RECENT / np.e, 1.0, 1.0]
    )
    assert fusion.of_then(published, first, float("inf")).tolist() == pytest.approx(
        [1.0, full, full, full, full, 1.0]
    )


def test_what_is_read_counts_for_the_passages_that_were_read() -> None:
    one, none = np.array([1.0]), np.array([0.0])
    read = Readings(around=one, many=none, counted=none)
    assert fusion.of_reading(read, 3).tolist() == pytest.approx([fusion.AROUND, 0.0, 0.0])
    read = Readings(around=none, many=one, counted=one)
    assert fusion.of_reading(read, 1).tolist() == pytest.approx([fusion.MANY + fusion.COUNTED])
