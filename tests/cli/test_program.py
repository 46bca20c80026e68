"""The chain as other programs use it: a LangChain runnable like any other."""

import pytest
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.config import load_settings
from assistant.types import Checked, Finished, Question, Retrieved
from assistant.wiring import make_assistant, open_library
from ingest.types import Filters

QUESTION = "why would Turkey sell back its S-400s?"


@pytest.fixture
def chain(library):
    settings = load_settings({"library": str(library)}, {"BRIEFING_CONFIG": str(library / "no")})
    with open_library(settings) as opened:
        yield make_assistant(settings, opened).chain


def test_invoke_takes_a_text_or_a_question_and_gives_the_finished_answer(chain):
    assert isinstance(chain, Runnable)
    plain = chain.invoke(QUESTION).answer
    assert plain.status == "answered"
    assert plain.citations
    early = chain.invoke(Question(QUESTION, filters=Filters(as_of="2025-08-12"))).answer
    assert {c.article.meta.published[:10] for c in early.citations} <= {"2025-08-11", "2025-08-12"}


def test_stream_gives_passages_then_sentences_then_the_whole(chain):
    events = list(chain.stream(QUESTION))
    kinds = [type(event) for event in events]
    assert kinds.index(Retrieved) < kinds.index(Checked)
    assert kinds[-1] is Finished
    assert kinds.count(Finished) == 1
    sentences = [event.sentence for event in events if isinstance(event, Checked)]
    assert tuple(sentences) == events[-1].answer.sentences


def test_it_composes_with_other_runnables(chain):
    shouted = RunnableLambda(str.strip) | chain | RunnableLambda(lambda done: done.answer.text)
    assert shouted.invoke(f"  {QUESTION}  ") == chain.invoke(QUESTION).answer.text
    answers = chain.batch([QUESTION, "Who won the 2022 World Cup?"], {"max_concurrency": 2})
    assert [finished.answer.status for finished in answers] == ["answered", "abstained"]


async def test_it_works_in_an_event_loop(chain):
    finished = await chain.ainvoke(QUESTION)
    assert finished.answer.status == "answered"
