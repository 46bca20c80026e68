"""Search over real libraries: both ways to the vectors, filters, order, spellings."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Thread

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import UsageError
from assistant.retrieval import proposals
from assistant.retrieve import Retriever
from assistant.types import Hit
from ingest.errors import LibraryDamaged
from ingest.indexing.generations import Generations
from ingest.indexing.lock import OwnerLock
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest
from ingest.types import Filters

Records = list[dict[str, object]]
Make = Callable[..., Library]

QUESTION = "Why would Turkey sell back its S-400s?"


def titles(hits: list[Hit]) -> list[str | None]:
    return [hit.article.meta.title for hit in hits]


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.passage_id for hit in hits]


def invented(count: int) -> Records:
    """Articles of several passages over a small vocabulary, a third of them undated."""
    random = Random(7)
    nouns = ["harbour", "council", "ferry", "pilot", "bridge", "budget", "lantern", "mayor"]
    rows: Records = []
    for number in range(count):
        sentences = [
            f"The {random.choice(nouns)} of {random.choice(nouns)} number {random.randint(1, 99)}"
            f" met the {random.choice(nouns)} near the {random.choice(nouns)} on that day."
            for _ in range(35)
        ]
        row: dict[str, object] = {
            "url": f"https://{nouns[number % 3]}.example/{number}",
            "title": f"{random.choice(nouns)} and {random.choice(nouns)} {number}",
            "text": "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, 35, 5)),
            "publisher": nouns[number % 3].title(),
        }
        if number % 3:
            row["published"] = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        rows.append(row)
    return rows


def test_the_best_passage_comes_first_with_its_article(library: Library) -> None:
    hits = Retriever(library).search(QUESTION, k=3)
    best = hits[0]
    assert best.article.meta.title == "Ankara weighs the return of its missiles"
    assert best.article.meta.publisher == "Daily Ferry"
    assert best.lexical_rank == 1
    assert best.vector_rank == 1
    assert best.similarity is not None
    assert 0 < best.similarity <= 1
    stored = library.catalogue.article(best.passage.article_id, best.passage.revision)
    assert stored.article.text[best.passage.start : best.passage.end] == best.passage.text
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("spelling", ["S-400s", "S-400", "S400", "s-400"])
def test_spellings_of_a_designation(library: Library, spelling: str) -> None:
    assert Retriever(library).search(spelling)[0].lexical_rank == 1
    assert "missiles" in str(titles(Retriever(library).search(spelling, k=1))[0])


@pytest.mark.parametrize("spelling", ["Turkey", "Türkiye", "Turkiye", "TURKEY"])
def test_spellings_of_a_country(library: Library, spelling: str) -> None:
    hits = Retriever(library).search(spelling, k=5)
    worded = {hit.article.meta.title for hit in hits if hit.lexical_rank}
    assert worded == {"Ankara weighs the return of its missiles", "Türkiye opens a bridge"}


def test_meaning_finds_what_shares_no_word(library: Library) -> None:
    hits = Retriever(library).search("fruit harvest destroyed by cold weather", k=2)
    assert {"orchards" in str(title) for title in titles(hits)} == {True}
    assert hits[0].lexical_rank is None


def test_a_recent_article_comes_first_as_of_its_day(library: Library) -> None:
    search = Retriever(library).search
    question = "How many apples did growers lose to frost?"
    assert titles(search(question, Filters(as_of="2025-04-23"), 1)) == [
        "Frost ruins the orchards again"
    ]
    assert titles(search(question, Filters(as_of="2024-04-23"), 1)) == ["Frost ruins the orchards"]


def test_nothing_published_after_the_day_of_asking_is_found(library: Library) -> None:
    hits = Retriever(library).search("frost orchards bridge lanterns", Filters(as_of="2024-12-31"))
    assert set(titles(hits)) == {"Frost ruins the orchards", "The lantern museum moves"}


def test_a_question_about_a_past_year_does_not_prefer_the_newest(library: Library) -> None:
    search = Retriever(library).search
    now = {hit.article.meta.title: hit.score for hit in search("frost in the orchards")}
    then = {hit.article.meta.title: hit.score for hit in search("frost in the orchards in 2024")}
    assert max(now, key=lambda title: now[title]) == "Frost ruins the orchards again"
    assert max(then, key=lambda title: then[title]) == "Frost ruins the orchards"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(since="2025-05-01"), {"missiles", "bridge"}),
        (Filters(until="2025-05-01"), {"orchards", "orchards again", "moves"}),
        (Filters(since="2025-04-22", until="2025-04-22"), {"orchards again"}),
        (Filters(publishers=("harbour post",)), {"bridge", "orchards", "orchards again"}),
        (Filters(tags=("Culture", "defence")), {"moves", "missiles"}),
        (Filters(publishers=("nobody",)), set()),
    ],
)
def test_filters(library: Library, filters: Filters, expected: set[str]) -> None:
    hits = Retriever(library).search("frost orchards bridge lanterns missiles", filters)
    found = {str(title) for title in titles(hits)}
    assert len(found) == len(expected)
    assert all(any(title.endswith(end) for title in found) for end in expected)


def test_excluded_articles_stay_out(library: Library) -> None:
    search = Retriever(library).search
    best = search(QUESTION, k=1)[0].passage.article_id
    assert best not in {
        hit.passage.article_id for hit in search(QUESTION, Filters(exclude=(best,)))
    }


def test_an_undated_library_has_no_recency(make_library: Make, records: Records) -> None:
    for record in records:
        record.pop("published", None)
    search = Retriever(make_library(records)).search
    assert titles(search(QUESTION, k=1)) == ["Ankara weighs the return of its missiles"]
    assert search(QUESTION, Filters(since="2020-01-01")) == []


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty", create=True) as library:
        assert Retriever(library).search(QUESTION) == []
        assert Retriever(library).search(QUESTION, Filters(as_of="2025-01-01")) == []


def test_no_words_and_no_hits_wanted(library: Library) -> None:
    with pytest.raises(UsageError):
        Retriever(library).search("?!")
    assert Retriever(library).search(QUESTION, k=0) == []
    assert Retriever(library).search(QUESTION, k=-1) == []


def test_a_very_long_question_works(library: Library) -> None:
    text = "Lantern Museum Quarry " + " ".join(f"word{number}" for number in range(10_000))
    assert titles(Retriever(library).search(text, k=1)) == ["The lantern museum moves"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=st.text(max_size=60))
def test_no_question_breaks_a_search(library: Library, question: str) -> None:
    try:
        hits = Retriever(library).search(question, k=3)
    except UsageError:
        return
    assert len(hits) <= 3


def test_neighbours(make_library: Make) -> None:
    library = make_library(invented(3))
    retriever = Retriever(library)
    hits = retriever.search("harbour council", k=50)
    around = retriever.neighbours(hits)
    assert set(around) == set(ids(hits))
    first = next(hit for hit in hits if hit.passage.ordinal == 0)
    after = next(
        hit
        for hit in hits
        if hit.passage.article_id == first.passage.article_id and hit.passage.ordinal == 1
    )
    assert around[first.passage.passage_id] == ("", after.passage.text)
    assert around[after.passage.passage_id][0] == first.passage.text
    assert retriever.neighbours([]) == {}


# --- both ways to the vectors ---------------------------------------------------------------

FILTERS = [
    Filters(),
    Filters(as_of="2025-06-15"),
    Filters(publishers=("Harbour",)),
    Filters(since="2025-03-01", until="2025-04-30"),
]
QUESTIONS = ["Which ferry met the mayor?", "museum of lanterns", "Who saw the orchard council?"]


@pytest.fixture
def broad(make_library: Make) -> Library:
    """More passages than either search proposes."""
    library = make_library(invented(150))
    assert library.catalogue.counts().passages > 2 * proposals.NEAREST
    return library


def test_index_and_catalogue_give_the_same_order(broad: Library) -> None:
    search = Retriever(broad).search
    by_index = [[ids(search(q, f, 10)) for q in QUESTIONS] for f in FILTERS]
    assert broad.why_no_index is None
    broad.release_index()
    with OwnerLock.acquire(Generations(broad.path).lock_path):
        exact = [[ids(search(q, f, 10)) for q in QUESTIONS] for f in FILTERS]
        assert broad.why_no_index is not None
    pairs = [
        (a, b) for x, y in zip(by_index, exact, strict=True) for a, b in zip(x, y, strict=True)
    ]
    overlap = [len(set(a) & set(b)) / len(b) for a, b in pairs]
    assert np.mean(overlap) >= 0.99
    assert sum(a == b for a, b in pairs) >= len(pairs) - 1


def test_the_order_is_the_same_every_time(broad: Library) -> None:
    search = Retriever(broad).search
    once = [search(question, k=30) for question in QUESTIONS]
    assert [search(question, k=30) for question in QUESTIONS] == once


def test_what_the_index_proposes_counts(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "fruit harvest destroyed by cold weather"
    before = ids(Retriever(library).search(question, k=5))
    assert before
    index = library.index
    assert index is not None
    index._collection.delete(before)
    assert ids(Retriever(library).search(question, k=5)) == []


def test_a_narrow_filter_is_searched_exactly(broad: Library) -> None:
    hits = Retriever(broad).search("zebra quagga", Filters(since="2025-12-01"), 40)
    assert {hit.lexical_rank for hit in hits} == {None}
    assert len(hits) == 40
    assert all(str(hit.article.meta.published) >= "2025-12-01" for hit in hits)


def test_pending_passages_are_found_before_the_index_has_them(
    library: Library, tmp_path: Path
) -> None:
    assert library.index is not None
    file = tmp_path / "new.jsonl"
    file.write_text(
        '{"url": "https://x.example/new", "title": "Snow", "text": "An avalanche closed the '
        'mountain pass for the winter, and skiers turned back at the hut."}\n'
    )
    # Another program takes it in; the index is this one's.
    with Library.open(library.path, write=True) as other:
        ingest([str(file)], other, IngestOptions(now="2026-01-03T00:00:00+00:00"))
    assert library.catalogue.not_in_index()
    hits = Retriever(library).search("blizzard blocked the alpine road", k=1)
    assert titles(hits) == ["Snow"]
    assert hits[0].vector_rank == 1


def test_an_earlier_revision_answers_as_of_its_day(
    make_library: Make, records: Records, tmp_path: Path
) -> None:
    library = make_library(records)
    changed = dict(records[0], text="Turkey keeps the S-400s, its ministry says after all. " * 3)
    file = tmp_path / "changed.jsonl"
    file.write_text(json.dumps(changed) + "\n")
    ingest([str(file)], library, IngestOptions(now="2026-03-01T00:00:00+00:00"))
    search = Retriever(library).search
    assert "keeps" in search(QUESTION, k=1)[0].passage.text
    then = search(QUESTION, Filters(as_of="2026-02-01"), 1)[0]
    assert "selling" in then.passage.text
    assert then.passage.revision == then.article.revision == 1


def test_a_copy_gives_way(make_library: Make, records: Records) -> None:
    copies = [
        dict(records[0], url=f"https://copy{number}.example/a", publisher=f"Copy {number}")
        for number in range(4)
    ]
    library = make_library([*records, *copies])
    hits = Retriever(library).search("Turkey S-400s Russia sale bridge toll", k=3)
    assert len({hit.passage.text for hit in hits}) >= 2


def test_passages_taken_out_meanwhile_do_not_stop_a_search(broad: Library) -> None:
    retriever = Retriever(broad)
    failures: list[Exception] = []

    def ask() -> None:
        try:
            for _ in range(15):
                retriever.search("harbour ferry council", k=10)
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for row in broad.catalogue.rows()[:40]:
        broad.catalogue.remove([row.article_id])
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_missing_vector_is_a_damaged_library(library: Library) -> None:
    library.release_index()
    with closing(sqlite3.connect(library.path / "library.db")) as db, db:
        db.execute("DELETE FROM vectors WHERE id IN (SELECT id FROM passages LIMIT 1)")
    with pytest.raises(LibraryDamaged) as error:
        Retriever(library).search(QUESTION)
    assert "briefing reindex" in error.value.hint
