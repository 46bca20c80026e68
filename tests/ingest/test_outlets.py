"""Outlets that a plain text names at its top."""

from __future__ import annotations

import pytest

from ingest.structure import structure_text

PROSE = "The harbour board has sold both of its tugs to a yard in the north, it said on Monday."
MORE = "The money will pay for a new quay, and nobody on the board had spoken against the sale."


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Board sells its dredgers\n12 August 2025\nLindmouth Post", "Lindmouth Post"),
        ("Board sells its dredgers\nBy Ann Lee\n\n12 August 2025\n\nThe Quay", "The Quay"),
        ("Board sells its dredgers\nThe Lindmouth Post\n12 August 2025", "The Lindmouth Post"),
        ("Board sells its dredgers\n12 August 2025\nWorld News", None),
        ("Board sells its dredgers\n12 August 2025\nBackground", None),
        ("Board sells its dredgers\n12 August 2025\n\nThe board\nLindmouth Post", None),
        ("World News\n12 August 2025\nBoard sells both of its old dredgers", None),
    ],
)
def test_an_outlet_on_a_line_beside_the_date(head: str, publisher: str | None) -> None:
    found = structure_text(f"{head}\n\n{PROSE} {MORE}")
    assert found.publisher == publisher
    assert (found.title or "").startswith("Board sells")
    if publisher:
        cited = [found.text[b.start : b.end].strip() for b in found.blocks if b.kind.citable]
        assert cited == [f"{PROSE} {MORE}"]


def test_an_outlet_above_the_date_may_be_the_headline() -> None:
    found = structure_text(f"The Morning Mail\n12 August 2025\n\n{PROSE} {MORE}")
    assert (found.title, found.publisher) == ("The Morning Mail", None)
