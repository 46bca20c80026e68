"""What sentences of different articles say differently; every sentence is invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.differing import Difference, Matter, Statement, differences
from assistant.disagreement import disagreements
from assistant.engines.extraction.opposing import matter
from assistant.origins import copied, same_text
from assistant.quantities import quantities
from assistant.questions.asked import analyse
from assistant.types import Citation, Hit, Sentence, Side, Verdict
from ingest.types import ArticleRow, Metadata, Passage

DAY, LATER = "2025-09-02", "2025-09-03"
FLOOD = "The flood at Aldmoor killed {} people."


# --- numbers as a reader takes them -------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("About 900 people came.", [("About 900 people", 855, 945)]),
        ("More than 30 ships wait.", [("More than 30 ships", 30, None)]),
        ("Up to 12 ships wait.", [("Up to 12 ships", 0, 12)]),
        ("12 or more ships wait.", [("12 or more ships", 12, None)]),
        ("12 ships wait.", [("12 ships", 12, 12)]),
        ("10 to 15 ships wait.", [("10 to 15 ships", 10, 15)]),
        ("Between 10 and 15 ships wait.", [("10 and 15 ships", 10, 15)]),
        ("3,000 ships wait.", [("3,000 ships", 2950, 3050)]),
        ("It costs 7.4 million crowns.", [("7.4 million crowns", 7350000, 7450000)]),
        ("It rose by 4%.", [("4%", Decimal("3.5"), Decimal("4.5"))]),
        ("1,400 of its members left.", [("1,400 of its members", 1350, 1450)]),
        ("Five ships and 6 boats left.", [("Five ships", 5, 5), ("6 boats", 6, 6)]),
        ("15 to 10 ships left.", [("10 ships", 10, 10)]),
        ("It was the 3rd four-day week of 2024, at 7:30 on 2 May.", []),
        ("Of ten, they lost.", []),
    ],
)
def test_quantities(sentence: str, found: list[tuple[str, object, object]]) -> None:
    assert [(q.text, q.low, q.high) for q in quantities(sentence, DAY)] == found


def test_what_a_number_counts_and_where():
    (people,) = quantities("While it rained, 30 Norland people died; nobody slept.", DAY)
    assert people.nouns == ("norland", "person")
    assert people.clause == "30 Norland people died"


# --- numbers ------------------------------------------------------------------------------


def values(one: str, other: str, asked: str = "", **more: str) -> list[tuple[str, str, str]]:
    """Kind and values of the differences of two sentences, in answer to a question."""
    found = differences(
        Statement(one, more.get("day", DAY), asked),
        Statement(other, more.get("later", LATER), asked),
        matter(analyse(asked)) if asked else None,
    )
    return [(each.kind, each.one, each.other) for each in found]


def test_two_numbers_of_one_thing_differ():
    assert values(FLOOD.format(30), FLOOD.format(45)) == [("number", "30 people", "45 people")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("more than 3,000", "3,200"),
        ("about 3,000", "2,980"),
        ("3,000", "3,040"),
        ("at least 30", "45"),
        ("up to 50", "45"),
        ("30 to 40", "35"),
        ("one thousand", "1,000"),
    ],
)
def test_what_can_both_be_true_does_not_differ(one: str, other: str):
    assert values(FLOOD.format(one), FLOOD.format(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another thing counted, another event, another place, another time
        ("The flood at Aldmoor killed 30 people.", "The flood at Aldmoor killed 45 sheep."),
        ("The flood at Aldmoor killed 30 people.", "The flood at Aldmoor injured 45 people."),
        ("The Aldmoor flood killed 30 people.", "The Kestrel flood killed 45 people."),
        ("The flood at Aldmoor killed 30 people.", "The previous flood at Aldmoor killed 45 people."),
        ("While it rained in Aldmoor by the Kestrel, Norland lost 30 people.", "While it rained in Aldmoor by the Kestrel, Sudland lost 45 people."),
        # not lone numbers, other units, other measures
        ("The flood at Aldmoor killed 30 people, then 31 people.", "The flood at Aldmoor killed 45 people."),
        ("The flood at Aldmoor killed 30 people.", "The flood at Aldmoor killed 45 people, 46 people later."),
        ("The flood at Aldmoor cost $30.", "The flood at Aldmoor cost 45 percent."),
        ("The Aldmoor dam cost $30 million.", "The Aldmoor dam led to a $45 million fine."),
        ("The Aldmoor dam led to a $30 million loan.", "The Aldmoor dam led to a $45 million fine."),
        # nothing in common
        ("The flood at Aldmoor killed 30 people.", "A bus carried 45 people."),
        # the number of those who say so
        ("Three officials said the Aldmoor dam will close.", "Two officials said the Aldmoor dam will close."),
    ],
)  # fmt: skip
def test_other_matters_do_not_differ(one: str, other: str):
    assert values(one, other) == []


def test_articles_far_apart_do_not_differ():
    assert values(FLOOD.format(30), FLOOD.format(45), later="2025-11-01") == []
    assert differences(Statement(FLOOD.format(30)), Statement(FLOOD.format(45), DAY))


def test_two_answers_to_one_question_need_share_less():
    strikers = "How many dockers are on strike at Kestrel Bay?"
    one = "The union said that 1,400 of its members had walked out."
    other = "The authority said that about 900 people had joined the strike."
    assert values(one, other) == []
    assert values(one, other, strikers) == [("number", "1,400 of its members", "about 900 people")]
    assert values(one, "The port has 900 people.", strikers) == []
    assert values(one, "The strike of 90 people ended.", strikers) == []
    repair = "How much will the repair of the bridge cost?"
    paid = [("number", "7.4 million crowns", "9 million crowns")]
    assert values("The repair will cost 7.4 million crowns.", "The repair was put at 9 million crowns.", repair) == paid  # fmt: skip
    assert values("It costs $7 million.", "The price is $0.", repair) == []


def test_words_for_one_event_answer_the_question():
    pay = Matter("How much did Turvey pay for the boats?", analyse("How much did Turvey pay for the boats?").terms, "number")  # fmt: skip
    one = Statement("Turvey paid about $2.5 billion.", DAY)
    other = Statement("Turvey got them at a cost of $2.3 billion.", DAY)
    (found,) = differences(one, other, pay)
    assert found == Difference("number", pay.text, "about $2.5 billion", "$2.3 billion")


def test_only_numbers_of_what_is_asked_for_differ() -> None:
    one = "Norland paid $2.5 million for two ferries from Kestrel."
    other = "Norland took the ferries from Kestrel at a cost of $2.1 million."
    assert values(one, other, "How much did Norland pay for the ferries from Kestrel?")
    assert values(one, other, "How many ferries from Kestrel does Norland have?") == []


# --- dates --------------------------------------------------------------------------------


def test_two_dates_of_one_thing_differ():
    one, other = "The bridge at Lowmoor reopens on 3 May 2025.", "The bridge at Lowmoor reopens on 10 May 2025."  # fmt: skip
    assert values(one, other) == [("date", "3 May 2025", "10 May 2025")]
    assert values(one, other, "When does the bridge at Lowmoor reopen?") == [("date", "3 May 2025", "10 May 2025")]  # fmt: skip
    assert values(one, other, "How many bridges are at Lowmoor?") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge at Lowmoor reopens on 3 May 2025.", "The bridge at Lowmoor reopens in May 2025."),
        ("The bridge at Lowmoor reopens on 3 May 2025.", "The bridge at Lowmoor reopens on 3 May 2025."),
        ("The bridge at Lowmoor reopens on 3 May 2025.", "The bridge at Lowmoor reopens on May 3, 2025."),
        ("The bridge at Lowmoor reopens.", "The bridge at Lowmoor reopens on 3 May 2025."),
        ("The bridge at Lowmoor reopens on 3 May 2025.", "The ferry from Lowmoor sank on 10 May 2025."),
        # two days' news
        ("The bridge at Lowmoor closed on Tuesday.", "The bridge at Lowmoor closed on Wednesday."),
    ],
)  # fmt: skip
def test_dates_that_do_not_differ(one: str, other: str):
    assert values(one, other) == []


def test_a_weekday_of_another_week_is_another_day():
    one, other = "The bridge at Lowmoor closed last on Sunday.", "The bridge at Lowmoor closed last on Friday."  # fmt: skip
    assert values(one, other)
    assert values(one, other, later="2025-09-12") == []


# --- yes or no ----------------------------------------------------------------------------


def test_what_one_denies_and_the_other_asserts():
    for other in (
        "Norland denied that the boats were sold to Midland.",
        "The boats were never sold to Midland in May.",
    ):
        (found,) = values("The boats were sold to Midland in May.", other)
        assert found[0] == "yes or no"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The boats were sold to Midland in May.", "The boats were sold to Midland in May."),
        ("The boats were sold to Midland in May.", "The boats would not be sold to Midland."),
        ("The Queen Olga funeral parade is on.", "The Queen Olga funeral is not on."),
        ("The boats were sold to Midland in May.", "Nobody slept in Midland."),
    ],
)
def test_what_is_no_contradiction(one: str, other: str):
    assert values(one, other) == []


def test_a_report_is_denied_by_its_kind():
    asked = "Has Norland confirmed the offer for the boats?"
    claim = "Norland reportedly offered to take the boats."
    assert values(claim, "A Norland clerk denied that any offer had been made.", asked)
    assert values("A Norland clerk denied the report.", claim, asked)
    assert values(claim, "A Norland clerk denied the deal.", asked) == []
    assert values("Norland took the boats.", "A Norland clerk denied the report.", asked) == []
    assert values("Norland did not take the boats.", "A Norland clerk denied the report.", asked) == []  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "differ"),
    [
        ("Norland reportedly offered to take the boats.", True),
        ("Clerks reacted to a Sudland newspaper report that Norland had offered the boats.", False),
        ("Prices rose after reports of an offer by Norland for the boats.", False),
        ("Two Sudland officials claim that Norland made an offer for the boats.", True),
        ("The media report that Norland made an offer for the boats.", True),
    ],
)
def test_what_is_told_of_a_report_affirms_nothing(claim: str, differ: bool):
    asked = "Has Norland confirmed the offer for the boats?"
    denial = "A Norland clerk denied that any offer for the boats had been made."
    assert bool(values(claim, denial, asked)) is differ


# --- what it is about ---------------------------------------------------------------------


def test_about_is_the_longest_stretch_that_both_share():
    (found,) = differences(Statement(FLOOD.format(30), DAY), Statement(FLOOD.format(45), DAY))
    assert found.about == "flood at Aldmoor killed"
    one = "Aldmoor, the mayor of Kestrel said, lost 30 people by flood and mud."
    other = "Flood: people lost in Aldmoor, mud too, are 45 people."
    (found,) = differences(Statement(one, DAY), Statement(other, DAY))
    assert found.about


# --- one origin ---------------------------------------------------------------------------

ROW = ArticleRow("a1", 1, "/a.txt", Metadata(title="One", publisher="Daily X", published=DAY), "h1")
OTHER = ArticleRow(
    "a2", 1, "/b.txt", Metadata(title="Two", publisher="Post Y", published=LATER), "h2"
)
LONG = "The harbour of Aldmoor was closed on the second day of the storm, its master said, and " * 2


def test_copies_are_told_by_their_words():
    assert copied(LONG + "it stays so.", LONG + "nobody knows until when it will open.")
    assert not copied(LONG, "Nobody knows why the mill burnt down. " * 5)
    assert not copied("The harbour was closed.", "The harbour was closed.")
    assert same_text(ROW, replace(ROW, content_hash="h9"))
    assert same_text(ROW, replace(OTHER, content_hash="h1"))
    assert not same_text(ROW, OTHER)
    assert not same_text(replace(ROW, content_hash=""), replace(OTHER, content_hash=""))


# --- of an answer -------------------------------------------------------------------------


def cited(number: int, quote: str, row: ArticleRow) -> Citation:
    return Citation(number, f"{row.article_id}:{number}", quote, 0, len(quote), row)


def stated(*numbers: int) -> Sentence:
    return Sentence("…", numbers, Verdict.VERIFIED)


def test_both_sides_stand_with_their_sources_and_the_later_figure_is_called_so():
    citations = [cited(1, FLOOD.format(30), ROW), cited(2, FLOOD.format(45), OTHER)]
    (found,) = disagreements([stated(1), stated(2)], citations, "How many people died at Aldmoor?")
    assert found.kind == "number"
    assert found.sides == (Side("30 people", (1,)), Side("45 people", (2,), later=True))


def test_several_articles_of_one_side_stand_together():
    third = replace(OTHER, article_id="a3", content_hash="h3")
    citations = [
        cited(1, FLOOD.format(30), ROW),
        cited(2, FLOOD.format(45), OTHER),
        cited(3, FLOOD.format(45), third),
    ]
    (found,) = disagreements([stated(1, 2, 3)], citations)
    assert found.sides == (Side("30 people", (1,)), Side("45 people", (2, 3), later=True))


def test_figures_of_one_day_are_none_later():
    citations = [
        cited(1, FLOOD.format(30), ROW),
        cited(2, FLOOD.format(45), replace(OTHER, meta=ROW.meta)),
    ]
    (found,) = disagreements([stated(1, 2)], citations)
    assert not any(side.later for side in found.sides)


def test_one_origin_does_not_disagree_with_itself():
    numbers = [stated(1, 2)]
    same = replace(OTHER, content_hash="h1")
    assert not disagreements(numbers, [cited(1, FLOOD.format(30), ROW), cited(2, FLOOD.format(45), same)])  # fmt: skip
    citations = [cited(1, FLOOD.format(30), ROW), cited(2, FLOOD.format(45), OTHER)]
    hits = [
        Hit(Passage(c.passage_id, c.article.article_id, 1, 0, 0, 9, LONG + c.quote), c.article, 1.0)
        for c in citations
    ]
    assert not disagreements(numbers, citations, "", hits)
    assert disagreements(numbers, citations)
    assert not disagreements([stated(1)], citations)


def test_different_matters_are_different_disagreements():
    bridge = "The bridge at Lowmoor reopens on {} May 2025."
    citations = [
        cited(1, f"{FLOOD.format(30)} {bridge.format(3)}", ROW),
        cited(2, f"{FLOOD.format(45)} {bridge.format(10)}", OTHER),
    ]
    assert [each.kind for each in disagreements([stated(1, 2)], citations)] == ["number", "date"]
