"""What is told in another tense of the past, or quoted whole, is no new wording."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.claims import judge
from assistant.types import Verdict

TEXT = (
    "The choir of Halm had ordered 60 candles. The tower, which cost 210 million crowns, is tall. "
    '"We shall not sing again until the roof has been mended," choir leader Asta Brun told '
    "visitors. The bakers will order 80 loaves. "
    '"Nobody asked us," she said. Its organ had been sold.'
)


def verified(claim):
    return judge(claim, given(TEXT, title="Choir")).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "claim",
    [
        "The choir of Halm ordered 60 candles.",
        "The tower cost 210 million crowns.",
        'The choir leader said: "We shall not sing again until the roof has been mended."',
        "“We shall not sing again until the roof has been mended,” Asta Brun said.",
    ],
)
def test_the_same_in_the_simple_past_or_quoted_whole_is_verified(claim):
    assert verified(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The choir of Halm will order 60 candles.",
        "The bakers ordered 80 loaves.",
        "The tower cost 60 million crowns.",
        "The choir leader said: “We shall not sing again.”",
        "The choir leader never said: “We shall not sing again until the roof has been mended.”",
        "The bakers said: “We shall not sing again until the roof has been mended.”",
        "The choir leader said: “Nobody asked us.”",
    ],
)
def test_another_time_speaker_or_part_is_not(claim):
    assert not verified(claim)
