"""Folders, the live one, and what a look at the files tells."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.indexing.generations import (
    DATABASE,
    Condition,
    Generation,
    Generations,
    elements,
    is_sealed,
    look,
    read_generation,
    seal,
    unseal,
)

WHOLE = Generation("000001", "0123456789abcdef0123", "static:256:1:x", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A generation with the files that Chroma would have made, closed cleanly."""
    made = Generations(tmp_path).make(WHOLE)
    (made / DATABASE).write_bytes(b"SQLite format 3\x00" + bytes(5000))
    segment = made / "segment"
    segment.mkdir()
    (segment / "header.bin").write_bytes(bytes(100))
    (segment / "length.bin").write_bytes(bytes(40))
    (segment / "data_level0.bin").write_bytes(bytes(1000))
    (segment / "link_lists.bin").write_bytes(bytes(90))
    (segment / "index_metadata.pickle").write_bytes(b"\x80\x04.")
    seal(made)
    return made


def test_without_a_pointer_nothing_is_live(tmp_path: Path) -> None:
    assert Generations(tmp_path).current() is None


@pytest.mark.parametrize("name", ["", "..", "../..", "/tmp", "000009", "a/b", "\x00", "é"])
def test_a_pointer_to_anywhere_else_is_not_followed(tmp_path: Path, name: str) -> None:
    generations = Generations(tmp_path)
    generations.make(WHOLE)
    (generations.root / "CURRENT").write_text(name, "utf-8")
    assert generations.current() is None


def test_swapping_makes_one_live_and_sweeping_leaves_only_that(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first = generations.make(WHOLE)
    generations.swap(first)
    assert generations.next_name() == "000002"
    assert generations.next_name("000007") == "000008"
    second = generations.make(Generation("000002", *list_of(WHOLE)))
    assert generations.current() == first
    generations.swap(second)
    generations.sweep()
    assert generations.current() == second
    assert sorted(path.name for path in generations.root.iterdir()) == ["000002", "CURRENT"]


def list_of(generation: Generation) -> tuple[str, str, int]:
    return generation.library_id, generation.embedder, generation.dimension


def test_what_a_generation_was_built_for_is_kept(folder: Path) -> None:
    assert read_generation(folder) == WHOLE
    assert WHOLE.collection == "briefing-0123456789abcdef-000001"
    for bad in ("", "[]", '{"name": "x"}'):
        (folder / "generation.json").write_text(bad)
        assert read_generation(folder) is None


def test_a_sealed_folder_is_sound_until_it_is_unsealed(folder: Path) -> None:
    assert look(folder).condition is Condition.SOUND
    assert is_sealed(folder)
    unseal(folder)
    assert look(folder).condition is Condition.UNSEALED
    assert not is_sealed(folder)


def test_files_that_were_only_touched_are_sound(folder: Path) -> None:
    os.utime(folder / DATABASE, (1, 1))
    assert look(folder).condition is Condition.SOUND


def test_same_size_and_time_do_not_hide_other_bytes(folder: Path) -> None:
    path = folder / "segment" / "data_level0.bin"
    before = path.stat()
    path.write_bytes(os.urandom(1000))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert look(folder).condition is Condition.DAMAGED


def test_a_changed_database_is_for_a_closer_look(folder: Path) -> None:
    # Chroma writes to it even when it is only asked something.
    with (folder / DATABASE).open("ab") as file:
        file.write(b"more")
    assert look(folder).condition is Condition.UNSEALED
    seal(folder)
    assert look(folder).condition is Condition.SOUND
    (folder / f"{DATABASE}-journal").write_bytes(b"")
    assert look(folder).condition is Condition.UNSEALED


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _noise(path: Path) -> None:
    path.write_bytes(b"\x01" * path.stat().st_size)


FILES = ("header.bin", "length.bin", "data_level0.bin", "link_lists.bin", "index_metadata.pickle")


@pytest.mark.parametrize("harm", [_delete, _empty, _cut, _noise])
@pytest.mark.parametrize("name", FILES)
def test_a_sealed_folder_tells_any_harm(
    folder: Path, name: str, harm: Callable[[Path], None]
) -> None:
    harm(folder / "segment" / name)
    assert look(folder).condition is Condition.DAMAGED


@pytest.mark.parametrize("harm", [_delete, _empty, _noise])
def test_a_database_that_is_none_is_damage(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder / DATABASE)
    assert look(folder).condition is Condition.DAMAGED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("header.bin", b"x"),
        ("length.bin", b""),
        ("length.bin", bytes(41)),
        ("data_level0.bin", bytes(1001)),
        ("link_lists.bin", bytes(10 * 1024 + 1)),
        ("index_metadata.pickle", b""),
        ("index_metadata.pickle", b"\x80\x04"),
    ],
)
def test_an_unsealed_folder_with_impossible_sizes_is_not_opened(
    folder: Path, name: str, content: bytes
) -> None:
    unseal(folder)
    (folder / "segment" / name).write_bytes(content)
    assert look(folder).condition is Condition.DAMAGED


@pytest.mark.parametrize("name", FILES[:-1])
def test_an_unsealed_folder_that_lacks_a_file_is_not_opened(folder: Path, name: str) -> None:
    unseal(folder)
    (folder / "segment" / name).unlink()
    assert look(folder).condition is Condition.DAMAGED


def test_a_segment_that_was_never_written_is_no_damage(folder: Path) -> None:
    unseal(folder)
    (folder / "empty").mkdir()
    assert look(folder).condition is Condition.UNSEALED


def test_a_seal_that_cannot_be_read_is_none(folder: Path) -> None:
    for bad in ("", "[]", json.dumps({"files": [1]}), json.dumps({"files": {"a": 1}})):
        (folder / "seal.json").write_text(bad)
        assert look(folder).condition is Condition.UNSEALED


def test_a_folder_that_is_gone_is_damage(tmp_path: Path) -> None:
    assert look(tmp_path / "nowhere").condition is Condition.DAMAGED


def test_elements_counts_the_vectors_in_the_files(folder: Path, tmp_path: Path) -> None:
    assert elements(folder) == 10
    (folder / "segment" / "index_metadata.pickle").unlink()
    assert elements(folder) == 0
    assert elements(tmp_path / "nowhere") == 0
