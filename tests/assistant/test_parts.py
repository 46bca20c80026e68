"""Questions of several parts: what is taken apart, what stays whole, what is found for both."""

from __future__ import annotations

import pytest

from assistant.parts import MOST_PARTS, alone, merged, speaks_of, split
from assistant.types import Hit
from ingest.types import ArticleRow, Metadata, Passage

SPLIT = [
    (
        "Who owns the Port Philadelphia 76ers and when did they move?",
        ("Who owns the Port Philadelphia 76ers?", "When did they move (Port Philadelphia 76ers)?"),
    ),
    (
        "Who offered to buy the missiles back and when did Turkey receive them?",
        ("Who offered to buy the missiles back?", "When did Turkey receive the missiles?"),
    ),
    (
        "Why would Turkey sell its S-400s, and what does Russia say?",
        ("Why would Turkey sell its S-400s?", "What does Russia say (Turkey, sell, S-400s)?"),
    ),
    ("What is the K-20? When was it built?", ("What is the K-20?", "When was the K-20 built?")),
    (
        "how many died and how many were injured in the flood?",
        ("How many died in the flood?", "How many were injured in the flood?"),
    ),
    (
        "Who is Wally, and why did he attend the Flyers' game?",
        ("Who is Wally?", "Why did he attend the Flyers' game (Wally)?"),
    ),
    (
        "Did Norland cancel its ferries, and why?",
        ("Did Norland cancel its ferries?", "Why did Norland cancel its ferries?"),
    ),
    (
        "Which ships did Norland sell and why?",
        ("Which ships did Norland sell?", "Why did Norland sell (ships)?"),
    ),
    ("Who resigned and why?", ("Who resigned?", "Why (resigned)?")),
    (
        "When was the bridge closed and by whom?",
        ("When was the bridge closed?", "By whom was the bridge closed?"),
    ),
    (
        "When and where was the treaty signed?",
        ("When was the treaty signed?", "Where was the treaty signed?"),
    ),
    (
        "Who sold the ferries, who bought them and when did it happen?",
        (
            "Who sold the ferries?",
            "Who bought the ferries?",
            "When did it happen (sold, ferries)?",
        ),
    ),
    (
        "What did Norland buy, from whom, and for how much?",
        ("What did Norland buy?", "From whom did Norland buy?", "For how much did Norland buy?"),
    ),
    (
        "Why is the bridge closed and when will it open?",
        ("Why is the bridge closed?", "When will the bridge open?"),
    ),
    ("Does Russia object and does Turkey care?", ("Does Russia object?", "Does Turkey care?")),
    (
        "Is the bridge closed and is it safe?",
        ("Is the bridge closed?", "Is the bridge safe?"),
    ),
    (
        "What happened in Kellmouth and who is to blame?",
        ("What happened in Kellmouth?", "Who is to blame (Kellmouth)?"),
    ),
    (
        "How much does the bridge cost and who pays?",
        ("How much does the bridge cost?", "Who pays (bridge, cost)?"),
    ),
    (
        "How long will the repairs take and what will they cost?",
        ("How long will the repairs take?", "What will the repairs cost?"),
    ),
    (
        "Who won the vote in Sudland and how many people voted?",
        ("Who won the vote in Sudland?", "How many people voted (Sudland)?"),
    ),
    (
        "According to the harbour board, who drowned and who was rescued?",
        (
            "According to the harbour board, who drowned?",
            "Who was rescued (harbour, board, drowned)?",
        ),
    ),
    (
        "What does Russia say about the sale, and what does Turkey say?",
        ("What does Russia say about the sale?", "What does Turkey say about the sale?"),
    ),
    (
        "Where did the fire begin; how many people were hurt?",
        ("Where did the fire begin?", "How many people were hurt (fire, begin)?"),
    ),
    (
        "Who founded the Quay Courier and when did he die?",
        ("Who founded the Quay Courier?", "When did he die (Quay Courier)?"),
    ),
    (
        "Which company owns the port, and which country is it from?",
        ("Which company owns the port?", "Which country is it from (company, owns, port)?"),
    ),
    (
        "What is the new law? Who voted against it? When does it start?",
        (
            "What is the new law?",
            "Who voted against the new law?",
            "When does the new law start?",
        ),
    ),
    (
        "Why did the minister resign and who will replace him?",
        ("Why did the minister resign?", "Who will replace the minister?"),
    ),
    ("Did Ada Roe win, and by how much?", ("Did Ada Roe win?", "By how much did Ada Roe win?")),
    (
        "What caused the blackout and how many homes were affected?",
        ("What caused the blackout?", "How many homes were affected (caused, blackout)?"),
    ),
    (
        "Who is Ada Roe and what did she say about the ferries?",
        ("Who is Ada Roe?", "What did Ada Roe say about the ferries?"),
    ),
    (
        "What are the S-400s and where are they now?",
        ("What are the S-400s?", "Where are the S-400s now?"),
    ),
    (
        "Who is Ada Roe and what did she say about “the ferries and who built them”?",
        ("Who is Ada Roe?", "What did she say about “the ferries and who built them” (Ada Roe)?"),
    ),
    (
        "Who sold the K-20 and when did it sink (Norland, harbour)?",
        ("Who sold the K-20 (Norland, harbour)?", "When did it sink (Norland, harbour)?"),
    ),
    (
        "Who bought Norland's ferries, and what did Greece buy?",
        ("Who bought Norland's ferries?", "What did Greece buy?"),
    ),
    (
        "Why did the harbour close? And when will it open?",
        ("Why did the harbour close?", "When will the harbour open?"),
    ),
    (
        "The ferries were sold. Who bought them? What did they pay?",
        ("The ferries were sold. Who bought them?", "What did they pay (ferries, sold, bought)?"),
    ),
    (
        "Who paid for the bridge and does the mayor know the price?",
        ("Who paid for the bridge?", "Does the mayor know the price?"),
    ),
    (
        "Does Norland object? Does Sudland? Does Westmark?",
        ("Does Norland object?", "Does Sudland object?", "Does Westmark object?"),
    ),
    (
        "Who won? Who lost? Who voted? Who counted? Who cheered? Who wept?",
        (
            "Who won?",
            "Who lost (won)?",
            "Who voted (won)?",
            "Who counted (won)?",
            "Who cheered? Who wept (won)?",
        ),
    ),
    ("What is the K-20?", ("What is the K-20?",)),
    (
        "How much did the ferries cost, and who pays the bill?",
        ("How much did the ferries cost?", "Who pays the bill?"),
    ),
    ("Does Norland object and does Sudland?", ("Does Norland object?", "Does Sudland object?")),
    ("Is Norland at war and with whom?", ("Is Norland at war?", "With whom is Norland at war?")),
]
WHOLE = [
    "How many and where?",
    "What did salt and pepper cost in March?",
    "How much does Norland spend on research and development?",
    "What was agreed between Norland and Sudland?",
    "Who wrote “Who and when did it”?",
    'Who said "what is done and when will it end"?',
    "Did the report say who won and when it began?",
    "Does anyone know why it happened and who did it?",
    "Which politician resigned and did not return?",
    "Who was arrested and is facing trial?",
    "Who won and has since retired?",
    "Who lived in Sudland and was Prime Minister until May?",
    "Who can swim and can dive?",
    "Compare Norland and Sudland.",
    "Compare what Norland says and what Sudland says.",
    "What is the difference between what he said and what she said?",
    "Which is bigger, Norland or Sudland?",
    "Did Norland win or did Sudland?",
    "When Norland won, who lost?",
    "What Norland did and what Sudland said?",
    "Which firm went bankrupt and whose ferries were sold?",
    "Old notes expire, but who features on the new one?",
    "Is it true that the bridge fell and was the mayor there?",
    "Tell me who won and when.",
    "Who knows how and why?",
    "What is known and what is not?",
    "What did he say when asked about the sale and what it costs?",
    "Leaked papers appeared. How many were leaked?",
    "Remember Wally? Why did he attend the game?",
    "What is it? A ferry?",
    "Who and when?",
    "Is it where the fire began and where people died?",
    "Which street is it where the fire began and where people died?",
    "What do doctors and nurses want and do not get?",
    "Norland and Sudland?",
    "Has Russia confirmed the offer?",
    "Which media reported the sale and the price?",
    "What do rich and poor countries disagree about?",
    "Who is said to be for and who against the deal?",
    "Why do people who smoke and who drink die early?",
    "Which mayor, who resigned and who was fined, is back?",
    "",
    "?",
    "and?",
    "Who",
    "What is Norland? A ferry? Or a town?",
    "Who won, when it rained?",
    "Who supports the ban and who doesn't?",
    "What does Norland say about the ferries and does Sudland?",
    "Who, what and where?",
    "Who won the race held between when and where?",
]


