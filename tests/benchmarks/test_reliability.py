"""Bins of forecasts, their errors and the diagram."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.reliability import Bin, bins, brier, ece, svg, table

SAID = (0.05, 0.15, 0.15, 1.0)
TRUE = (False, True, False, True)


def test_bins_are_of_equal_width_and_one_falls_into_the_last():
    found = bins(SAID, TRUE)
    assert [(each.low, each.high, each.count) for each in found] == [
        (0.0, 0.1, 1),
        (0.1, 0.2, 2),
        (0.9, 1.0, 1),
    ]
    assert found[1] == Bin(0.1, 0.2, 2, 0.15, 0.5)


def test_errors():
    assert ece(SAID, TRUE) == pytest.approx((0.05 + 2 * 0.35 + 0) / 4)
    assert brier(SAID, TRUE) == pytest.approx((0.05**2 + 0.85**2 + 0.15**2 + 0) / 4)
    assert ece([0.3] * 10, [True] * 3 + [False] * 7) == pytest.approx(0)


def test_without_forecasts_there_is_no_error():
    assert bins((), ()) == ()
    assert ece((), ()) == brier((), ()) == 0


def test_forecasts_and_outcomes_must_be_as_many():
    with pytest.raises(ValueError, match="zip"):
        bins((0.5,), ())


def test_table_has_a_row_for_each_bin():
    assert table(bins(SAID, TRUE)).splitlines()[3] == "| 0.1–0.2 | 2 | 0.15 | 0.50 |"


def test_diagram_is_a_picture_with_a_circle_for_each_bin():
    picture = ElementTree.fromstring(svg(bins(SAID, TRUE), "Reliability", "three bins"))
    circles = list(picture.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(circles) == 3
    by_place = {float(each.get("cx", "")): each for each in circles}
    lowest, highest = by_place[min(by_place)], by_place[max(by_place)]
    assert float(highest.get("cy", "")) < float(lowest.get("cy", ""))
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Reliability", "three bins", "0.2"} <= set(texts)


def test_diagram_of_nothing():
    assert "circle" not in svg((), "Reliability", "")
