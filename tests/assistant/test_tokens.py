"""The estimate of tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tokens import tokens


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("a", 1, 1),
        ("The ferries were slow and late that spring, the minister said.", 14, 20),
        ("1500 20 3", 7, 9),
        ("Паромы были медленными", 9, 14),
        ("渡轮很慢", 5, 8),
        ("“Never”", 3, 6),
    ],
)
def test_it_is_near_what_tokenizers_give_and_not_below(text: str, least: int, most: int) -> None:
    assert least <= tokens(text) <= most


@given(st.text(), st.text())
def test_more_text_never_takes_fewer(first: str, second: str) -> None:
    assert tokens(first) <= tokens(first + second) <= tokens(first) + tokens(second)
