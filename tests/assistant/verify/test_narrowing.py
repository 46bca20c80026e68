"""From a passage to the sentences that carry a statement; names around a verb."""

from __future__ import annotations

import pytest

from assistant.checking.attribution import prefix, prefixes, without_source
from assistant.checking.clauses import clauses, overlap, turned
from assistant.checking.narrow import MAX_WORDS, coverage, evidence, narrow
from assistant.checking.roles import rearranged, swapped
from assistant.types import DraftSentence, Hit, Numbered, Span, Verdict
from assistant.units import dateline, units
from assistant.verify import verify
from ingest.text.sentences import count_words
from ingest.types import ArticleRow, Metadata, Passage


def numbered(text, before="", after="", start=0):
    passage = Passage("p", "a", 1, 0, start, start + len(text), text)
    return Numbered(1, Hit(passage, ArticleRow("a", 1, "/a", Metadata(), "h"), 1.0), before, after)


def test_one_sentence_is_preferred_to_two():
    text = "The ferry sank off Kalvoy. Divers found its bell in spring. Cheese is sold in Ulm."
    found = narrow("Divers found the bell.", numbered(text, start=50))
    assert found is not None
    assert found.text == "Divers found its bell in spring."
    assert (found.span.start, found.span.end) == (50 + 27, 50 + 59)
    assert "ferry sank" in found.near
    assert "Cheese" in found.near


def test_two_are_taken_when_both_are_needed():
    text = "The ferry sank off Kalvoy. Divers found its bell in spring. Cheese is sold in Ulm."
    found = narrow("The ferry sank off Kalvoy and divers found its bell in spring.", numbered(text))
    assert found is not None
    assert found.text == text[:59]


def test_the_neighbouring_passages_lend_their_edge():
    text = "The ferry sank off Kalvoy."
    found = narrow("The ferry sank.", numbered(text, "One. Two stood here.", "Three came. Four."))
    assert found is not None
    assert found.near == "Two stood here.\nThe ferry sank off Kalvoy.\nThree came."
    assert narrow("The ferry sank.", numbered(text, " ", "")).near == text
    alone = narrow("The ferry sank.", numbered(text))
    assert alone is not None
    assert alone.near == text


def test_a_sentence_that_is_too_long_is_not_cited():
    long = "The ferry " + "and the boat " * 25 + "sank."
    assert count_words(long) > MAX_WORDS
    assert narrow("The ferry sank.", numbered(long)) is None
    result = verify(DraftSentence("The ferry sank.", (1,)), _context(numbered(long)))
    assert result.verdict is Verdict.UNSUPPORTED


def _context(*passages):
    from assistant.types import Context

    return Context("", passages)


def test_a_span_of_white_space_has_no_sentence():
    text = "The ferry sank.   Divers came."
    assert evidence(numbered(text, "Before."), 15, 17).near == text[15:17]


def test_of_two_like_citations_the_weaker_goes():
    first = numbered("Divers found the bell of the ferry Alma near Kalvoy in spring.")
    other = Numbered(2, numbered("The ferry Alma ran daily for many long quiet years.").hit)
    text = "Divers found the bell of the ferry Alma near Kalvoy in the spring."
    result = verify(DraftSentence(text, (1, 2)), _context(first, other))
    assert result.spans == (Span(1, 0, len(first.hit.passage.text)),)


def test_too_little_content_is_unsupported():
    one = numbered("Divers found the bell of the ferry near the island.")
    text = "Divers celebrated birthdays with cheese, sausages, red wine and the island band."
    result = verify(DraftSentence(text, (1,)), _context(one))
    assert result.verdict is Verdict.UNSUPPORTED
    assert any("carry only" in reason for reason in result.reasons)


@pytest.mark.parametrize(
    ("statement", "text", "share"),
    [
        ("…", "", 1.0),
        ("the of and", "", 0.0),
        ("they could do nothing", "She hid the truth.", 0.0),
        ("Could they do it?", "They could do it.", 5 / 6),
        ("ferry", "The ferries sank.", 1.0),
        ("ferry", "The boat sank.", 0.0),
        ("ferry boat", "boat ferry", 0.75),
        ("ferry boat", "ferry boat", 1.0),
    ],
)
def test_coverage(statement, text, share):
    assert coverage(statement, text) == pytest.approx(share)


