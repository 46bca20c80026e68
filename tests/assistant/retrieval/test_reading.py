"""What a second look at a passage finds in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.query import parse
from assistant.retrieval.reading import AROUND, MANY, Reader, Readings, read, reader


def reads(question: str, *texts: str, counts: dict[str, int] | None = None) -> Readings:
    """The texts read for a question; every word stands in ten passages unless told."""
    return read(made(question, counts), texts)


def made(question: str, counts: dict[str, int] | None = None) -> Reader:
    asked = parse(question)
    known = [(counts or {}).get(word, 10) for word in asked.words]
    return reader(question, asked.words, known, asked.spellings)


FAR = " It rained over the harbour for days." * 12


def test_words_that_stand_together_count_more_than_scattered_ones() -> None:
    found = reads(
        "Why was the ferry pilot dismissed?",
        f"The ferry pilot was dismissed.{FAR}",
        f"The ferry came.{FAR} The pilot was dismissed.",
        FAR,
    )
    assert found.around[0] == pytest.approx(1.0)
    assert 0 < found.around[1] < 1
    assert found.around[2] == 0


def test_a_window_is_as_wide_as_it_says() -> None:
    question = "Why did the ferry sink?"
    near = f"ferry{' ' * (AROUND - len('ferry'))}sink"
    far = f"ferry{' ' * (AROUND - len('ferry') + 1)}sink"
    assert reads(question, near, far).around.tolist() == pytest.approx([1.0, 0.5])
    again = f"ferry ferry{' ' * (AROUND - len('ferry'))}sink"
    assert reads(question, again).around[0] == pytest.approx(1.0)


def test_rare_words_count_more_and_unknown_ones_nothing() -> None:
    counts = {"council": 5_000, "zeppelin": 1, "grommet": 0}
    found = reads(
        "Why does the council want a zeppelin grommet?", "council", "zeppelin", counts=counts
    )
    assert found.around[1] > 2 * found.around[0]
    assert sum(found.around) <= 1.0 + 1e-9
    assert reads("Why grommet?", "grommet", counts={"grommet": 0}).around[0] == 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why would Turkey sell?", "Türkiye is selling them."),
        ("Why did the United States object?", "The U.S. objected."),
        ("Why buy S-400s?", "It bought an S-400 and will buy another."),
        ("Why does Article 5 matter?", "Article 5 matters to all."),
        ("Why was Beyoncé late?", "BEYONCÉ was late."),
        ("Why did the armies retire?", "The army is retiring."),
    ],
)
def test_forms_and_other_spellings_are_the_same_word(question: str, text: str) -> None:
    assert reads(question, text).around[0] == pytest.approx(1.0)


def test_a_designation_is_not_its_neighbour() -> None:
    found = reads("Why buy the S-400?", "It will buy the S-400.", "It will buy the S-300.")
    assert found.around[0] > found.around[1]


def test_a_short_word_stands_for_itself_only() -> None:
    assert reads("Why did the US object?", "Users did not.").around[0] == 0
    assert reads("Why did the US object?", "The US objected.").around[0] == pytest.approx(1.0)


def test_a_number_is_looked_for_where_one_is_asked_for() -> None:
    question = "How many lanterns did the museum buy?"
    found = reads(
        question,
        "The museum will buy 400 lanterns.",
        "The museum will buy lanterns.",
        "Beside its 12 paintings the museum will buy old brass and iron lanterns.",
    )
    assert found.counted.tolist() == [1, 0, 0]
    assert found.around[1] == 0
    assert found.around[0] > 0
    assert found.many.tolist() == pytest.approx([1 / MANY, 0, 1 / MANY])


def test_a_reason_has_no_form_to_look_for() -> None:
    found = reads("Why did the museum buy lanterns?", "The museum bought 12 lanterns.")
    assert found.many.tolist() == found.counted.tolist() == [0]


def test_many_strings_say_no_more_than_enough() -> None:
    everything = " ".join(f"{number}," for number in range(2, 60))
    assert reads("How many lanterns?", everything).many[0] == 1.0


def test_no_passages() -> None:
    found = reads("Why?")
    assert found.around.shape == found.counted.shape == (0,)


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_no_text_breaks_it_and_shares_stay_shares(question: str, text: str) -> None:
    words = question.split()
    found = read(reader(question, words, [3] * len(words), {}), [text, question])
    for column in (found.around, found.many, found.counted):
        assert ((column >= 0) & (column <= 1 + 1e-9)).all()
