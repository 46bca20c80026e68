"""What a question says was done, and which texts tell of it."""

from __future__ import annotations

import pytest

from assistant.questions.asked import analyse
from assistant.questions.events import tells
from assistant.terms import bag


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("How many sailors drowned in the regatta?", ["drown"]),
        ("Who won the vote in Kellmouth?", ["win"]),
        ("Was the tram licence approved?", ["approv"]),
        ("Who is the buyer of the mill?", ["buyer"]),
        ("Who will buy the mill?", ["buy"]),
        ("When did Norland offer to buy back its boats?", ["offer", "buy"]),
        ("How many boats were sold to Sudland?", ["sell"]),
        ("Who opened the United Mill?", ["open"]),
        ("Who is the mayor?", []),
        ("Who is the mayor of Kellmouth?", ["mayor"]),
        ("Who was expected to take part?", []),
        ("How many people took part in the race?", []),
        ("What does the tram cost?", ["cost"]),
        ("Is the bridge dangerous?", []),
        ("What did Ada Roe say?", []),
    ],
)
def test_what_is_done(question, events):
    assert [each.key for each in analyse(question).events] == events


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("Was the licence approved?", "The approval came on Monday.", True),
        ("Was the licence approved?", "The board has not authorised it.", True),
        ("Was the licence approved?", "The licence costs 40 crowns.", False),
        ("Who will buy the mill?", "The town sells the mill to Brodd.", True),
        ("Who will buy the mill?", "The mill burned down.", False),
        ("Who won the cup?", "Kellmouth beat Oster 3 to 1.", True),
        ("Who won the cup?", "The cup lost 6 million crowns.", False),
        ("Did the price change?", "The price is unchanged.", True),
        ("How many sailors drowned?", "Three sailors were taken to hospital.", False),
        ("How many sailors died?", "The storm killed three sailors.", True),
    ],
)
def test_what_tells_of_it(question, text, told):
    (event,) = analyse(question).events
    assert tells(bag(text), event) is told
