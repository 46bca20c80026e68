"""Both sides of a yes-or-no question."""

from __future__ import annotations

import pytest

from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.polarity import other_side, stance
from assistant.engines.extraction.selection import select
from assistant.questions.asked import analyse

QUESTION = "Did Norland offer to take the boats back?"
CLAIM = "Norland has reportedly offered to take the boats back, two officials said."
DENIAL = "A spokesman for Norland denied that any offer had been made."
OBJECTION = "Some captains of Norland reject the idea of taking any boats."


def found_in(question, texts, make_context):
    asked = analyse(question)
    return asked, gather(asked, make_context(question, texts))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (CLAIM, "for"),
        (DENIAL, "against"),
        ("The offer could not be verified.", "against"),
        ("Norland never offered to take them back.", "against"),
        ("The harbour of Norland is old.", None),
        ("The harbour of Norland is not old.", None),
    ],
)
def test_stance(text, side, make_context):
    asked, (candidate,) = found_in(QUESTION, [text], make_context)
    assert stance(asked, candidate) == side


@pytest.mark.parametrize("texts", [[CLAIM, DENIAL], [DENIAL, CLAIM], [f"{CLAIM} {DENIAL}"]])
def test_an_answer_holds_the_claim_and_the_denial(texts, make_context):
    asked, found = found_in(QUESTION, texts, make_context)
    assert {CLAIM, DENIAL} <= {each.text for each in select(asked, found)}


def test_a_denial_goes_before_an_objection(make_context):
    asked, found = found_in(QUESTION, [CLAIM, OBJECTION, DENIAL], make_context)
    claim = next(each for each in found if each.text == CLAIM)
    other = other_side(asked, [claim], found)
    assert other is not None
    assert other.text == DENIAL


def test_a_denial_elsewhere_in_the_passage_is_found(make_context):
    text = (
        f"{CLAIM} The navy has six of them. The crews were glad. The yard was full. The minister "
        "was away. The yard denied that any such offer had come."
    )
    asked, found = found_in(QUESTION, [text], make_context)
    assert select(asked, found)[1].text == "The yard denied that any such offer had come."


def test_the_affirming_side_of_a_denial(make_context):
    asked, found = found_in(QUESTION, [CLAIM, DENIAL], make_context)
    denial = next(each for each in found if each.text == DENIAL)
    other = other_side(asked, [denial], found)
    assert other is not None
    assert other.text == CLAIM


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Who offered to take the boats back?", [CLAIM, DENIAL]),
        ("Has Norland confirmed the offer?", [CLAIM, DENIAL]),
        (QUESTION, [CLAIM, "Ducks swim on the pond, and nobody denied it."]),
        (QUESTION, [CLAIM]),
        (QUESTION, []),
    ],
)
def test_no_other_side(question, texts, make_context):
    asked, found = found_in(question, texts, make_context)
    chosen = [each for each in found if each.text == CLAIM]
    assert other_side(asked, chosen, found) is None


def test_one_word_of_the_deed_is_no_yes(make_context):
    texts = [
        "Norland denied that the council planned to hire divers from abroad.",
        "The council planned a fair by the harbour, and 40 boats came.",
    ]
    asked, found = found_in("Did the council plan to hire divers?", texts, make_context)
    assert stance(asked, found[0]) == "against"
    assert other_side(asked, found[:1], found) is None
    assert [each.text for each in select(asked, found)] == texts[:1]


def test_nothing_is_added_where_both_sides_stand(make_context):
    asked, found = found_in(QUESTION, [CLAIM, DENIAL], make_context)
    assert other_side(asked, found, found) is None


def test_the_other_side_takes_the_place_of_the_last_when_words_are_short(make_context):
    more = "Norland took such boats back before, and its offer of that time stood for a year."
    asked, found = found_in(QUESTION, [CLAIM, more, DENIAL], make_context)
    words = len(f"{CLAIM} {DENIAL}".split()) + 1
    assert {each.text for each in select(asked, found, words)} == {CLAIM, DENIAL}


def test_the_other_side_is_left_out_when_no_room_is_left(make_context):
    asked, found = found_in(QUESTION, [CLAIM, DENIAL], make_context)
    assert [each.text for each in select(asked, found, len(CLAIM.split()))] == [CLAIM]


def test_the_same_words_are_no_other_side(make_context):
    again = CLAIM.replace("has reportedly offered", "has reportedly never offered")
    asked, found = found_in(QUESTION, [CLAIM, again], make_context)
    assert len(select(asked, found)) == 1


DENIED = "The minister of Norland denied that it had offered to take the boats back."


@pytest.mark.parametrize(
    ("after", "added"),
    [
        ("A sailor, speaking on condition of anonymity, said two letters had come in May.", True),
        ("A Sudland captain said two letters had come in May. That could not be verified.", True),
        ("A Sudland captain said two letters had come in May. The sea was calm that day.", False),
        ("A Sudland captain said two letters had come in May.", False),
        ("The yard, on condition of anonymity, said it rejected such stories.", False),
        ("Two letters had come in May. That could not be verified.", False),
        ("", False),
    ],
)
def test_what_is_maintained_after_a_denial_is_the_other_side(after, added, make_context):
    asked, found = found_in(QUESTION, [f"{DENIED} {after}"], make_context)
    denial = next(each for each in found if each.text == DENIED)
    other = other_side(asked, [denial], found)
    assert (other is not None) is added
    assert other is None or after.startswith(other.text)
