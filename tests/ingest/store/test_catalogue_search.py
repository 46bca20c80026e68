"""Search: words, filters, time, vectors, and what the index lacks."""

from __future__ import annotations

import sqlite3
import threading

import numpy as np
import pytest

from ingest.catalogue import Catalogue
from ingest.errors import LibraryDamaged
from ingest.store import view
from ingest.types import Filters

BIRDS = ["heron", "egret", "stork", "crane", "ibis", "spoonbill", "bittern", "flamingo"]


@pytest.fixture
def birds(catalogue: Catalogue, make) -> Catalogue:
    """80 articles of two passages; article n is of day n of two publishers in turn."""
    catalogue.write(
        [
            make(
                f"n{n}",
                f"The {BIRDS[n % 8]} was seen {'again ' * (n % 5)}at pond {n}.",
                f"Nobody saw the {BIRDS[(n + 1) % 8]}.",
                publisher="Crane" if n % 2 else "Egret Weekly",
                published=None if n % 20 == 19 else f"2025-{1 + n // 28:02d}-{1 + n % 28:02d}",
                tags=("even",) if n % 2 == 0 else ("odd", f"t{n % 10}"),
                header=f"Sighting {n}",
            )
            for n in range(80)
        ]
    )
    return catalogue


def by_hand(catalogue: Catalogue, match: str, filters: Filters, limit: int) -> list[int]:
    """All matches by SQLite's own ranking, filtered afterwards by the articles' rows."""
    allowed = {(row.article_id, row.revision) for row in catalogue.rows(filters)}
    conn = sqlite3.connect(catalogue.path)
    found = conn.execute(
        "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
        " ORDER BY bm25(passages_fts, 2.0, 1.0), rowid",
        (match,),
    ).fetchall()
    conn.close()
    rows = [row for (row,) in found]
    passages = catalogue.passages(rows)
    return [r for r in rows if (passages[r].article_id, passages[r].revision) in allowed][:limit]


FILTERS = [
    Filters(),
    Filters(since="2025-01-20"),
    Filters(until="2025-03-10"),
    Filters(until="2025-01-02"),
    Filters(as_of="2025-02-10"),
    Filters(as_of="2025-02-10T00:00:00+00:00"),
    Filters(publishers=("CRANE",)),
    Filters(publishers=("crane", "egret  weekly")),
    Filters(tags=("T3", "nothing")),
    Filters(tags=("even",), since="2025-01-05", until="2025-02", publishers=("egret weekly",)),
    Filters(publishers=("nobody",)),
    Filters(since="2030"),
]


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
@pytest.mark.parametrize("limit", [1, 7, 500])
def test_lexical_is_the_filtered_ranking(birds: Catalogue, filters: Filters, limit: int) -> None:
    match = "heron OR egret OR pond"
    found = birds.lexical(match, filters, limit, (2.0, 1.0))
    assert [row for row, _ in found] == by_hand(birds, match, filters, limit)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
def test_every_way_agrees_on_who_is_eligible(birds: Catalogue, filters: Filters) -> None:
    ids = {row.article_id for row in birds.rows(filters)}
    rows = {row for row, p in birds.passages(range(1, 161)).items() if p.article_id in ids}
    assert birds.eligible(range(-3, 400), filters) == rows
    assert set(birds.all_vectors(filters)[0].tolist()) == rows
    assert set(birds.not_in_index(filters)) == rows  # nothing is acknowledged yet


def test_excluded_articles(birds: Catalogue) -> None:
    first = birds.rows()[0].article_id
    kept = {row.article_id for row in birds.rows(Filters(exclude=(first,)))}
    assert len(kept) == 79
    assert first not in kept


def test_mostly_allowed_but_the_best_refused(catalogue: Catalogue, make) -> None:
    """The ranking's top is all refused: the passages below it must still be found."""
    catalogue.write(
        [make(f"top{n}", "heron " * 6, publisher="No", header="x") for n in range(120)]
        + [make(f"low{n}", "A heron in many more words here.", header="x") for n in range(5)]
        + [make(f"other{n}", "Nothing.", header="x") for n in range(400)]
    )
    found = catalogue.lexical("heron", Filters(publishers=("the daily crane",)), 5)
    assert [row for row, _ in found] == [121, 122, 123, 124, 125]
    assert catalogue.lexical("heron", Filters(publishers=("the daily crane",)), 9) == found


def test_stemming_and_diacritics(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "Türkiye sells its S-400s.", header="")])
    for match in ("turkiye", '"S-400"', "selling", "Türkiye NOT heron"):
        assert [row for row, _ in catalogue.lexical(match)] == [1], match


def test_header_is_searched_with_its_weight(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "A heron.", header="pond"), make("b", "A pond.", header="heron")])
    assert [r for r, _ in catalogue.lexical("heron", weights=(9.0, 1.0))] == [2, 1]
    assert [r for r, _ in catalogue.lexical("heron", weights=(1.0, 9.0))] == [1, 2]


