"""A condition or a reservation of the cited sentence goes with what it qualifies."""

from __future__ import annotations

import pytest

from assistant.checking.provisos import provisos
from assistant.types import Context, DraftSentence, Hit, Numbered, Verdict
from assistant.verify import verify
from ingest.types import ArticleRow, Metadata, Passage

FARM = "The farmers of Ulm will block the bridge unless the dairy pays its debts by Friday."
POOL = "If the council finds the money, the indoor pool of Halm will reopen in May."
DAM = "The dam is safe for ten years but an earlier leak could not be ruled out, engineers wrote."
TAX = "The tax on sugar will rise in June, although the rate is not yet final."
BOTH = (
    "The museum will open on Sunday if the heating works. The museum will open on Sunday, said "
    "its director Olu Tande."
)
ASKED = "Reporters asked if the harbour bridge of Norl would open on Monday; it will open in July."


def checked(cited, text, checks=None):
    row = ArticleRow("a", 1, "/a.txt", Metadata(title="News"), "h")
    passage = Passage("a:0", "a", 1, 0, 0, len(cited), cited)
    given = Context("", (Numbered(1, Hit(passage, row, 1.0)),))
    return verify(DraftSentence(text, (1,)), given, *([checks] if checks else []))


@pytest.mark.parametrize(
    ("cited", "text", "left_out"),
    [
        (FARM, "The farmers of Ulm will block the bridge.", "unless the dairy pays its debts"),
        (POOL, "The indoor pool of Halm will reopen in May.", "If the council finds the money"),
        (DAM, "The dam is safe for ten years.", "but an earlier leak could not be ruled out"),
        (TAX, "The tax on sugar will rise in June.", "although the rate is not yet final"),
    ],
)
def test_what_is_qualified_is_at_most_partly_borne_out(cited, text, left_out):
    found = checked(cited, text)
    assert found.verdict is Verdict.PARTLY
    assert any(f"it leaves out “{left_out}" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (FARM, "Farmers of Ulm will block the bridge unless the dairy pays its debts by Friday."),
        (POOL, "The indoor pool of Halm will reopen in May if the council finds the money."),
        (TAX, "The tax on sugar will rise in June, but the rate is not yet final."),
        (BOTH, "The museum will open on Sunday."),
        ("The chorus lost its hall but won a prize in Ulm.", "The chorus lost its hall."),
    ],
)
def test_an_honest_twin_is_verified(cited, text):
    assert checked(cited, text, (provisos,)).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (ASKED, "The harbour bridge of Norl would open on Monday."),
        (FARM, "The dairy pays its debts by Friday."),
        (FARM, "The farmers sell milk, cheese and butter on Fridays in Ulm."),
        (FARM, "Farmers."),
    ],
)
def test_what_the_condition_does_not_reach(cited, text):
    assert not any("leaves out" in reason for reason in checked(cited, text, (provisos,)).reasons)