@pytest.mark.parametrize(("question", "parts"), SPLIT)
def test_a_question_of_several_parts_is_taken_apart(question, parts):
    assert split(question) == parts


@pytest.mark.parametrize("question", WHOLE)
def test_a_plain_question_stays_whole(question):
    assert split(question) == (question,)


@pytest.mark.parametrize("question", [asked for asked, _ in SPLIT])
def test_no_part_is_taken_apart_again_and_no_more_than_the_most(question):
    parts = split(question)
    assert len(parts) <= MOST_PARTS
    assert all(len(split(part)) == 1 for part in parts[: MOST_PARTS - 1])


def test_a_very_long_question_is_read_at_once():
    question = "Who won the race and when did it end? " * 250
    assert 1 < len(split(question)) <= MOST_PARTS


def hit(name: str) -> Hit:
    passage = Passage(name, "a1", 1, 0, 0, 4, "Text")
    return Hit(passage, ArticleRow("a1", 1, "s", Metadata(), ""), 1.0)


def test_every_part_gives_its_best_passages_first():
    first = [hit(name) for name in "abcd"]
    second = [hit(name) for name in "xayz"]
    found = [each.passage.passage_id for each in merged([first, second], 5)]
    assert found == ["a", "x", "b", "c", "y"]


def test_one_search_is_handed_on_and_none_gives_nothing():
    assert merged([[hit("a"), hit("b")]], 1) == (hit("a"),)
    assert merged([], 3) == ()
    assert merged([[], [hit("a")]], 3) == (hit("a"),)


@pytest.mark.parametrize(
    ("condensed", "asked", "own"),
    [
        ("What did Ada Roe say (ferries)?", "And what did Ada Roe say?", "What did Ada Roe say?"),
        ("Why did Ada Roe go (ferries)?", "why did Ada Roe go?", "Why did Ada Roe go?"),
        ("What did Ada Roe say?", "What did Ada Roe say?", ""),
        ("What did Ada Roe say (in May)?", "What did Ada Roe say (in May)?", ""),
        ("When did she resign (Ada Roe)?", "When did she resign?", ""),
        ("Has Norland confirmed it (ferries)?", "Has Norland confirmed it?", ""),
        ("Why (Norland, ferries)?", "why?", ""),
    ],
)
def test_what_is_left_of_a_question_without_what_it_took_along(condensed, asked, own):
    assert alone(condensed, asked) == own


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("The mayor, Roe, refused.", True),
        ("Norland bought ferries.", False),
        ("", False),
    ],
)
def test_whether_a_text_speaks_of_a_name_in_the_question(text, speaks):
    assert speaks_of("What did Ada Roe say?", text) is speaks
    assert not speaks_of("what did she say?", text)
