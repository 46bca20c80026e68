"""A quantifier, and a part of a whole, are those of the cited words."""

from __future__ import annotations

import pytest

from assistant.checking.checks import CHECKS
from assistant.checking.shares import shares
from assistant.types import Context, DraftSentence, Hit, Numbered, Verdict
from assistant.verify import verify
from ingest.types import ArticleRow, Metadata, Passage

ROW = ArticleRow("a", 1, "/a.txt", Metadata(title="Judges"), "h")


def checked(cited, text, checks=CHECKS):
    passage = Passage("a:0", "a", 1, 0, 0, len(cited), cited)
    return verify(
        DraftSentence(text, (1,)), Context("", (Numbered(1, Hit(passage, ROW, 1.0)),)), checks
    )


JURY = "Five of eight festival judges chose the Danish film; three preferred a comedy."
PIER = "Divers found cracks when one of its six pillars did not hold."
CREWS = "Some of the crews refused to sail on Monday. Several captains resigned."
PLAIN = "Residents left the valley on Sunday. Two nurses stayed in the clinic with the doctor."
FULL = "All the teachers of the school voted for the strike. No pupil was absent."
CLUB = "The club has eleven players from Halm. Most players signed new contracts in May."


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (JURY, "All eight festival judges chose the Danish film."),
        (JURY, "Eight festival judges chose the Danish film."),
        (JURY, "The eight festival judges chose the Danish film."),
        (JURY, "All festival judges chose the Danish film."),
        (JURY, "Every judge chose the Danish film."),
        (JURY, "Each of the festival judges chose the Danish film."),
        (JURY, "Everyone chose the Danish film."),
        (JURY, "Most festival judges preferred a comedy."),
        (JURY, "Both judges preferred a comedy."),
        (JURY, "None of the festival judges chose the Danish film."),
        (JURY, "Four of eight festival judges chose the Danish film."),
        (PIER, "All six pillars did not hold."),
        (PIER, "Six pillars did not hold."),
        (CREWS, "All of the crews refused to sail on Monday."),
        (CREWS, "Most of the crews refused to sail on Monday."),
    ],
)
def test_a_part_is_not_taken_for_more(cited, text):
    assert checked(cited, text).verdict is Verdict.UNSUPPORTED
    assert shares in CHECKS


@pytest.mark.parametrize(
    "text",
    [
        "All residents left the valley on Sunday.",
        "Most residents left the valley on Sunday.",
        "A large majority of residents left the valley on Sunday.",
    ],
)
def test_a_universal_of_its_own_is_partly_borne_out(text):
    found = checked(PLAIN, text)
    assert found.verdict is Verdict.PARTLY
    assert "do not say" in found.reasons[0]


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (JURY, "Five of eight festival judges chose the Danish film."),
        (JURY, "Five of the eight festival judges chose the Danish film."),
        (JURY, "Five festival judges chose the Danish film."),
        (JURY, "Most festival judges chose the Danish film."),
        (JURY, "A majority of the festival judges chose the Danish film."),
        (PIER, "One of its six pillars did not hold."),
        (CREWS, "Some of the crews refused to sail on Monday."),
        (PLAIN, "Both nurses stayed in the clinic with the doctor."),
        (PLAIN, "Two nurses stayed in the clinic with the doctor."),
        (FULL, "All teachers of the school voted for the strike."),
        (FULL, "Every teacher of the school voted for the strike."),
        (CLUB, "The club has eleven players from Halm."),
        (CLUB, "Most players signed new contracts in May."),
    ],
)
def test_what_is_counted_alike_is_verified(cited, text):
    assert checked(cited, text).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        (PLAIN, "Residents left the valley each year."),
        (PLAIN, "The most popular residents left the valley."),
        (PLAIN, "Most popular was the valley on Sunday."),
        (PLAIN, "None of the residents left the valley."),
        (PLAIN, "Four of nine nurses stayed in the clinic."),
        (PLAIN, "All."),
        (JURY, "There were eight festival judges."),
        (JURY, "Eight festival judges split five to three."),
        (JURY, "Eight festival judges slept badly."),
        (JURY.replace("preferred", "hours later left"), "Both festival judges left."),
        (JURY, "Some of eight festival judges chose the film."),
        (JURY + " Eight ushers chose the seats.", "Eight ushers chose the seats."),
        ("All eight of eight judges chose it.", "Eight judges chose it."),
        ("Six of 8 per cent left.", "Six left."),
    ],
)
def test_other_uses_are_no_share(cited, text):
    """Nothing is found by this check, whatever others may find."""
    found = checked(cited, text, (shares,))
    assert not any("say “" in reason for reason in found.reasons), found.reasons


def test_one_fault_is_told_once():
    found = checked(PIER, "Most of the six pillars did not hold.", (shares,))
    assert found.reasons == ("it says “Most” where the cited words say “one of its six”",)


def test_a_share_of_other_things_contradicts_nothing():
    cited = "Four of ten buses were late. All trains arrived before noon, the operator said."
    assert checked(cited, "All trains arrived before noon.", (shares,)).verdict is Verdict.VERIFIED
    found = checked(cited, "All buses arrived before noon.", (shares,))
    assert found.verdict is not Verdict.VERIFIED
