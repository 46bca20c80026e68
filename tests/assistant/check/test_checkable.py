"""What of a draft is not checked; nothing is left out for a modal verb alone."""

import pytest

from assistant.drafts.checkable import asks, leans, opinion, unchecked
from assistant.drafts.splitting import DraftLine
from ingest.types import BlockKind


def why(text, kind=BlockKind.BODY):
    return unchecked(DraftLine(text, kind, 0))


@pytest.mark.parametrize(
    "text",
    [
        "The bridge should reopen in March.",
        "The bridge should be ready soon.",
        "A diet rich in fish should provide enough energy.",
        "The parcel should reach the island in two days.",
        "Talks could resume between the delegations.",
        "Prices may rise further in Aldmoor.",
        "Employers must register their workers.",
        "The government should have finished the dam, engineers said.",
        "The minister said that Aldmoor should sell the ferry.",
        "We believe that Aldmoor sold 4 ferries.",
        "We think that the ferry stopped on Monday.",
        "“I think that this is a mistake,” the mayor said.",
        "scientist ina holt : `` i think we are going to find water ''",
        "The single I Love It of the duo from Aldmoor came first.",
        "The panel talked of whether the council should move past its mayor.",
        "Note that prices rose sharply in Aldmoor.",
        "Call volumes rose sharply across the region.",
        "Read more: ferry firm denies rise",
        "Quill resigned.",
        "240 resigned.",
        "Russia has not confirmed the offer.",
        "Welcome rain fell over the valley.",
        "Thanks to the ferry, many commuters reached the island.",
        "It was the right wing of the plane that broke.",
        "He asked the harbour office “Why would they sell?”",
        "Let prices in Aldmoor rise, the mayor said.",
        "They should decide by Friday whether the ferry is sold.",
    ],
)
def test_statements_are_checked(text):
    assert why(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Should Aldmoor sell its ferry?", "a question"),
        ("“Why would Aldmoor sell its ferry?”", "a question"),
        ("Aldmoor should sell its ferry.", "an opinion"),
        ("The government ought to sell the old ferry.", "an opinion"),
        ("In our view, the offer of Aldmoor is not serious.", "an opinion"),
        ("I strongly believe that the offer was meant well.", "an opinion"),
        ("In our opinion the county should act on Monday.", "an opinion"),
        ("I hope that they come back on Monday.", "an opinion"),
        ("It is a complete disgrace that the talks failed.", "an opinion"),
        ("Good morning, everyone in Aldmoor.", "a greeting"),
        ("Thank you for reading the newsletter.", "a greeting"),
        ("Please read the whole annex carefully.", "a request"),
        ("See the annex for the full details.", "a request"),
        ("It rained.", "too little content"),
        ("She denied it.", "too little content"),
    ],
)
def test_what_states_nothing_is_not(text, reason):
    assert why(text) == reason


def test_headings_are_not_checked():
    assert why("Aldmoor sold 4 ferries in May.", BlockKind.SUBHEADING) == "a heading"
    assert why("Aldmoor sold 4 ferries in May.", BlockKind.QUOTATION) is None


def test_a_quoted_question_is_a_statement():
    assert asks("Who sold it?")
    assert asks("谁卖了它？")
    assert not asks("He asked “who sold it?”")
    assert not asks("They sold it.")


def test_a_source_is_not_the_author():
    assert opinion("I think it was a mistake.")
    assert not opinion("The mayor said it was a mistake.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It waited.", True),
        ("“They left,” he said.", True),
        ("Turkey waited.", False),
        ("5", False),
    ],
)
def test_what_points_back(text, expected):
    assert leans(text) is expected
