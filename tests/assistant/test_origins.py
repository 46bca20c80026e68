"""Copies among the passages of an answer: put together, told from versions, counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from assistant.assemble import Ledger, notes
from assistant.origins import collapse, one_cluster, outlets, same_text
from assistant.render import to_markdown, to_text
from assistant.retrieval.tracing import with_copies
from assistant.types import (
    Answer,
    Citation,
    Context,
    Dropped,
    Hit,
    Numbered,
    Provenance,
    Sentence,
    Span,
    Trace,
    Verdict,
)
from assistant.verify import Verification
from ingest.clusters import Carried
from ingest.types import ArticleRow, Filters, Metadata, Passage

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def words(seed: int, count: int = 50) -> str:
    chance = Random(seed)
    return " ".join("".join(chance.choices("aeioulmnrst", k=6)) for _ in range(count))


def row(name: str, publisher: str | None = None, cluster: str | None = None) -> ArticleRow:
    meta = Metadata(title="T", publisher=publisher or name, published="2026-01-05")
    return ArticleRow(name, 1, "s", meta, f"hash of {name}", cluster)


def passages(article: ArticleRow, *texts: str) -> list[Passage]:
    name = article.article_id
    return [Passage(f"{name}-{n}", name, 1, n, 0, 9, text) for n, text in enumerate(texts)]


WIRE, ECHO, POST = (row(name, cluster="wire") for name in ("wire", "echo", "post"))
LONE = row("lone")
STORED = {
    "wire": passages(WIRE, words(1) + " " + words(2), words(3) + " " + words(4), words(8)),
    "echo": passages(ECHO, words(2) + " " + words(3), words(5) + " 98 died", words(9, 8)),
    "post": passages(POST, words(1) + " " + words(2)),
    "lone": passages(LONE, words(7)),
}


def hit(article: ArticleRow, number: int, score: float = 1.0) -> Hit:
    return Hit(STORED[article.article_id][number], article, score)


def collapsed(*hits: Hit) -> list[str]:
    found = collapse(hits, lambda article: STORED[article.article_id])
    assert all(each.passage.article_id == each.article.article_id for each in found)
    return [each.passage.passage_id for each in found]


def test_passages_of_copies_are_given_as_those_of_the_origin() -> None:
    assert collapsed(hit(ECHO, 0), hit(LONE, 0), hit(WIRE, 1)) == ["wire-0", "wire-1", "lone-0"]
    assert collapsed(hit(POST, 0), hit(LONE, 0), hit(ECHO, 1)) == ["post-0", "lone-0", "echo-1"]


def test_the_score_of_the_best_copy_stays() -> None:
    found = collapse([hit(POST, 0, 0.9), hit(WIRE, 0, 0.4)], lambda row: STORED[row.article_id])
    assert [(each.passage.passage_id, each.score) for each in found] == [("wire-0", 0.9)]


def test_the_account_names_the_copies_and_nothing_that_was_given() -> None:
    left = tuple(Dropped(name, "T", "scores less") for name in ("wire-1", "echo-0", "lone-0"))
    traces = [Trace("q", Filters(), dropped=left), Trace("r", Filters())]
    hits = (hit(WIRE, 0), hit(ECHO, 0), hit(LONE, 0))
    first, second = with_copies(traces, hits, (hit(WIRE, 0), hit(WIRE, 1)))
    assert [(each.passage_id, each.reason) for each in first.dropped] == [
        ("echo-0", "a copy: its words stand in the article of passage 1"),
        ("lone-0", "scores less"),
    ]
    assert second.dropped == ()


def test_without_the_origin_the_best_stands_for_all() -> None:
    assert collapsed(hit(POST, 0), hit(ECHO, 0)) == ["post-0", "echo-0"]
    whole = replace(STORED["echo"][0], text=words(2))
    assert [
        each.passage.passage_id
        for each in collapse(
            [hit(POST, 0), replace(hit(ECHO, 0), passage=whole)],
            lambda article: STORED[article.article_id],
        )
    ] == ["post-0"]


def test_what_an_outlet_wrote_itself_and_other_numbers_are_never_lost() -> None:
    assert collapsed(hit(WIRE, 0), hit(ECHO, 1), hit(ECHO, 2)) == ["wire-0", "echo-1", "echo-2"]
    changed = replace(STORED["echo"][0], text=words(2) + " " + words(3) + " 98")
    kept = collapse(
        [hit(WIRE, 0), replace(hit(ECHO, 0), passage=changed)],
        lambda article: STORED[article.article_id],
    )
    assert [each.passage.passage_id for each in kept] == ["wire-0", "echo-0"]


def test_articles_without_copies_stay_as_they_are() -> None:
    assert collapsed(hit(LONE, 0), hit(ECHO, 0), hit(ECHO, 1)) == ["lone-0", "echo-0", "echo-1"]
    assert collapsed() == []


def test_copies_of_two_outlets_are_one_and_two_versions_of_one_outlet_are_not() -> None:
    assert same_text(WIRE, ECHO)
    assert one_cluster(WIRE, ECHO)
    later = row("later", publisher="wire", cluster="wire")
    assert not same_text(WIRE, later)
    assert one_cluster(WIRE, later)
    assert not one_cluster(LONE, row("other"))
    assert same_text(WIRE, WIRE)
    unnamed = [replace(each, meta=Metadata()) for each in (ECHO, POST)]
    assert outlets([*unnamed, WIRE, later]) == 3


def citation(number: int, article: ArticleRow, agency: str | None = None) -> Citation:
    return Citation(number, f"{article.article_id}-0", "words", 0, 5, article, agency=agency)


def test_one_origin_is_said_whoever_carries_it() -> None:
    said = "several outlets but one origin"
    assert notes([citation(1, WIRE), citation(2, ECHO)], NOW, None) == (said,)
    assert notes([citation(1, WIRE), citation(2, LONE)], NOW, None) == ()
    later = row("later", publisher="wire", cluster="wire")
    assert notes([citation(1, WIRE), citation(2, later)], NOW, None) == ("single source",)


def test_two_reports_of_one_agency_are_one_origin() -> None:
    said = "several outlets but one origin"
    one, other = row("one", "Tarn Echo"), row("two", "Hill Post")
    own = row("three", "apnews.com")
    assert notes([citation(1, one, "AP"), citation(2, other, "AP")], NOW, None) == (said,)
    assert notes([citation(1, one, "AP"), citation(2, own)], NOW, None) == (said,)
    assert notes([citation(1, one, "AP"), citation(2, other)], NOW, None) == ()
    assert notes([citation(1, one, "AP"), citation(2, other, "AFP")], NOW, None) == ()


def test_a_citation_says_whose_report_it_is_and_who_carried_it() -> None:
    carried = Carried("AP", ("Tarn Echo", "Hill Post", "Vale Sun"))
    text = "The harbour was closed on Monday."
    found = Hit(Passage("a-0", "one", 1, 0, 0, len(text), text), row("one", "Moor News"), 1.0)
    ledger = Ledger(Context("q", (Numbered(1, found),)), lambda article: carried)
    sentence, new = ledger.add(Verification(text, (Span(1, 0, len(text)),), Verdict.VERIFIED))
    assert new[0].agency == "AP"
    assert new[0].also_carried_by == carried.by
    answer = Answer(
        question="q",
        asked="q",
        status="answered",
        confidence=1.0,
        sentences=(Sentence(text, (1,), Verdict.VERIFIED),),
        citations=new,
        retrieved=(found,),
        filters=Filters(),
        provenance=Provenance("extractive", None, {}, "f"),
    )
    assert "    AP report, also carried by Tarn Echo, Hill Post +1\n" in to_text(answer)
    assert ". AP report, also carried by Tarn Echo, Hill Post +1. " in to_markdown(answer)
    assert sentence.citations == (1,)
