"""The index against a real Chroma: taken over, owned, checked, built again."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from ingest.errors import LibraryDamaged
from ingest.indexing import generations as folders
from ingest.indexing.generations import Condition, Generation, Generations
from ingest.indexing.opening import BATCH, Home, looks_sound
from ingest.vectors import Collection, IndexUnavailable, check_whole, folder_client


def live(shelf: object) -> Path:
    """The folder of the live generation."""
    folder = Generations(shelf.path).current()  # type: ignore[attr-defined]
    assert folder is not None
    return folder


def test_what_is_written_is_found_by_its_vector(shelf) -> None:
    with shelf.open() as index:
        assert index.apply() == 100
        assert index.count() == 100
        assert shelf.catalogue.pending() == []
        ops = shelf.catalogue.indexable(0, 100)
        vectors = shelf.catalogue.vectors([op.rowid for op in ops])
        for op, vector in zip(ops, vectors, strict=True):
            (name, similarity), *_ = index.query(vector, 3)
            assert name == op.passage_id
            assert similarity == pytest.approx(1, abs=1e-5)


def test_similarities_are_cosines_and_come_in_order(shelf) -> None:
    with shelf.open() as index:
        index.apply()
        op, *_ = shelf.catalogue.indexable(0, 1)
        vector = shelf.catalogue.vectors([op.rowid])[0]
        found = index.query(vector * 5, 100)
    ids = shelf.catalogue.rowids([name for name, _ in found])
    exact = shelf.catalogue.vectors([ids[name] for name, _ in found]) @ vector
    assert [s for _, s in found] == pytest.approx(exact.tolist(), abs=1e-5)
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


def test_records_carry_what_another_tool_needs_and_no_text(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    client = folder_client(live(shelf))
    home = Home.recall(shelf.catalogue, "folder")
    raw = client.get_collection(home.generation.collection, embedding_function=None)
    record = raw.get(include=["metadatas", "documents"])
    assert set(record["documents"]) == {None}
    by_id = dict(zip(record["ids"], record["metadatas"], strict=True))
    rows = {row.meta.title: row for row in shelf.catalogue.rows()}
    dated, undated = (
        by_id[f"{rows['Boat 1'].article_id}-1-0"],
        by_id[f"{rows['Boat 0'].article_id}-1-0"],
    )
    assert dated == {
        "article_id": rows["Boat 1"].article_id, "revision": 1,
        "publisher": "The Pier", "published_ts": 1714521600.0,
    }  # fmt: skip
    assert undated == {"article_id": rows["Boat 0"].article_id, "revision": 1}
    client.close()


def test_updates_and_removals_leave_no_stale_vector(shelf) -> None:
    with shelf.open() as index:
        index.apply()
        shelf.write(0, 3, passages=4, edition="again ")
        shelf.catalogue.remove([row.article_id for row in shelf.catalogue.rows()[-2:]])
        index.apply()
        assert shelf.indexed(index) == shelf.passage_ids()


def test_an_index_for_reading_takes_nothing_over(shelf) -> None:
    shelf.open().close()
    with shelf.open(write=False) as index:
        assert index.apply() == 0
    assert len(shelf.catalogue.pending()) == 100


def test_taking_over_stops_when_told_and_goes_on_later(shelf) -> None:
    shelf.write(20, 130, passages=10)
    seen: list[int] = []
    with shelf.open() as index:
        index.apply(watch=lambda done, total: seen.append(done), cancelled=lambda: bool(seen))
        assert seen == [BATCH]
        assert index.apply(whole=True) == 0
        assert index.count() == BATCH
    with shelf.open() as index:
        assert index.apply() == len(shelf.passage_ids()) - BATCH > 0
        assert shelf.indexed(index) == shelf.passage_ids()


def test_only_one_may_have_it(shelf) -> None:
    with (
        shelf.open(),
        pytest.raises(IndexUnavailable, match=f"another process \\({os.getpid()}\\)"),
    ):
        shelf.open(write=False)
    shelf.open(write=False).close()


def test_nothing_is_read_from_an_index_that_was_never_built(shelf) -> None:
    assert not looks_sound(shelf.path, shelf.catalogue, None)
    with pytest.raises(IndexUnavailable, match="not been built"):
        shelf.open(write=False)
    assert not (shelf.path / "index").exists()


def test_a_closed_index_says_so(shelf) -> None:
    index = shelf.open()
    index.close()
    index.close()
    with pytest.raises(IndexUnavailable, match="closed"):
        index.count()


def test_a_clean_close_leaves_a_sound_folder(shelf) -> None:
    with shelf.open() as index:
        assert folders.look(live(shelf)).condition is Condition.UNSEALED
        index.apply()
    assert looks_sound(shelf.path, shelf.catalogue, None)
    with shelf.open(write=False) as index:
        index.query([1.0] * 8, 5)
    # Chroma has written to its database while it was asked; the seal knows of it.
    assert looks_sound(shelf.path, shelf.catalogue, None)


def test_after_a_sudden_end_it_is_checked_and_kept(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    folders.unseal(before)
    with pytest.raises(IndexUnavailable, match="not closed cleanly"):
        shelf.open(write=False)
    with shelf.open() as index:
        assert live(shelf) == before
        assert shelf.indexed(index) == shelf.passage_ids()


def harm_database(folder: Path) -> None:
    (folder / folders.DATABASE).write_bytes(os.urandom(4000))


def empty_database(folder: Path) -> None:
    (folder / folders.DATABASE).write_bytes(b"")


def harm_inside(folder: Path) -> None:
    path = folder / folders.DATABASE
    data = bytearray(path.read_bytes())
    data[2000:] = os.urandom(len(data) - 2000)
    path.write_bytes(data)


def take_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def take_pointer(folder: Path) -> None:
    (folder.parent / "CURRENT").unlink()


def take_all(folder: Path) -> None:
    shutil.rmtree(folder.parent)


def swap_generation(folder: Path) -> None:
    other = Generation("000001", "x" * 32, "other:8:1:x", 8)
    (folder / "generation.json").write_text(json.dumps(asdict(other)))


@pytest.mark.parametrize(
    "harm",
    [
        harm_database,
        empty_database,
        harm_inside,
        take_folder,
        take_pointer,
        take_all,
        swap_generation,
    ],
)
def test_whatever_happens_to_the_files_is_noticed_and_mended(shelf, harm) -> None:
    with shelf.open() as index:
        index.apply()
    harm(live(shelf))
    assert not looks_sound(shelf.path, shelf.catalogue, None)
    with pytest.raises(IndexUnavailable):
        shelf.open(write=False)
    with shelf.open() as index:
        assert shelf.indexed(index) == shelf.passage_ids()
    assert looks_sound(shelf.path, shelf.catalogue, None)
    assert [p.name for p in (shelf.path / "index").iterdir() if p.is_dir()] == [live(shelf).name]


def test_another_embedder_makes_it_stale(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    shelf.catalogue.set_meta("embedder", "test:8:1:y")
    with pytest.raises(IndexUnavailable, match="another state"):
        shelf.open(write=False)
    with shelf.open() as index:
        assert live(shelf) != before
        assert shelf.indexed(index) == shelf.passage_ids()


def test_a_catalogue_that_says_other_numbers_makes_it_stale(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    # As if an older library.db had been put back: the outbox knows nothing of the difference.
    shelf.write(20, 30)
    shelf.catalogue.acknowledge(shelf.catalogue.pending(100))
    with shelf.open() as index:
        assert live(shelf) != before
        assert shelf.indexed(index) == shelf.passage_ids()
    home = Home.recall(shelf.catalogue, "folder")
    replace(home, count=7).remember(shelf.catalogue)
    with pytest.raises(IndexUnavailable, match="another state"):
        shelf.open(write=False)


def test_too_many_deleted_vectors_make_a_new_generation(make_shelf) -> None:
    shelf = make_shelf(300)
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    assert folders.elements(before) >= 1000
    for row in shelf.catalogue.rows()[:120]:
        shelf.catalogue.remove([row.article_id])
    with shelf.open() as index:
        index.apply()
        assert live(shelf) == before
    with shelf.open() as index:
        assert live(shelf) != before
        assert shelf.indexed(index) == shelf.passage_ids()
        assert index.count() == 900


def test_a_small_index_is_kept_as_it_is(make_shelf) -> None:
    # Chroma's first files have room for a hundred vectors that are not there.
    shelf = make_shelf(2)
    for _ in range(3):
        with shelf.open() as index:
            index.apply()
        assert live(shelf).name == "000001"


def test_a_new_one_can_be_asked_for(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    seen: list[tuple[int, int]] = []
    with shelf.open(anew=True, watch=lambda *at: seen.append(at)) as index:
        assert live(shelf) != before
        assert shelf.indexed(index) == shelf.passage_ids()
    assert seen == [(100, 100)]


def test_building_can_be_interrupted_and_leaves_the_old_one(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    before = live(shelf)
    with pytest.raises(IndexUnavailable, match="interrupted"):
        shelf.open(anew=True, cancelled=lambda: True)
    assert live(shelf) == before
    shelf.open(write=True).close()


def test_an_index_of_another_space_is_not_used(shelf) -> None:
    with shelf.open() as index:
        index.apply()
    folder, home = live(shelf), Home.recall(shelf.catalogue, "folder")
    client = folder_client(folder)
    client.delete_collection(home.generation.collection)
    client.create_collection(home.generation.collection, embedding_function=None)
    with pytest.raises(IndexUnavailable, match="by l2, not by cosine"):
        Collection(client, home.generation, create=False)
    client.close()


def test_a_failure_while_it_is_used_is_looked_into_next_time(shelf) -> None:
    index = shelf.open()
    index.apply()
    with pytest.raises(IndexUnavailable, match="failed while searching"):
        index.query([1.0, 2.0], 3)
    index.close()
    assert not folders.is_sealed(live(shelf))
    with shelf.open() as again:
        assert shelf.indexed(again) == shelf.passage_ids()


def test_the_check_tells_whole_folders_from_others(shelf, tmp_path: Path) -> None:
    with shelf.open() as index:
        index.apply()
    assert check_whole(live(shelf))
    assert not check_whole(tmp_path)
    harm_inside(live(shelf))
    folders.unseal(live(shelf))
    done = subprocess.run(
        [sys.executable, "-m", "ingest.indexing.process", "check", str(live(shelf))],
        cwd=Path(folders.__file__).parents[1], stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert done.returncode != 0


def test_two_libraries_do_not_meet(make_shelf: Callable[..., object]) -> None:
    one, two = make_shelf(2, "one"), make_shelf(3, "two")
    with one.open() as first, two.open() as second:  # type: ignore[attr-defined]
        first.apply()
        second.apply()
        assert (first.count(), second.count()) == (10, 15)


def test_a_missing_vector_is_named(shelf) -> None:
    with sqlite3.connect(shelf.catalogue.path) as conn:
        conn.execute("DELETE FROM vectors WHERE id = 7")
    conn.close()
    with shelf.open() as index, pytest.raises(LibraryDamaged, match="lacks the vector"):
        index.apply()
    assert len(shelf.catalogue.pending()) == 100


def test_importing_it_loads_no_chroma() -> None:
    code = "import sys, ingest.index, ingest.indexing.indexer, ingest.library; print('chromadb' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(folders.__file__).parents[1],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "False\n"


def test_deletions_that_wait_do_not_pass_for_passages_that_do(shelf) -> None:
    shelf.write(0, 10)
    with shelf.open() as index:
        index.apply()
    shutil.rmtree(shelf.path / "index")
    shelf.catalogue.remove([row.article_id for row in shelf.catalogue.rows()[:-3]])
    with shelf.open() as index:
        index.apply()
        assert index.count() == shelf.catalogue.counts().passages > 0
        assert shelf.indexed(index) == shelf.passage_ids()
