"""A number belongs to what it counts, and a sentence to more than one of its words."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.types import DraftSentence, Verdict
from assistant.verify import verify

TEXT = (
    "The storm sank 12 patrol boats and injured three fishermen. The crews lost 1,000 nets. "
    "Nobody knows when the second boats will return."
)
GIVEN = given(TEXT, title="Storm")


@pytest.mark.parametrize(
    ("text", "verified"),
    [
        ("The storm sank 12 boats.", True),
        ("The storm injured three fishermen and sank 12 patrol boats.", True),
        ("The storm sank three boats.", False),
        ("The storm injured 12 fishermen.", False),
        ("Three boats sank in the storm.", False),
        ("The storm injured 1,000 fishermen.", False),
    ],
)
def test_a_number_stays_with_what_it_counts(text, verified):
    found = verify(DraftSentence(text, (1,)), GIVEN)
    assert (found.verdict is Verdict.VERIFIED) is verified, found


@pytest.mark.parametrize("text", ["It sank.", "The storm.", "Boats storm fishermen crews nets."])
def test_words_alone_are_no_support(text):
    found = verify(DraftSentence(text, (1,)), GIVEN)
    assert found.verdict is not Verdict.VERIFIED
    assert found.reasons
