"""Sentences against given articles: verdicts, reasons, citations, numbers, what is looked at."""

from hashlib import sha256

import pytest

from assistant.check import Checker, Finding, count_lines, summary, without_prefix
from assistant.drafts.given import GivenArticles, bare_article
from assistant.drafts.report import (
    citations_of,
    sentence_json,
    sentence_text,
    sources_text,
    summary_text,
    to_json,
    to_text,
    told_by,
)
from assistant.render import Style
from assistant.types import Span
from ingest.draft import text_draft
from ingest.types import Article, ArticleKind, Block, BlockKind, Filters, Metadata

FERRY = (
    "The ferry between Aldmoor and the mainland stopped on Monday. The harbour office counted "
    "240 passengers. Its owner Marta Quill denied that the ship had missed an inspection."
)
BUS = "The bus to Aldmoor carries 90 passengers. It will run until October, the county said."


def article(text, name="ferry", **meta):
    return Article(name, name, text, (Block(BlockKind.BODY, 0, len(text)),), Metadata(**meta))


def article_id(text):
    """As ingest names a text that came by standard input."""
    name = "text:" + sha256(text.encode()).hexdigest()
    return "a" + sha256(name.encode()).hexdigest()[:12]


@pytest.fixture
def given():
    return GivenArticles([article(FERRY), article(BUS, "bus")])


@pytest.fixture
def checker(given):
    return Checker(given)


def test_what_the_articles_say_is_supported_with_exact_quotations(checker, given):
    found = checker.claim("The harbour office counted 240 passengers.")
    assert found.finding is Finding.SUPPORTED
    assert found.reasons == ()
    assert found.nearest == ()
    (citation,) = found.citations
    assert citation.quote == "The harbour office counted 240 passengers."
    text = given.text(citation.article.article_id)
    assert text[citation.start : citation.end] == citation.quote
    assert citation.article.article_id == article_id(FERRY)
    assert citation.also_carried_by == ()
    assert 0 < found.score <= 1


def test_what_they_do_not_say_is_not_and_the_part_is_named(checker):
    found = checker.claim("The harbour office counted 380 passengers.")
    assert found.finding is Finding.UNSUPPORTED
    assert any("380" in reason for reason in found.reasons)
    assert found.citations == ()
    assert found.nearest[0].quote == "The harbour office counted 240 passengers."
    drifting = checker.claim("The harbour office counted 240 passengers of the ferry gladly.")
    if drifting.finding is Finding.UNSUPPORTED:
        assert any("gladly" in reason for reason in drifting.reasons)
    far = checker.claim("The parliament of Norwick elected a speaker after seven ballots.")
    assert far.finding is Finding.UNSUPPORTED
    assert far.reasons


def test_without_articles_nothing_is_supported():
    found = Checker(GivenArticles([])).claim("The ferry stopped on Monday.")
    assert found.finding is Finding.UNSUPPORTED
    assert found.reasons == ("no article says anything near to it",)
    assert found.score == 0
    assert Checker(GivenArticles([bare_article("")])).claim("It stopped.").score == 0


def test_of_claims_only_questions_and_nothing_are_left_out(checker):
    assert checker.claim("Did the ferry stop?").reasons == ("a question",)
    assert checker.claim(" … ").reasons == ("it says nothing",)
    assert checker.claim("We should sell it.").finding is not Finding.NOT_CHECKABLE
    assert checker.claim("It stopped.").finding is not Finding.NOT_CHECKABLE


def test_a_span_keeps_its_number(checker):
    first = checker.claim("The harbour office counted 240 passengers.")
    other = checker.claim("The bus to Aldmoor carries 90 passengers.")
    again = checker.claim("The harbour office counted 240 passengers.")
    assert [each.citations[0].number for each in (first, other, again)] == [1, 2, 1]
    assert checker.anew().claim(other.text).citations[0].number == 1
    assert [c.number for c in citations_of([other, first, again])] == [1, 2]


