"""A sentence of many thousand words costs a moment, whatever it repeats."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.checking.addresses import without_links
from assistant.checking.clauses import clauses
from assistant.checking.neither import denied_alike
from assistant.retrieval.times import read_times
from ingest.text.cues import attribution


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (attribution, "who said, "),
        (attribution, "has not confirmed "),
        (clauses, "  "),
        (lambda text: denied_alike(text, [text]), "neither a nor  "),
        (lambda text: without_links(text, ()), "a.b."),
        (lambda text: without_links(text, ()), "a."),
        (lambda text: without_links(text, ()), "a-"),
        (lambda text: without_links(text, ()), "!["),
        (lambda text: read_times(text, "2025-01-01"), "12 August "),
    ],
)
def test_four_times_the_text_takes_no_sixteen_times_the_time(
    read: Callable[[str], object], words: str
) -> None:
    def seconds(length: int) -> float:
        text = (words * (length // len(words) + 1))[:length]
        started = time.perf_counter()
        read(text)
        return time.perf_counter() - started

    assert min(seconds(16_001), seconds(16_002)) < 1.0


def test_words_before_a_time_count_in_a_long_question() -> None:
    lead = "The ferry crew stopped work and nobody knew for how long it would last, " * 5
    (time_read,) = read_times(f"{lead}so what happened after March 2024?", "2025-01-01")
    assert (time_read.phrase, time_read.start) == ("after March 2024", "2024-04-01")
