"""Articles that are no longer in a file of many are gone by ``prune`` only."""

from __future__ import annotations

import json
from zipfile import ZipFile

from ingest.pipeline import ingest, remove
from ingest.pruning import RECORD_GONE, gone, prune
from ingest.types import Status


def records(path, *numbers):
    path.parent.mkdir(exist_ok=True)
    lines = [
        json.dumps({"id": n, "title": f"Note {n}", "text": f"The quay counted {n} boats today."})
        for n in numbers
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def titles(library):
    return sorted(row.meta.title for row in library.catalogue.rows())


def test_a_record_that_left_its_file(tmp_path, open_library, options) -> None:
    path, library = tmp_path / "in" / "notes.jsonl", open_library(begun=True)
    records(path, 1, 2, 3)
    ingest([str(path)], library, options())
    records(path, 1, 3)
    ingest([str(path)], library, options())
    assert titles(library) == ["Note 1", "Note 2", "Note 3"]
    (item,) = gone([str(path.parent)], library)
    assert (item.title, item.status, item.reason) == ("Note 2", Status.REMOVED, RECORD_GONE)
    assert gone([str(tmp_path / "elsewhere")], library) == []
    assert [one.title for one in prune([str(path)], library)] == ["Note 2"]
    assert titles(library) == ["Note 1", "Note 3"]
    assert gone([str(path)], library) == []
    # It comes again when it is back.
    records(path, 1, 2, 3)
    ingest([str(path)], library, options())
    assert titles(library) == ["Note 1", "Note 2", "Note 3"]


def test_the_others_go_with_the_file_when_one_was_removed(tmp_path, open_library, options) -> None:
    path, library = tmp_path / "in" / "notes.jsonl", open_library(begun=True)
    records(path, 1, 2, 3)
    (path.parent / "other.txt").write_text("The quay was swept on Friday.")
    ingest([str(path.parent)], library, options())
    (row,) = (row for row in library.catalogue.rows() if row.meta.title == "Note 2")
    remove([row.article_id], library)
    path.unlink()
    assert sorted(item.title for item in gone([str(path.parent)], library)) == ["Note 1", "Note 3"]
    prune([str(path.parent)], library)
    assert titles(library) == ["Other"]
    assert [source.location for source in library.catalogue.sources()] == [
        str(path.parent / "other.txt")
    ]


def test_a_record_that_another_file_still_has_is_not_gone(tmp_path, open_library, options) -> None:
    one, two = tmp_path / "in" / "one.jsonl", tmp_path / "in" / "two.jsonl"
    library = open_library(begun=True)
    records(one, 1, 2)
    records(two, 2)
    ingest([str(one.parent)], library, options())
    records(one, 1)
    ingest([str(one.parent)], library, options())
    assert gone([str(one.parent)], library) == []


def test_what_was_read_in_part_loses_nothing(tmp_path, open_library, options) -> None:
    path, library = tmp_path / "in" / "notes.jsonl", open_library(begun=True)
    records(path, 1, 2)
    ingest([str(path)], library, options())
    records(path, 1)
    path.write_text(path.read_text() + "{broken\n")
    ingest([str(path)], library, options())
    assert gone([str(path)], library) == []


def test_a_member_that_left_its_archive(tmp_path, open_library, options) -> None:
    path, library = tmp_path / "box.zip", open_library(begun=True)

    def pack(*names: str) -> None:
        with ZipFile(path, "w") as box:
            for name in names:
                box.writestr(name, f"Report {name}\n\nThe quay was counted again by {name} today.")

    pack("a.txt", "b.txt")
    ingest([str(path)], library, options())
    assert library.catalogue.counts().articles == 2
    pack("a.txt")
    ingest([str(path)], library, options())
    (item,) = gone([str(path)], library)
    assert item.source.endswith("b.txt")


def test_a_feed_scrolls(tmp_path, open_library, options) -> None:
    path, library = tmp_path / "quay.xml", open_library(begun=True)

    def feed(*numbers: int) -> None:
        entries = "".join(
            f"<item><title>Note {n}</title><guid>n{n}</guid><description>The quay counted {n} "
            "boats today.</description></item>"
            for n in numbers
        )
        path.write_text(
            f'<rss version="2.0"><channel><title>Quay</title>{entries}</channel></rss>', "utf-8"
        )

    feed(1, 2)
    ingest([str(path)], library, options())
    feed(2, 3)
    ingest([str(path)], library, options())
    assert titles(library) == ["Note 1", "Note 2", "Note 3"]
    assert gone([str(path)], library) == []
