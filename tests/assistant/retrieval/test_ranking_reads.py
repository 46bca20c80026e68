"""What the catalogue offers for ranking many passages at once."""

import numpy as np
import pytest

from ingest.catalogue import Catalogue
from ingest.library import Library
from ingest.types import Filters


@pytest.fixture
def catalogue(library: Library) -> Catalogue:
    return library.catalogue


def test_places(catalogue: Catalogue) -> None:
    rows, _ = catalogue.all_vectors()
    places = catalogue.places([*rows.tolist(), 10_000])
    assert places.owner.tolist() == [0, 1, 2, 3, 4, -1]
    assert (places.first[:-1] == rows).all()
    assert (places.end[:-1] == rows + 1).all()
    assert places.first[-1] == places.end[-1] == 0
    dates = catalogue.published_ts(rows.tolist())
    assert [None if np.isnan(when) else when for when in places.published.tolist()] == [
        *(dates[row] for row in rows.tolist()),
        None,
    ]


def test_nearest_is_exact_and_filtered(catalogue: Catalogue) -> None:
    rows, matrix = catalogue.all_vectors()
    order = rows[np.argsort(-(matrix @ matrix[2]), kind="stable")]
    assert catalogue.nearest(matrix[2], 3).tolist() == order[:3].tolist()
    assert catalogue.nearest(matrix[2], 99).tolist() == order.tolist()
    post, ferry = Filters(publishers=("Harbour Post",)), Filters(publishers=("Daily Ferry",))
    assert set(catalogue.nearest(matrix[2], 99, post).tolist()) == set(rows[1:4].tolist())
    assert set(catalogue.nearest(matrix[2], 99, post, ferry).tolist()) == set(rows[:4].tolist())
    assert catalogue.nearest(matrix[2], 5, Filters(publishers=("nobody",))).tolist() == []


def test_frequencies(catalogue: Catalogue) -> None:
    assert catalogue.frequencies(['"orchards"', '"S-400"', '"zebra"']) == [2, 1, 0]
    post = Filters(publishers=("Harbour Post",))
    assert catalogue.frequencies(['"orchards"', '"zebra"'], post) == [2, 0]
    assert catalogue.frequencies(['"orchards"'], Filters(publishers=("nobody",))) == [0]
    with pytest.raises(ValueError, match="not a search expression"):
        catalogue.frequencies(['"'])
