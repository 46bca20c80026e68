"""Follow-up questions, made to stand alone by rule."""

from __future__ import annotations

import pytest

from assistant.condense import MAX_NAMES, MAX_TERMS, condense
from assistant.types import Turn

FERRY = Turn(
    "Why would Norland cancel its K-20 ferries?",
    "Norland's navy says the K-20 is too slow [1]. Minister Ada Brandt called it a mistake [2]. "
    "Later the paper Tidende agreed [3].",
)


def test_without_a_conversation_nothing_changes():
    assert condense("and what about Sudland?", ()) == "and what about Sudland?"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Sudland order the R-7 trams?",
        "Is it true that Sudland objects?",
        "How long does it take to train crews in Sudland?",
        "What did Sudland say about its own trams?",
        "What did Ivo Tarn say?",
        "what does the Harbour Union want?",
        "Why did Minister Cole object?",
        "Why did Sudland buy trams and will it keep them?",
        "What is the inflation rate in the river region this year?",
        "Where is there a dispute over water in the valley today?",
        "Did Minister Cole defend himself?",
        "What was the price?",
        "and why did Sudland refuse?",
        "Who said that the ferries sink?",
        "How will the harbour change in this year of floods?",
        "Does the harbour board publish its accounts?",
        "Are there trams today?",
        "Sudland?",
        "ok, tram strikes",
        "What about the damage to trams and tunnels after floods?",
        "h",
        "and h?",
        "Thanks!",
        "And so?",
        "   ",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert condense(question, (FERRY,)) == question


BRIDGE = Turn(
    "What does the Kellmouth bridge repair cost?",
    "The repair costs 40 million [1]. Mayor Ivo Tarn called it cheap [2].",
)
COAL = Turn("Did Kellmouth stop its coal shipments h?", "Shipments stopped in May [1].")
MAYOR = Turn("Who is the interim mayor of Kellmouth?", "Lena Voss is the interim mayor [1].")
RESIGNED = Turn(
    "who resigned?", "Port Minister Otto Lind resigned on Monday [1]. Ada Roe left [2]."
)
WHY = Turn("why?", "He cited the Harbour Report [1].")
KELLMOUTH = (BRIDGE, COAL, MAYOR)


@pytest.mark.parametrize(
    "question",
    [
        "what did the weather bureau say?",
        "when is landfall?",
        "who is the interim mayor?",
        "who resigned?",
    ],
)
@pytest.mark.parametrize("turns", [KELLMOUTH, (*KELLMOUTH, RESIGNED, WHY)])
def test_a_new_question_in_a_long_conversation_gets_no_old_words(question, turns):
    assert condense(question, turns) == question


@pytest.mark.parametrize(
    ("question", "turns", "expected"),
    [
        ("why?", (*KELLMOUTH, RESIGNED), "Why (resigned, Port Minister Otto Lind)?"),
        ("who denied it?", (*KELLMOUTH, RESIGNED, WHY), "Who denied it (Harbour Report)?"),
        (
            "who denied it?",
            (*KELLMOUTH, RESIGNED, WHY, Turn("and the typhoon?", "It nears Luzon [1].")),
            "Who denied it (typhoon, Luzon)?",
        ),
        ("when?", KELLMOUTH, "When (interim, mayor, Kellmouth)?"),
        (
            "who works there now?",
            (COAL, BRIDGE),
            "Who works there now (Kellmouth, bridge, repair, cost)?",
        ),
        (
            "What happened next?",
            (BRIDGE, RESIGNED),
            "What happened next (resigned, Port Minister Otto Lind)?",
        ),
        ("how long?", (BRIDGE,), "How long (Kellmouth, bridge, repair, cost)?"),
    ],
)
def test_a_follow_up_takes_from_the_turn_just_before_only(question, turns, expected):
    assert condense(question, turns) == expected


def test_and_another_thing_after_a_bare_why_stays_alone():
    assert condense("and the typhoon?", (*KELLMOUTH, RESIGNED, WHY)) == "and the typhoon?"
    assert (
        condense("and Westmark?", (FERRY, Turn("And what about Sudland?", ""))) == "and Westmark?"
    )


@pytest.mark.parametrize(
    "question",
    ["And what about Sudland?", "what about Sudland", "and Sudland?", "How about Sudland?"],
)
def test_another_name_takes_the_place_of_the_one_of_its_kind(question):
    assert condense(question, (BRIDGE, FERRY)) == "Why would Sudland cancel its K-20 ferries?"


