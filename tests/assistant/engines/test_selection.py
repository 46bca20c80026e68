"""Which sentences make an answer, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.engines.extraction.agreement import votes
from assistant.engines.extraction.evidence import gather
from assistant.engines.extraction.reasons import causal, motive
from assistant.engines.extraction.selection import (
    MAX_WORDS,
    _aside,
    dangling,
    leads,
    select,
    similarity,
)
from assistant.questions.asked import analyse
from ingest.text.sentences import count_words
from ingest.types import Metadata

STORY = (
    "The ferry Alma sank off Kalvoy in a storm. "
    "She had left the harbour with 40 people on board. "
    "The ferry Alma sank in a storm off Kalvoy. "
    "Was the captain warned? "
    "No. "
    "Divers found the bell of the ferry Alma near Kalvoy in spring."
)


@pytest.fixture
def chosen(make_context):
    def run(question, texts, max_words=MAX_WORDS, **more):
        asked = analyse(question)
        return select(asked, gather(asked, make_context(question, texts, **more)), max_words)

    return run


def test_no_sentence_comes_twice_and_no_question_or_stub(chosen):
    texts = [each.text for each in chosen("How did the ferry Alma sink off Kalvoy?", [STORY])]
    assert sum("sank" in text for text in texts) == 1
    assert "Was the captain warned?" not in texts
    assert "No." not in texts


def test_a_sentence_that_leans_on_another_brings_it_along(chosen):
    texts = [each.text for each in chosen("How many people were on board?", [STORY[:95]])]
    assert texts.index("The ferry Alma sank off Kalvoy in a storm.") < texts.index(
        "She had left the harbour with 40 people on board."
    )


def test_the_words_are_counted_with_the_sources(chosen):
    meta = Metadata(publisher="The Long Name Evening Post", published="2025-08-14")
    texts = [
        f"On Monday the ferry Alma sank off Kalvoy, and pier {n} of the harbour number {n} was "
        f"closed to the {n} people who waited there with {n} boxes of herring number {n * 7}."
        for n in range(11, 20)
    ]
    found = chosen("What happened to the ferry Alma off Kalvoy?", texts, metas=[meta] * 9)
    assert found
    whole = zip(leads(found), found, strict=True)
    assert sum(count_words(lead + each.text) for lead, each in whole) <= MAX_WORDS


def test_sentences_of_other_articles_follow_those_of_the_first(chosen):
    found = chosen("Where did the ferry Alma sink?", [STORY, "The ferry Alma sank near Oster."])
    articles = [each.article_id for each in found]
    assert articles == sorted(articles, key=articles.index)


def test_a_reason_for_something_else_is_no_reason(chosen):
    texts = [
        "The iron bridge at Oster was closed because its girders had cracks.",
        "The school at Kalvoy was closed because its roof leaked in the storm.",
    ]
    found = chosen("Why was the iron bridge closed?", texts)
    assert [each.text for each in found] == texts[:1]


def test_after_a_yes_or_no_only_what_is_done_counts(chosen):
    text = (
        "Norland planned to hire foreign divers for the harbour of Oster. "
        "The harbour of Oster has 40 berths and a lighthouse of stone."
    )
    found = chosen("Did Norland plan to hire foreign divers for the harbour?", [text])
    assert [each.text for each in found] == [text[:64].strip()]


def test_nothing_comes_of_nothing(chosen):
    assert chosen("What?", []) == ()


def test_the_source_is_named_where_it_matters(make_context):
    meta = Metadata(publisher="Harbour Post", published="2025-08")
    texts = ["The bell rang on Monday.", "The bell is made of bronze and rings daily."]
    context = make_context("What about the bell?", texts, metas=[meta, meta])
    found = {each.text: each for each in gather(analyse(context.question), context)}
    first, second = (found[text] for text in texts)
    said = "Harbour Post, August 2025: "
    assert leads([first]) == (said,)
    assert leads([second]) == ("",)
    assert leads([first, second, second, first]) == (said, said, "", said)
    assert leads([second, second]) == ("", "")


def test_the_headline_stands_for_an_outlet_that_is_not_known(make_context):
    metas = [Metadata(title="The bell", published="2025-08"), Metadata(publisher="Harbour Post")]
    context = make_context("What about the bell?", ["The bell rang.", "A bell fell."], metas=metas)
    found = sorted(gather(analyse(context.question), context), key=lambda each: each.article_id)
    assert leads(found) == ("“The bell”, August 2025: ", "Harbour Post: ")


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("What did Sudland pay for the boats?", "Sudland paid 30 million crowns for the boats.",
         "Dockers in Ulm paid $5 for every meal of the long night."),
        ("How much will the quay repair cost?", "The quay repair will cost 7.4 million crowns.",
         "The quay repair will cost the shops of the harbour a good deal."),
        ("Who might object?", "Some Norland captains object to the plan of the ministry.",
         "Four boats are kept near Ulm, says a Midland reader of the Post."),
        ("Who is Jana Brodd?", "Jana Brodd is the admiral who commands the harbour.",
         "The mayor of Ulm opened the new Midland museum on the quay."),
        ("Why did Sudland sell the boats?", "Sudland sold the boats because they wasted fuel.",
         "Sudland sold the boats in May at the harbour of Ulm."),
    ],
)  # fmt: skip
def test_what_does_not_speak_of_the_question_is_left_out(chosen, question, right, wrong):
    assert [each.text for each in chosen(question, [right, wrong])] == [right]


def test_the_highest_scored_sentence_leads(chosen):
    texts = [
        "The ferry Alma was built of oak and steel in the long winter of the war, at Kalvoy. "
        "The ferry Alma sank off Kalvoy because its old hull, which the owners had not repaired "
        "for many years, broke in a storm.",
    ]
    assert "sank" in chosen("How did the ferry Alma sink off Kalvoy?", texts)[0].text


def test_a_cause_that_is_not_named_as_one_follows_what_it_explains(chosen):
    text = "The quay at Kalvoy will close on Monday. Divers saw a hole in its wall."
    assert [each.text for each in chosen("Why will the quay at Kalvoy close?", [text])] == [
        "The quay at Kalvoy will close on Monday.",
        "Divers saw a hole in its wall.",
    ]


@pytest.mark.parametrize("rest", ["\n\nDivers saw a hole in its wall.", " No.", ""])
def test_no_other_paragraph_and_no_stub_explains(chosen, rest):
    text = "The quay at Kalvoy will close on Monday." + rest
    found = chosen("Why will the quay at Kalvoy close?", [text], 14)
    assert [each.text for each in found] == ["The quay at Kalvoy will close on Monday."]


def test_a_cause_brings_what_it_explains(chosen):
    text = "The quay at Kalvoy will close on Monday. Divers found cracks in the outer wall."
    assert [each.text for each in chosen("Why will the quay at Kalvoy close?", [text])] == [
        "The quay at Kalvoy will close on Monday.",
        "Divers found cracks in the outer wall.",
    ]


def test_an_event_is_dated_by_its_article_which_is_named(make_context):
    meta = Metadata(publisher="Harbour Post", published="2025-09-13")
    text = "The agreement ends the strike of the pilots."
    asked = analyse("When did the strike end?")
    found = select(asked, gather(asked, make_context(asked.text, [text], metas=[meta])))
    assert leads(found) == ("Harbour Post, 13 September 2025: ",)
    other = "The pilots saw it on Monday."
    context = make_context(asked.text, [text, other], metas=[meta, meta])
    assert text in {each.text for each in select(asked, gather(asked, context))}


def test_what_a_sentence_leans_on_is_left_out_when_words_are_short(chosen):
    text = "Divers from Ulm and from Oster came to the harbour. They raised the ferry Alma in May."
    found = chosen("Who raised the ferry Alma?", [text], 9)
    assert [each.text for each in found] == ["They raised the ferry Alma in May."]


def test_a_link_of_the_page_is_no_sentence_of_the_answer(chosen):
    texts = ["More:The ferry Alma sank off Kalvoy.", "The ferry Alma went down near Kalvoy."]
    found = chosen("How did the ferry Alma sink off Kalvoy?", texts)
    assert [each.text for each in found] == texts[1:]


def test_a_number_of_something_else_is_left_out(chosen):
    texts = [
        "The Alma brought 3,000 soldiers to Kalvoy.",
        "The Alma brought 40 tonnes of grain to Kalvoy.",
    ]
    found = chosen("How many soldiers did the Alma bring to Kalvoy?", texts)
    assert [each.text for each in found] == texts[:1]


def test_a_word_in_front_of_a_name_hides_no_passage(chosen):
    right = "Ada Finch sang on the quay on Sunday."
    wrong = "The comedian had a boat on the quay."
    found = chosen("Where did Comedian Ada Finch sing?", [wrong, right])
    assert found[0].text == right


def test_what_speaks_of_little_of_it_is_left_out(chosen):
    texts = [
        "The mayor of Kalvoy opened the new ferry terminal on Sunday.",
        "The mayor of Ulm likes cheese.",
    ]
    found = chosen("What did the mayor of Kalvoy open at the ferry terminal?", texts)
    assert [each.text for each in found] == texts[:1]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("He left.", True),
        ("“They lost.”", True),
        ("However, it rained.", True),
        ("Hermann left.", False),
        ("Italy won.", False),
    ],
)
def test_dangling(text, leans):
    assert dangling(text) is leans


def test_similarity():
    assert similarity("", "") == 1.0
    assert similarity("the ferry sank", "ferries sink") == 1.0
    assert similarity("the ferry sank", "cheese") == 0.0


@pytest.mark.parametrize(
    ("text", "cause", "need"),
    [
        ("It closed because of the storm.", True, False),
        ("He sold it to avoid a fine.", True, False),
        ("The yard no longer needs the boats.", False, True),
        ("High costs weighed on it.", False, True),
        ("It would need to be repaired.", False, False),
        ("The ferry sank.", False, False),
        ("The strike follows a vote.", True, False),
        ("A row over pay went on.", True, False),
        ("They asked not to be named because it is secret.", False, False),
        ("The dockers want a supplement.", False, True),
        ("Divers found cracks in it.", False, True),
    ],
)
def test_reasons(text, cause, need):
    assert (causal(text), motive(text)) == (cause, need)


def test_a_why_question_without_a_name(chosen):
    assert chosen("why did it sink?", ["It sank because of a storm that night."])


class Said:
    def __init__(self, article_id, relevance, strings):
        self.article_id, self.relevance, self.strings = article_id, relevance, strings


def test_an_article_has_one_voice():
    found = [Said("a", 0.5, "x"), Said("a", 0.4, "x"), Said("b", 0.25, "xy"), Said("c", 0, "z")]
    assert votes(found, lambda each: each.strings) == {"x": 1.0, "y": 0.25 / 0.75, "z": 0.0}
    assert votes([], lambda each: each.strings) == {}


@pytest.mark.parametrize(
    ("question", "best", "other", "aside"),
    [
        ("Did the ferry sink?", {"act": 1.0}, {"act": 0.0}, True),
        ("Why did the ferry sink?", {"passage": 1.0}, {"passage": 0.0, "idle": 1.0}, True),
        ("Why did the ferry sink?", {"passage": 1.0}, {"passage": 1.0, "idle": 0.0}, False),
        ("Why did the ferry sink?", {"passage": 1.0}, {"passage": 1.0, "idle": 1.0}, False),
    ],
)
def test_what_speaks_of_little_of_it_is_an_aside(make_context, question, best, other, aside):
    asked = analyse(question)
    first, second, *_ = gather(asked, make_context(question, [STORY]))
    first = replace(first, features={**first.features, **best})
    second = replace(second, held=frozenset(), features={**second.features, **other})
    assert _aside(asked, second, [first]) is aside


def test_what_a_sentence_leans_on_is_moved_before_it(chosen):
    story = (
        "The grid operator Volta warned that 900 lamps could go out. "
        "The harbour board disputed the figure. "
        "Its spokesman, Karl Brodd, said that it would be 400 lamps."
    )
    texts = [each.text for each in chosen("Who disputes the figure of Volta?", [story])]
    at = next(i for i, text in enumerate(texts) if text.startswith("Its spokesman"))
    assert texts[at - 1].startswith("The harbour board")
    assert len(set(texts)) == len(texts)
