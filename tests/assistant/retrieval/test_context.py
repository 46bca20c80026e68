"""What an engine is given."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from assistant.context import distinct, fitted, number
from assistant.tokens import tokens
from assistant.types import Hit, Numbered

Make = Callable[..., Hit]


def test_passages_are_numbered_from_one_in_their_order(make_hit: Make) -> None:
    hits = [make_hit("The ferry sank.", "a1-1-0"), make_hit("The bridge opened.", "a2-1-0")]
    numbered = number(hits)
    assert [(each.number, each.hit) for each in numbered] == [(1, hits[0]), (2, hits[1])]
    assert all(each.before == each.after == "" for each in numbered)


def test_a_copy_in_another_paper_is_left_out(make_hit: Make) -> None:
    first = make_hit("The ferry sank. Nobody was hurt.", "a1-1-0")
    copy = make_hit("The ferry sank.  Nobody was hurt!", "a2-1-0")
    part = make_hit("Nobody was hurt.", "a3-1-0")
    other = make_hit("The ferry sank. Four were hurt.", "a4-1-0")
    assert distinct([first, copy, part, other]) == [first, other]


def test_words_are_compared_whole(make_hit: Make) -> None:
    hits = [make_hit("The catalogue grew.", "a1-1-0"), make_hit("The cat", "a2-1-0")]
    assert distinct(hits) == hits


def test_a_changed_number_makes_no_copy(make_hit: Make) -> None:
    hits = [make_hit("Twelve of 300 left.", "a1-1-0"), make_hit("Twelve of 301 left.", "a2-1-0")]
    assert distinct(hits) == hits


def test_neighbours_surround_a_passage(make_hit: Make) -> None:
    numbered = number([make_hit("Middle.", "a1-1-1")], {"a1-1-1": ("Before.", "After.")})
    assert (numbered[0].before, numbered[0].after) == ("Before.", "After.")


def test_what_is_given_is_not_given_again(make_hit: Make) -> None:
    hits = [make_hit("First.", "a1-1-0"), make_hit("Second.", "a1-1-1")]
    around = {"a1-1-0": ("", "Second."), "a1-1-1": ("First.", "Third."), "a9-1-0": ("Third.", "")}
    numbered = number([*hits, make_hit("Else.", "a9-1-0")], around)
    assert [(each.before, each.after) for each in numbered] == [("", ""), ("", "Third."), ("", "")]


def test_passages_come_before_what_is_around_them(make_hit: Make) -> None:
    hits = [make_hit("one two three", "a1-1-1"), make_hit("four five six", "a2-1-1")]
    around = {"a1-1-1": ("b b", "c c"), "a2-1-1": ("d", "e e e e")}
    numbered = number(hits, around, budget=11)
    assert [(each.before, each.after) for each in numbered] == [
        ("b b", "c c"),
        ("d", ""),
    ]


def test_the_budget_cuts_the_last_passages_but_never_the_first(make_hit: Make) -> None:
    hits = [make_hit("one two three", "a1-1-0"), make_hit("four five", "a2-1-0")]
    assert [each.hit for each in number(hits, budget=4)] == hits[:1]
    assert [each.hit for each in number(hits, budget=1)] == hits[:1]
    assert number([], budget=1) == ()


def test_what_fits_keeps_its_numbers_and_drops_surroundings_first(make_hit: Make) -> None:
    around = {"a1-1-0": ("before", "after"), "a3-1-0": ("more", "")}
    hits = [make_hit(text, f"a{at}-1-0") for at, text in enumerate(["one", "two", "three"], 1)]
    numbered = number(hits, around)

    def cost(each: Numbered) -> int:
        return 10 + len(each.before) + len(each.after)

    assert fitted(numbered, 100, cost) == numbered
    assert fitted([], 100, cost) == ()
    some = fitted(numbered, 35, cost)
    assert [(each.number, each.before, each.after) for each in some] == [
        (1, "", ""), (2, "", ""), (3, "more", ""),
    ]  # fmt: skip
    assert [each.number for each in fitted(numbered, 29, cost)] == [1, 2]
    (first,) = fitted(numbered, 0, cost)
    assert (first.number, first.before, first.after) == (1, "", "")


@given(st.lists(st.text("ab .", max_size=12), max_size=12), st.integers(0, 30))
def test_no_more_than_the_budget_is_given(texts: list[str], budget: int) -> None:
    hits = [_plain_hit(text, f"a{at}-1-0") for at, text in enumerate(texts)]
    numbered = number(hits, {hit.passage.passage_id: ("w w", "v") for hit in hits}, budget)
    size = sum(
        tokens(each.before) + tokens(each.hit.passage.text) + tokens(each.after)
        for each in numbered
    )
    assert size <= budget or len(numbered) == 1
    assert [each.number for each in numbered] == list(range(1, len(numbered) + 1))


def _plain_hit(text: str, passage_id: str) -> Hit:
    from ingest.types import ArticleRow, Metadata, Passage

    article_id = passage_id.split("-")[0]
    return Hit(
        Passage(passage_id, article_id, 1, 0, 0, len(text), text),
        ArticleRow(article_id, 1, "file", Metadata(), "hash"),
        1.0,
    )
