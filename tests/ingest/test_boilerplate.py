"""Which paragraphs could be a publisher's boilerplate, and how they are withheld."""

from __future__ import annotations

import pytest

from ingest import boilerplate
from ingest.types import Article, Block, BlockKind, Metadata

SPEAKING = [
    "Follow our reporter Ida Pike on Chirp: @idapike.",
    "Contact the desk at desk@crane.example or come by.",
    "NEWSLETTER: Get the latest harbour news every day",
    "Need a break? Play the Crane's word game.",
    "To find more ferry times, visit the Crane's searchable list.",
    "More harbour news: https://crane.example/harbour",
    "The whole series is at crane.com/ferries for all.",
    "This story has been updated with additional details on Tuesday.",
    "Ida Pike and Bo Wu contributed to this report.",
    "The Crane is a Meridian content partner for shipping news.",
    "Our ferry coverage is supported by a grant from the Pier Foundation.",
    "Purchases through links may earn us a commission on some goods.",
    "Prices were accurate when this text was printed, and may change.",
    "Editor's note: the tables stand at the end.",
    "The opinions expressed here are those of the writer alone.",
    "Sent to your inbox each morning at seven.",
    "If you wish to object to this use, please tick here.",
    "We will use the details you have shared to run the list.",
    "Ida Pike covers ships and weather for The Crane.",
    "Ida Pike is a senior ferry reporter at The Crane and sails.",
    "Ida Pike can be reached at the pier, most days.",
    "See your local forecast for the bay on page two.",
    "Contributing: the harbour news service and others",
    "From staff and wire reports of the coast",
    "Mit Material von der Hafenagentur und anderen.",
    "Cet article est paru dans la Grue du soir.",
    "Este artículo salió primero en La Grulla.",
]
TELLING = [
    "The ferry contract, signed in 2017, lets the council end the service after two years.",
    "“Follow our example and write to the mayor this very week,” the pilot told the crowd.",
    "Contact between the ships was lost at four, the pilot said.",
    "Harbour news",
    "Follow us",
    "word " * 130 + "follow us at https://crane.example/",
    "x" * 1300 + " contact us by mail now",
]


@pytest.mark.parametrize("text", SPEAKING)
def test_a_paragraph_that_speaks_to_the_reader_could_be_boilerplate(text: str) -> None:
    assert boilerplate.could_be(text)


@pytest.mark.parametrize("text", TELLING)
def test_what_tells_or_quotes_is_never_boilerplate(text: str) -> None:
    assert not boilerplate.could_be(text)


def article(*texts: str, kind: BlockKind = BlockKind.BODY) -> Article:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(kind, at, at + len(text) + 1))
        at += len(text) + 1
    return Article("id", "a.txt", "\n".join(texts) + "\n", tuple(blocks), Metadata())


def test_figures_case_and_weekdays_make_no_difference_to_a_digest() -> None:
    one = boilerplate.digest("This story was updated on Tuesday at 5:30.")
    assert one == boilerplate.digest("this story was updated on Friday, at 11:05")
    assert one != boilerplate.digest("This story was corrected on Tuesday at 5:30.")
    assert -(2**63) <= one < 2**63


def test_only_candidates_among_the_citable_blocks_are_listed() -> None:
    found = boilerplate.paragraphs(article(TELLING[0], SPEAKING[0]))
    assert found == ((boilerplate.digest(SPEAKING[0]), 1),)
    assert boilerplate.paragraphs(article(SPEAKING[0], kind=BlockKind.PROMO)) == ()


def test_updates_of_a_story_share_its_number() -> None:
    first = boilerplate.story(article(TELLING[0], "It goes on.", SPEAKING[0]))
    assert first == boilerplate.story(article("It went on.", TELLING[0], SPEAKING[1]))
    assert first != boilerplate.story(article("Another one.", SPEAKING[0]))
    assert boilerplate.story(article(SPEAKING[0])) == boilerplate.digest(SPEAKING[0])
    only = article(SPEAKING[0], kind=BlockKind.PROMO)
    assert boilerplate.story(only) == boilerplate.digest(SPEAKING[0])


def test_the_blocks_are_labelled_and_the_text_stays() -> None:
    before = article(TELLING[0], SPEAKING[0])
    after = boilerplate.withheld(before, {1}, {1})
    assert [block.kind for block in after.blocks] == [BlockKind.BODY, BlockKind.BOILERPLATE]
    assert after.text == before.text
    assert boilerplate.withheld(before, set(), {1}) is before
    assert boilerplate.withheld(before, {0, 1}, {0, 1}) is before
    assert boilerplate.withheld(before, {1}, {0, 1}) is before
