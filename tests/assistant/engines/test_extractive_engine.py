"""The embedded engine on an article like the ones that people paste."""

from __future__ import annotations

import pytest

from assistant.engines import Engine, engine_factory, engine_names
from assistant.engines.extraction.confidence import ANSWER_AT
from assistant.engines.extraction.evidence import gather
from assistant.engines.extractive import ExtractiveEngine
from assistant.errors import Cancelled, ConfigError
from assistant.questions.asked import analyse
from assistant.types import Delta, Draft, DraftSentence, Turn, Verdict
from assistant.verify import verify
from ingest.text.sentences import count_words
from ingest.types import Metadata

META = Metadata(title="Boats on their way back?", publisher="Harbour Post", published="2025-08-14")


def answer(context) -> Draft:
    *_, draft = ExtractiveEngine().write(context, lambda: False)
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture(params=[(), (META,)], ids=["bare", "with metadata"])
def ask(request, make_context, ferries):
    return lambda question, **more: make_context(question, [ferries], metas=request.param, **more)


def test_a_why_question_gets_several_reasons(ask):
    draft = answer(ask("Why would Sudland sell back its K-20s?"))
    text = " ".join(sentence.text for sentence in draft.sentences)
    reasons = ["hopes to end its quarrel", "no longer needs", "burden", "sanctions"]
    assert not draft.abstained
    assert sum(reason in text for reason in reasons) >= 2


def test_confirmation_is_answered_by_who_has_not_confirmed(ask):
    draft = answer(ask("Has Norland confirmed the story?"))
    assert "Neither Norland nor Sudland has confirmed" in draft.sentences[0].text


def test_who_reported_first_is_answered_by_the_report(ask):
    draft = answer(ask("Which newspapers reported the plan to take the boats back first?"))
    assert "Sudland newspapers wrote" in draft.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What did Sudland pay for the K-20s?",
        "Who won the 2022 World Cup?",
        "What is the capital of France?",
        "How many goals did Messi score?",
    ],
)
def test_what_the_article_does_not_say_is_not_answered(ask, question):
    draft = answer(ask(question))
    assert draft.abstained
    assert draft.sentences == ()
    assert draft.confidence is not None
    assert 0 <= draft.confidence < ANSWER_AT


def test_the_lead_tells_what_its_headline_says(make_context):
    lead = "Miners at Kellmouth went back underground on Friday after a vote at the pit."
    text = f"{lead} The pit is the oldest in the county. It has two shafts and a railway."
    pairs = []
    for title in ("Kellmouth miners return", "Kellmouth pit"):
        meta = Metadata(title=title, publisher="Pit Post", published="2025-08-14")
        question = "When did the miners return?"
        asked = analyse(question)
        found = gather(asked, make_context(question, [text], metas=[meta]))
        pairs.append({each.order: each.features["pairs"] for each in found})
    assert [each[0] for each in pairs] == [1.0, 0.0]
    assert [each[1] for each in pairs] == [0.0, 0.0]


def test_each_sentence_knows_the_words_of_those_behind_it(ask):
    sentences = answer(ask("Why would Sudland sell back its K-20s?")).sentences
    assert len(sentences) > 1
    for place, sentence in enumerate(sentences):
        assert sentence.ahead == tuple(each.spans[0] for each in sentences[place + 1 :])


def test_every_sentence_stands_verbatim_where_it_says(ask, ferries):
    context = ask("Why would Sudland sell back its K-20s?")
    draft = answer(context)
    assert sum(count_words(sentence.text) for sentence in draft.sentences) <= 90
    for sentence in draft.sentences:
        (span,) = sentence.spans
        assert (
            " ".join(ferries[span.start : span.end].split())
            == (sentence.text[sentence.attribution :])
        )
        assert verify(sentence, context).verdict is Verdict.VERIFIED


def test_outlet_and_date_lead_a_sentence_that_needs_them(make_context, ferries):
    draft = answer(make_context("Has Norland confirmed the story?", [ferries], metas=[META]))
    first = draft.sentences[0]
    assert first.text.startswith("Harbour Post, 14 August 2025: ")
    assert first.attribution == len("Harbour Post, 14 August 2025: ")


def test_text_and_sentences_come_before_the_draft(ask):
    events = list(ExtractiveEngine().write(ask("Has Norland confirmed the story?"), lambda: False))
    draft = events[-1]
    assert isinstance(draft, Draft)
    assert [e for e in events if isinstance(e, DraftSentence)] == list(draft.sentences)
    said = "".join(event.text for event in events if isinstance(event, Delta))
    assert said.split() == " ".join(s.text for s in draft.sentences).split()


def test_the_same_passages_get_the_same_answer(ask):
    question = "Why would Sudland sell back its K-20s?"
    assert answer(ask(question)) == answer(ask(question))


def test_no_passages_no_answer(make_context):
    draft = answer(make_context("Why?", []))
    assert draft.abstained
    assert draft.confidence == 0.0
    assert draft.choice is None


@pytest.mark.parametrize("polls", [0, 1])
def test_cancelling_stops_it(ask, polls):
    asked = iter([False] * polls + [True] * 5)
    with pytest.raises(Cancelled):
        list(ExtractiveEngine().write(ask("Has Norland confirmed it?"), lambda: next(asked)))


def test_choices_are_judged_even_when_nothing_is_said(ask):
    draft = answer(
        ask("Which country wants the boats back?", choices=("Norland", "Atlantis", "Lilliput"))
    )
    assert draft.choice == 0


def test_condensing_is_by_rule():
    turns = (Turn("Why would Sudland sell its K-20s?", "…"),)
    assert "Sudland" in ExtractiveEngine().condense("Has it been confirmed?", turns)


def test_registry():
    assert engine_names()[0] == "extractive"
    assert engine_factory("extractive") is ExtractiveEngine
    assert isinstance(ExtractiveEngine(), Engine)
    with pytest.raises(ConfigError, match="no engine called 'parrot'"):
        engine_factory("parrot")
