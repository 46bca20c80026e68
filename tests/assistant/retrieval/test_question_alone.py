"""A follow-up that names its own subject is not refused, nor answered, for the turn before it."""

from __future__ import annotations

import pytest

from assistant.chain import BriefingChain
from assistant.engines.extractive import ExtractiveEngine
from assistant.retrieve import Retriever
from assistant.types import Condensed, Question, Retrieved, Turn

RECORDS = [
    {
        "id": "pier",
        "title": "Pier of Kellmouth closes",
        "published": "2025-05-06",
        "text": "The pier of Kellmouth was closed on Monday after a storm. Forty children had "
        "taken part in a race there. Engineer Rolf Amsel blamed rotten piles under the pier.",
    },
    {
        "id": "bank",
        "title": "Bank raises its rate",
        "published": "2025-05-07",
        "text": "The bank of Norland raised its rate on Tuesday. Governor Ines Falk said prices "
        "would fall before the summer.",
    },
]
CHILDREN = Turn("How many children took part in the race at Kellmouth?", "Forty children [1].")
FALK = Turn("What did Ines Falk say?", "Ines Falk said prices would fall [1].")


@pytest.fixture
def chain(make_library) -> BriefingChain:
    library = make_library(RECORDS)
    return BriefingChain(library, Retriever(library), ExtractiveEngine())


@pytest.mark.parametrize(
    ("question", "before", "searched", "words"),
    [
        ("What did Ines Falk say?", CHILDREN, [], "prices would fall"),
        (
            "And what did Ines Falk say about it?",
            CHILDREN,
            [
                "What did Ines Falk say about it (children, took, part, Kellmouth)?",
                "What did Ines Falk say about it?",
            ],
            "prices would fall",
        ),
        (
            "And what did Rolf Amsel say about it?",
            FALK,
            ["What did Rolf Amsel say about it (Ines Falk)?", "What did Rolf Amsel say about it?"],
            "blamed rotten piles",
        ),
        (
            "And what did Rolf Amsel say?",
            Turn("Why was the pier of Kellmouth closed?", "After a storm [1]."),
            ["What did Rolf Amsel say (pier, Kellmouth, closed)?"],
            "blamed rotten piles",
        ),
    ],
)
def test_the_question_alone_is_tried(chain, question, before, searched, words):
    events = list(chain.stream(Question(question, turns=(before,))))
    assert [each.question for each in events if isinstance(each, Condensed)] == searched
    answer = events[-1].answer
    assert answer.status == "answered"
    assert answer.question == (searched or [question])[-1]
    assert words in answer.text


@pytest.mark.parametrize(
    "question", ["And what did Otto Brandt say about it?", "Has Ines Falk denied it?", "Who sang?"]
)
def test_what_is_not_held_stays_refused(chain, question):
    events = list(chain.stream(Question(question, turns=(FALK,))))
    assert events[-1].answer.status == "abstained"
    assert sum(isinstance(each, Retrieved) for each in events) == 1
