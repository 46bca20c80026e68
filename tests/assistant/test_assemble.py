"""Numbers and notes of an answer, from its citations alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.assemble import Ledger, confidence, notes
from assistant.types import Citation, Context, Span, Verdict
from assistant.verify import Verification
from ingest.types import ArticleKind, ArticleRow, Metadata

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
    ledger = Ledger(Context("q", ()), lambda row: ())
    with pytest.raises(ValueError, match="passage 7"):
        ledger.add(Verification("text", (Span(7, 0, 4),), Verdict.VERIFIED))


def test_confidence_without_an_opinion_of_the_engine() -> None:
    assert confidence(1.7, (), ()) == 1.0
    assert confidence(None, (), ()) == 0.0