def test_a_draft_is_checked_sentence_by_sentence(checker):
    draft = text_draft(
        "# The ferry\n\nThe ferry stopped on Mars. It stopped on Monday in Aldmoor.\n\n"
        "> The harbour office counted 240 passengers.\n\nWas it old?\n",
        "d", markdown=True,
    )  # fmt: skip
    found = list(checker.draft(draft))
    assert count_lines(draft) == len(found) == 5
    assert [each.kind for each in found][:4] == [
        BlockKind.SUBHEADING, BlockKind.BODY, BlockKind.BODY, BlockKind.QUOTATION
    ]  # fmt: skip
    assert found[2].query.startswith("The ferry stopped on Mars. It")
    assert found[3].finding is Finding.SUPPORTED
    counts = summary(found)
    assert counts.sentences == 5
    assert counts.checkable == counts.supported + counts.unsupported
    assert counts.not_checkable == 5 - counts.checkable


def test_a_check_is_stopped_between_two_sentences(checker):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 1

    draft = text_draft("The ferry stopped then. The bus ran then.", "d")
    assert len(list(checker.draft(draft, cancelled))) == 1


def test_the_lead_of_an_answer_is_the_catalogues_word():
    meta = {"title": "Ferry", "publisher": "Aldmoor Gazette", "published": "2025-05-06"}
    given = GivenArticles([article(FERRY, **meta), article(BUS, "bus", title="Bus stop")])
    checker = Checker(given)
    said = "Aldmoor Gazette, 6 May 2025: The harbour office counted 240 passengers."
    assert checker.claim(said).finding is Finding.SUPPORTED
    wrong = checker.claim(said.replace("6 May", "7 May"))
    assert wrong.finding is Finding.UNSUPPORTED
    foreign = checker.claim(
        "Aldmoor Gazette, 6 May 2025: The bus to Aldmoor carries 90 passengers."
    )
    assert foreign.finding is Finding.UNSUPPORTED
    titled = checker.claim("“Bus stop”: The bus to Aldmoor carries 90 passengers.")
    assert titled.finding is Finding.SUPPORTED
    context = given.context("ferry")
    assert without_prefix("The ferry stopped.", context) == ("The ferry stopped.", context)


def test_of_long_articles_the_nearest_passages_are_taken():
    filler = " ".join(f"Council item number {n} was read out and then put off." for n in range(400))
    given = GivenArticles([article(filler, "minutes"), article(FERRY)], most=3)
    context = given.context("The harbour office counted 240 passengers.")
    assert len(context.passages) == 3
    assert context.passages[0].hit.article.source == "ferry"
    assert context.passages[0].hit.score > context.passages[1].hit.score
    assert given.context("zzz qqq").passages[0].hit.score == 0
    assert Checker(given).claim("The harbour office counted 240 passengers.").citations


def test_an_article_given_twice_counts_once():
    given = GivenArticles([article(FERRY), article(FERRY)])
    assert len(given.context("x").passages) == 1


def test_neighbours_are_read_along():
    filler = " ".join(f"Council item number {n} was read out and then put off." for n in range(40))
    passages = GivenArticles([article(filler)]).context("x").passages
    assert passages[0].before == ""
    assert passages[0].after == passages[1].hit.passage.text
    assert passages[1].before == passages[0].hit.passage.text


# --- what is shown -----------------------------------------------------------------------


def test_the_marked_up_copy(checker):
    draft = text_draft(
        "# The \x1b[31mferry\n\nThe harbour office counted 240 passengers. "
        "The harbour office counted 380 passengers.\n\n> Was it old?\n",
        "d", markdown=True,
    )  # fmt: skip
    found = list(checker.draft(draft))
    text = to_text(found, width=70)
    assert text.startswith(
        "# The [31mferry\n\n"
        "✓ The harbour office counted 240 passengers. [1]\n"
        "✗ The harbour office counted 380 passengers.\n"
        "    not supported: "
    )
    assert "nearest: [1]" in text
    assert "\n\n· > Was it old?\n    not checkable: a question\n\n[1] untitled\n" in text
    assert text.endswith("\n\n4 sentences: 1 supported, 1 not supported, 2 not checkable\n")
    assert "\x1b" not in text
    assert all(len(line) <= 70 for line in text.splitlines())
    bold = sentence_text(found[0], style=Style(True))
    assert bold == "\x1b[1m# The [31mferry\x1b[0m"


