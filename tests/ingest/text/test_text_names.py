"""Folding, proper names, spelling variants and numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.names import aliases, demonyms, fold, metonyms, names, numbers
from ingest.text.stopwords import INITIAL_WORDS, STOPWORDS
from ingest.text.wordlist import wordlist


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("Erdoğan", "erdogan"),
        ("Kılıçdaroğlu", "kilicdaroglu"),
        ("İstanbul", "istanbul"),
        ("Łódź – “S‑400”", 'lodz - "s-400"'),
        ("don’t", "don't"),
        ("Straße", "strasse"),
        ("PLAIN", "plain"),
        ("Trần Đức", "tran duc"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turkish President Recep Tayyip Erdogan spoke.",
            ["Turkish President Recep Tayyip Erdogan"],
        ),
        ("On Tuesday the Bank of England met.", ["Bank of England"]),
        ("Putin and Erdogan met.", ["Putin", "Erdogan"]),
        ("They sold the S-400s to India in August.", ["S-400s", "India"]),
        ("The U.S. Navy left.", ["U.S. Navy"]),
        ("He left the U.S.", ["U.S."]),
        ("Meanwhile, Polish media spoke.", ["Polish"]),
        ("Working people spoke.", []),
        ("Bread rose. People buy bread.", []),
        ("Officials met Moro’s aide.", ["Moro"]),
        ("In May, Theresa May spoke.", ["Theresa"]),
        ("Russia’s NATO envoy", ["Russia’s NATO"]),
        ("They saw Apollo 11 land.", ["Apollo 11"]),
        ("J. K. Moro spoke.", ["J. K. Moro"]),
        ("Prince Mohammed bin Salman came.", ["Prince Mohammed bin Salman"]),
        ("nothing here", []),
        ("The It He", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == expected


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "of",
                "Hale",
                "Moro",
                "U.S.",
                "May",
                "11",
                "’s",
                "said",
                ".",
                "“",
                "-",
                "S-400",
                "al-Sharaa",
                "and",
            ]
        )
    ).map(" ".join)
)
def test_names_are_trimmed_and_in_order(text: str) -> None:
    at = 0
    for start, end in names(text):
        assert at <= start < end
        assert text[start:end].strip() == text[start:end]
        at = end


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("turkey", {"turkiye", "turkish"}),
        ("turkiye", {"turkey", "turkish"}),
        ("turkish", {"turkey", "turkiye"}),
        ("us", {"u.s.", "united states", "america", "american"}),
        ("american", {"us", "united states"}),
        ("uk", {"united kingdom", "britain", "british"}),
        ("eu", {"european union"}),
        ("un", {"united nations"}),
        ("kyiv", {"kiev"}),
        ("russia", {"russian"}),
        ("s-400", {"s400", "s 400", "s-400s"}),
        ("s-400s", {"s-400", "s400"}),
        ("f16", {"f-16", "f-16s"}),
    ],
)
def test_aliases(term: str, others: set[str]) -> None:
    assert others <= set(aliases(term))
    assert term not in aliases(term)


def test_no_aliases() -> None:
    assert aliases("bread") == ()
    assert aliases("2022") == ()
    assert "moscow" not in aliases("russia")


def test_demonyms_and_metonyms() -> None:
    assert "turkish" in demonyms("turkey")
    assert "american" in demonyms("us")
    assert demonyms("bread") == ()
    assert "moscow" in metonyms("russia")
    assert "washington" in metonyms("us")
    assert {"united states", "us"} <= set(metonyms("washington"))
    assert metonyms("bread") == ()


def test_aliases_are_folded() -> None:
    for term in ("turkey", "us", "ivory coast", "uk"):
        assert all(fold(other) == other for other in aliases(term))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 and 1000 and one thousand", ["1000", "1000", "1000"]),
        ("$2.5 billion", ["2500000000 $"]),
        (
            "US$1.5bn or £30m or €3k or $2T",
            ["1500000000 $", "30000000 £", "3000 €", "2000000000000 $"],
        ),
        ("Rs 500 or 3 million rupees", ["500 ₹", "3000000 ₹"]),
        ("5 million U.S. dollars", ["5000000 $"]),
        ("12% or 12 percent or twelve per cent", ["12 %", "12 %", "12 %"]),
        ("2 percentage points", ["2 points"]),
        (".5 percent", ["0.5 %"]),
        ("two-thirds or a third of it or one quarter", ["0.6667", "0.3333", "0.25"]),
        ("half of them, half a million, half", ["0.5", "500000"]),
        ("a half is not two half", ["2"]),
        ("2-3 million", ["2000000", "3000000"]),
        ("$2-3 billion", ["2000000000 $", "3000000000 $"]),
        ("10 to 15 percent", ["10 %", "15 %"]),
        ("between 10 and 15 percent", ["10 %", "15 %"]),
        ("3 and 15 percent", ["3", "15 %"]),
        ("lost 3-1", ["3", "1"]),
        ("1st to 3 places", ["1 ordinal", "3"]),
        ("the 20th, twenty-first and third", ["20 ordinal", "21 ordinal", "3 ordinal"]),
        ("two hundred and five", ["205"]),
        ("one hundred thousand and six", ["100006"]),
        ("two million three hundred thousand", ["2300000"]),
        ("five, six and seven", ["5", "6", "7"]),
        ("five six", ["5", "6"]),
        ("twenty twelve", ["20", "12"]),
        ("first three", ["1 ordinal", "3"]),
        ("five and six", ["5", "6"]),
        ("a dozen; two dozen; a five-year plan", ["12", "24", "5"]),
        ("two tens of hundreds", ["2"]),
        ("no one, one of us, this one, one man", ["1"]),
        ("at 7:30 p.m.", ["7.30 time"]),
        ("mid-2016 and the 1990s", ["2016", "1990"]),
        ("-5 or −3 degrees", ["-5", "-3"]),
        ("S-400, G7, COVID-19, F-16s", []),
        ("the 100m race and 30k people", ["100", "30000"]),
        ("1,00,000 or 5 lakh", ["100000", "500000"]),
        ("1.2.3", ["1.2"]),
        ("2 million two hundred", ["2000000", "200"]),
        ("several million, hundred, a few hundred thousand", []),
        ("second quarters", ["2 ordinal"]),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    found = [
        f"{number.value.normalize():f}" + (f" {number.unit}" if number.unit else "")
        for number in numbers(text)
    ]
    assert found == [one.replace("7.30", "7.3") for one in expected]


def test_where_numbers_stand() -> None:
    text = "about $2.5 billion, twelve percent"
    assert [text[n.start : n.end] for n in numbers(text)] == ["$2.5 billion", "twelve percent"]


def test_numbers_agree() -> None:
    (dollars,), (plain,), (percent,) = numbers("$5"), numbers("five"), numbers("5%")
    assert dollars.agrees(plain)
    assert plain.agrees(percent)
    assert not dollars.agrees(percent)
    assert not plain.agrees(numbers("6")[0])


@given(st.integers(0, 10**12))
def test_grouping_does_not_change_a_number(value: int) -> None:
    for text in (str(value), f"{value:,}", f"around {value:,} people"):
        assert [number.value for number in numbers(text)] == [Decimal(value)]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "two",
                "half",
                "a",
                "third",
                "thirds",
                "quarter",
                "dozen",
                "million",
                "hundred",
                "and",
                "5",
                "2.5",
                "$3",
                "-",
                "to",
                "%",
                "percent",
                "s",
                ",",
                "of",
                "twenty",
                "first",
            ]
        ),
        max_size=10,
    ).map(" ".join)
)
def test_numbers_are_in_order(text: str) -> None:
    at = -1
    for number in numbers(text):
        assert at <= number.start < number.end <= len(text)
        at = number.end


def test_word_lists_are_folded_and_hold_question_words() -> None:
    assert {"who", "what", "why", "the", "not"} <= STOPWORDS
    assert all(fold(word) == word for word in STOPWORDS | INITIAL_WORDS)
    assert wordlist(" a  b\n") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour Post of 14 August said so.", ["Harbour Post"]),
        ("The crew of Alma 14 waited.", ["Alma 14"]),
        ("Thousands of Kalvoy dockers and thousands of others left.", ["Kalvoy"]),
    ],
)
def test_of_joins_no_number_and_opens_no_name(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == found
