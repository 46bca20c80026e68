"""From answers to text, Markdown, JSON and exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from ferry import ABSTAINED, ANSWERED, BARE, META, PROVENANCE, ROW, citation, hit, sentence

from assistant.errors import Cancelled, ConfigError, ModelAuth, UsageError
from assistant.exits import Exit, exit_of, exit_of_answer
from assistant.explain import explain
from assistant.labels import disputes, remarks
from assistant.render import (
    byline,
    cost,
    escape_markdown,
    labelled,
    provenance_line,
    sentence_text,
    sources_text,
    to_json,
    to_markdown,
    to_text,
)
from assistant.types import (
    Disagreement,
    Part,
    Provenance,
    Side,
    Standing,
    Usage,
    Verdict,
    Voice,
)
from ingest.errors import (
    BriefingError,
    EmbedderUnavailable,
    FetchError,
    LibraryMissing,
    UnknownArticle,
)
from ingest.types import Access, ArticleKind, Metadata

ROOT = Path(__file__).resolve().parents[2]


# --- pieces -------------------------------------------------------------------------------


def test_byline_tells_outlet_authors_and_date_or_that_they_are_unknown():
    assert byline(ROW) == "Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025"
    assert byline(BARE) == "publisher unknown, undated"


@pytest.mark.parametrize(
    ("kind", "access", "label"),
    [
        (ArticleKind.REPORT, Access.FULL, ""),
        (ArticleKind.OPINION, Access.FULL, " (opinion)"),
        (ArticleKind.REPORT, Access.PARTIAL, " (partial text)"),
        (ArticleKind.LIVE_BLOG, Access.SUMMARY, " (live blog, summary text)"),
    ],
)
def test_a_label_tells_what_is_no_whole_plain_report(kind, access, label):
    row = replace(ROW, meta=replace(META, kind=kind, access=access))
    assert labelled(row) == byline(row) + label


def test_provenance_tells_engine_and_what_left_the_machine():
    assert provenance_line(PROVENANCE, 0.04) == (
        "extractive engine · nothing left this machine · 0.0 s"
    )
    sent = Provenance("openai", "m1", {}, "f", Usage(10, 5), "http://127.0.0.1:1/v1")
    assert provenance_line(sent, 2) == (
        "openai (m1) engine · question and passages were sent to http://127.0.0.1:1/v1 · 2.0 s "
        "· 10 + 5 tokens"
    )


def test_a_sentence_says_why_it_is_not_verified():
    assert sentence_text(sentence()) == "Its engine failed. [1]"
    weak = sentence(verdict=Verdict.PARTLY, reasons=("the number 7 is not there", "no date"))
    assert sentence_text(weak) == (
        "Its engine failed. [1]\n  ~ partly: the number 7 is not there; no date"
    )
    bad = sentence(numbers=(), verdict=Verdict.UNSUPPORTED, reasons=("it cites nothing",))
    assert sentence_text(bad) == "Its engine failed.\n  ✗ unsupported: it cites nothing"


def test_nothing_is_wider_than_the_terminal():
    long = replace(
        ANSWERED,
        sentences=(sentence(" ".join(["words"] * 60)),),
        citations=(citation(also_carried_by=("Outlet " * 9,) * 3),),
        notes=("single source",) * 9,
        retrieved=(hit(),) * 5,
    )
    for answer in (long, replace(long, status="abstained")):
        assert max(map(len, to_text(answer, width=60).splitlines())) <= 60


# --- text ---------------------------------------------------------------------------------


def test_text_of_an_answer():
    assert to_text(ANSWERED) == (
        "Its engine failed. [1]\n\n"
        "[1] Ferry stops\n"
        "    Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025\n"
        "    https://gazette.example/ferry\n\n"
        "extractive engine · nothing left this machine · 1.5 s"
    )


def test_sources_stand_article_by_article_with_what_is_not_yet_quoted():
    answer = replace(
        ANSWERED,
        citations=(
            citation(),
            citation(2, "The ferry stopped on Monday."),
            citation(3, article=BARE, quote="on Monday", also_carried_by=("B Wire", "C Wire")),
        ),
        notes=("single source", "opinion only"),
        incomplete="it was cut off",
    )
    assert sources_text(answer) == (
        "[1][2] Ferry stops\n"
        "    Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025\n"
        "    [2] “The ferry stopped on Monday.”\n"
        "    https://gazette.example/ferry\n"
        "[3] untitled\n"
        "    publisher unknown, undated\n"
        "    also carried by B Wire, C Wire\n"
        "    “on Monday”\n\n"
        "Incomplete: it was cut off\n\n"
        "Note: single source · opinion only\n\n"
        "extractive engine · nothing left this machine · 1.5 s"
    )


def test_an_abstention_shows_the_nearest_passages_three_at_most():
    text = to_text(replace(ABSTAINED, retrieved=(hit(),) * 5))
    assert text.startswith("The library does not answer this.\n\nThe nearest passages:\n\n  Ferry")
    assert text.count("Ferry stops") == 3
    assert "nearest" not in to_text(replace(ABSTAINED, retrieved=()))
    assert "untitled" in to_text(replace(ABSTAINED, retrieved=(hit(BARE),)))


def test_colour_only_where_it_is_asked_for():
    assert "\x1b" not in to_text(ANSWERED)
    assert "\x1b[1mFerry stops\x1b[0m" in to_text(ANSWERED, colour=True)
    assert "\x1b[2m" in to_text(ANSWERED, colour=True)


@pytest.mark.parametrize("payload", ["\x1b]52;c;x\x07", "\x9b2J", "\u202e", "\x08", "\r"])
def test_hostile_wording_is_cleaned_in_every_field(payload):
    meta = Metadata(title=f"T{payload}", publisher=f"P{payload}", authors=(f"A{payload}",),
                    url=f"https://x.example/{payload}")  # fmt: skip
    row = replace(ROW, meta=meta)
    answer = replace(
        ANSWERED,
        asked=f"why{payload}?",
        sentences=(sentence(f"Text{payload}", verdict=Verdict.PARTLY, reasons=(f"r{payload}",)),),
        citations=(citation(article=row, quote=f"Q{payload}", also_carried_by=(f"C{payload}",)),),
        retrieved=(hit(row),),
        notes=(f"n{payload}",),
        incomplete=f"i{payload}",
        provenance=Provenance("openai", f"m{payload}", {}, "f", endpoint=f"http://h{payload}"),
    )
    for shown in (to_text(answer), to_markdown(answer), explain(answer),
                  to_text(replace(answer, status="abstained"))):  # fmt: skip
        assert payload[0] not in shown


# --- Markdown -----------------------------------------------------------------------------


def test_markdown_of_an_answer():
    answer = replace(
        ANSWERED,
        sentences=(sentence(), sentence("Maybe *so*.", (), Verdict.UNSUPPORTED)),
        notes=("single source",),
        incomplete="cut off",
    )
    assert to_markdown(answer) == (
        "**why?**\n\n"
        "Its engine failed. [1]\n"
        "Maybe \\*so\\*. *(unsupported)*\n\n"
        "[1] Ferry stops. Aldmoor Gazette, by Ada Lind, Tom Ruk, 6 May 2025. “Its engine "
        "failed.” https://gazette.example/ferry  \n\n"
        "Incomplete: cut off\n\n"
        "Note: single source\n"
    )


def test_markdown_of_an_abstention_and_of_a_bare_source():
    assert to_markdown(ABSTAINED) == "**why?**\n\nThe library does not answer this.\n"
    bare = to_markdown(replace(ANSWERED, citations=(citation(article=BARE),)))
    assert "[1] untitled. publisher unknown, undated. “Its engine failed.”  \n" in bare


def test_markdown_from_articles_stays_literal():
    assert escape_markdown("[a](http://x) <b> `c` #d !e") == (
        "\\[a\\](http://x) \\<b\\> \\`c\\` \\#d \\!e"
    )


# --- JSON ---------------------------------------------------------------------------------


def fits_ask(shape):
    schema = json.loads((ROOT / "docs/json/ask.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(shape)


def test_json_of_an_answer_fits_its_schema():
    shape = to_json(ANSWERED)
    fits_ask(shape)
    assert shape["confidence"] == 0.8765
    assert shape["question"] == "why?"
    assert shape["searched_for"] == "why did the ferry stop?"
    assert shape["filters"] == {"since": "2025-01-01", "publishers": ["Aldmoor Gazette"]}
    assert "choice" not in shape
    assert "attributed_to" not in shape["sentences"][0]
    assert "usage" not in shape["provenance"]
    assert "lexical_rank" not in shape["retrieved"][0]
    assert json.loads(json.dumps(shape))["answer"] == "Its engine failed. [1]"


def test_json_tells_choice_usage_attribution_and_ranks_where_there_are_any():
    answer = replace(
        ANSWERED,
        sentences=(sentence(attributed_to="officials", hedged=True),),
        has_choices=True,
        retrieved=(hit(similarity=0.12345678), hit(lexical_rank=3)),
        provenance=replace(PROVENANCE, usage=Usage(3, 4)),
    )
    shape = json.loads(json.dumps(to_json(answer, explain=True)))
    fits_ask(shape)
    assert shape["choice"] is None
    assert shape["sentences"][0]["attributed_to"] == "officials"
    assert shape["provenance"]["usage"] == {"input_tokens": 3, "output_tokens": 4}
    assert [h["similarity"] for h in shape["retrieved"]] == [0.123457, None]
    assert [h["lexical_rank"] for h in shape["retrieved"]] == [None, 3]
    fits_ask(json.loads(json.dumps(to_json(ABSTAINED))))


# --- exit codes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (ModelAuth("x"), 6),
        (EmbedderUnavailable("x"), 6),
        (LibraryMissing("x"), 7),
        (Cancelled("x"), 130),
        (ConfigError("x"), 1),
        (UnknownArticle("x"), 1),
        (FetchError("x"), 1),
        (BriefingError("x"), 1),
    ],
)
def test_each_error_has_its_exit_code(error, code):
    assert exit_of(error) == code


@pytest.mark.parametrize(
    ("answer", "strict", "code"),
    [
        (ANSWERED, True, Exit.DONE),
        (ABSTAINED, True, Exit.NOTHING_FOUND),
        (replace(ABSTAINED, withheld=2), True, Exit.NOTHING_FOUND),
        (replace(ANSWERED, withheld=2), True, Exit.NOT_VERIFIED),
        (replace(ANSWERED, sentences=(sentence(verdict=Verdict.PARTLY),)), False, Exit.DONE),
        (replace(ANSWERED, sentences=(sentence(verdict=Verdict.PARTLY),)), True, Exit.NOT_VERIFIED),
        (replace(ANSWERED, incomplete="cut"), False, Exit.MODEL_FAILED),
        (replace(ABSTAINED, incomplete="cut"), False, Exit.MODEL_FAILED),
    ],
)
def test_each_answer_has_its_exit_code(answer, strict, code):
    assert exit_of_answer(answer, strict=strict) is code


# --- whose words, and disagreements ---------------------------------------------------------

NEITHER = citation(2, "The ferry stopped on Monday.")
DISPUTED = replace(
    ANSWERED,
    citations=(citation(), citation(2, "The ferry stopped on Monday.", BARE)),
    disagreements=(
        Disagreement("the day", "date", (Side("Monday", (1,)), Side("Friday", (2, 9), later=True))),
    ),
)


def test_under_a_sentence_stands_whose_word_it_is_where_it_does_not_say_so():
    assert remarks(sentence()) == ()
    assert remarks(sentence(attributed_to="its engine", voice=Voice.SOURCE)) == ()
    assert remarks(sentence(attributed_to="Ada Lind", voice=Voice.SOURCE)) == ("said by Ada Lind",)
    assert remarks(sentence(attributed_to="", voice=Voice.SOURCE)) == ()
    assert remarks(sentence(attributed_to="Tom", voice=Voice.OPINION)) == ("opinion of Tom",)
    assert remarks(sentence(voice=Voice.OPINION)) == ("opinion",)


def test_under_a_sentence_stands_what_leaves_it_unconfirmed():
    unsure = sentence(standing=Standing.UNCONFIRMED, standing_from=NEITHER)
    said = "unconfirmed as of 6 May 2025: “The ferry stopped on Monday.” [2]"
    assert remarks(unsure) == (said,)
    assert sentence_text(unsure) == f"Its engine failed. [1]\n  {said}"
    undated = replace(
        unsure, standing=Standing.DENIED, standing_from=replace(NEITHER, article=BARE)
    )
    assert remarks(undated) == ("denied: “The ferry stopped on Monday.” [2]",)
    answer = replace(ANSWERED, sentences=(unsure,), citations=(citation(), NEITHER))
    assert to_text(answer).count("The ferry stopped on Monday.") == 1
    assert "*(unconfirmed as of 6 May 2025: “The ferry" in to_markdown(answer)
    shape = to_json(answer)["sentences"][0]
    assert (shape["voice"], shape["status"], shape["status_from"]) == ("author", "unconfirmed", 2)


@pytest.mark.parametrize(
    ("about", "one", "other", "line"),
    [
        (
            "Did the ferry stop?",
            "The ferry stopped.",
            "Its owner denied that it stopped.",
            "Sources disagree: yes (Aldmoor Gazette [1]) · denied (publisher unknown [2])",
        ),
        (
            "ferry stopped",
            "The ferry never stopped.",
            "The ferry stopped.",
            "Sources disagree on “ferry stopped”: no (Aldmoor Gazette [1]) · yes (publisher "
            "unknown [2])",
        ),
        (
            "ferry stopped",
            "The ferry never stopped.",
            "The ferry did not sail.",
            "Sources disagree on “ferry stopped”: Aldmoor Gazette [1] against publisher unknown [2]",
        ),
    ],
)
def test_of_a_yes_or_no_only_the_sides_are_named(about, one, other, line):
    found = Disagreement(about, "yes or no", (Side(one, (1,)), Side(other, (2,))))
    assert disputes([found], [citation(), replace(NEITHER, article=BARE)]) == (line,)


def test_a_denial_that_the_answer_shows_is_not_written_out_again():
    beside = sentence(standing=Standing.DENIED, standing_from=NEITHER, standing_shown=True)
    assert remarks(beside) == ("denied as of 6 May 2025: see [2]",)


@pytest.mark.parametrize(
    ("quote", "changed", "day"),
    [
        ("The ferry stopped.", None, "6 May 2025"),
        ("The ferry stopped.", "2025-05-09T08:00:00", "9 May 2025"),
        ("Update, 8 May: The ferry denied it.", "2025-05-09", "8 May 2025"),
        ("Update, from 7 May to 8 May: The ferry denied it.", "2025-05-09", "9 May 2025"),
        ("Update: The ferry denied it had sailed on 2 May.", "2025-05-09", "9 May 2025"),
    ],
)
def test_a_denial_stands_as_of_the_day_it_gives_else_of_the_last_change(quote, changed, day):
    row = replace(ROW, meta=replace(META, modified=changed))
    said = replace(NEITHER, quote=quote, article=row)
    beside = sentence(standing=Standing.DENIED, standing_from=said)
    assert remarks(beside) == (f"denied as of {day}: “{quote}” [2]",)


def test_disagreements_show_both_sides_with_their_sources():
    line = (
        "Sources disagree on “the day”: Monday (Aldmoor Gazette [1]) · "
        "Friday (publisher unknown [2], later figure)"
    )
    assert disputes(DISPUTED.disagreements, DISPUTED.citations) == (line,)
    assert line in to_text(DISPUTED, width=200)
    assert "Sources disagree on “the day”: Monday" in to_markdown(DISPUTED)
    shape = to_json(replace(DISPUTED, parts=(Part("Why?", True),)))
    assert shape["disagreements"] == [
        {
            "about": "the day",
            "kind": "date",
            "sides": [
                {"value": "Monday", "citations": [1], "later": False},
                {"value": "Friday", "citations": [2, 9], "later": True},
            ],
        }
    ]
    assert shape["parts"] == [{"question": "Why?", "covered": True}]
    jsonschema.validate(shape, json.loads((ROOT / "docs/json/ask.schema.json").read_text()))


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        (Usage(1, 1), ""),
        (Usage(1, 1, 0.0031, "USD"), " · 0.0031 USD"),
        (Usage(1, 1, 1234.5, None), " · 1,234.50"),
    ],
)
def test_what_the_tokens_cost(usage: Usage, said: str) -> None:
    assert cost(usage) == said