def test_without_citations_there_are_no_sources():
    found = list(Checker(GivenArticles([])).draft(text_draft("The ferry to Aldmoor stopped.", "d")))
    assert sources_text(found) == ""
    assert summary_text(summary(found)).startswith("1 sentence: 0 supported, 1 not")
    assert to_text(found).count("\n\n") == 1


def test_explained(checker):
    (first, second) = checker.draft(
        text_draft("The ferry stopped on Mars. It stopped in Aldmoor at noon.", "d")
    )
    text = sentence_text(second, first, explain=True)
    assert "searched for: The ferry stopped on Mars. It stopped in Aldmoor at noon." in text
    assert "passages looked at:" in text
    assert "untitled" in text
    assert "searched for" not in sentence_text(first, explain=True)
    asked = checker.claim("Was it old?")
    assert "looked at" not in sentence_text(asked, explain=True)
    filler = " ".join(f"Council item number {n} was read out and then put off." for n in range(400))
    many = Checker(GivenArticles([article(filler)])).claim("Council item number 7 was put off.")
    assert "… and 7 more" in sentence_text(many, explain=True)


def test_ranks_of_a_library_are_shown(checker):
    from dataclasses import replace

    found = checker.claim("The ferry stopped on Mars.")
    ranked = replace(found, looked=(replace(found.looked[0], lexical_rank=2, vector_rank=5),))
    assert "words 2, sense 5" in sentence_text(ranked, explain=True)


def test_json(checker):
    draft = text_draft("# Ferry\n\nThe harbour office counted 240 passengers.", "d", markdown=True)
    found = list(checker.draft(draft))
    shape = to_json("d", found, Filters(as_of="2025-05-07"), {"total": 1.0}, explain=True)
    assert shape["as_of"] == "2025-05-07"
    assert [each["block"] for each in shape["sentences"]] == ["heading", "body"]
    assert shape["summary"] == {
        "sentences": 2, "supported": 1, "unsupported": 0, "not_checkable": 1, "checkable": 1
    }  # fmt: skip
    assert shape["sentences"][1]["looked_at"][0]["passage_id"].endswith("-1-0")
    assert "looked_at" not in sentence_json(found[1])


def test_who_says_it_is_passed_on(checker):
    found = checker.claim("Marta Quill denied that the ship had missed an inspection.")
    assert found.finding is Finding.SUPPORTED
    assert sentence_json(found)["attributed_to"] == found.attributed_to


MINE = (
    "The mine at Aldmoor is older than the town. A geologist, speaking on condition of anonymity, "
    "said that two shafts had been flooded in March. The Herald could not verify the claim."
)
PUMPS = "Foreman Ole Tarn said that the pumps are new. They run at night."


def test_whose_word_it_is_stands_under_the_sentence():
    checker = Checker(GivenArticles([article(MINE), article(PUMPS)]))
    told = {
        "Two shafts had been flooded in March.": (
            "said by a geologist; unconfirmed, the article says"
        ),
        "The pumps are new.": "said by Foreman Ole Tarn",
        "Foreman Ole Tarn said that the pumps are new.": "",
        "The mine at Aldmoor is older than the town.": "",
        "The pumps are old.": "",
    }
    for text, under in told.items():
        found = checker.claim(text)
        assert told_by(found) == under, text
        assert (f"\n    {under}" in sentence_text(found)) or not under


def test_an_opinion_is_called_one():
    author = {"kind": ArticleKind.OPINION, "authors": ("Ida Holm",)}
    checker = Checker(GivenArticles([article("The harbour was never worth a new pier.", **author)]))
    assert told_by(checker.claim("The harbour was never worth a new pier.")) == (
        "opinion of Ida Holm"
    )


def test_a_reason_is_always_given(checker):
    """A gate that gives no reason for its verdict is spoken for."""
    from assistant.check import _reasons
    from assistant.types import Verdict
    from assistant.verify import Verification

    context = GivenArticles([article(FERRY)]).context("x")
    tried = ("a citation that supports nothing was removed",)
    silent = Verification("The ferry stopped.", (), Verdict.PARTLY, tried)
    assert _reasons(silent, (), context) == ("the nearest words do not carry it",)


def test_a_span_of_a_passage_that_was_not_given_is_a_fault(checker, given):
    with pytest.raises(ValueError, match="not given"):
        checker._citations([Span(99, 0, 5)], given.context("x"))
