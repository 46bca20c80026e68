"""Citation markers: reading them, and keeping them out of article text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engines.generation.markers import MARKER, escape_markers, numbers, split_markers


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("3", (3,)), ("1, 2", (1, 2)), ("2-4", (2, 3, 4)), ("1;3–5", (1, 3, 4, 5)),
        ("2,2", (2,)), ("5-3", (5, 3)), ("1-500", (1, 500)),
    ],
)  # fmt: skip
def test_numbers_in_a_marker(inner, expected):
    assert numbers(inner) == expected


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("It fell [1].", "It fell.", [(7, (1,))]),
        ("It fell.[1][2] Then", "It fell. Then", [(8, (1,)), (8, (2,))]),
        ("It fell 【4†source】 now", "It fell now", [(7, (4,))]),
        ("It fell [^2] [passage 3]", "It fell", [(7, (2,)), (7, (3,))]),
        ("[1]It fell", "It fell", [(0, (1,))]),
        ("fell [1]Then", "fell Then", [(4, (1,))]),
        ("an [aside], a[b]", "an [aside], a[b]", []),
        ("in [2025] and [1234]", "in [2025] and [1234]", []),
    ],
)
def test_markers_are_taken_out_with_their_place(text, plain, marks):
    assert split_markers(text) == (plain, marks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see [12] and [1, 2]", "see ⟦12⟧ and ⟦1, 2⟧"),
        ("【3†x】 [^4] [passage 5]", "⟦3†x⟧ ⟦^4⟧ ⟦passage 5⟧"),
        ("an [aside] stays", "an [aside] stays"),
        ("⟦7⟧", "⟦7⟧"),
    ],
)
def test_bracketed_numbers_are_escaped(text, expected):
    assert escape_markers(text) == expected


@given(st.text(alphabet="[]【】［］⟦⟧^†,;-– 0123456789passgeource\n", max_size=60))
def test_nothing_escaped_reads_as_a_marker(text):
    assert MARKER.search(escape_markers(text)) is None
