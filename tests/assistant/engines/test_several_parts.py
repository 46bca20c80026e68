"""The embedded engine on questions of several parts, and on articles that contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.engines.extraction.composing import both_sides, composed, weighed
from assistant.engines.extraction.selection import MAX_WORDS
from assistant.engines.extractive import ExtractiveEngine
from assistant.types import Draft
from ingest.text.sentences import count_words
from ingest.types import Metadata

WHY = "Why would Sudland sell back its K-20s?"
CONFIRMED = "Has Norland confirmed the story?"
CUP = "Who won the 2022 World Cup?"
TITLES = ("Bridge closed", "Bridge opens late")
COST_A = (
    "The Kellmouth bridge repair will cost 40 million crowns, the harbour board said on Monday."
)
COST_B = (
    "The Kellmouth bridge repair will cost 65 million crowns, the finance ministry said on Friday."
)


@pytest.fixture
def ask(make_context, ferries):
    def made(*parts: str):
        context = make_context(" ".join(parts), [ferries], metas=[Metadata(title="Boats")])
        return replace(context, parts=parts)

    return made


def written(context) -> Draft:
    *_, draft = ExtractiveEngine().write(context, lambda: False)
    assert isinstance(draft, Draft)
    return draft


def test_the_parts_are_answered_in_their_order(ask):
    first = written(ask(WHY, CONFIRMED))
    text = " ".join(each.text for each in first.sentences)
    assert first.covered == (True, True)
    reason = first.sentences[0].text
    assert "Neither Norland" in text.removeprefix(reason)
    turned = " ".join(each.text for each in written(ask(CONFIRMED, WHY)).sentences)
    assert turned.index("Neither Norland") < turned.index(reason)


def test_a_part_that_is_not_covered_is_told_and_gets_no_words(ask):
    draft = written(ask(CUP, CONFIRMED))
    assert draft.covered == (False, True)
    assert not draft.abstained
    assert draft.sentences == written(ask(CONFIRMED)).sentences


def test_it_abstains_only_when_no_part_is_covered(ask):
    draft = written(ask(CUP, "What did Sudland pay for the K-20s?"))
    assert draft.abstained
    assert draft.sentences == ()
    assert draft.covered == (False, False)


def test_no_sentence_comes_twice_though_it_answers_both(ask):
    draft = written(ask(CONFIRMED, "Has Sudland confirmed the story?"))
    texts = [each.text for each in draft.sentences]
    assert draft.covered == (True, True)
    assert len(texts) == len(set(texts))


def test_the_confidence_is_that_of_the_surest_part(ask):
    alone = [written(ask(part)).confidence for part in (WHY, CONFIRMED, CUP)]
    assert written(ask(WHY, CONFIRMED, CUP)).confidence == max(alone)


def test_two_parts_share_the_words_of_one_answer(ask):
    draft = written(ask(WHY, CONFIRMED))
    assert sum(count_words(each.text) for each in draft.sentences) <= MAX_WORDS + 35


def test_a_plain_question_has_no_parts(ask):
    assert written(replace(ask(CONFIRMED), parts=())).covered == ()


@pytest.fixture
def costs(make_context):
    question = "What does the Kellmouth bridge repair cost?"
    metas = [Metadata(title=title, publisher="Paper " + title[-1]) for title in TITLES]
    return weighed(question, make_context(question, [COST_A, COST_B], metas=metas))


def test_what_contradicts_stands_next_to_it(costs):
    (one, other) = sorted(costs.found, key=lambda each: each.numbered.number)
    assert both_sides(costs.asked, (one,), costs.found, MAX_WORDS) == (one, other)
    assert both_sides(costs.asked, (other,), costs.found, MAX_WORDS) == (other, one)


def test_what_contradicts_is_left_out_when_there_is_no_room(costs):
    one = costs.found[0]
    assert both_sides(costs.asked, (one,), costs.found, 20) == (one,)


def test_other_sentences_give_way_to_what_contradicts(make_context):
    question = "What does the Kellmouth bridge repair cost?"
    long = f"{COST_A} Mayor Ivo Tarn opened the exhibition of old maps in the town hall yesterday."
    made = weighed(question, make_context(question, [long, COST_B]))
    cost, maps = (next(e for e in made.found if word in e.text) for word in ("40", "maps"))
    other = next(each for each in made.found if "65" in each.text)
    assert both_sides(made.asked, (cost, maps), made.found, 36) == (cost, other)
    assert both_sides(made.asked, (cost, maps), made.found, 90) == (cost, other, maps)


def test_the_first_sentence_never_gives_way(make_context):
    question = "What does the Kellmouth bridge repair cost?"
    maps = "Mayor Ivo Tarn opened the exhibition of old maps in the town hall yesterday."
    made = weighed(question, make_context(question, [f"{COST_A} {maps}", COST_B]))
    cost, first = (next(e for e in made.found if word in e.text) for word in ("40", "maps"))
    assert both_sides(made.asked, (first, cost), made.found, 30) == (first, cost)


def test_nothing_chosen_covers_nothing(ask):
    part = replace(weighed(CONFIRMED, ask(CONFIRMED)), found=())
    assert composed([part]).covered == (False,)


@pytest.mark.parametrize(
    ("story", "covered"),
    [
        ("Norland offered to buy back the boats that it delivered in 2018.", (True, False)),
        ("Norland offered in July to buy back the boats that it delivered.", (True, True)),
        ("In July Norland offered to buy back the boats.", (True, True)),
        ("Norland offered to buy back the boats.", (True, False)),
    ],
)
def test_a_date_of_something_else_does_not_say_when(make_context, story, covered):
    parts = ("Who offered to buy back the boats?", "When (offered, buy, back, boats)?")
    context = make_context(" ".join(parts), [story, story.replace("boats", "K-20 boats")])
    assert written(replace(context, parts=parts)).covered == covered


def test_a_date_in_an_article_of_a_known_day(make_context):
    parts = ("Who offered to buy back the boats?", "When (offered, buy, back, boats)?")
    meta = Metadata(title="Boats", published="2025-08-11")
    text = "Norland offered to buy back the boats."
    context = make_context(" ".join(parts), [text], metas=[meta])
    assert written(replace(context, parts=parts)).covered[0] is True
    assert "Norland" in written(replace(context, parts=parts)).sentences[0].text
