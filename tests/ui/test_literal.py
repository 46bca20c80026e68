"""The pure helpers of the display: literal text, commands, answers as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from assistant.errors import UsageError
from assistant.slash import COMMANDS, is_command, matching, parse
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    Provenance,
    Sentence,
    Side,
    Standing,
    Verdict,
    Voice,
)
from assistant.ui.answer_text import (
    error_content,
    mark,
    notes_content,
    sentence_content,
    unchecked,
)
from assistant.ui.key_names import key_name
from assistant.ui.literal import Words, literal, literal_line, shortened
from ingest.errors import BriefingError
from ingest.text.clean import clean, clean_line
from ingest.types import ArticleRow, Filters, Metadata

MARKUP_TEXT = st.lists(
    st.sampled_from(
        ["[", "]", "[/]", "[@click=app.quit]", "[bold]", "\\[", "\x1b[2J", "\x9b", "\u202e", "$x", "w ", "\n", "1"]
    )
    | st.text(max_size=3),
    max_size=12,
).map("".join)  # fmt: skip


@given(MARKUP_TEXT)
def test_any_text_is_content_that_reads_as_it_is_cleaned(text: str) -> None:
    assert literal(text).plain == clean(text)
    assert literal_line(text, "bold").plain == clean_line(text)
    words = Words(text)
    visual = words.visual
    assert isinstance(visual, Content)
    assert visual.plain == clean(text)
    assert visual.spans == []


@given(MARKUP_TEXT, st.integers(2, 40))
def test_shortened_text_fits(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= length
    assert short == clean_line(text) or short.endswith("…")


@given(MARKUP_TEXT, MARKUP_TEXT)
def test_only_our_markers_can_be_clicked(text: str, reason: str) -> None:
    content = sentence_content(Sentence(text, (1, 12), Verdict.PARTLY, (reason,)), current=12)
    acting = [span for span in content.spans if getattr(span.style, "meta", None)]
    assert [content.plain[s.start : s.end] for s in acting] == ["[1]", "[12]"]
    assert [s.style.meta for s in acting] == [{"@click": "cite(1)"}, {"@click": "cite(12)"}]  # type: ignore[union-attr]


def test_verdicts_differ_without_colour() -> None:
    assert len({mark(verdict).plain for verdict in Verdict}) == len(Verdict)


def test_a_verified_sentence_says_no_more_than_itself() -> None:
    assert sentence_content(Sentence("Yes.", (), Verdict.VERIFIED)).plain == "Yes."
    assert sentence_content(Sentence("No.", (), Verdict.UNSUPPORTED)).plain == "No.\nunsupported"


def test_what_leaves_a_sentence_unconfirmed_can_be_opened() -> None:
    row = ArticleRow("a1", 1, "/a.txt", Metadata(published="2025-08-14"), "h")
    beside = Citation(3, "a1:0", "Nobody has confirmed it.", 0, 24, row)
    sentence = Sentence(
        "It sank.",
        (1,),
        Verdict.VERIFIED,
        attributed_to="[bold]Ann",
        voice=Voice.SOURCE,
        standing=Standing.UNCONFIRMED,
        standing_from=beside,
    )
    content = sentence_content(sentence)
    assert content.plain == (
        "It sank. [1]\nsaid by [bold]Ann\n"
        "unconfirmed as of 14 August 2025: “Nobody has confirmed it.” [3]"
    )
    acting = [span for span in content.spans if getattr(span.style, "meta", None)]
    assert [content.plain[s.start : s.end] for s in acting] == ["[1]", "[3]"]


def test_disagreements_stand_above_the_notes() -> None:
    row = ArticleRow("a1", 1, "/a.txt", Metadata(publisher="Daily X"), "h")
    dispute = Disagreement("the sum", "number", (Side("3", (1,)), Side("[b]5", (2,))))
    answer = Answer(
        question="q",
        asked="q",
        status="answered",
        confidence=1.0,
        sentences=(),
        citations=(Citation(1, "a1:0", "3", 0, 1, row),),
        retrieved=(),
        filters=Filters(),
        provenance=Provenance("extractive", None, {}, "f"),
        notes=("single source",),
        disagreements=(dispute,),
    )
    assert notes_content(answer, 60, str).plain == (
        "Sources disagree on “the sum”: 3 (Daily X [1]) · [b]5 (source removed)\nNote: single source"
    )


def test_an_error_without_a_hint_is_one_line() -> None:
    assert error_content(BriefingError("It broke.")).plain == "✗ It broke."


@pytest.mark.parametrize(
    ("pending", "sentence", "left"),
    [
        ("One two. Three", "One two.", "Three"),
        ("One [12] two [3]. Three", "One two.", "Three"),
        ("One\n two [3].\n\nTh", "One two.", "Th"),
        ("One", "One two.", ""),
        ("", "One.", ""),
        ("One two.", "One two.", ""),
    ],
)
def test_what_is_left_to_check(pending: str, sentence: str, left: str) -> None:
    assert unchecked(pending, sentence) == left


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("/help", True),
        ("  /ingest a b", True),
        ("/home/user/file.txt says what?", False),
        ("/", False),
        ("why /help?", False),
        ("", False),
        ("/2026 budget?", False),
    ],
)
def test_what_is_a_command(text: str, yes: bool) -> None:
    assert is_command(text) is yes


def test_arguments_are_split_as_a_shell_would() -> None:
    assert parse("/ingest 'a b' c").arguments == ("a b", "c")
    assert parse("/ingest it's here").arguments == ("it's here",)
    assert parse("/INGEST x").command.name == "ingest"
    assert parse("/new").arguments == ()


@pytest.mark.parametrize("text", ["/zzz", "/helpp", "/new now"])
def test_what_is_no_command_is_said_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert caught.value.hint


def test_matching() -> None:
    assert matching("/ingest x") == ()
    assert set(matching("/")) == set(COMMANDS)


def test_keys_are_named_as_people_write_them() -> None:
    names = ["ctrl+n", "f1", "escape", "right_square_bracket", "y", "shift+enter", "pageup"]
    assert [key_name(name) for name in names] == [
        "Ctrl+N", "F1", "Esc", "]", "y", "Shift+Enter", "PgUp",
    ]  # fmt: skip
