"""How sure the embedded engine is, by what the passages hold and by the day of asking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.engines.extraction.confidence import ANSWER_AT, confidence, features
from assistant.engines.extraction.evidence import gather
from assistant.questions.asked import analyse
from assistant.types import Fusion
from ingest.types import Metadata

QUESTION = "Who opened the fair of Ulmstadt?"
OPENING = "The fair of Ulmstadt was opened by Ines Falk. Visitors liked the herring."
AGAIN = "Ines Falk opened the fair in Ulmstadt, as the mayor does every year."
MARKET = "At the market in Lower Ulm the cheese sold out. Nobody bought any leeks."


@pytest.fixture
def looked_at(make_context):
    """``looked_at(question, texts, …)``: the features and the confidence."""

    def run(question, texts, dates=(), as_of=None, scores=None, recency=None, reading=0.0):
        context = make_context(question, texts, metas=[Metadata(published=day) for day in dates])
        passages = tuple(
            replace(
                each,
                hit=replace(
                    each.hit,
                    score=scores[each.number - 1] if scores else 1.0,
                    fusion=Fusion(recency=recency, reading=reading) if recency else None,
                ),
            )
            for each in context.passages
        )
        context = replace(context, passages=passages, as_of=as_of)
        asked = analyse(question)
        found = gather(asked, context)
        return features(asked, context, found), confidence(asked, context, found)

    return run


def test_it_is_surer_where_the_answer_stands(looked_at):
    assert looked_at(QUESTION, [OPENING, MARKET])[1] > looked_at(QUESTION, [MARKET])[1]
    assert looked_at(QUESTION, [MARKET])[1] < ANSWER_AT


def test_without_passages_it_is_not_sure_at_all(looked_at):
    found, sure = looked_at(QUESTION, [])
    assert sure == 0
    assert found["strength"] == found["article"] == found["agreed"] == 0


def test_articles_that_agree_make_it_surer(looked_at):
    other = AGAIN.replace("Ines Falk", "Olu Tande")
    agreed, differ = (looked_at(QUESTION, texts) for texts in ([OPENING, AGAIN], [OPENING, other]))
    assert agreed[0]["agreed"] > differ[0]["agreed"] > 0
    assert agreed[1] > differ[1]


def test_strength_is_seen_from_the_day_of_asking(looked_at):
    def strength(dates, as_of):
        return looked_at(QUESTION, [OPENING], dates, as_of)[0]["strength"]

    of_that_day, of_last_year = (
        strength(["2023-05-01"], "2023-05-01"),
        strength(["2022-05-01"], "2023-05-01"),
    )
    assert of_that_day == pytest.approx(2.5 / 5, rel=0.1)
    assert of_last_year == pytest.approx(1 / 5, rel=0.01)
    assert of_last_year < strength([None], "2023-05-01") < of_that_day


def test_without_a_day_of_asking_old_passages_are_as_good_as_new_ones(looked_at):
    strengths = [
        looked_at(QUESTION, [OPENING, MARKET], dates)[0]["strength"]
        for dates in (["2020-01-01", "2010-01-01"], ["2010-01-01", "2020-01-01"], [None, None])
    ]
    assert strengths == pytest.approx([2.5 / 5] * 3)


def test_what_search_added_for_recency_and_for_sentences_is_taken_out(looked_at):
    def strength(**search):
        return looked_at(QUESTION, [OPENING], ["2020-01-01"], **search)[0]["strength"]

    plain = strength()
    assert strength(scores=[1.3], recency=1.3) == pytest.approx(plain)
    assert strength(scores=[1.8], recency=1.3, reading=0.5) == pytest.approx(plain)


def test_scores_of_another_scale_do_not_swamp_the_rest(looked_at):
    assert looked_at(QUESTION, [OPENING], scores=[1000.0])[0]["strength"] == 1.2


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("How many herrings were sold?", "untyped", 1.0),
        (QUESTION, "untyped", 0.0),
        ("Why was the fair opened?", "formless", 1.0),
        (QUESTION, "formless", 0.0),
        ("Which comet did Zyx photograph over Quux?", "names", 0.0),
        (QUESTION, "names", 1.0),
        ("Which fair was opened?", "focus", 1.0),
        (QUESTION, "unheard", 0.0),
    ],
)
def test_what_a_question_asks_for(looked_at, question, name, value):
    assert looked_at(question, [OPENING])[0][name] == value


def test_terms_that_no_passage_holds(looked_at):
    found, sure = looked_at("Did the comet Zyx graze Quux in Norland?", [OPENING])
    assert found["unheard"] == pytest.approx(1)
    assert sure < ANSWER_AT


def test_where_no_noun_is_asked_for_its_lack_decides_nothing(looked_at):
    assert looked_at(QUESTION, [OPENING])[0]["focus"] == 0.4
    assert looked_at("Which mayor opened the fair?", [MARKET])[0]["focus"] == 0.0
    assert looked_at("Why was the fair opened?", [OPENING])[0]["focus"] == 0.0


def test_a_deed_that_no_passage_knows_counts_against_a_yes_or_no(looked_at):
    asked = "Did Ines Falk burn down the fair of Ulmstadt?"
    assert looked_at(asked, [OPENING, MARKET])[0]["unheard"] > 0
    assert looked_at("Did Ines Falk open the fair of Ulmstadt?", [OPENING])[0]["unheard"] == 0


REGATTA = (
    "The regatta of Ulmstadt was broken off on Sunday. Forty sailors had gone out in twelve boats. "
    "Three sailors were taken to hospital."
)


@pytest.mark.parametrize(
    ("question", "texts", "undone"),
    [
        ("How many sailors drowned in the regatta?", [REGATTA], 1.0),
        ("How many sailors drowned in the regatta?", [REGATTA, "Nobody has drowned here."], 1.0),
        ("How many sailors drowned in the regatta?", [f"{REGATTA} Two drowned."], 0.0),
        ("Who won the regatta of Ulmstadt?", [REGATTA], 1.0),
        ("Who won the regatta of Ulmstadt?", [f"{REGATTA} Olu Tande was its winner."], 0.0),
        ("Was the regatta approved?", [REGATTA, MARKET], 1.0),
        ("How many sailors were taken to hospital?", [REGATTA], 0.0),
        ("How many sailors died?", [REGATTA], 1.0),
        ("How many boats went out?", [REGATTA], 0.0),
    ],
)
def test_what_was_done_must_be_told_where_its_matter_is(looked_at, question, texts, undone):
    found, sure = looked_at(question, texts)
    assert found["undone"] == undone
    assert not undone or sure < ANSWER_AT


@pytest.mark.parametrize(
    ("question", "outright"),
    [
        ("Who opened the fair?", 1.0),
        ("Was the fair opened?", 1.0),
        ("Who opened the fair in spring?", 0.0),
        ("How many fairs were opened?", 0.0),
        ("Who opened?", 0.0),
    ],
)
def test_a_sentence_that_holds_it_all(looked_at, question, outright):
    assert looked_at(question, [OPENING])[0]["outright"] == outright


@pytest.mark.parametrize(
    ("question", "text", "untyped"),
    [
        ("How many fairs are opened in Ulmstadt?", OPENING, 1.0),
        ("How many fairs are opened in Ulmstadt?", f"{OPENING} Nine fairs are opened.", 0.0),
        ("How many jobs will Ulm Steel lose?", "Ulm Steel closes. The town lost 40 trees.", 0.0),
        ("When was the fair opened?", f"{OPENING} It was in May.", 0.0),
    ],
)
def test_a_number_must_be_where_the_question_is_spoken_of(looked_at, question, text, untyped):
    assert looked_at(question, [text])[0]["untyped"] == untyped


def test_a_number_of_another_article_is_none(looked_at):
    steel = "Ulm Steel will close its mill in Norden. The mill stands by the river."
    port = "The port of Oster lost 130 jobs, its chairwoman said."
    found, sure = looked_at("How many jobs will be lost at Ulm Steel?", [steel, port])
    assert found["untyped"] == 1.0
    assert sure < ANSWER_AT


def test_what_is_not_likely_answers_whether_it_is(looked_at):
    text = "Mayor Ines Falk said floods were unlikely."
    assert looked_at("Are floods likely?", [text])[0]["unheard"] == 0
    assert looked_at("Which floods are likely?", [text])[0]["unheard"] > 0


def test_the_adjective_of_a_measure_need_not_be_told(looked_at):
    text = "The shortfall would be no more than 400 megawatts."
    assert looked_at("How big will the shortfall be?", [text])[0]["unheard"] == 0


@pytest.mark.parametrize(
    ("question", "uncounted"),
    [
        ("How many sailors had gone out in the regatta?", 0.0),
        ("How many people had gone out in the regatta?", 0.0),
        ("How many gulls were at the regatta of Ulmstadt?", 1.0),
        ("How old is the regatta of Ulmstadt?", 0.0),
        ("Who went out in the regatta?", 0.0),
    ],
)
def test_what_is_to_be_counted_must_be_counted(looked_at, question, uncounted):
    found, sure = looked_at(question, [REGATTA])
    assert found["uncounted"] == uncounted
    assert not uncounted or sure < ANSWER_AT
