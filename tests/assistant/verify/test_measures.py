"""Numbers in other spellings are the same; in another unit they are not."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.checking import checks
from assistant.checking.checks import CHECKS
from assistant.checking.measures import measure
from assistant.types import DraftSentence, Verdict
from assistant.verify import verify

TEXT = (
    "The ferry drifted 20 kilometres to the south in three hours on 12 August 2025. "
    "It carried 1,000 tonnes of grain, worth $2.5 million or 15% of the harvest. "
    "A dozen sailors from the United States jumped into the sea. "
    "Between 3 and 5 boats searched for them for 20 weeks."
)
GIVEN = given(TEXT, title="Ferry", published="2025-08-14")

SAME = [
    "The ferry drifted 20 km to the south in 3 hours on Aug. 12.",
    "It carried 1000 tonnes of grain, worth 2.5 million dollars or 15 percent of the harvest.",
    "It carried one thousand tonnes of grain, worth $2.5m or 15 per cent of the harvest.",
    "Twelve sailors from the US jumped into the sea.",
    "Between three and five boats searched for them for 20 weeks.",
]
OTHER = [
    "The ferry drifted 20 miles to the south in three hours on 12 August 2025.",
    "It carried 1,000 barrels of grain, worth $2.5 million or 15% of the harvest.",
    "Between 3 and 5 boats searched for them for 20 years.",
]


@pytest.mark.parametrize("text", SAME)
def test_other_spellings_are_verified(text):
    found = verify(DraftSentence(text, (1,)), GIVEN)
    assert found.verdict is Verdict.VERIFIED, found.reasons


@pytest.mark.parametrize("text", OTHER)
def test_another_unit_is_stopped_by_this_check_alone(text):
    assert verify(DraftSentence(text, (1,)), GIVEN).verdict is not Verdict.VERIFIED
    without = tuple(check for check in CHECKS if check is not checks.figures)
    assert verify(DraftSentence(text, (1,)), GIVEN, without).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("text", "unit"),
    [("20 km", "kilometre"), ("20-mile", "mile"), ("20", None), ("20 men", None),
     ("20°C", "celsius"), ("20 degrees Fahrenheit", "fahrenheit"), ("20 square miles", "mile")],
)  # fmt: skip
def test_the_unit_behind_a_number(text, unit):
    assert measure(text, 2) == unit