@pytest.mark.parametrize(
    ("statement", "source", "exchanged"),
    [
        ("Sudland sold boats to Norland.", "Norland sold boats to Sudland.", True),
        ("Norland sold boats to Sudland.", "Norland sold boats to Sudland.", False),
        ("Sudland was attacked by Norland.", "Norland attacked Sudland.", False),
        ("Norland was attacked by Sudland.", "Norland attacked Sudland.", True),
        ("Sudland attacked Norland.", "Norland was attacked by Sudland.", False),
        ("Sudland attacked Norland.", "Norland admires Sudland.", False),
        ("Sudland attacked Norland.", "Sudland fell.", False),
        ("Norland praised Norland.", "Sudland praised Norland.", False),
        (
            "Sudland attacked Norland.",
            "Norland, which had for many long years and against all advice of its admirals and "
            "diplomats attacked Sudland, fell.",
            False,
        ),
    ],
)
def test_swapped(statement, source, exchanged):
    assert (swapped(statement, source) is not None) is exchanged


def test_clauses_part_at_conjunctions_but_not_at_that():
    assert clauses("He denied that it sank, but the bell, found later, rang.") == (
        "He denied that it sank",
        "but the bell",
        "found later",
        "rang.",
    )
    assert turned("He denied that it sank")
    assert not turned("It sank.")
    assert overlap(frozenset({"sink"}), "it sank") == 0.0


@pytest.mark.parametrize(
    ("meta", "words"),
    [
        (Metadata(), ""),
        (Metadata(published="2025-08-14"), ""),
        (Metadata(publisher="Harbour\nPost"), "Harbour Post: "),
        (
            Metadata(publisher="Post", published="2025-08-14T10:00:00+00:00"),
            "Post, 14 August 2025: ",
        ),
        (Metadata(publisher="Post", published="2025"), "Post, 2025: "),
        (
            Metadata(publisher="Post", published="2025-08-14", modified="2025-08-14T20:00:00"),
            "Post, 14 August 2025: ",
        ),
        (
            Metadata(publisher="Post", published="2025-08-14", modified="2025-08-16T20:00:00"),
            "Post, 14 August 2025, updated 16 August 2025: ",
        ),
        (Metadata(publisher="Post", modified="2025-08-16"), "Post, updated 16 August 2025: "),
        (Metadata(publisher="Post", published="2025", modified="2026"), "Post, 2025: "),
    ],
)
def test_prefix(meta, words):
    assert prefix(meta) == words
    assert not words or words.strip() in prefixes(meta)


def test_an_article_may_be_announced_without_the_day_of_its_change():
    meta = Metadata(title="Boats", published="2025-08-14", modified="2025-08-16")
    assert prefixes(meta) == (
        "“Boats”, 14 August 2025, updated 16 August 2025:",
        "“Boats”, 14 August 2025:",
    )


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("On 14 August the Post said that it rained.", "On  the  said that it rained."),
        (
            "On 12 August the Mail said that it rained.",
            "On 12 August the Mail said that it rained.",
        ),
        ("On 14 August the Post opened.", "On 14 August the Post opened."),
    ],
)
def test_the_catalogue_answers_for_outlet_and_day(statement, left):
    metas = [Metadata(publisher="Post", published="2025-08-14"), Metadata()]
    assert without_source(statement, metas) == left


def test_more_about_names_and_dates(context, draft):
    for text, verdict in (
        (
            "According to the Harbour Post of 14 August, Norland offered to buy back 24 boats.",
            Verdict.VERIFIED,
        ),
        (
            "Jana Brodd told Oster radio: “The engines wear out faster than planned.”",
            Verdict.VERIFIED,
        ),
        (
            "Harbour Post counted 24 patrol boats that Norland offered to buy back from Sudland.",
            Verdict.UNSUPPORTED,
        ),
    ):
        assert verify(draft(text), context).verdict is verdict, text


def test_a_name_in_full_may_stand_elsewhere_in_the_passage():
    text = (
        "Admiral Jana Brodd opened the yard. A band played. It rained on the guests. "
        "Brodd praised the welders of the yard."
    )
    result = verify(
        DraftSentence("Jana Brodd praised the welders.", (1,)), _context(numbered(text))
    )
    assert result.verdict is Verdict.VERIFIED


def test_a_dateline_is_no_part_of_a_sentence():
    for line in ("WASHINGTON (Agency) - ", "SAN JOSE, Calif. (AP) — ", "ULM, Norland, Aug. 12 – "):
        text = f"{line}The boats left the harbour. NATO - the alliance - was told."
        first, second = units(text)
        assert text[slice(*first)] == "The boats left the harbour."
        assert text[slice(*second)].startswith("NATO")
    assert dateline("US-made boats left the harbour.") == 0
    assert dateline("The boats left - at last.") == 0


@pytest.mark.parametrize(
    ("statement", "source", "moved"),
    [
        (
            "Norland pollution is high in Plastic.",
            "Plastic pollution is high in Norland.",
            "Norland",
        ),
        ("In Norland, pollution is high.", "Pollution is high in Norland.", None),
        ("Pollution in Norland is high.", "Pollution is low in Norland.", None),
    ],
)
def test_the_same_words_in_another_order(statement, source, moved):
    assert rearranged(statement, source) == moved
