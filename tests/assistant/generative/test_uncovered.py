"""The line that says what is missing."""

from __future__ import annotations

import pytest

from assistant.covering import covered as covered_by_rule
from assistant.engines.generation.draft_parser import DraftParser
from assistant.engines.generation.uncovered import SOME, covered, note
from assistant.types import Delta, Sentence, Verdict

QUESTION = "Why did the ferry sink, and what was the price of it?"


@pytest.mark.parametrize(
    ("said", "parts", "expected"),
    [
        (None, 2, ()), ("2", 1, ()), ("none", 2, (True, True)), ("None.", 2, (True, True)),
        ("2", 2, (True, False)), ("parts 1 and 3", 3, (False, True, False)),
        ("1, 2", 2, (False, False)), ("3", 2, ()), ("0", 2, ()), ("the price", 2, ()),
        ("", 2, (True, True)),
    ],
)  # fmt: skip
def test_parts_by_their_numbers(said, parts, expected):
    assert covered(said, parts) == expected


@pytest.mark.parametrize(
    ("said", "parts", "expected"),
    [
        (None, 0, None), ("none", 0, None), ("the price", 2, None),
        ("the price of the ferry.", 0, "not covered: the price of the ferry"),
        ("the minister lied", 0, SOME), ("the price \x1b[31m", 1, SOME), ("?", 1, None),
        ("it was the price " * 20, 1, SOME),
    ],
)  # fmt: skip
def test_only_words_of_the_question_are_repeated(said, parts, expected):
    assert note(said, QUESTION, parts) == expected


def parse(text, parts=0, step=3):
    parser = DraftParser(0, parts, QUESTION)
    shown = []
    for at in range(0, len(text), step):
        shown += parser.feed(text[at : at + step])
    *rest, draft = parser.finish()
    return "".join(part.text for part in [*shown, *rest] if isinstance(part, Delta)), draft


@pytest.mark.parametrize("step", [1, 7, 500])
def test_the_line_is_no_part_of_the_answer(step):
    shown, draft = parse("It sank [1].\nMISSING: 2", 2, step)
    assert "MISSING" not in shown
    assert [s.text for s in draft.sentences] == ["It sank."]
    assert draft.covered == (True, False)
    _, draft = parse("It sank [1].\n**Missing:** the price\n", 0, step)
    assert draft.notes == ("not covered: the price",)
    assert [s.text for s in draft.sentences] == ["It sank."]


def test_it_may_stand_at_the_end_of_a_line_and_before_the_choice():
    _, draft = parse("It sank [1]. MISSING: none", 2)
    assert draft.covered == (True, True)
    assert len(draft.sentences) == 1
    _, draft = parse("It sank [1].\nMISSING: 1\nCHOICE: none", 2)
    assert draft.covered == (False, True)


def test_an_answer_may_speak_of_the_missing():
    _, draft = parse("Missing persons were sought [1].", 2)
    assert [s.text for s in draft.sentences] == ["Missing persons were sought."]
    assert draft.covered == ()


def test_an_abstention_covers_nothing_and_has_no_note():
    _, draft = parse("The passages do not answer this question.\nMISSING: the price")
    assert draft.abstained
    assert draft.notes == ()


def test_a_torn_line_is_dropped():
    parser = DraftParser(0, 2, QUESTION)
    parser.feed("It sank [1].\nMISSING: 1")
    *_, draft = parser.finish(incomplete="cut off")
    assert draft.covered == ()
    assert [s.text for s in draft.sentences] == ["It sank."]


# --- when the engine does not say --------------------------------------------------------


def sentence(text, verdict=Verdict.VERIFIED):
    return Sentence(text, (1,), verdict)


def test_a_verified_sentence_with_half_of_a_parts_own_words_covers_it():
    parts = ("Why did the Aurora sink?", "What was the price of the Aurora?")
    found = covered_by_rule(parts, [sentence("The Aurora sank in a storm.")])
    assert found == (True, False)
    unsure = sentence("The price of it was high.", Verdict.PARTLY)
    assert covered_by_rule(parts, [unsure]) == (False, False)
    assert covered_by_rule((), [unsure]) == ()
    assert covered_by_rule(("Who?", "Why?"), [sentence("It sank.")]) == (True, True)
    assert covered_by_rule(("Who?", "Why?"), []) == (False, False)
    assert covered_by_rule(("Why sink?", "Why sink?"), [sentence("It sank.")]) == (True, True)
