"""Where a near copy of a sentence departs from it, and what of that matters."""

from __future__ import annotations

import pytest

from assistant.checking.alignment import _called, copied, exchanged, firmer, reversed_by

SOURCE = (
    "Norland reportedly paid 24 crowns on Tuesday, 5 August, and the Sudland yards were never "
    "connected to the grid of Midland, Admiral Brodd claimed."
)


def pair(*changes: tuple[str, str], source: str = SOURCE):
    said = source
    for old, new in changes:
        assert old in said
        said = said.replace(old, new, 1)
    found = copied(said, ["Another sentence about nothing of it.", source])
    assert found is not None
    assert found.source == source
    return found


def test_a_sentence_of_its_own_is_no_copy():
    assert copied("The museum in Ulm opened its doors to everybody today.", [SOURCE]) is None
    assert copied("the grid", [SOURCE]) is None
    assert copied("Norland paid.", []) is None


def test_a_copy_without_changes_has_none():
    same = pair()
    assert same.changes == ()
    assert exchanged(same, None) == []
    assert reversed_by(same) is None
    assert firmer(same) is None


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("24", "42", "24"),
        ("Tuesday", "Friday", "Tuesday"),
        ("Midland", "Ruritania", "Midland"),
    ],
)
def test_another_number_date_or_name_in_its_place(old, new, lost):
    assert exchanged(pair((old, new)), "2025-08-06") == [(lost, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("24", "twenty-four"),
        ("on Tuesday, 5 August,", "on 5 August 2025,"),
        ("Admiral Brodd", "Brodd"),
        ("the grid of Midland", "its grid"),
        ("Midland", "Sudland"),
    ],
)
def test_another_way_to_say_the_same_is_none(old, new):
    assert exchanged(pair((old, new)), "2025-08-06") == []


def test_the_capital_may_stand_for_the_country():
    source = "On Sunday Moscow sent the launchers back to the north of the country."
    assert exchanged(pair(("Moscow", "Russia"), source=source), None) == []


def test_a_word_with_a_capital_that_opens_no_name_may_stand_for_one():
    source = "Money: Harbour Crane Works is a maker of hoists and winches for small ports."
    changed = pair(("Harbour Crane Works", "Take"), source=source)
    assert exchanged(changed, None) == [("Harbour Crane Works", "Take")]
    described = pair(("Harbour Crane Works", "The firm"), source=source)
    assert exchanged(described, None) == []


def test_names_that_change_places():
    crossed = pair(("Sudland", "X"), ("Midland", "Sudland"), ("X", "Midland"))
    assert exchanged(crossed, None) == [("midland", "sudland")]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("were never connected", "were connected", ("never", "")),
        ("were never connected", "were not connected", None),
        ("paid 24", "never paid 24", ("", "never")),
        ("on Tuesday, 5 August, and the Sudland yards were never connected to", "to", None),
    ],
)
def test_a_turn_of_few_words(old, new, found):
    assert reversed_by(pair((old, new))) == found


def test_what_was_declined_is_not_agreed():
    source = "A survivor named Anthony declined to give his last name to the paper."
    assert reversed_by(pair(("declined", "agreed"), source=source)) == ("declined", "agreed")


@pytest.mark.parametrize(
    ("changes", "hedge"),
    [
        ([("reportedly ", "")], "reportedly"),
        ([("reportedly ", ""), ("paid", "allegedly paid")], None),
        ([("claimed", "said")], None),
        ([("Admiral Brodd claimed", "Admiral Brodd")], "claimed"),
    ],
)
def test_a_hedge_that_is_left_out(changes, hedge):
    assert firmer(pair(*changes)) == hedge


def test_another_wording_of_the_same_day_or_name_is_no_exchange():
    same_day = pair(("on Tuesday, 5 August", "on 5 August 2025"))
    assert exchanged(same_day, "2025-08-06") == []
    assert exchanged(pair(("5 August", "Aug. 5")), "2025-08-06") == []
    other_name = (
        "Washington paid 24 crowns to the yards of the United States navy in Midland in May."
    )
    found = pair(("Washington", "America"), source=other_name)
    assert exchanged(found, None) == []
    assert _called("S-400", "S-400s")


def test_a_weekday_and_its_date_are_the_same_day():
    source = "Norland paid 24 crowns on Tuesday and the yards were closed by the navy of Midland."
    assert exchanged(pair(("on Tuesday", "on 5 August"), source=source), "2025-08-06") == []
    assert exchanged(pair(("on Tuesday", "on 9 August"), source=source), "2025-08-06")


def test_a_hedge_inside_a_contraction_is_seen():
    pair = copied(
        "Nobody will've seen the boats at night.", ["Nobody could've seen the boats at night."]
    )
    assert firmer(pair) == "could"
