"""Questions become FTS5 expressions that no question can break."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.retrieval.query import (
    MAX_MATCHING,
    MAX_TERMS,
    MAX_WORDS,
    expression,
    parse,
)


def terms(question: str) -> list[str]:
    return [term.strip('"') for term in parse(question).terms]


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5(title, text,"
        " tokenize='porter unicode61 remove_diacritics 2')"
    )
    db.executemany(
        "INSERT INTO f (rowid, title, text) VALUES (?, ?, ?)",
        [
            (1, "", "Turkey may sell its S-400s"),
            (2, "", "Türkiye opened a bridge near the S400 sites"),
            (3, "", "The US sent help"),
            (4, "", "They gave us bread"),
            (5, "", "the S 400 is a missile"),
        ],
    )
    return db


def found(index: sqlite3.Connection, question: str) -> set[int]:
    match = " OR ".join(parse(question).terms)
    return {row for (row,) in index.execute("SELECT rowid FROM f WHERE f MATCH ?", (match,))}


def test_function_words_and_words_of_asking_are_left_out() -> None:
    assert terms("What did the mayor say this week, according to the council?") == [
        "mayor",
        "council",
    ]


def test_a_question_of_function_words_alone_keeps_them() -> None:
    query = parse("Who is who?")
    assert query.terms == ('"Who"', '"is"')
    assert query.content == "Who is who"


def test_an_acronym_is_no_function_word() -> None:
    assert "US" in terms("What did the US say?")
    assert "us" not in terms("What did they tell us about bread?")
    assert terms("WHO WON THE CUP") == ["WON", "CUP"]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("S-400s", {1, 2, 5}),
        ("S-400", {1, 2, 5}),
        ("S400", {1, 2, 5}),
        ("Turkey", {1, 2}),
        ("turkiye", {1, 2}),
        ("Türkiye", {1, 2}),
    ],
)
def test_spelling_variants_find_each_other(
    index: sqlite3.Connection, question: str, rows: set[int]
) -> None:
    assert found(index, question) == rows


def test_the_people_of_a_country_are_not_another_spelling_of_it() -> None:
    assert "turks" not in terms("Why did Turkey sell?")
    assert "türkiye" not in terms("Why did Turkey sell?")
    assert "turkiye" in terms("Why did Turkey sell?")


def test_a_name_of_several_words_has_spellings_too() -> None:
    assert "u.s." in terms("What did the United States say?")
    assert "us" not in terms("What did the United States say?")


def test_each_word_is_searched_once() -> None:
    assert terms("Bridge after bridge, BRIDGE") == ["Bridge"]


def test_the_dates_of_a_question_are_read() -> None:
    assert parse("Who won the cup in 2022?").dates == (("2022-01-01", "2022-12-31"),)
    assert parse("Who won the cup?").dates == ()


@pytest.mark.parametrize("question", ["", "  \n ", "?!…", "🙂", '"', "\x00\x1b[" + "-" * 40])
def test_no_words_is_a_clear_error(question: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(question)
    assert "no words" in error.value.message
    assert error.value.hint


def test_a_very_long_question_is_cut_to_what_says_most() -> None:
    filler = " ".join(f"filler{number}" for number in range(10_000))
    query = parse(f"{filler} and the Zanzibar ferry, the ferry")
    found = query.terms
    assert len(found) == MAX_TERMS
    assert '"ferry"' in found
    assert '"Zanzibar"' in found
    assert len(query.text.split()) == len(query.content.split()) == MAX_WORDS


def test_a_word_longer_than_any_word_is_left_out() -> None:
    assert terms("harbour " + "a" * 101) == ["harbour"]


@given(st.text(max_size=80))
@example('NEAR("a b", 5)')
@example("title: x AND NOT y* ^z + {a b} : -c")
@example('a"b" OR "')
@example("\U0001e900 \u0345 ª ² Ⅷ")
@example("ǅ ß İ ﬁ")
def test_no_question_is_fts5_syntax(question: str) -> None:
    try:
        query = parse(question)
    except UsageError:
        return
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE f USING fts5(title, text, tokenize='porter unicode61')")
    db.execute("INSERT INTO f VALUES ('title', ?)", (question.encode(errors="ignore").decode(),))
    every = [1] * len(query.terms)
    for counts in (every, [MAX_MATCHING] * len(every)):
        match = expression(query.terms, counts)
        db.execute("SELECT rowid, bm25(f) FROM f WHERE f MATCH ?", (match,)).fetchall()
    db.close()


@given(st.lists(st.sampled_from(["harbour", "AND", "OR", "NOT", "NEAR"]), min_size=1))
def test_operators_are_words(parts: list[str]) -> None:
    found = parse(" ".join(parts)).terms
    assert all(term.startswith('"') and term.endswith('"') for term in found)


def test_terms_that_match_little_are_a_plain_or() -> None:
    assert expression(['"b"', '"a"'], [20, 10]) == '"a" OR "b"'
    assert expression(['"a"', '"b"', '"c"'], [10, 0, 30]) == '"a" OR "c"'
    assert expression(['"a"'], [0]) is None
    assert expression([], []) is None


def test_common_terms_choose_no_passages() -> None:
    counts = [MAX_MATCHING, 7, MAX_MATCHING + 1, 8]
    assert expression(['"x"', '"a"', '"y"', '"b"'], counts) == (
        '("a" OR "b") AND ("a" OR "b" OR "x" OR "y" OR "x" OR "y")'
    )


def test_scores_are_those_of_a_plain_or(index: sqlite3.Connection) -> None:
    question = ['"s"', '"turkey"', '"bridge"', '"near"']

    def scores(match: str) -> dict[int, float]:
        return dict(
            index.execute("SELECT rowid, bm25(f, 2.0, 1.0) FROM f WHERE f MATCH ?", (match,))
        )

    plain = scores(" OR ".join(question))
    narrowed = scores(expression(question, [MAX_MATCHING + 1, 1, 1, MAX_MATCHING]) or "")
    assert set(narrowed) < set(plain)
    assert narrowed == pytest.approx({row: 2 * plain[row] for row in narrowed})