@pytest.mark.parametrize(
    ("question", "earlier", "expected"),
    [
        (
            "and the R-7?",
            "Why would Norland cancel its K-20 ferries?",
            "Why would Norland cancel its R-7 ferries?",
        ),
        (
            "and R-7?",
            "Why would Norland cancel its K-20 ferries?",
            "Why would Norland cancel its R-7 ferries?",
        ),
        (
            "and the price?",
            "Why would Norland cancel its K-20 ferries?",
            "The price (Norland, cancel, K-20, ferries)?",
        ),
        (
            "and in Westmark?",
            "Did Ada Roe win the vote in Sudland?",
            "Did Ada Roe win the vote in Westmark?",
        ),
        ("and for Westmark?", "Did Ada Roe win the vote in Sudland?", "For Westmark (win, vote)?"),
        ("and Westmark?", "Did Norland invade Sudland?", "Westmark (invade)?"),
        ("and the ferries?", "Who sold the ferries?", "The ferries (sold)?"),
    ],
)
def test_another_subject_is_put_to_the_question_before(question, earlier, expected):
    assert condense(question, (BRIDGE, Turn(earlier, ""))) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why?", "Why (Norland, cancel, K-20, ferries)?"),
        ("And what did Ivo Tarn say?", "What did Ivo Tarn say (Norland, cancel, K-20, ferries)?"),
        (
            "What did Ivo Tarn say then?",
            "What did Ivo Tarn say then (Norland, cancel, K-20, ferries)?",
        ),
        ("When was that?", "When was that (Norland, cancel, K-20, ferries)?"),
        ("Has Sudland confirmed it?", "Has Sudland confirmed it (Norland, cancel, K-20, ferries)?"),
        (
            "Did Sudland agree to that?",
            "Did Sudland agree to that (Norland, cancel, K-20, ferries)?",
        ),
        ("Why did Norland cancel it?", "Why did Norland cancel it (K-20, ferries)?"),
    ],
)
def test_a_leaning_question_takes_the_topic_along(question, expected):
    assert condense(question, (FERRY,)) == expected


def test_people_are_looked_for_in_the_first_cited_sentence_only():
    turn = Turn(
        "Who leads the Tramway Union?",
        "Here is what Westmark papers say. Ilse Brandt leads it with Nils Moor and Eva Holm [1]. Tidende agreed [2].",
    )
    assert condense("Where was she born?", (turn,)) == (
        "Where was she born (leads, Tramway Union, Ilse Brandt, Nils Moor)?"
    )


@pytest.mark.parametrize("answer", ["", "Ada Brandt said so.", "[1]"])
def test_an_answer_without_a_cited_sentence_gives_no_names(answer):
    turn = Turn("Why would Norland cancel its K-20 ferries?", answer)
    assert condense("What did they say?", (turn,)) == (
        "What did they say (Norland, cancel, K-20, ferries)?"
    )


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("did kellmouth stop shipments h", "Why (kellmouth, stop, shipments)?"),
        ("did kellmouth stop shipmnets", "Why (kellmouth, stop)?"),
        ("did kellmouth stop shpmnts", "Why (kellmouth, stop)?"),
        ("did kellmouth stop gdp shipment", "Why (kellmouth, stop, gdp, shipment)?"),
        ("h", "why?"),
    ],
)
def test_a_scrap_or_a_slip_is_not_carried(earlier, expected):
    answer = "it stopped all shipments and lost gdp [1]."
    assert condense("why?", (Turn(earlier, answer),)) == expected


def test_when_there_is_nothing_to_carry_the_question_stays():
    assert condense("Why?", (Turn("?", ""),)) == "Why?"
    assert condense("and Sudland?", (Turn("?", ""),)) == "and Sudland?"


def test_what_is_carried_is_bounded_and_names_come_first():
    asked = "Did traders, sailors, farmers, bakers and miners leave Sudland?"
    assert condense("Why?", (Turn(asked, ""),)) == "Why (traders, sailors, farmers, Sudland)?"
    turn = Turn(
        "Did " + " and ".join(f"City{n} trade" for n in range(30)) + "?", "Ada, Bo, Cy [1]."
    )
    assert condense("Did they agree?", (turn,)).count(",") == MAX_TERMS + MAX_NAMES - 1
