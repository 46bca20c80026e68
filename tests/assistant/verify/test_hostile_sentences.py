"""Each check matters: what it stops passes when it alone is switched off."""

from __future__ import annotations

import pytest
from one_passage import given

from assistant.checking import checks
from assistant.checking.checks import CHECKS
from assistant.types import DraftSentence, Verdict
from assistant.verify import verify

HOSTILE = {
    checks.quotations: [
        "“The engines wear out slower than planned,” Admiral Jana Brodd told Oster radio.",
        '"The engines never wear out faster than planned," Admiral Jana Brodd told Oster radio.',
        "Admiral Jana Brodd told Oster radio: “The engines wear out faster than we planned",
        "«The engines wear faster than planned», Admiral Jana Brodd told Oster radio.",
    ],
    checks.figures: [
        "Norland offered on Tuesday to buy back 42 patrol boats from Sudland for $30 million.",
        "Norland offered on Tuesday to buy back 24 patrol boats from Sudland for $30 billion.",
        "Norland offered on Tuesday to buy back 24 patrol boats from Sudland for €30 million.",
        "Norland offered on Tuesday to buy back fourteen patrol boats from Sudland.",
        "Unemployment in the harbour towns rose by 21% to 4,000 people.",
        "Unemployment in the harbour towns rose by 12% to 4,800 people.",
    ],
    checks.shares: [
        "All Sudland newspapers claimed that Midland would receive the boats in 2026.",
        "Most Sudland newspapers claimed that Midland would receive the boats in 2026.",
    ],
    checks.dates: [
        "Norland offered on Friday to buy back 24 patrol boats from Sudland for $30 million.",
        "In March 2024, Norland offered on Tuesday to buy back 24 patrol boats from Sudland.",
        "Norland offered in the September plan to buy back 24 patrol boats from Sudland.",
        "Norland offered on 3 March 2024 to buy back 24 patrol boats from Sudland.",
        "Sudland newspapers claimed that Midland would receive the boats in 2029.",
        "Unemployment in the harbour towns rose by 12% to 4,000 people after the yards closed in "
        "June.",
    ],
    checks.people: [
        "Norland offered on Tuesday to buy back 24 patrol boats from Ruritania for $30 million.",
        "“The engines wear out faster than planned,” Admiral Piet Hansen told Oster radio.",
        "According to Reuters, Norland offered on Tuesday to buy back 24 patrol boats from "
        "Sudland.",
    ],
    checks.negation: [
        "Norland and Sudland have reportedly confirmed the report.",
        "Norland has not offered on Tuesday to buy back 24 patrol boats from Sudland.",
        "The Western League reportedly lifts its sanctions.",
        "Confirmation of the report reportedly came from Norland and Sudland.",
    ],
    checks.acts: [
        "Norland agreed on Tuesday to buy back 24 patrol boats from Sudland for $30 million.",
        "Unemployment in the harbour towns rose by 12% after the yards were sold.",
    ],
    checks.direction: [
        "Unemployment in the harbour towns fell by 12% to 4,000 people after the yards closed.",
        "Unemployment in the harbour towns rose by 12% to 4,000 people before the yards closed.",
        "By 12% to 4,000 people unemployment fell in the harbour towns after the yards closed.",
    ],
    checks.hedging: [
        "The Western League says it refused to lift its sanctions.",
        "The Western League refused to lift its sanctions.",
        "League members said sanctions were refused a lift by the Western League.",
    ],
    checks.provisos: [
        "The winter ferry will sail to Midland.",
    ],
    checks.attributing: [
        "The hulls are sound and dry.",
        "The boats’ hulls are sound and dry.",
    ],
    checks.alteration: [
        "Sudland newspapers claimed that Norland would receive the boats in 2026.",
        "Unemployment in the harbour towns rose by 12% to 24 people after the yards closed in May.",
        "Sudland offered on Tuesday to buy back 24 patrol boats from Norland for $30 million.",
    ],
    checks.roles: [
        "Sudland has offered to buy back 24 patrol boats from Norland for $30 million.",
        "Sudland offered on Tuesday to buy back 24 patrol boats from Norland for $30 million.",
    ],
}


