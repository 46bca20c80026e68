"""What --explain tells of a search, of an answer, of every verdict: as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from assistant.checking.narrow import coverage
from assistant.engines.extraction.confidence import ANSWER_AT
from assistant.explain import (
    NOT_KEPT,
    explain,
    explain_search,
    filter_words,
    what_was_checked,
    whose_words,
    why_abstained,
)
from assistant.explain_json import explain_json, search_json
from assistant.types import (
    Answer,
    Citation,
    Dropped,
    Found,
    Fusion,
    Hit,
    Part,
    Provenance,
    Sentence,
    Standing,
    TimeReading,
    Trace,
    Verdict,
    Voice,
)
from ingest.types import ArticleRow, Filters, Metadata, Passage

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "json"
TEXT = "The ferry stopped on Monday with 240 people. Mayor Ada Roe denied a strike."
ROW = ArticleRow(
    "a1", 2, "f.md", Metadata(title="Ferry stops", publisher="Gazette", published="2025-05-06"), ""
)
TRACE = Trace(
    "why did the ferry stop?",
    Filters(since="2025-01-01", publishers=("Gazette", "Post")),
    terms=("ferry", "stop"),
    spellings={"ferry": ("ferries",)},
    times=(TimeReading("in May", "2025-05-01", "2025-05-31", "prior"),),
    by_words=12,
    by_meaning=200,
    ranked=100,
    today="2025-06-01",
    dropped=(Dropped("a9-1-0", None, "the same words stand in a1-2-0"),),
)


def hit(**more) -> Hit:
    return Hit(Passage("a1-2-0", "a1", 2, 0, 0, len(TEXT), TEXT), ROW, 1.25, **more)


def cite(quote: str, number: int = 1) -> Citation:
    start = TEXT.index(quote)
    return Citation(number, "a1-2-0", quote, start, start + len(quote), ROW)


FERRY = cite("The ferry stopped on Monday with 240 people.")
MAYOR = cite("Mayor Ada Roe denied a strike.", 2)
ANSWER = Answer(
    question="why did the ferry stop?",
    asked="why?",
    status="answered",
    confidence=0.876,
    sentences=(
        Sentence("Gazette, 6 May 2025: The ferry stopped on Monday with 240 people.", (1,),
                 Verdict.VERIFIED),
        Sentence("Ada Roe spoke of a strike.", (2,), Verdict.PARTLY, ("it is denied there",),
                 "Ada Roe", False, Voice.SOURCE, Standing.DENIED),
    ),
    citations=(FERRY, MAYOR),
    retrieved=(hit(lexical_rank=1, similarity=0.5), hit(vector_rank=4, fusion=Fusion(0.5, 0.4))),
    filters=TRACE.filters,
    provenance=Provenance("extractive", None, {}, "f1"),
    traces=(TRACE,),
)  # fmt: skip


def test_the_whole_account():
    carried = round(100 * coverage("Ada Roe spoke of a strike.", MAYOR.quote))
    assert 0 < carried < 100
    assert explain(ANSWER).splitlines() == [
        "Question      why?",
        "Searched for  why did the ferry stop?  (with the conversation before)",
        "",
        "Search",
        "  words       ferry, stop",
        "  spellings   ferry: ferries",
        "  time        “in May” read as first the articles of 1 May 2025 to 31 May 2025",
        "  filters     since 2025-01-01, publisher Gazette, Post",
        "  seen from   2025-06-01",
        "  proposed    12 passages by words, 200 by meaning; 100 ranked together",
        "",
        "Passages      ranks by word and by sense, – when not among the first there",
        "       score  by word  by sense    words  meaning  article   recent  reading  passage",
        "  1    1.250        1         –        –        –        –        –        –  a1-2-0  "
        "Ferry stops",
        "  2    1.250        –         4    0.500    0.400    0.000    1.000    0.000  a1-2-0  "
        "Ferry stops",
        "",
        "Left out      1 that were found as well",
        "  a9-1-0  untitled: the same words stand in a1-2-0",
        "",
        f"Confidence    0.88: answered (the engine answers from {ANSWER_AT:.2f} on)",
        "",
        "Sentence 1    Gazette, 6 May 2025: The ferry stopped on Monday with 240 people.",
        "  verdict     verified",
        "  checked     it stands word for word in the words cited",
        "  said by     the article itself, stated as a fact",
        "  cites [1]   a1 revision 2, characters 0 to 44",
        "",
        "Sentence 2    Ada Roe spoke of a strike.",
        "  verdict     partly",
        f"  checked     the words cited carry {carried} % of its content",
        "  reason      it is denied there",
        "  said by     Ada Roe, a denial",
        "  cites [2]   a1 revision 2, characters 45 to 75",
    ]


def test_several_parts_are_told_with_a_search_each():
    other = replace(TRACE, query="who won?", terms=(), spellings={}, times=(), by_words=0,
                    by_meaning=0, ranked=0, dropped=(), today=None, filters=Filters())  # fmt: skip
    parts = (Part("why did the ferry stop?", True), Part("who won?", False))
    lines = explain(
        replace(ANSWER, asked=ANSWER.question, parts=parts, traces=(TRACE, other), withheld=2)
    ).splitlines()
    assert lines[:3] == [
        "Question      why did the ferry stop?",
        "Part 1        why did the ferry stop?  (covered)",
        "Part 2        who won?  (not covered)",
    ]
    at = lines.index("Search 2      who won?")
    assert lines[at + 1 : at + 3] == ["  filters     none", ""]
    assert lines[-1] == "Withheld      2 that were not verified (--strict)"


def test_a_resumed_answer_says_that_the_search_is_not_kept():
    told = explain(replace(ANSWER, traces=(), retrieved=(hit(),)))
    assert NOT_KEPT in told
    assert "verdict     verified" in told
    assert "reading" not in told


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (replace(ANSWER, retrieved=()), "no passage was found"),
        (replace(ANSWER, confidence=0.01), f"the engine answers from {ANSWER_AT:.2f} on"),
        (ANSWER, "no sentence of the passages can stand as an answer"),
        (replace(ANSWER, provenance=Provenance("openai", "m", {}, "f")),
         "the model found no answer in the passages"),
    ],
)  # fmt: skip
def test_an_abstention_says_why(answer, why):
    abstained = replace(answer, status="abstained", sentences=(), citations=())
    assert why_abstained(abstained) == why
    assert f": abstained, for {why}" in explain(abstained)
    assert explain_json(abstained)["why_abstained"] == why


def test_a_model_has_no_threshold():
    made = replace(ANSWER, provenance=Provenance("openai", "m", {}, "f"))
    assert "Confidence    0.88: answered\n" in explain(made)
    assert explain_json(made)["answers_from"] is None


@pytest.mark.parametrize(
    ("text", "verdict", "cited", "said"),
    [
        ("The ferry stopped on Monday with 240 people.", Verdict.VERIFIED, (FERRY,),
         "it stands word for word in the words cited"),
        ("The ferry stopped on Monday with 240 people.", Verdict.VERIFIED, (),
         "there is no citation to check it against"),
        ("The ferry that had 240 people stopped.", Verdict.VERIFIED, (FERRY,),
         "found there: “240”; the words cited carry"),
        ("Ada Roe denied a strike of 12 days.", Verdict.VERIFIED, (FERRY, MAYOR),
         "found there: “Ada Roe”; the words cited carry"),
        ("a ferry stopped", Verdict.VERIFIED, (FERRY,), "the words cited carry"),
        ("It is false that the ferry stopped on Monday with 240 people.", Verdict.UNSUPPORTED,
         (FERRY,), "the words cited carry"),
    ],
)  # fmt: skip
def test_a_verdict_says_what_was_checked(text, verdict, cited, said):
    assert what_was_checked(Sentence(text, (1,), verdict), cited).startswith(said)


@pytest.mark.parametrize(
    ("voice", "who", "standing", "said"),
    [
        (Voice.AUTHOR, None, Standing.ASSERTED, "the article itself, stated as a fact"),
        (Voice.OPINION, None, Standing.HEDGED, "the author of an opinion piece, hedged"),
        (Voice.SOURCE, "", Standing.UNCONFIRMED, "somebody who is not named, not confirmed"),
        (Voice.SOURCE, "the mayor", Standing.DENIED, "the mayor, a denial"),
    ],
)
def test_whose_words_they_are(voice, who, standing, said):
    sentence = Sentence("x", (), Verdict.VERIFIED, (), who, False, voice, standing)
    assert whose_words(sentence) == said


@pytest.mark.parametrize(
    ("hedged", "standing", "said"),
    [
        (True, Standing.DENIED, "the mayor, hedged; denied in [7]"),
        (False, Standing.DENIED, "the mayor, stated as a fact; denied in [7]"),
        (True, Standing.UNCONFIRMED, "the mayor, hedged; not confirmed according to [7]"),
    ],
)
def test_a_doubt_from_elsewhere_is_told_apart_from_the_words_themselves(hedged, standing, said):
    beside = replace(ANSWER.citations[0], number=7)
    sentence = Sentence(
        "x", (), Verdict.VERIFIED, (), "the mayor", hedged, Voice.SOURCE, standing, beside
    )
    assert whose_words(sentence) == said


def test_filters_in_plain_words():
    assert filter_words(Filters()) == "none"
    everything = Filters("2025", "2026", "2026-01", ("P",), ("t", "u"), ("a1",))
    assert filter_words(everything) == (
        "since 2025, until 2026, as of 2026-01, publisher P, tag t, u, without a1"
    )


def test_a_search_without_an_answer():
    lines = explain_search(Found((), TRACE)).splitlines()
    assert lines[0] == "Search        why did the ferry stop?"
    assert "Passages      none" in lines
    assert lines[-1].startswith("  a9-1-0")
    many = replace(TRACE, dropped=TRACE.dropped * 25)
    assert explain_search(Found((hit(),), many)).splitlines()[-1] == "  … and 5 more"


def test_the_json_fits_its_schemas():
    for name, shape in (
        ("ask", explain_json(ANSWER)),
        ("search", search_json(Found(ANSWER.retrieved, TRACE))),
    ):
        schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        part = {**schema["properties"]["explain"], "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(part).validate(json.loads(json.dumps(shape)))
    assert shape["passages"][1]["fusion"]["words"] == 0.5
    assert shape["searches"][0]["spellings"] == {"ferry": ["ferries"]}


def test_nothing_of_it_acts_on_a_terminal():
    bad = "\x1b]0;owned\x07"
    row = replace(ROW, article_id=f"a{bad}", meta=Metadata(title=f"T{bad}"))
    trace = replace(
        TRACE, query=bad, terms=(bad,), spellings={bad: (bad,)},
        times=(TimeReading(bad, "2025-05-01", None, "filter"),),
        dropped=(Dropped(bad, bad, bad),), filters=Filters(tags=(bad,)), today=bad,
    )  # fmt: skip
    answer = replace(
        ANSWER, asked=bad, question=f"q{bad}", parts=(Part(bad, True),), traces=(trace, trace),
        sentences=(replace(ANSWER.sentences[1], text=bad, reasons=(bad,), attributed_to=bad),),
        citations=(replace(FERRY, number=2, article=row, quote=bad),),
        retrieved=(replace(hit(), article=row),),
    )  # fmt: skip
    assert "\x1b" not in explain(answer)
    assert "\x07" not in explain(answer)
