"""Passages: where they may lie and how long they may be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.chunk import CAP_CHARS, CAP_WORDS, chunk
from ingest.text.sentences import count_words, sentences
from ingest.types import Block, BlockKind

KINDS = st.sampled_from(list(BlockKind))
SENTENCE = st.builds(
    lambda words, end: " ".join(["The", *["word"] * words]) + end,
    st.one_of(st.integers(1, 60), st.integers(150, 450)),
    st.sampled_from([".", ".”", "?", " “said", '"', ""]),
)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for kind, paragraph in draw(st.lists(st.tuples(KINDS, PARAGRAPH), max_size=6)):
        start = len(text)
        text += paragraph + "\n\n"
        blocks.append(Block(kind, start, len(text)))
    return text, blocks


def runs_of(blocks: list[Block]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    last = False
    for block in blocks:
        if block.kind.citable:
            start = runs.pop()[0] if last else block.start
            runs.append((start, block.end))
        last = block.kind.citable
    return runs


@settings(max_examples=150, deadline=None)
@given(articles())
def test_passages_lie_in_citable_runs_and_hold_every_sentence_once(
    article: tuple[str, list[Block]],
) -> None:
    text, blocks = article
    passages = chunk(text, blocks)
    runs = runs_of(blocks)
    for start, end in passages:
        assert any(first <= start < end <= last for first, last in runs)
        assert text[start:end] == text[start:end].strip()
        assert count_words(text[start:end]) <= CAP_WORDS
    assert passages == sorted(passages)
    assert all(one[1] <= two[0] for one, two in pairwise(passages))
    for block in blocks:
        if not block.kind.citable:
            continue
        for start, end in sentences(text, block.start, block.end):
            holding = [span for span in passages if span[0] < end and start < span[1]]
            if count_words(text[start:end]) <= CAP_WORDS:
                assert len(holding) == 1
                assert holding[0][0] <= start < end <= holding[0][1]
            else:
                covered = sum(
                    count_words(text[max(start, first) : min(end, last)]) for first, last in holding
                )
                assert covered == count_words(text[start:end])


def body(text: str) -> list[Block]:
    return [Block(BlockKind.BODY, 0, len(text))]


def lengths(text: str) -> list[int]:
    return [count_words(text[start:end]) for start, end in chunk(text, body(text))]


def test_no_blocks_no_passages() -> None:
    assert chunk("Some text.", []) == []
    assert chunk("Some text.", [Block(BlockKind.COMMENT, 0, 10)]) == []
    assert chunk("   ", body("   ")) == []


def test_passages_have_the_size_that_retrieves_best() -> None:
    text = " ".join("The cat sat on the mat again today." for _ in range(200))
    sizes = lengths(text)
    assert all(140 <= size <= 170 for size in sizes[:-1])
    assert sizes[-1] >= 60


def test_a_short_rest_goes_back_when_it_fits() -> None:
    text = " ".join("The cat sat on the mat again today." for _ in range(23))
    assert lengths(text) == [184]


def test_a_paragraph_end_is_preferred() -> None:
    sentence = "The cat sat on the mat again today."
    first = " ".join(sentence for _ in range(18))
    text = first + "\n\n" + " ".join(sentence for _ in range(20))
    assert chunk(text, body(text))[0] == (0, len(first))


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"')])
def test_no_cut_inside_an_open_quotation(opening: str, closing: str) -> None:
    plain = " ".join("The cat sat on the mat again today." for _ in range(17))
    quote = opening + " ".join("We like the mat a lot too now." for _ in range(4)) + closing
    rest = " ".join("The dog lay by the door again today." for _ in range(20))
    text = f"{plain} {quote} {rest}"
    start, end = text.index(quote), text.index(quote) + len(quote)
    for _, cut in chunk(text, body(text)):
        assert not start < cut < end


def test_a_sentence_longer_than_a_passage_is_cut_between_words() -> None:
    text = "The " + "word " * 400 + "end."
    assert lengths(text) == [190, 190, 22]


def test_text_without_spaces_is_bounded_too() -> None:
    text = "x" * (2 * CAP_CHARS + 100) + " and more."
    spans = chunk(text, body(text))
    assert spans[0] == (0, CAP_CHARS)
    assert all(end - start <= CAP_CHARS for start, end in spans)
    assert spans[-1][1] == len(text)


def test_long_words_are_bounded_by_characters() -> None:
    text = " ".join("w" * 100 for _ in range(100)) + "."
    assert all(end - start <= CAP_CHARS for start, end in chunk(text, body(text)))


def test_a_withheld_block_between_two_paragraphs_parts_their_passages() -> None:
    text = "One sentence.\n\nImage: X\n\nAnother sentence."
    blocks = [
        Block(BlockKind.BODY, 0, 15),
        Block(BlockKind.CREDIT, 15, 25),
        Block(BlockKind.QUOTATION, 25, len(text)),
    ]
    assert [text[a:b] for a, b in chunk(text, blocks)] == ["One sentence.", "Another sentence."]