@pytest.mark.parametrize("match", ['"open', "AND", "nocolumn:x", "", "a(", "^"])
def test_bad_expressions(birds: Catalogue, match: str) -> None:
    with pytest.raises(ValueError, match="not a search expression"):
        birds.lexical(match)
    assert birds.lexical("heron", limit=0) == []


def test_as_of_takes_the_last_revision_of_then(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "Sells fish.", published="2025-01-10")])
    catalogue.write([make("a", "Buys fish.", published="2025-01-10", modified="2025-03-01")])
    catalogue.write(
        [make("a", "Eats fish.", published="2025-01-10", added="2026-05-05T12:00:00+00:00")]
    )

    def then(day: str) -> list[int]:
        assert catalogue.rows(Filters(as_of=day)) == [
            catalogue.revision_row(p.article_id, p.revision)
            for row, _ in catalogue.lexical("fish", Filters(as_of=day))
            for p in catalogue.passages([row]).values()
        ]
        return [row for row, _ in catalogue.lexical("fish", Filters(as_of=day))]

    assert then("2025-01-09") == []
    assert then("2025-01-10") == [1]
    assert then("2025-02-28") == [1]
    assert then("2025-03-01") == [2]
    assert then("2026-05-04") == [2]
    assert then("2026-05-05") == [3]
    assert [row for row, _ in catalogue.lexical("fish")] == [3]
    catalogue.acknowledge(catalogue.pending())
    assert catalogue.not_in_index() == []
    assert catalogue.not_in_index(Filters(as_of="2025-03-01")) == [2]
    assert catalogue.not_in_index(Filters(as_of="2026-06-01")) == []


def test_a_modification_date_that_cannot_be_true_is_not_used(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "One.", modified="2025-06-01")])
    catalogue.write([make("a", "Two.", modified="2025-06-01")])  # not later than the first
    catalogue.write([make("a", "Three.", modified="2031-01-01")])  # after the ingest
    texts = [catalogue.passages([n])[n].text for n in (1, 2, 3)]
    assert texts == ["One.", "Two.", "Three."]
    assert [r.revision for r in catalogue.rows(Filters(as_of="2025-12-31"))] == [1]
    assert [r.revision for r in catalogue.rows(Filters(as_of="2026-01-01"))] == [3]


def test_published_ts(birds: Catalogue) -> None:
    found = birds.published_ts([1, 2, 39, 40, 0, -5, 10**9])
    assert found == {1: 1735689600.0, 2: 1735689600.0, 39: None, 40: None}
    assert birds.published_ts([]) == {}


def test_empty_library(catalogue: Catalogue) -> None:
    assert catalogue.lexical("heron") == []
    assert catalogue.eligible([1, 2]) == set()
    assert catalogue.published_ts([1]) == {}
    assert catalogue.not_in_index(Filters(as_of="2025")) == []
    rows, matrix = catalogue.all_vectors()
    assert (len(rows), len(matrix)) == (0, 0)
    assert catalogue.vectors([]).shape[0] == 0


def test_places_of_passages(birds: Catalogue) -> None:
    places = birds.places([39, 2, 999])
    assert places.owner.tolist() == [19, 0, -1]
    assert places.first.tolist()[:2] == [39, 1]
    assert places.end.tolist()[:2] == [41, 3]
    assert np.isnan(places.published[[0, 2]]).all()
    assert places.published[1] == 1735689600.0


def test_vectors_come_in_the_order_asked_for(catalogue: Catalogue, make) -> None:
    writes = [make("a", "One.", "Two."), make("b", "Three.")]
    catalogue.write(writes)
    stored = np.concatenate([write.vectors for write in writes])
    assert np.array_equal(catalogue.vectors([3, 1, 3]), stored[[2, 0, 2]])
    assert catalogue.vectors(np.array([2])).dtype == np.float32
    rows, matrix = catalogue.all_vectors()
    assert rows.tolist() == [1, 2, 3]
    assert np.array_equal(matrix, stored)
    with pytest.raises(KeyError):
        catalogue.vectors([1, 99])
    with pytest.raises(ValueError, match="read-only"):
        matrix[0] = 0


def test_many_rows_at_once(birds: Catalogue) -> None:
    many = list(range(1, 161)) * 200
    assert birds.eligible(many) == set(range(1, 161))
    assert birds.vectors(many).shape == (32_000, 8)
    assert len(birds.passages(many)) == 160


def test_neighbours_stay_in_the_article(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "One.", "Two.", "Three."), make("b", "Four.")])
    catalogue.write([make("b", "Five.")])
    assert catalogue.neighbours([1, 2, 3, 4, 5, 9]) == {
        1: ("", "Two."),
        2: ("One.", "Three."),
        3: ("Two.", ""),
        4: ("", ""),
        5: ("", ""),
    }


def test_rowids_by_passage_id(catalogue: Catalogue, make) -> None:
    (written,) = catalogue.write([make("a", "One.", "Two.")])
    name = f"{written.article_id}-1-1"
    assert catalogue.rowids([name, "unknown"]) == {name: 2}


