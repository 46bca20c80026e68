"""A model's text, piece by piece, into deltas and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.engines.generation.draft_parser import ABSTAIN, LONGEST_SENTENCE, DraftParser
from assistant.types import Delta, Draft, DraftSentence, Usage

ANSWER = (
    'Norland wants its money back [1]. "It is over," he said.[2][3] The U.S. has not agreed, '
    "[4, 5] officials said. [6]\n\n- See [the site](http://evil.example/x) or "
    "www.evil.example/a. [1]\n**Bold** move [2-4].\n1. One [bracket] it <b>is</b> so. "
    "![x](http://evil.example/a b)\nCHOICE: 2"
)
SENTENCES = [
    ("Norland wants its money back.", (1,)),
    ('"It is over," he said.', (2, 3)),
    ("The U.S. has not agreed, officials said.", (4, 5, 6)),
    ("See the site or .", (1,)),
    ("Bold move.", (2, 3, 4)),
    ("One [bracket] it is so.", ()),
]


def run(text, step=None, choices=4, **end):
    """Everything the parser gives for ``text`` fed in pieces of ``step`` characters."""
    parser = DraftParser(choices)
    step = step or max(1, len(text))
    parts = [p for at in range(0, len(text), step) for p in parser.feed(text[at : at + step])]
    parts += parser.finish(**end)
    assert isinstance(parts[-1], Draft)
    assert all(not isinstance(part, Draft) for part in parts[:-1])
    said = [part for part in parts if isinstance(part, DraftSentence)]
    if not parts[-1].abstained:
        assert tuple(said) == parts[-1].sentences
    return parts


def draft(text, **more):
    return run(text, **more)[-1]


def pairs(found):
    return [(sentence.text, sentence.numbers) for sentence in found.sentences]


def shown(parts):
    return "".join(part.text for part in parts if isinstance(part, Delta))


@pytest.mark.parametrize("step", [1, 2, 3, 7, 20, 1000])
def test_the_pieces_do_not_matter(step):
    parts = run(ANSWER, step)
    assert pairs(parts[-1]) == SENTENCES
    assert parts[-1].choice == 1
    assert " ".join(shown(parts).split()) == " ".join(text for text, _ in SENTENCES)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["Norland", " fell", ". ", "The ", "U.S. ", "[1]", " [2, 3]", "[", "]", "(", "http://a.b/c",
     "\n", "- ", "**", "<b>", "<", '"', "1.5", "CHOICE: 2", "Sources:", "<think>", "</think>",
     "The passages do not answer", "\r\n", "é", "。"]), max_size=25), st.data())  # fmt: skip
def test_any_cut_gives_the_same_sentences(words, data):
    text = "".join(words)
    whole = draft(text)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    parser = DraftParser(4)
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        parser.feed(text[start:end])
    assert pairs(parser.finish()[-1]) == pairs(whole)


def test_text_is_shown_word_by_word():
    parser = DraftParser()
    first = parser.feed("Norland wants ")
    assert shown(first) == "Norland wants"
    assert shown(parser.feed("its mon")) == " its"
    assert shown(parser.feed("ey back [1")) == " money back"


def test_a_sentence_comes_as_soon_as_the_next_has_begun():
    parser = DraftParser()
    assert not any(isinstance(p, DraftSentence) for p in parser.feed("It fell. [1]"))
    assert not any(isinstance(p, DraftSentence) for p in parser.feed(" [2]"))
    parts = parser.feed(" Then it rose ")
    assert DraftSentence("It fell.", (1, 2)) in parts


def test_a_line_end_finishes_a_sentence():
    assert DraftSentence("It fell", (1,)) in DraftParser().feed("It fell [1]\n")


@pytest.mark.parametrize("step", [1, 5, 500])
@pytest.mark.parametrize(
    "text", [ABSTAIN, ABSTAIN.lower(), f"{ABSTAIN}\n", f"{ABSTAIN}\nCHOICE: none", ABSTAIN[:-1]]
)
def test_the_sentinel_abstains_and_is_never_shown(text, step):
    parts = run(text, step)
    assert parts[-1].abstained
    assert parts[-1].sentences == ()
    assert shown(parts) == ""


def test_a_sentinel_beside_cited_sentences_is_only_noted():
    found = draft(f"It fell [1]. {ABSTAIN}")
    assert not found.abstained
    assert pairs(found) == [("It fell.", (1,))]
    assert "do not answer all of it" in found.notes[0]


def test_a_sentinel_with_uncited_chat_abstains():
    found = draft(f"{ABSTAIN} But in my view it fell.")
    assert found.abstained
    assert found.sentences == ()


def test_what_only_begins_like_the_sentinel_is_an_answer():
    assert pairs(draft("The passages do not answer to anyone [1].", step=2)) == [
        ("The passages do not answer to anyone.", (1,))
    ]


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("CHOICE: 3", 2), ("choice: 1", 0), ("**CHOICE:** 4", 3), ("CHOICE: option 2", 1),
        ("CHOICE: none", None), ("CHOICE: 9", None), ("CHOICE: 0", None), ("CHOICE: 2.", 1),
        ("CHOICE = 2 (because)", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 500])
def test_the_choice_is_read_and_not_shown(line, choice, step):
    parts = run(f"It fell [1].\n{line}", step)
    assert parts[-1].choice == choice
    assert pairs(parts[-1]) == [("It fell.", (1,))]
    assert "hoice" not in shown(parts).lower()


def test_a_choice_at_the_end_of_a_line_is_read():
    found = draft("It fell [1]. CHOICE: 2")
    assert found.choice == 1
    assert pairs(found) == [("It fell.", (1,))]


def test_a_sentence_about_a_choice_is_a_sentence():
    assert pairs(draft("Choice of seats is free [1].", step=3)) == [
        ("Choice of seats is free.", (1,))
    ]


def test_without_options_there_is_no_choice():
    assert draft("It fell [1].\nCHOICE: 1", choices=0).choice is None


@pytest.mark.parametrize("step", [1, 500])
def test_a_list_of_sources_is_left_out(step):
    found = draft("It fell [1].\n\n**Sources:**\n[1] Daily Evil\n[2] More\nCHOICE: 3", step=step)
    assert pairs(found) == [("It fell.", (1,))]
    assert "list of sources" in found.notes[0]


def test_a_list_of_sources_hides_no_answer_before_it():
    assert pairs(draft("Sources:\nIt fell [1].")) == [("Sources:", ()), ("It fell.", (1,))]


@pytest.mark.parametrize("step", [1, 4, 500])
def test_thinking_aloud_is_dropped(step):
    parts = run("<think>maybe [7]\nIt rose.\n</think>\n\nIt fell [1].", step)
    assert pairs(parts[-1]) == [("It fell.", (1,))]
    assert "rose" not in shown(parts)


@pytest.mark.parametrize("text", ["<think>for ever and ever", "<thi", "", "   "])
def test_nothing_but_thinking_is_no_answer(text):
    assert draft(text, incomplete="cut").sentences == ()


@pytest.mark.parametrize(
    "spoof",
    [
        "[x](https://evil.example/a)", "<https://evil.example>", "https://evil.example/a?b=c",
        "![i](https://evil.example/p.png)", "<img src='https://evil.example'>", "www.evil.example",
        "javascript:alert(1)", "[x](javascript:alert(1))", "data:text/html,evil.example",
        "mailto:a@evil.example", "[a b](https://evil.example/a 'title')", "ftp://evil.example/x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 6, 500])
def test_no_address_written_by_a_model_gets_through(spoof, step):
    parts = run(f"It fell {spoof} today [1].", step)
    for text in (shown(parts), parts[-1].sentences[0].text):
        assert "evil" not in text
        assert "script" not in text
    assert parts[-1].sentences[0].numbers == (1,)


def test_escapes_and_hidden_characters_are_dropped():
    parts = run("It \x1b[31mfell\x07 \u202eback\u200b [1].", 1)
    for text in (shown(parts), parts[-1].sentences[0].text):
        assert not set(text) & set("\x1b\x07\u202e\u200b")


def test_a_linked_marker_is_still_a_marker():
    assert pairs(draft("It fell [1](https://evil.example).")) == [("It fell.", (1,))]


def test_an_unclosed_bracket_does_not_hold_the_answer_for_ever():
    text = "It fell [and " + "then " * 200
    parser = DraftParser()
    assert len(shown(parser.feed(text))) > 400


def test_a_text_without_a_stop_is_cut():
    parser = DraftParser()
    found = []
    for _ in range(LONGEST_SENTENCE // 10 + 10):
        found += parser.feed("and then it ")
    assert any(isinstance(part, DraftSentence) for part in found)


def test_a_word_without_an_end_is_read():
    parser = DraftParser()
    assert shown(parser.feed("x" * 5000)) == "x" * 5000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It fell [1]. Then it ro", ["It fell."]),
        ("It fell [1]. Then it rose.", ["It fell."]),
        ("It fell [1]. Then it rose [2].", ["It fell.", "Then it rose."]),
        ("It fell [1]. Then it rose. [2]", ["It fell.", "Then it rose."]),
        ("It fell [1]. Then it rose by $1 [2", ["It fell."]),
        ("It fell [1]. Then it rose [2], but", ["It fell."]),
        ("It fell [1].\nCHOI", ["It fell."]),
        ("It fell [1].\nCHOICE: 1", ["It fell."]),
        ("It fell [1].\nSources:\n[1] Dai", ["It fell."]),
        ("It fel", []),
    ],
)
def test_a_torn_answer_loses_its_torn_sentence(text, kept):
    found = draft(text, incomplete="cut off", step=1)
    assert [sentence.text for sentence in found.sentences] == kept
    assert found.incomplete == "cut off"
    assert found.choice is None


def test_every_cut_of_an_answer_keeps_only_whole_sentences():
    text = 'Norland paid $1.5 billion [1]. "No," he said, "never." [2] It has not agreed [3].'
    whole = [sentence.text for sentence in draft(text).sentences]
    for at in range(len(text)):
        found = [s.text for s in draft(text[:at], incomplete="cut off", step=3).sentences]
        assert found == whole[: len(found)], text[:at]


def test_usage_is_passed_on():
    assert draft("It fell [1].", usage=Usage(3, 4)).usage == Usage(3, 4)


def test_words_only_no_empty_sentences():
    assert pairs(draft("--- [1]\n***\nIt fell [2].")) == [("It fell.", (2,))]
