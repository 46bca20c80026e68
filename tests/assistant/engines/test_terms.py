"""Content terms and the units in which text is quoted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.terms import bag, keys, padded, pairs, stem, term, terms, tokens
from assistant.units import units


@pytest.mark.parametrize(
    "forms",
    [
        ("sell", "sells", "sold", "selling"),
        ("announce", "announced", "announces", "announcing", "announcement"),
        ("country", "countries"),
        ("win", "won", "winning"),
        ("stop", "stopped", "stopping", "stops"),
        ("million", "millions"),
        ("s-400", "s-400s"),
        ("elect", "elected", "election", "elections"),
    ],
)
def test_forms_of_a_word_share_a_key(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("process", "proceed"), ("virus", "vire"), ("gas", "ga")])
def test_other_words_do_not(pair):
    assert stem(pair[0]) != stem(pair[1])


@given(st.text(alphabet=st.characters(codec="ascii", categories=["Ll"]), max_size=15))
def test_a_stem_is_never_longer_by_more_than_its_i(word):
    assert len(stem(word)) <= max(len(word), 6)


def test_tokens_keep_abbreviations_and_part_compounds():
    assert tokens("It said US and U.S. aid, record-breaking S-400s — and the WHO's") == (
        ("us", "us"),
        ("us", "us"),
        ("aid", "aid"),
        ("record", "record"),
        ("break", "breaking"),
        ("s-400", "s-400s"),
        ("who", "who"),
    )
    assert keys("the of and") == ()


def test_other_spellings_are_found():
    held = bag("The United States spoke with Türkiye.")
    assert held.holds(term("us"))
    assert held.holds(term("turkey"))
    assert not held.holds(term("russia"))


def test_a_phrase_with_another_spelling_is_one_term():
    assert len(terms("United States navy")) == 2
    assert bag("a U.S. ship").holds(terms("United States")[0])


def test_pairs_and_padding():
    assert list(pairs("abc")) == [("a", "b"), ("b", "c")]
    assert list(pairs("")) == []
    assert padded("The Lord’s boats!") == " the lord boats "


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One is here. Two is there.", 2),
        ("He said: “One is here. Two is there.” Then he left.", 2),
        ('He said: "One is here. Two is there." Then he left.', 2),
        ("He said: “One is here. Two is there. Then he left.", 3),
        ("He said: “One is here.\n\nTwo is there.” Then he left.", 3),
        ("He said: “One. " + "Many words stand in this very sentence here. " * 10 + "End.”", 12),
        ("", 0),
    ],
)
def test_quotations_are_not_cut(text, count):
    assert len(units(text)) == count


@given(st.text(alphabet='ab “”".\n', max_size=80))
def test_units_lie_in_order_and_lose_nothing(text):
    found = units(text)
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))
