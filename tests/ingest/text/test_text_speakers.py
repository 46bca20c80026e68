"""Whom a sentence names as its speaker, and whom it does not; every sentence is invented."""

from __future__ import annotations

import pytest

from ingest.text.cues import attribution


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        # a source, or a reason
        ("He stepped down, citing health reasons.", None),
        ("The yard closed, citing two officials.", "two officials"),
        ("The yard closed, citing Mayor Brodd.", "Mayor Brodd"),
        ("All went according to plan.", None),
        ("The deal is near, according to people familiar with it.", "people familiar with it"),
        # what is said of somebody
        ("Sudland is said to like the plan.", ""),
        ("Sudland is said to have told friends about it.", ""),
        ("The duke is said to be disputing the sum.", ""),
        ("They were told that the road is closed.", None),
        # verbs that are none of saying here
        ("The candidate claimed 52% of the vote.", None),
        ("The council responded to the flood by raising the dam.", None),
        ("That threatened strike is off.", None),
        ("He drank what the maker called “Harbour Gold”.", None),
        ("The union’s alleged “plot” failed.", None),
        ("Tesk did not respond, and the Post hasn’t confirmed the plan.", None),
        ("Following claims that he lied, he left.", None),
        # names, and what their bearers are
        ("“It is new,” Ann Moro, senior fellow at the institute, said.", "Ann Moro"),
        ("“It is new,” Ann Moro, senior fellow at the institute said.", "Ann Moro"),
        ("When asked, Ann Moro, aide to the mayor said no.", "Ann Moro"),
        ("“It is new,” Lars Brodd of the yard, said.", "Lars Brodd of the yard"),
        ("The new rule helps, the officials said.", "the officials"),
        ("Norland, which has one port, on Tuesday announced a plan.", "Norland"),
        ("Norland Mayor Ida Brodd on Tuesday announced a plan.", "Norland Mayor Ida Brodd"),
        ("Norland Steel and Mayor Brodd said it was near.", "Norland Steel and Mayor Brodd"),
        ("The rain fell and Mayor Brodd said it was near.", "Mayor Brodd"),
        ("It was wet and Mayor Brodd said it was near.", "Mayor Brodd"),
        ("The report, led by Moro, was based on talks and reveals that boats sank.", None),
        # after the words
        ("There are 4,632 boats, explained the harbour’s clerk.", "the harbour’s clerk"),
        ("The dues rise by 20 crowns, announced Dan Tehm.", "Dan Tehm"),
        (
            "The dues are a “thank you from us”, said deputy mayor Dan Tehm.",
            "deputy mayor Dan Tehm",
        ),
        (
            "The office, Norland’s own, said a heat of 40.2 degrees was measured there.",
            "The office",
        ),
        ("The weather is bad -- says Ida Brodd.", "Ida Brodd"),
        ("The mayor of 3:15, 33% saw it and 32 said no.", ""),
        ("Some 32 said no.", ""),
        ("Was Moro said no.", ""),
        ("“It is new,” Ann Moro, a clerk who likes boats, told Oster Radio.", "Ann Moro"),
        (
            "The two last rivals in the race to become the town’s new mayor said no.",
            "The two last rivals",
        ),
        # words in quotation marks count last
        ("Moro told them that “Brodd said so”.", "Moro"),
        ("“I heard what Brodd said,” the clerk added.", "the clerk"),
        ("In it is what is said by her.", "her"),
        ("Is there, in it, said.", ""),
        ("As they met, which is rare, said.", ""),
    ],
)
def test_speakers(sentence: str, who: str | None) -> None:
    assert attribution(sentence) == who
