"""Sentence boundaries, word tokens and word counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.sentences import count_words, sentences, words

PIECES = st.lists(
    st.sampled_from(
        [
            *["The", "he", "U.S.", "Mr.", "Jan.", "5", "p.m.", "J.", "said", "Is", "1.", "etc."],
            *[".", "...", "…", "?", "!", "。", " ", "  ", "\n", "\n\n", "\t", "“", "”", '"', ")"],
            *["[1]", "Yes.No", "www.example.com", "3.5", "\xa0", "—"],
        ]
    ),
    max_size=40,
).map("".join)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@settings(max_examples=400)
@given(st.one_of(PIECES, st.text()))
def test_spans_are_ordered_trimmed_and_leave_only_white_space(text: str) -> None:
    at = 0
    for start, end in sentences(text):
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n\n" not in text[start:end]
        at = end
    assert not text[at:].strip()


@given(PIECES, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_split_like_a_text_of_its_own_bounds(text: str, start: int, length: int) -> None:
    end = start + length
    for first, last in sentences(text, start, end):
        assert start <= first < last <= min(end, len(text))


def test_nothing_in_gives_nothing_out() -> None:
    assert sentences("") == []
    assert sentences(" \n\n \t") == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hale met Dr. Ines Moro.| They talked.",
        "The U.S. Navy and the U.K. sent ships.",
        "He lives in the U.S.| The house is small.",
        "He left the U.S.| “I was tired,” he said.",
        "It opens at 9 a.m. Tuesday and closes at 5 p.m. ET.",
        "It closes at 5 p.m.| Tickets cost $8.",
        "On Jan. 5 the panel met.| It agreed.",
        "They ranked No. 5 in the world.",
        "George W. Hale and J. K. Moro won.",
        "Prices rose 3.5 percent.| Wages did not.",
        "She waited ... and then she left.| He stayed.",
        "She waited…| Then she left.",
        "“Is it true?” he asked.| Nobody knew.",
        "“Is it true?” Moro asked.| Nobody knew.",
        "“It is true.”| Moro nodded.",
        '"It is true."| "It is not."',
        "“Stop!”| The car went on.",
        "Hale Inc. bought Moro Corp. for $2 billion.| It paid cash.",
        "1. First things come first.| 2. Then the rest.",
        "The plan ended in 2020.| 15 people stayed.",
        "A claim.[3]| Another one.",
        "He said.|The next day he left.",
        "They said so.| “Then they left” is a book.",
        "The site lists it at example.com and more.",
        "Read more.| https://example.com/a",
        "北京很大。|上海也很大。",
        "One line\n\n|Another paragraph",
        "Headline without stop\n|The text begins here.",
        "a heading line that\ngoes on in lower case.",
        "- first point\n|- second point",
        "He shops at Yahoo! Stores.| She does not.",
        "It ended (as planned.)| Nobody left.",
        "Plan B.| The team liked it.",
        "He met Lt. Gen. Hale.| It rained.",
        "Really?!| Yes.",
        "It was over . . .| Then it began.",
        "WASHINGTON, D.C. — The house voted.",
        "The firm's C.E.O. (Hale) left.",
    ],
)
def test_boundaries(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    assert split(text.replace("|", "")) == expected


def test_a_paragraph_wrapped_by_hand_is_read_across_its_lines() -> None:
    text = (
        "The committee of the upper house met on the morning of the fifth day and\n"
        "Hale spoke for an hour about the price of bread in the northern towns and\n"
        "about the winter. Then it voted."
    )
    assert len(split(text)) == 2


def test_a_long_line_before_a_short_one_is_a_line_of_its_own() -> None:
    text = "The committee of the upper house met on the morning of the fifth day\nVotes\nMore"
    assert len(split(text)) == 3


def test_words_as_written() -> None:
    assert words("S-400s don’t cost $1,000, the U.S. said at 7:30 (AT&T).") == [
        *["S-400s", "don’t", "cost", "1,000", "the", "U.S", "said", "at", "7:30", "AT&T"]
    ]


def test_count_words() -> None:
    assert count_words(" one two\nthree ") == 3
    assert count_words("") == 0


def test_hostile_text_takes_linear_time() -> None:
    for hostile in ("." * 200_000, '."' * 100_000, "\n " * 100_000, "a. " * 70_000, "[1" * 90_000):
        sentences(hostile)
