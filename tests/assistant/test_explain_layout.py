"""Explanations laid out for narrow and wide terminals."""

from __future__ import annotations

import pytest

from assistant.explain import explain
from assistant.explain_layout import passage_lines, wrapped
from assistant.types import Answer, Fusion, Hit, Provenance
from ingest.types import ArticleRow, Filters, Metadata, Passage

TITLE = "Harbour bridge to stay closed until the first week of March at the earliest"


def hit(place: int, fusion: Fusion | None = None) -> Hit:
    """A passage found; every other one not by words."""
    passage = Passage(f"a{place}0123456789-1-0", f"a{place}", 1, 0, 0, 5, "Words")
    row = ArticleRow(f"a{place}", 1, "x.html", Metadata(title=TITLE if place % 2 else None), "")
    return Hit(passage, row, 2.5, lexical_rank=place if place % 2 else None, vector_rank=3,
               fusion=fusion)  # fmt: skip


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    lines = ["", "short", "Question      " + "Why is the bridge closed? " * 9,
             "  checked     " + "word " * 60, "x" * 150, "    indented " + "word " * 40]  # fmt: skip
    laid = wrapped(lines, width)
    assert max(map(len, laid)) <= width
    assert "".join("".join(laid).split()) == "".join("".join(lines).split()), "nothing is lost"


def test_wrapped_lines_go_on_under_the_words_where_there_is_room_for_it() -> None:
    line = "  checked     " + "word " * 30
    assert wrapped([line], 80)[1].startswith(" " * 14 + "word")
    assert wrapped([line], 40)[1].startswith("    word")
    assert wrapped(["- " + "word " * 30], 80)[1].startswith("  word")


@pytest.mark.parametrize("fusion", [None, Fusion(0.9, 0.5, 0.4, 1.0, 0.8)])
def test_passages_as_lines_say_what_the_table_says(fusion: Fusion | None) -> None:
    hits = [hit(1, fusion), hit(2, fusion)]
    lines = passage_lines(hits, 80)
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert "  1  2.500  by word 1, by sense 3  a10123456789-1-0\n     " + TITLE[:60] in text
    assert "  2  2.500  by word –, by sense 3  a20123456789-1-0\n     untitled" in text
    assert text.count("words 0.900, meaning 0.500, article 0.400") == (2 if fusion else 0)


def test_the_table_stays_one_where_it_fits() -> None:
    answer = Answer(
        question="Why?", asked="Why?", status="abstained", confidence=0.1, sentences=(),
        citations=(), retrieved=(hit(1), hit(2)), filters=Filters(),
        provenance=Provenance("extractive", None, {}, "f00d"),
    )  # fmt: skip
    assert "by sense" in explain(answer)
    wide, narrow = explain(answer, 120), explain(answer, 60)
    assert "score  by word  by sense" in wide
    assert "by word 1, by sense 3" not in wide
    assert "by word 1, by sense 3" in narrow
    assert max(map(len, narrow.split("\n"))) <= 60
