"""Numbers and notes of an answer, from its citations alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.assemble import Ledger, confidence, notes, times_read, used
from assistant.types import (
    Citation,
    Context,
    Hit,
    Numbered,
    Retrieved,
    Sentence,
    Span,
    Standing,
    TimeReading,
    Trace,
    Verdict,
)
from assistant.verify import Verification
from ingest.clusters import Carried
from ingest.types import ArticleKind, ArticleRow, Filters, Metadata, Passage

NOW = datetime(2026, 1, 10, tzinfo=UTC)
ROW = ArticleRow("a1", 1, "x.md", Metadata(title="T", published="2026-01-05"), "h1")


def citation(number: int, row: ArticleRow) -> Citation:
    return Citation(number, f"{row.article_id}-1-0", "words", 0, 5, row)


def test_no_citations_no_notes() -> None:
    assert notes([], NOW, None) == ()


def test_one_article_is_a_single_source() -> None:
    assert notes([citation(1, ROW), citation(2, ROW)], NOW, None) == ("single source",)


def test_copies_are_one_origin_and_two_texts_are_not() -> None:
    copy = replace(ROW, article_id="a2")
    assert notes([citation(1, ROW), citation(2, copy)], NOW, None) == (
        "several outlets but one origin",
    )
    other = replace(copy, content_hash="h2")
    assert notes([citation(1, ROW), citation(2, other)], NOW, None) == ()


def test_opinion_and_undated_are_said() -> None:
    row = replace(ROW, meta=Metadata(kind=ArticleKind.OPINION))
    assert notes([citation(1, row)], NOW, None) == (
        "single source",
        "opinion only",
        "undated source",
    )


def test_age_counts_from_the_day_asked_about() -> None:
    assert "newest source is 12 months old" in notes([citation(1, ROW)], NOW, "2027-01-05")
    assert notes([citation(1, ROW)], NOW, "2026-02-01") == ("single source",)


def test_a_span_of_a_passage_that_was_not_given_is_refused() -> None:
    ledger = Ledger(Context("q", ()), lambda row: Carried())
    with pytest.raises(ValueError, match="passage 7"):
        ledger.add(Verification("text", (Span(7, 0, 4),), Verdict.VERIFIED))


def test_a_denial_is_shown_when_a_sentence_before_or_behind_shows_it() -> None:
    text = "They sank. He denied it."
    row = replace(ROW, article_id="a1")
    hit = Hit(Passage("a1-1-0", "a1", 1, 0, 0, len(text), text), row, 1.0)
    claim, denial = Span(1, 0, 10), Span(1, 11, 24)
    said = Verification("They sank.", (claim,), Verdict.VERIFIED, standing_span=denial)

    def ledger() -> Ledger:
        return Ledger(Context("q", (Numbered(1, hit),)), lambda row: Carried())

    twice = ledger()
    assert [twice.add(said)[0].standing_shown for _ in range(2)] == [False, True]
    assert ledger().add(said, (denial,))[0].standing_shown is True
    other = ledger()
    other.add(Verification("He denied it.", (denial,), Verdict.VERIFIED))
    assert other.add(said)[0].standing_shown is True


def test_confidence_without_an_opinion_of_the_engine() -> None:
    assert confidence(1.7, (), ()) == 1.0
    assert confidence(None, (), ()) == 0.0


def test_copies_with_small_edits_are_one_origin() -> None:
    other = replace(ROW, article_id="a2", content_hash="h2")
    third = replace(ROW, article_id="a3", content_hash="h3")
    text = (
        "The harbour was closed on the second day of the storm, its master said, and the "
        "ferries lay at their quays until the wind turned to the north in the evening, when "
    )
    cited = [citation(1, ROW), citation(2, other)]

    def hits(*texts: str) -> list[Hit]:
        return [
            Hit(
                Passage(each.passage_id, each.article.article_id, 1, 0, 0, 9, text),
                each.article,
                1.0,
            )
            for each, text in zip([*cited, citation(3, third)], texts, strict=False)
        ]

    said = "several outlets but one origin"
    assert notes(cited, NOW, None, hits(text + "it stays.", text + "it was.")) == (said,)
    assert notes(cited, NOW, None, hits(text, "The mill burnt down at night. " * 9)) == ()
    three = [*cited, citation(3, third)]
    assert notes(three, NOW, None, hits(text, text, "The mill burnt down. " * 9)) == ()


def test_the_sentence_that_decides_the_standing_is_cited_too() -> None:
    text = "Norland reportedly sold it. Nobody has confirmed it."
    passage = Passage("a1:0", "a1", 1, 0, 0, len(text), text)
    ledger = Ledger(Context("q", (Numbered(1, Hit(passage, ROW, 1.0)),)), lambda row: Carried())
    checked = Verification(
        "Norland reportedly sold it.",
        (Span(1, 0, 27),),
        Verdict.VERIFIED,
        standing=Standing.UNCONFIRMED,
        standing_span=Span(1, 28, len(text)),
    )
    sentence, new = ledger.add(checked)
    assert [each.quote for each in new] == [text[:27], text[28:]]
    assert sentence.citations == (1,)
    assert sentence.standing_from == new[1]
    assert used([sentence, Sentence("x", (7,), Verdict.PARTLY)]) == {1, 2, 7}


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (TimeReading("since June", "2025-06-01", None, "filter"),
         "“since June” read as only articles of 1 June 2025 on"),
        (TimeReading("before June", None, "2025-05-31", "prior"),
         "“before June” read as first the articles of up to 31 May 2025"),
        (TimeReading("in May", "2025-05-01", "2025-05-31", "prior"),
         "“in May” read as first the articles of 1 May 2025 to 31 May 2025"),
    ],
)  # fmt: skip
def test_how_words_about_time_were_read(reading: TimeReading, said: str) -> None:
    trace = Trace("q", Filters(), times=(reading,))
    assert times_read([trace, trace]) == (said,)


def test_of_an_engine_without_a_confidence_the_verified_share_counts() -> None:
    sentences = [Sentence("a", (), verdict) for verdict in Verdict]
    hit = Hit(Passage("p", "a1", 1, 0, 0, 1, "x"), ROW, 1.0)
    assert confidence(None, sentences, [hit]) == 0.5
    assert confidence(None, [], [hit]) == 0.0


def test_of_two_steps_the_later_stands_for_both() -> None:
    first, last = Retrieved(()), Retrieved(())
    assert first + last is last
