"""What sort of text an article is, by its address, its headline and its build."""

from __future__ import annotations

import pytest

from ingest.kinds import kind_from_signals, kind_from_text, kind_of
from ingest.types import ArticleKind

PLAIN = [
    "The board of Lindmouth sold both of its dredgers on Monday, after a debate of an hour."
] * 6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AnalysisNewsArticle", ArticleKind.ANALYSIS),
        ("BackgroundNewsArticle", ArticleKind.ANALYSIS),
        ("DiscussionForumPosting", ArticleKind.FORUM),
        ("QAPage", ArticleKind.FORUM),
        ("NewsArticle Op-Ed", ArticleKind.OPINION),
        ("Interviews", ArticleKind.INTERVIEW),
        ("ReportageNewsArticle", None),
        ("Psychoanalysis", None),
    ],
)
def test_types_and_sections(text: str, kind: ArticleKind | None) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("url", "title", "kind"),
    [
        (None, "Harbour vote live updates: board sells ships", ArticleKind.LIVE_BLOG),
        (None, "The ships are sold – as it happened", ArticleKind.LIVE_BLOG),
        (None, "Watch live: board sells ships", None),
        (None, "Q&A: the board's new head on her ships", ArticleKind.INTERVIEW),
        (None, "The ships had to go | Opinion", ArticleKind.OPINION),
        (None, "Ships: the board sells both", None),
        ("https://x.org/sport/columnist/ida-pike/2025/ships", None, None),
        ("https://x.org/live_blog/ships", None, ArticleKind.LIVE_BLOG),
    ],
)
def test_address_and_headline(url: str | None, title: str | None, kind: ArticleKind | None) -> None:
    assert kind_from_signals(url, title) is kind


@pytest.mark.parametrize(
    "head",
    [
        "FOR IMMEDIATE RELEASE",
        "LINDMOUTH--(BUSINESS WIRE)--The board has sold its ships.",
        "LINDMOUTH, 3 March /PRNewswire/ -- The board has sold its ships.",
        "LINDMOUTH, March 3 (GLOBE NEWSWIRE) -- The board has sold its ships.",
    ],
)
def test_a_press_release_says_so_at_its_head(head: str) -> None:
    assert kind_from_text([head, *PLAIN]) is ArticleKind.PRESS_RELEASE
    assert kind_from_text([*PLAIN, *PLAIN, head]) is None


def test_the_times_of_its_entries_make_a_live_blog() -> None:
    clocks = ["10:32 a.m.", "11.05", "14:20 CET", "3 p.m.", "Update: 5:30 p.m."]
    entries = [text for clock in clocks for text in (clock, PLAIN[0])]
    assert kind_from_text(entries) is ArticleKind.LIVE_BLOG
    together = [f"{clock} — {PLAIN[0]}" for clock in clocks]
    assert kind_from_text(together) is ArticleKind.LIVE_BLOG
    assert kind_from_text(entries[:8]) is None
    schedule = [f"{clock} — the second boat" for clock in clocks]
    assert kind_from_text(schedule) is None
    assert kind_from_text([*entries, *PLAIN * 10]) is None


def test_questions_answered_by_somebody_make_an_interview() -> None:
    asked = [f"Why did you sell ship number {n}?" for n in range(4)]
    answer = "I had no choice by then, and the money was gone in a year at most."
    assert kind_from_text([t for q in asked for t in (q, answer)]) is ArticleKind.INTERVIEW
    marked = [t for q in asked for t in (f"Q: {q[:-1]}.", f"A: {answer}")]
    assert kind_from_text(marked) is ArticleKind.INTERVIEW
    told = "The board had no choice. “I had to sell,” its head said, “and my board agreed.”"
    assert kind_from_text([t for q in asked for t in (q, told)]) is None
    assert kind_from_text(asked) is None
    assert kind_from_text([*(t for q in asked for t in (q, answer)), *PLAIN * 4]) is None
    assert kind_from_text(PLAIN) is None
    assert kind_from_text([]) is None
