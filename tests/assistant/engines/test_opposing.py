"""The other side of a chosen sentence, from invented articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.engines.extraction.evidence import Candidate, gather
from assistant.engines.extraction.opposing import MOST, opposing
from assistant.questions.asked import analyse
from assistant.types import Context
from ingest.types import Metadata

ASKED = "How many people did the flood at Aldmoor kill?"
ONE = "The flood at Aldmoor killed 30 people. It rained all night."
OTHER = "The flood at Aldmoor killed 45 people. Roads are closed."
META = Metadata(title="Flood at Aldmoor", publisher="Daily X", published="2025-09-02")

Make = Callable[..., Context]


def sides(
    make: Make, texts: Sequence[str], question: str = ASKED, words: int = 60, chosen: int = 1
) -> list[str]:
    """The texts of what opposes the first sentences of the first ``chosen`` articles."""
    asked = analyse(question)
    found = gather(asked, make(question, texts, metas=[META] * len(texts)))
    first = {each.article_id: each for each in sorted(found, key=lambda e: -e.order)}
    taken: list[Candidate] = [first[f"article{number}"] for number in range(chosen)]
    return [each.text for each in opposing(asked, taken, found, words)]


def test_the_sentence_of_another_article_that_contradicts(make_context: Make) -> None:
    assert sides(make_context, [ONE, OTHER]) == ["The flood at Aldmoor killed 45 people."]


def test_nothing_where_sources_agree_or_are_one(make_context: Make) -> None:
    assert sides(make_context, [ONE, ONE.replace("It", "Snow")]) == []
    assert sides(make_context, [f"{ONE} {OTHER}"]) == []


def test_nothing_that_does_not_fit(make_context: Make) -> None:
    assert sides(make_context, [ONE, OTHER], words=6) == []
    assert sides(make_context, [ONE, "The flood at Aldmoor killed 45 people?"]) == []


def test_nothing_where_both_sides_stand_already(make_context: Make) -> None:
    assert sides(make_context, [ONE, OTHER], chosen=2) == []


def test_only_what_the_question_asks_for_counts(make_context: Make) -> None:
    assert sides(make_context, [ONE, OTHER], "Who spoke of the flood at Aldmoor?") == []
    assert sides(make_context, [ONE, OTHER], "What happened in the flood at Aldmoor?")


def test_not_more_than_a_few(make_context: Make) -> None:
    killed = "The flood at Aldmoor killed {} people."
    hurt = "The flood at Aldmoor hurt {} people."
    closed = "The flood at Aldmoor closed {} roads."
    texts = [each.format(number) for each in (killed, hurt, closed) for number in (30, 45)]
    asked = analyse("How many did the flood at Aldmoor hit?")
    found = gather(asked, make_context(asked.text, texts, metas=[META] * len(texts)))
    chosen = [each for each in found if "30" in each.text]
    assert len(opposing(asked, chosen, found, 90)) == MOST
