"""What a statement says was confirmed, decided, offered or sold is told by the cited words."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.checking.acts import acts
from assistant.types import DraftSentence, Verdict
from assistant.verify import verify

DENIED = (
    "Bishop Karel Moor denied on Friday that his diocese had held secret talks with the bank. "
    "A clerk said that two letters had been sent. The newspaper could not verify this."
)
PLAN = (
    "The city of Halm is to hand its tram line to the Swiss firm Alpina for 40 million francs, "
    "two people said on Monday. The tram line has lost money for ten years."
)
DEAL = (
    "Alpina bought the tram line for 40 million francs. The council voted for the sale of the "
    "depot. The drivers did not take the new contract. Its chairman conceded that fares will rise."
)


def checked(cited, text, title="News"):
    return verify(DraftSentence(text, (1,)), given(cited, title=title))


def found(cited, text, title="News"):
    return any("do not say “" in reason for reason in checked(cited, text, title).reasons)


@pytest.mark.parametrize(
    ("cited", "text", "word"),
    [
        (DENIED, "Secret talks of the diocese with the bank were confirmed.", "confirmed"),
        (DENIED, "The bank approved secret talks with the diocese.", "approved"),
        (DENIED, "The diocese agreed to secret talks with the bank.", "agreed"),
        (DENIED, "Secret talks of the diocese with the bank were proved.", "proved"),
        (PLAN, "Alpina offered 40 million francs for the tram line of Halm.", "offered"),
        (PLAN, "The tram line of Halm was sued for 40 million francs.", "sued"),
        (
            PLAN,
            "The city of Halm refused to hand its tram line to the Swiss firm Alpina.",
            "refused",
        ),
        (PLAN, "The Swiss firm Alpina denied that the tram line has lost money.", "denied"),
    ],
)
def test_an_act_that_nothing_tells_is_found(cited, text, word):
    result = checked(cited, text)
    assert result.verdict is not Verdict.VERIFIED
    assert f"the cited words do not say “{word}”" in result.reasons


def test_the_opposite_bears_nothing_out():
    said = "Secret talks of the diocese with the bank were confirmed."
    assert checked(DENIED, said).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (DENIED, "Bishop Karel Moor denied that his diocese had held secret talks."),
        (DENIED, "The talks of the diocese have not been confirmed."),
        (DEAL, "Alpina acquired the tram line for 40 million francs."),
        (DEAL, "The tram line was sold for 40 million francs."),
        (DEAL, "The council approved the sale of the depot."),
        (DEAL, "The drivers rejected the new contract."),
        (DEAL, "The drivers refused the new contract."),
        (DEAL, "The chairman admitted that fares will rise."),
        (DENIED, "A clerk confirmed that two letters had been sent."),
        (PLAN, "The rejected tram line of Halm has lost money."),
    ],
)
def test_like_words_bear_it_out(cited, text):
    assert not found(cited, text)


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (DEAL, "Alpina acquired the tram line for 40 million francs."),
        (DEAL, "The council approved the sale of the depot."),
        (DENIED, "Bishop Karel Moor denied on Friday that his diocese had held secret talks."),
    ],
)
def test_an_honest_twin_is_verified(cited, text):
    assert checked(cited, text).verdict is Verdict.VERIFIED


def test_the_headline_tells_of_an_act_too():
    said = "Alpina offered 40 million francs for the tram line of Halm."
    assert found(PLAN, said)
    assert not found(PLAN, said, title="Alpina's bid for Halm's trams")


def test_without_evidence_nothing_is_told():
    assert acts("They were sold.", ())
