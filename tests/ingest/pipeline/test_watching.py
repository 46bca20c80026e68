"""Folders that are followed: what rests is taken in, what is gone is told, nothing is lost."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager

import pytest

from ingest.errors import LibraryError
from ingest.pipeline import ingest
from ingest.watching import Scan, Settling, Watcher, scan


@pytest.fixture
def watch(open_library, options, tmp_path):
    """Makes a Watcher of the folder ``in`` on a library of this test."""
    library = open_library(begun=True)

    @contextmanager
    def open_():
        if library.path.joinpath("locked").exists():
            raise LibraryError("The library is busy.", "Wait.")
        yield library

    def take(sources, into):
        return ingest(sources, into, options())

    def make(*, pruning: bool = False) -> Watcher:
        return Watcher([str(tmp_path / "in")], open_, take, pruning=pruning)

    make.library = library
    return make


def looked(watcher: Watcher, times: int = 2) -> list[str]:
    return [event.kind for _ in range(times) for event in watcher.look()]


def note(folder, name: str, text: str) -> None:
    (folder / name).write_text(f"A note on {name}\n\n{text} It was noted at the quay.\n", "utf-8")


def test_new_edited_renamed_and_gone(tmp_path, watch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    note(folder, "a.txt", "The heron came on 3 days.")
    watcher = watch()
    assert [item.status.value for item in watcher.first().items] == ["added"]
    assert looked(watcher) == []
    note(folder, "b.txt", "The egret came too.")
    assert looked(watcher, 1) == []  # it may still be written
    assert looked(watcher, 1) == ["added"]
    note(folder, "a.txt", "The heron came on 40 days.")
    note(folder, "c.bin", "Not read from folders.")
    note(folder, ".hidden.txt", "Not looked at.")
    (event,) = [event for _ in range(2) for event in watcher.look()]
    assert (event.kind, event.reason) == (
        "updated", "1 sentence changed, a number among them; no correction note",
    )  # fmt: skip
    (folder / "a.txt").rename(folder / "d.txt")
    assert looked(watcher, 3) == ["moved"]
    (folder / "d.txt").unlink()
    (gone,) = [event for _ in range(3) for event in watcher.look()]
    assert (gone.kind, gone.title) == ("gone", "A note on a.txt")
    assert watch.library.catalogue.counts().articles == 2
    note(folder, "a.txt", "The heron came on 40 days.")
    assert looked(watcher, 3) == ["moved"]
    assert looked(watcher) == []


def test_gone_is_removed_when_that_was_asked_for(tmp_path, watch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        note(folder, name, f"Seen by {name}.")
    watcher = watch(pruning=True)
    watcher.first()
    (folder / "a.txt").unlink()
    assert looked(watcher, 3) == ["removed"]
    assert watch.library.catalogue.counts().articles == 1


def test_a_folder_that_goes_and_comes_back_loses_nothing(tmp_path, watch) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    note(folder / "sub", "a.txt", "The heron came.")
    watcher = watch(pruning=True)
    watcher.first()
    folder.rename(tmp_path / "away")
    assert looked(watcher, 3) == ["away"]
    folder.mkdir()  # a mount point without its disk
    assert looked(watcher, 3) == []
    folder.rmdir()
    (tmp_path / "away").rename(folder)
    assert looked(watcher, 3) == ["back"]
    assert watch.library.catalogue.counts().articles == 1


def test_a_library_that_is_busy_is_tried_again(tmp_path, watch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    note(folder, "a.txt", "The heron came.")
    watcher = watch()
    watcher.first()
    note(folder, "b.txt", "The egret came.")
    (watch.library.path / "locked").touch()
    assert looked(watcher, 4) == ["waiting"]
    (watch.library.path / "locked").unlink()
    assert looked(watcher, 1) == ["added"]


def test_what_fails_is_told_once(tmp_path, watch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    note(folder, "a.txt", "The heron came.")
    watcher = watch()
    watcher.first()
    (folder / "b.json").write_text("{")
    assert looked(watcher, 5) == ["failed"]


def test_folders_that_cannot_be_listed_hide_their_files() -> None:
    stamp = (1, 1)
    settling = Settling({"/in/a/x.txt": stamp, "/in/b/y.txt": stamp}, Scan())
    now = Scan({}, frozenset({"/in/a"}))
    assert settling.lost(now, []) == ["/in/b/y.txt"]
    assert settling.lost(now, ["/in"]) == []


def test_a_scan_stays_inside_and_does_not_turn_in_circles(tmp_path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    note(inside / "sub", "a.txt", "Kept.")
    note(outside, "b.txt", "Another's.")
    (inside / "loop").symlink_to(inside)
    (inside / "leads-out.txt").symlink_to(outside / "b.txt")
    (inside / "leads-in.txt").symlink_to(inside / "sub" / "a.txt")
    (inside / "leads-nowhere.txt").symlink_to(inside / "missing.txt")
    os.mkfifo(inside / "pipe.txt")
    assert list(scan([str(inside)]).files) == [str(inside / "sub" / "a.txt")]
    assert list(scan([str(inside / "sub" / "a.txt")]).files) == [str(inside / "sub" / "a.txt")]
    assert scan([str(tmp_path / "none")]).unknown == {str(tmp_path / "none")}


def test_many_files_are_looked_through_cheaply(tmp_path) -> None:
    for number in range(40):
        (tmp_path / f"{number}").mkdir()
        for n in range(50):
            (tmp_path / f"{number}" / f"{n}.txt").touch()
    begun = time.process_time()
    assert len(scan([str(tmp_path)]).files) == 2000
    assert time.process_time() - begun < 0.5
