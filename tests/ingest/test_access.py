"""The signs that a text is not all of its article."""

from __future__ import annotations

import pytest

from ingest.access import cut_mark, too_short, unfinished


@pytest.mark.parametrize(
    "text",
    ["The ferry was…", "The ferry was ... ", "It was [...]", "Sold. Read more »", "Lire la suite"],
)
def test_marks_of_a_cut(text: str) -> None:
    assert cut_mark(text)
    assert not cut_mark(text + " The ferry was sold.")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("The ferry was sold. The town council will talk of it in", True),
        ("The ferry was sold.\nThe town council will talk of it again in", True),
        ("The ferry was sold.\nThe town council will talk of it again in May.”", False),
        ("The ferry was sold. The town council will talk of it in May [12]", True),
        ("The ferry was sold. The town council will talk of it in May. [12]", False),
        ("The ferry was sold.\nAnn Lee, Lindmouth", False),
        ("An alert of a wire that has no full stop at all", False),
        ("", False),
    ],
)
def test_a_text_that_ends_within_a_sentence(text: str, is_so: bool) -> None:
    assert unfinished(text) is is_so


def test_far_fewer_words_than_stated() -> None:
    assert too_short(59, 100)
    assert not too_short(60, 100)
    assert not too_short(1, None)
