"""A claim of one's own against the passages of articles: verdict, score and citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.fidelity import FAITHFUL_AT, foreign
from assistant.claims import judge
from assistant.types import Context, Hit, Numbered, Verdict
from ingest.types import ArticleRow, Metadata, Passage

FIRST = (
    "The island council of Norland voted on Monday to close the old harbour at Brunn. "
    "Fishermen protested outside the hall for three hours. "
    "Mayor Jana Brodd said that the quay walls had cracked in 14 places."
)
SECOND = (
    "A new pier will be built two kilometres to the south, at a cost of 3, 400 crowns a metre. "
    "Engineers measured a loss of 98. 7 per cent of the sand in front of the walls. "
    "The ferry to Oster is not affected."
)
OTHER = "A museum in Midland opened its doors to 900 visitors. It was designed by Olu Tande."


def _context(*articles: tuple[str, ...]) -> Context:
    numbered = []
    for name, texts in enumerate(articles):
        row = ArticleRow(f"a{name}", 1, "/a.txt", Metadata(title="Harbour"), "h")
        start = 0
        for order, text in enumerate(texts):
            passage = Passage(
                f"a{name}:{order}", f"a{name}", 1, order, start, start + len(text), text
            )
            start += len(text) + 2
            numbered.append(Numbered(len(numbered) + 1, Hit(passage, row, 1.0)))
    return Context("", tuple(numbered))


GIVEN = _context((FIRST, SECOND), (OTHER,))


@pytest.mark.parametrize(
    "claim",
    [
        "Fishermen protested outside the hall for three hours.",
        "The island council of Norland voted on Monday to close the old harbour at Brunn.",
        "The council of Norland voted to close the old harbour at Brunn.",
        "A new pier will be built two kilometres to the south, at a cost of 3,400 crowns a metre.",
        "Engineers measured a loss of 98.7 per cent of the sand in front of the walls.",
        "The quay walls had cracked in 14 places.",
        "The museum in Midland opened its doors to 900 visitors.",
    ],
)
def test_what_an_article_says_is_supported(claim):
    found = judge(claim, GIVEN)
    assert found.verdict is Verdict.VERIFIED, found
    assert found.score >= FAITHFUL_AT
    assert found.spans


@pytest.mark.parametrize(
    "claim",
    [
        "Fishermen protested outside the hall for nine hours.",
        "The island council of Norland voted on Monday to close the old harbour at Tarkov.",
        "The ferry to Oster is affected.",
        "Dozens of angry residents demanded the resignation of the biggest council.",
        "Prices of fresh vegetables rose sharply in the third quarter.",
        "Fishermen protested outside the hall, at a cost of 3,400 crowns a metre.",
    ],
)
def test_what_no_article_says_is_not_supported(claim):
    found = judge(claim, GIVEN)
    assert found.verdict is not Verdict.VERIFIED, found
    assert found.score < FAITHFUL_AT
    assert found.reasons


def test_a_claim_may_rest_on_two_passages_of_one_article():
    claim = (
        "The council voted to close the old harbour at Brunn, and a new pier will be built two "
        "kilometres to the south."
    )
    assert {span.number for span in judge(claim, GIVEN).spans} == {1, 2}


def test_it_never_rests_on_two_articles():
    claim = "Fishermen protested outside the hall of a museum in Midland for three hours."
    numbers = {span.number for span in judge(claim, GIVEN).spans}
    assert not (numbers & {1, 2} and 3 in numbers)


def test_without_passages_nothing_is_supported():
    found = judge("Fishermen protested.", Context("", ()))
    assert (found.verdict, found.score, found.spans) == (Verdict.UNSUPPORTED, 0.0, ())


@given(st.text(max_size=120))
def test_verdict_and_score_agree(claim):
    found = judge(claim, GIVEN)
    assert 0.0 <= found.score <= 1.0
    assert (found.verdict is Verdict.VERIFIED) <= (found.score >= FAITHFUL_AT)


@pytest.mark.parametrize(
    "claim",
    [
        "The island council of Norland voted on Monday to ban trawlers at Brunn.",
        "Fishermen burned tyres outside the hall for three hours.",
    ],
)
def test_two_new_words_in_a_row_are_something_that_the_article_does_not_say(claim):
    found = judge(claim, GIVEN)
    assert found.verdict is Verdict.PARTLY
    assert found.score < FAITHFUL_AT
    assert found.reasons[0].startswith("the article says nothing of “")


def test_one_new_word_may_be_another_way_to_say_it():
    assert judge("Fishermen rallied outside the hall for three hours.", GIVEN).spans
    assert foreign("Fishermen rallied outside the hall.", [FIRST]) is None
    assert foreign("Fishermen burned the tyres.", [FIRST]) == ("burned", "tyres")
