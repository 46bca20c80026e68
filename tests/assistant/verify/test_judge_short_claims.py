"""Claims that say little, or that say it in the article's words with one of them turned round."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.checking.alignment import copied, opposed
from assistant.checking.neither import denied_alike
from assistant.claims import judge
from assistant.terms import bag, term
from assistant.types import Context, Verdict

TEXT = (
    "The port of Vell closed on Monday after a storm, harbour master Ann Moro said. "
    "Opposition leader Per Holt beat Lia Kern in a debate. She wept. "
    "The port handled 2.1 million tonnes of grain, down from 3.4 million in 2022. "
    "The plan should go to the council in June."
)
BOTH = (
    "Neither the Turkish defence ministry nor the Russian state arms exporter has confirmed the "
    "offer."
)
OFFER = f"{BOTH} Turkish media claim that Ankara wants to sell. The two have talked since June."


def _context(text: str) -> Context:
    return given(text, title="Port")


@pytest.mark.parametrize(
    "claim",
    [
        "They did it.",
        "He beat her.",
        "He said so.",
        "It is so.",
        "On Monday.",
        "The port.",
        "It should go.",
        "We should sell it.",
        "The port handled 2.1 million tonnes of grain, up from 3.4 million in 2022.",
        "The plan should go from the council in June.",
    ],
)
def test_it_is_not_supported_by_words_found_here_and_there(claim):
    found = judge(claim, _context(TEXT))
    assert found.verdict is not Verdict.VERIFIED, found


@pytest.mark.parametrize(
    "claim",
    [
        "She wept.",
        "The plan should go to the council.",
        "Plan should go to council in June.",
        "Port of Vell closed on Monday.",
    ],
)
def test_what_is_repeated_is_supported_however_short(claim):
    found = judge(claim, _context(TEXT))
    assert (found.verdict, found.score) == (Verdict.VERIFIED, 1.0), found


@pytest.mark.parametrize("text", [BOTH, OFFER])
@pytest.mark.parametrize(
    "claim",
    [
        "Neither Russia nor Turkey has confirmed the offer.",
        "Neither Turkey nor Russia have confirmed the offer.",
        "Russia has not confirmed the offer.",
        "Turkey hasn't confirmed the offer.",
    ],
)
def test_who_of_two_has_not_confirmed_may_go_by_a_shorter_name(claim, text):
    found = judge(claim, _context(text))
    assert found.verdict is Verdict.VERIFIED, found
    assert found.spans[0].start == 0
    assert denied_alike(claim, [BOTH])
    assert not denied_alike(claim + " again" * 80, [BOTH])
    assert not denied_alike(claim, [BOTH + " again" * 80])


@pytest.mark.parametrize("text", [BOTH, OFFER])
@pytest.mark.parametrize(
    "claim",
    [
        "Neither Ukraine nor Turkey has confirmed the offer.",
        "Neither Russia nor Russia has confirmed the offer.",
        "Neither Russia nor Turkey has denied the offer.",
        "Neither Russia nor Turkey has confirmed the sale.",
        "Russia has confirmed the offer.",
        "Russia and Turkey have confirmed the offer.",
        "It has not confirmed the offer.",
    ],
)
def test_no_other_denial_follows_from_it(claim, text):
    assert judge(claim, _context(text)).verdict is not Verdict.VERIFIED
    assert not denied_alike(claim, [text])


def test_what_was_not_done_is_not_what_will_not_be_done():
    assert not denied_alike("Neither Russia nor Turkey will confirm the offer.", [BOTH])


@pytest.mark.parametrize(
    ("source", "statement", "found"),
    [
        ("Sales went down by a third in May", "Sales went up by a third in May", ("down", "up")),
        ("All boats left the port on Monday", "Some boats left the port on Monday",
         ("all", "some")),
        ("They ran up and then down the hill", "They ran down and then up the hill", None),
        ("Sales went down by a third in May", "Sales went down by a third in June", None),
    ],
)  # fmt: skip
def test_a_word_is_not_exchanged_for_its_opposite(source, statement, found):
    pair = copied(statement, [source])
    assert pair is not None
    assert opposed(pair) == found


def test_a_decimal_is_held_as_it_is_written():
    assert bag("It rose 2.1 percent").holds(term("2.1"))
    assert not bag("It rose 21 percent").holds(term("2.1"))
    assert bag("In the US").holds(term("u.s."))
