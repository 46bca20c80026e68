"""How a claim is put together from an article, and the score that comes of it."""

from __future__ import annotations

import pytest

from assistant.checking.fidelity import FAITHFUL_AT, WEIGHTS, features, fidelity
from assistant.checking.pieces import Piece, pieces, source, split
from assistant.checking.word_kinds import is_extreme, is_figure, is_frame, is_modifier
from assistant.checking.wording import joined

ARTICLE = (
    "The council of Brunn closed the old harbour on Monday.",
    "Three fishermen sued the council for their loss.",
    "A judge in Oster will hear the case next year.",
)


def test_pieces_are_the_longest_runs_and_stay_near_each_other():
    claim = split("A judge will hear the council of Brunn in Rome.")
    assert pieces(claim, source(ARTICLE)) == (
        Piece(0, 2, 18), Piece(2, 3, 22), Piece(5, 3, 1), Piece(8, 1, 20),
    )  # fmt: skip


def test_of_equal_runs_the_nearest_to_the_last_piece_is_taken():
    held = source(("Boats sank.", "Men swam. Rain fell.", "Boats burnt."))
    found = pieces(split("Rain, boats"), held)
    assert [piece.place for piece in found] == [4, 6]


def test_parts_of_a_hyphenated_word_and_possessives():
    assert [word.folded for word in split("Brunn's ice-cold harbour")] == [
        "brunn", "ice", "cold", "harbour",
    ]  # fmt: skip


@pytest.mark.parametrize("claim", ["", "…", "a", "Sank", "The first"])
def test_short_claims_have_all_features(claim):
    assert set(features(claim, ARTICLE)) == set(WEIGHTS)
    assert 0.0 < fidelity(claim, ARTICLE) < 1.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # a figure, an extreme or a modifier that is new weighs more than a frame
        ("Officials announced that fishermen sued.", "Nine fishermen sued over sharp losses."),
        ("A judge hears them next year.", "A judge hears the biggest trial next year."),
        # one sentence against two that were joined
        (
            "The council of Brunn closed the old harbour on Monday.",
            "The council of Brunn closed the case next year.",
        ),
        # another form of a word against another word
        ("Fishermen are suing over the harbour's closing.", "Fishermen dance over a new opera."),
    ],
)
def test_what_departs_from_the_article_scores_less(better, worse):
    assert fidelity(better, ARTICLE) > fidelity(worse, ARTICLE)


def test_a_copied_sentence_is_faithful():
    assert all(fidelity(sentence, ARTICLE) > FAITHFUL_AT for sentence in ARTICLE)


def test_an_extreme_stands_beside_its_own_noun():
    article = ("The first storm came at night.", "The ferry sank for the second time.")
    held = features("A ferry sinks: first storm of its kind", article)
    moved = features("Ferry of that kind sinks for the first time in a storm", article)
    last = features("A storm so loud, wind so wild: the biggest", article)
    assert held["rewritten: extremes"] == 0.0
    assert moved["rewritten: extremes"] > 0.0
    assert last["rewritten: extremes"] > 0.0


def test_kinds_of_words():
    assert is_figure("nine")
    assert is_figure("4th")
    assert not is_figure("many")
    assert is_extreme("first")
    assert not is_extreme("new")
    assert is_modifier("biggest")
    assert is_modifier("prosperous")
    assert not is_modifier("harbour")
    assert is_frame("announced")
    assert is_frame("warning")
    assert not is_frame("closed")


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("some 3, 000 people", "some 3,000 people"),
        ("98. 7 per cent and 4. 5%", "98.7 per cent and 4.5%"),
        ("aged 3, 50 people", "aged 3, 50 people"),
        ("in 2019. 5 people came", "in 2019. 5 people came"),
    ],
)
def test_figures_torn_apart_are_joined(torn, whole):
    assert joined(torn) == whole
