"""Who says it, how surely, and whether it is denied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.cues import attribution, denials, hedges, negated, negations


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Turkish media recently claimed that the deal was near.", "Turkish media"),
        ("Polish media added that “nobody uses them.”", "Polish media"),
        ("Meanwhile, Indian media suggested the deal could help.", "Indian media"),
        ("The deal is near, according to two officials.", "two officials"),
        ("According to the ministry, the deal is near.", "the ministry"),
        ("The road is closed, officials said Sunday.", "officials"),
        ("“We agree,” said Ines Moro, a farmer.", "Ines Moro"),
        ("“We agree,” said he.", ""),
        ("The road is closed, said the ministry.", "the ministry"),
        ("“We agree,” Gov. Moro said.", "Gov. Moro"),
        ("Ines Moro, a farmer from the north, said she would stay.", "Ines Moro"),
        ("The survey, however, suggested the plan was late.", "The survey"),
        ("He said it was late.", ""),
        ("But she says that it is late.", ""),
        ("The plan is reportedly late.", ""),
        ("The plan is said to be late.", ""),
        ("It was reported that the plan is late.", ""),
        ("A note saying the plan is late.", "A note"),
        ("The plan is late, saying much.", ""),
        ("The man who was there last week saying nothing said so.", ""),
        ("It has a part that said so.", ""),
        ("Said nothing.", ""),
        ("They left for the town saying so.", ""),
        ("The man who sold us bread told us so.", ""),
        ("The man who last week told us so has left.", ""),
        ("But, quietly, told us.", ""),
        ("A part of the road that many people say is dear.", "many people"),
        ("According to Hale and Moro, it is dear.", "Hale"),
        ("Italy said so.", "Italy"),
        ("A survey by the union found that bread is dear.", "A survey by the union"),
        ("It was announced by Moro.", "Moro"),
        ("Moro quietly told us so.", "Moro"),
        (
            "The deal is near, the man who sold bread and the plan for the new road of old said.",
            None,
        ),
        ("Neither Russia nor Turkey has confirmed the report.", None),
        ("They found bread.", None),
        ("He had no say in the matter.", None),
        ("The same alleged plan failed.", None),
        ("It is a newly revealed plan.", None),
        ("The claimed to be king.", None),
        ("Bread is dear.", None),
        ("", None),
    ],
)
def test_attribution(sentence: str, who: str | None) -> None:
    if sentence.startswith("The deal is near, the man"):
        assert attribution(sentence) == "the plan for the new road of old"
        return
    assert attribution(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("It was reportedly sold and could fail.", ["reportedly", "could"]),
        (
            "While neither Russia nor Turkey has confirmed the report, it is credible.",
            ["neither russia nor turkey has confirmed"],
        ),
        ("In May it may fail.", ["may"]),
        ("May it fail?", ["may"]),
        ("It remains  to be seen.", ["remains to be seen"]),
        ("He has not yet confirmed it.", ["has not yet confirmed"]),
        ("It failed.", []),
    ],
)
def test_hedges(sentence: str, cues: list[str]) -> None:
    assert hedges(sentence) == cues


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Moscow denied it and declined to comment.", ["denied", "declined to comment"]),
        ("Neither side has confirmed it.", ["neither side has confirmed"]),
        ("He did not respond.", ["did not respond"]),
        ("He agreed.", []),
    ],
)
def test_denials(sentence: str, cues: list[str]) -> None:
    assert denials(sentence) == cues


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("It is not sold.", 1),
        ("They don’t and can't.", 2),
        ("Neither Russia nor Turkey did.", 1),
        ("He did not see it, nor did she.", 2),
        ("No. 5 is not only good, no doubt.", 0),
        ("Nobody ever failed without it.", 3),
        ("It is sold.", 0),
    ],
)
def test_negations(sentence: str, count: int) -> None:
    assert negations(sentence) == count
    assert negated(sentence) is (count > 0)


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    attribution(text)
    hedges(text)
    denials(text)
    negations(text)
