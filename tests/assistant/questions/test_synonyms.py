"""Other wordings of the deeds that questions ask for; every sentence is invented."""

from __future__ import annotations

import pytest

from assistant.questions.asked import analyse
from assistant.terms import bag


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("When did the miners return?", "The miners went back on Friday.", {"miner", "return"}),
        ("When did Norland receive it?", "Norland took delivery in May.", {"norland", "receiv"}),
        ("When did the mayor resign?", "The mayor stepped down.", {"mayor", "resign"}),
        ("When did the fair begin?", "The fair started late.", {"fair", "begin"}),
        ("When did the fair begin?", "The fair closed late.", {"fair"}),
        ("Who sold the mill?", "The mill was purchased.", {"mill"}),
        ("Who wrote “Miners Return”?", "The miners went back.", {"miner"}),
    ],
)
def test_a_deed_is_found_in_its_other_wording(question, sentence, held):
    text = bag(sentence)
    assert {term.key for term in analyse(question).terms if text.holds(term)} == held