def test_replaced_vectors_reach_the_index(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "One."), make("b", "Two.")])
    catalogue.write([make("a", "Uno.")])
    catalogue.all_vectors()
    catalogue.acknowledge(catalogue.pending())
    catalogue.replace_vectors([1, 2, 3], np.eye(3, 4, dtype=np.float32))
    assert np.array_equal(catalogue.all_vectors()[1], np.eye(3, 4, dtype=np.float32)[[1, 2]])
    assert [op.rowid for op in catalogue.pending()] == [2, 3]  # the old revision is not indexed
    with pytest.raises(ValueError, match="2 passages, but 1 vectors"):
        catalogue.replace_vectors([1, 2], np.eye(1, dtype=np.float32))


def test_outbox_order_and_acknowledgement(catalogue: Catalogue, make) -> None:
    (a,) = catalogue.write([make("a", "One.", "Two.")])
    first = catalogue.pending()
    assert [(op.op, op.rowid) for op in first] == [("upsert", 1), ("upsert", 2)]
    assert [op.rowid for op in catalogue.pending(1)] == [1]
    catalogue.write([make("a", "Three.")])
    # What changed after ``first`` was read is not acknowledged with it.
    catalogue.acknowledge(first)
    left = catalogue.pending()
    assert [(op.op, op.passage_id) for op in left] == [
        ("upsert", f"{a.article_id}-2-0"),
        ("delete", f"{a.article_id}-1-0"),
        ("delete", f"{a.article_id}-1-1"),
    ]
    catalogue.acknowledge_through(left[1].seq)
    assert [op.rowid for op in catalogue.pending()] == [2]
    assert catalogue.last_seq() == left[2].seq
    catalogue.acknowledge_through(catalogue.last_seq())
    assert (catalogue.pending(), catalogue.last_seq()) == ([], 0)
    catalogue.write([make("b", "Four.")])
    assert catalogue.pending()[0].seq > left[2].seq  # numbers are never given again


def test_indexable_pages_through_current_passages(birds: Catalogue, make) -> None:
    birds.write([make("n0", "New text.", header="x")])
    seen, after = [], 0
    while ops := birds.indexable(after, 50):
        seen += [op.rowid for op in ops]
        after = ops[-1].rowid
    assert seen == [*range(3, 161), 161]


def test_changes_are_seen_at_once_by_other_connections(library, make) -> None:
    with Catalogue.open(library, create=True) as one, Catalogue.open(library) as two:
        one.write([make("a", "A heron.")])
        assert [row for row, _ in two.lexical("heron")] == [1]
        assert two.all_vectors()[0].tolist() == [1]
        one.write([make("b", "A heron too.")])
        assert len(two.lexical("heron")) == 2
        assert two.all_vectors()[0].tolist() == [1, 2]
        one.remove([row.article_id for row in one.rows()])
        assert two.lexical("heron") == []
        assert two.rows() == []


def test_threads_read_while_one_writes(catalogue: Catalogue, make) -> None:
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                rows = [row for row, _ in catalogue.lexical("heron", limit=1000)]
                if set(rows) - catalogue.eligible(rows):
                    wrong.append(rows)
                if len(catalogue.vectors(rows)) != len(rows):
                    wrong.append(rows)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(30):
        catalogue.write([make(f"n{n}", f"Heron {n}.", f"A heron {n}.")])
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(catalogue.lexical("heron", limit=1000)) == 60


def test_vectors_of_mixed_length_are_refused(catalogue: Catalogue, make) -> None:
    catalogue.write([make("a", "One."), make("b", "Two.")])
    catalogue.replace_vectors([1], np.ones((1, 3), dtype=np.float32))
    with pytest.raises(LibraryDamaged, match="different length"):
        catalogue.all_vectors()


def test_a_word_index_that_names_a_passage_too_many(birds: Catalogue) -> None:
    conn = sqlite3.connect(birds.path)
    conn.execute("INSERT INTO passages_fts (rowid, title, text) VALUES (9999, '', 'heron')")
    conn.commit()
    conn.close()
    with pytest.raises(LibraryDamaged):
        birds.lexical("heron", Filters(until="2025-01-05"))
    birds.rebuild_search()
    assert birds.lexical("heron", Filters(until="2025-01-05"))


def test_a_mask_made_by_another_thread_meanwhile(birds: Catalogue) -> None:
    filters = Filters(until="2025-02-01")
    found: list[set[int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(birds.eligible(range(200), filters)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(rows == found[0] for rows in found)
    assert len(found) == 6


def test_large_vectors_are_not_kept_in_memory(birds: Catalogue, monkeypatch) -> None:
    monkeypatch.setattr(view, "_KEEP_VECTORS", 10)
    first, second = birds.all_vectors()[1], birds.all_vectors()[1]
    assert first is not second
    assert np.array_equal(first, second)


def test_many_filters_are_not_kept_for_ever(birds: Catalogue) -> None:
    for day in range(1, 29):
        for month in range(1, 4):
            birds.eligible([1], Filters(as_of=f"2025-{month:02d}-{day:02d}"))
    assert birds.eligible([1, 3], Filters(as_of="2025-01-01")) == {1}
