"""What is told in another tense of the past, or quoted whole, is no new wording."""

from __future__ import annotations

import pytest

from assistant.claims import judge
from assistant.types import Context, Hit, Numbered, Verdict
from ingest.types import ArticleRow, Metadata, Passage

TEXT = (
    "The choir of Halm had ordered 60 candles. The tower, which cost 210 million crowns, is tall. "
    '"We shall not sing again until the roof has been mended," choir leader Asta Brun told '
    "visitors. The bakers will order 80 loaves. "
    '"Nobody asked us," she said. Its organ had been sold.'
)


def verified(claim):
    row = ArticleRow("a", 1, "/a.txt", Metadata(title="Choir"), "h")
    passage = Passage("a:0", "a", 1, 0, 0, len(TEXT), TEXT)
    given = Context("", (Numbered(1, Hit(passage, row, 1.0)),))
    return judge(claim, given).verdict is Verdict.VERIFIED


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
