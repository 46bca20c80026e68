"""What the gate keeps, drops and says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.checks import CHECKS
from assistant.types import Context, DraftSentence, Hit, Numbered, Span, Verdict
from assistant.verify import verify
from ingest.types import ArticleRow, Metadata, Passage

HONEST = [
    "Norland offered on Tuesday to buy back 24 patrol boats from Sudland for $30 million.",
    "Norland offered to buy back twenty-four patrol boats from Sudland for 30 million dollars.",
    "On 12 August, Norland offered to buy back 24 patrol boats from Sudland.",
    "Sudland newspapers claimed that Midland would receive the boats in 2026.",
    "“The engines wear out faster than planned,” Admiral Jana Brodd told Oster radio.",
    "Brodd told Oster radio: “The engines … faster than planned”.",
    "Neither Norland nor Sudland has confirmed the report.",
    "The report has not been confirmed by Norland or Sudland.",
    "The Western League reportedly refused to lift its sanctions.",
    "Unemployment in the harbour towns rose by 12 percent to 4000 people.",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_sentences_are_verified(text, context, draft):
    result = verify(draft(text), context)
    assert result.verdict is Verdict.VERIFIED, result.reasons
    assert result.text == text
    assert result.reasons == ()


def test_a_passage_number_becomes_the_sentence_that_carries_it(context, draft, passage_text):
    (span,) = verify(draft(HONEST[5]), context).spans
    assert passage_text[span.start - 100 : span.end - 100] == (
        "“The engines wear out faster than planned,” Admiral Jana Brodd told Oster radio."
    )


def test_unknown_numbers_and_spans_outside_are_dropped(context):
    sentence = DraftSentence(
        HONEST[6], (1, 7), (Span(9, 100, 120), Span(1, 0, 50), Span(1, 100, 99_999))
    )
    result = verify(sentence, context)
    assert result.spans == ()
    assert result.verdict is Verdict.UNSUPPORTED
    assert "a citation that was not among the passages was dropped" in result.reasons


def test_what_cites_only_the_unknown_is_unsupported(context, draft):
    result = verify(draft(HONEST[0], 3), context)
    assert (result.verdict, result.spans) == (Verdict.UNSUPPORTED, ())
    assert "nothing that was given supports it" in result.reasons


def test_a_citation_that_supports_nothing_is_removed(context, draft):
    result = verify(draft(HONEST[0], 1, 2), context)
    assert [span.number for span in result.spans] == [1]
    assert result.verdict is Verdict.VERIFIED
    assert "a citation that supports nothing was removed" in result.reasons


def test_the_words_of_a_sentence_in_another_order_are_not_it(context, draft):
    result = verify(draft("Midland in a museum opened its doors to 900 visitors.", 2), context)
    assert result.verdict is Verdict.UNSUPPORTED
    assert "“Midland” has changed its place" in result.reasons


def test_two_citations_that_carry_half_each_are_kept(context, draft):
    text = (
        "Norland offered to buy back 24 patrol boats from Sudland, and a museum in Midland opened "
        "its doors to 900 visitors."
    )
    assert [span.number for span in verify(draft(text, 1, 2), context).spans] == [1, 2]


def test_another_passages_quotation_is_not_supported(context, draft):
    text = "“We have waited for years,” Admiral Jana Brodd told Oster radio of the engines."
    result = verify(draft(text), context)
    assert result.verdict is Verdict.UNSUPPORTED
    assert any("We have waited for years" in reason for reason in result.reasons)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Norland offered [more](http://evil.example/x) to buy back 24 patrol boats.",
            "Norland offered more to buy back 24 patrol boats.",
        ),
        (
            "![pixel](http://evil.example/p.png)Norland offered to buy back 24 patrol boats.",
            "Norland offered to buy back 24 patrol boats.",
        ),
        (
            "Norland offered to buy back 24 patrol boats. See https://evil.example/?q=1 now",
            "Norland offered to buy back 24 patrol boats. See now",
        ),
        (
            "Norland offered to buy back 24 patrol boats, <a href=x>see</a> evil.com/login [3]",
            "Norland offered to buy back 24 patrol boats, see",
        ),
        (
            "Norland\x1b[31m offered to buy back\u202e 24 patrol boats.",
            "Norland[31m offered to buy back 24 patrol boats.",
        ),
    ],
)
def test_links_images_tags_and_controls_of_a_model_go(text, shown, context, draft):
    assert verify(draft(text), context).text == shown


def test_what_is_nothing_but_a_link_says_nothing(context, draft):
    result = verify(draft("![x](http://evil.example)"), context)
    assert (result.text, result.verdict) == ("", Verdict.UNSUPPORTED)
    assert "it says nothing" in result.reasons


def test_the_prefix_is_checked_against_the_catalogue(context):
    right = "Harbour Post, 14 August 2025: "
    for prefix, verdict in (
        (right, Verdict.VERIFIED),
        ("Daily Fraud, 14 August 2025: ", Verdict.UNSUPPORTED),
        ("Harbour Post, 1 May 2024: ", Verdict.UNSUPPORTED),
    ):
        result = verify(DraftSentence(prefix + HONEST[0], (1,), (), len(prefix)), context)
        assert result.verdict is verdict
        assert result.text == prefix + HONEST[0]


def test_the_outlet_may_be_named_where_the_statement_reports(context, draft):
    text = "According to the Harbour Post, Norland offered to buy back 24 patrol boats."
    assert verify(draft(text), context).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("[Going forward], the boats stay", True),
        ("[Going ], the boats stay", False),
        ("The boats [of the navy] stay where they are", True),
        ("the boats stay [here]", True),
        ("the boats stay where they are [no]", False),
        ("[All] the boats … they [are]", False),
        ("[Soon], the engines stay", False),
        ("The engines [of the navy] […] are", False),
    ],
)
def test_brackets_of_a_quotation(quote, held):
    text = "Admiral Brodd said: “[Going forward], the boats stay where they are [now].”"
    row = ArticleRow("a", 1, "/a.txt", Metadata(), "h")
    given_ = Numbered(1, Hit(Passage("a:1:0", "a", 1, 0, 0, len(text), text), row, 1.0))
    result = verify(DraftSentence(f"Brodd said of it: “{quote}”.", (1,)), Context("", (given_,)))
    assert any("are not in the cited passage" in reason for reason in result.reasons) is not held


@pytest.mark.parametrize(
    ("quote", "held"),
    [("[U]sually the boats sail [at dawn]", True), ("[U] the boats sail at dawn", False)],
)
def test_a_letter_in_brackets_leaves_the_rest_of_its_word(quote, held):
    text = "Admiral Brodd said: “[U]sually the boats sail at dawn, whatever the wind.”"
    row = ArticleRow("a", 1, "/a.txt", Metadata(), "h")
    given_ = Numbered(1, Hit(Passage("a:1:0", "a", 1, 0, 0, len(text), text), row, 1.0))
    result = verify(DraftSentence(f"Brodd said of it: “{quote}”.", (1,)), Context("", (given_,)))
    assert any("are not in the cited passage" in reason for reason in result.reasons) is not held


@pytest.mark.parametrize("marks", ["“{}” and “{}”", '“{}" and “{}”', '"{}” and “{}"'])
@pytest.mark.parametrize(("word", "held"), [("tied", True), ("sunk", False)])
def test_marks_of_two_shapes_hold_a_quotation(marks, word, held):
    text = "Admiral Brodd called the boats “tied and watched” and “fit to sail”."
    row = ArticleRow("a", 1, "/a.txt", Metadata(), "h")
    given_ = Numbered(1, Hit(Passage("a:1:0", "a", 1, 0, 0, len(text), text), row, 1.0))
    said = f"Brodd called the boats {marks.format(word + ' and watched', 'fit to sail')}."
    result = verify(DraftSentence(said, (1,)), Context("", (given_,)))
    assert any("are not in the cited passage" in reason for reason in result.reasons) is not held


def test_a_fragment_of_a_sentence_is_no_verbatim_sentence(context):
    start = 100 + 31
    sentence = DraftSentence("offered on Tuesday", (1,), (Span(1, start - 23, start - 5),))
    assert verify(sentence, context).verdict is not None


def test_content_that_is_not_there_is_partly_or_not_supported(context, draft):
    some = "Norland offered to buy back patrol boats, which pleased fishermen and shipyard cooks."
    none = "Fishermen and shipyard cooks danced through the night with joy about patrol music."
    assert verify(draft(some), context).verdict is Verdict.PARTLY
    assert verify(draft(none), context).verdict is Verdict.UNSUPPORTED


def test_who_says_it_and_how_surely(context, draft):
    claimed = verify(draft(HONEST[3]), context)
    assert claimed.attributed_to == "Sudland newspapers"
    assert claimed.hedged
    plain = verify(draft(HONEST[0]), context)
    assert plain.attributed_to is None
    assert not plain.hedged


def test_checks_can_be_chosen(context, draft):
    text = HONEST[0].replace("24", "25")
    assert verify(draft(text), context).verdict is Verdict.UNSUPPORTED
    assert verify(draft(text), context, ()).verdict is Verdict.VERIFIED
    assert CHECKS


def test_it_takes_less_than_twenty_milliseconds(context, draft):
    """Measured while coverage is traced, which more than doubles it."""
    texts = [text.replace("the", f"the {n} old") for n in range(5) for text in HONEST]
    verify(draft(texts[0]), context)
    start = time.process_time()
    for text in texts:
        verify(draft(text), context)
    assert (time.process_time() - start) / len(texts) < 0.02


@given(
    text=st.text(max_size=200),
    numbers=st.lists(st.integers(-2, 5), max_size=4),
    spans=st.lists(
        st.builds(Span, st.integers(0, 3), st.integers(0, 700), st.integers(0, 700)), max_size=3
    ),
    attribution=st.integers(0, 40),
)
def test_it_never_raises_and_cites_only_what_was_given(text, numbers, spans, attribution):
    context = _CONTEXT
    result = verify(DraftSentence(text, tuple(numbers), tuple(spans), attribution), context)
    for span in result.spans:
        numbered = context.get(span.number)
        assert numbered is not None
        assert numbered.hit.passage.start <= span.start < span.end <= numbered.hit.passage.end
    if result.verdict is Verdict.VERIFIED:
        assert result.spans


@pytest.fixture(autouse=True)
def _share_context(context):
    global _CONTEXT
    _CONTEXT = context


_CONTEXT: Context