@pytest.mark.parametrize(
    ("check", "text"), [(check, text) for check, texts in HOSTILE.items() for text in texts]
)
def test_it_is_stopped_by_its_check_alone(check, text, context, draft):
    assert verify(draft(text), context).verdict is not Verdict.VERIFIED
    without = tuple(other for other in CHECKS if other is not check)
    left = set(verify(draft(text), context).reasons)
    stopped_by_others = set(verify(draft(text), context, without).reasons)
    assert left - stopped_by_others, left


@pytest.mark.parametrize("check", list(HOSTILE))
def test_something_passes_when_the_check_is_off(check, context, draft):
    without = tuple(other for other in CHECKS if other is not check)
    verdicts = [verify(draft(text), context, without).verdict for text in HOSTILE[check]]
    assert Verdict.VERIFIED in verdicts


def test_every_check_has_a_family():
    assert set(HOSTILE) == set(CHECKS)


def _one(text, said, published="2022-03-15"):
    return verify(DraftSentence(said, (1,)), given(text, published=published))


@pytest.mark.parametrize("month", ["January", "March"])
def test_the_ends_of_a_long_time_name_no_month(month):
    text = (
        "Eggs have grown dearer over the past year. Prices of butter rose 13% in the 12 months "
        "ended February, the grocers of Ulm said."
    )
    said = f"Prices of butter rose 13% in the 12 months ended {month}, the grocers of Ulm said."
    result = _one(text, said)
    assert result.verdict is Verdict.UNSUPPORTED
    assert f"the month “{month}” is not in the cited words" in result.reasons


def test_a_day_or_a_week_names_its_month():
    text = "The grocers of Ulm raised the prices of butter and eggs last week."
    said = "In March the grocers of Ulm raised the prices of butter and eggs."
    assert _one(text, said).verdict is Verdict.VERIFIED


def test_a_denial_behind_a_quoted_title_that_ends_a_sentence_is_not_dropped():
    text = (
        'The evening was long. It may surprise some readers to learn that "Heave! " didn\'t win '
        "any prize of the town."
    )
    said = 'It may surprise some readers to learn that "Heave! " win any prize of the town.'
    result = _one(text, said)
    assert result.verdict is not Verdict.VERIFIED
    assert "it drops a negation or a denial of the cited words" in result.reasons


def test_a_denial_within_one_clause_is_not_dropped():
    text = (
        "The ball skips over the lake like a flat rock, it floats and it is hardly moved by waves. "
        "The keeper of the pier saw it for an hour."
    )
    said = "The ball skips over the lake like a flat rock, it floats and it is moved by waves."
    result = _one(text, said)
    assert result.verdict is not Verdict.VERIFIED
    assert "it drops a negation or a denial of the cited words" in result.reasons
    honest = "The ball skips over the lake like a flat rock, and it is hardly moved by waves."
    assert _one(text, honest).verdict is Verdict.VERIFIED
    both = text.replace(
        "The keeper", "Of other balls it is said that they are moved by waves. The keeper"
    )
    assert "it drops" not in " ".join(_one(both, said).reasons)


@pytest.mark.parametrize("end", [",", "", "."])
def test_a_bracket_of_the_passage_at_the_end_of_the_quotation_is_not_exchanged(end):
    text = f"Gifts have halved. “Everybody is being hit [by rising prices]{end}” she said in Ulm."
    true = f"“Everybody is being hit [by rising prices]{end}” she said."
    assert _one(text, true).verdict is Verdict.VERIFIED
    assert _one(text, true.replace("prices", "floods")).verdict is Verdict.UNSUPPORTED
