"""What an ingest must not believe of earlier ones, and of other processes meanwhile."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import batch
from ingest.errors import LibraryError
from ingest.feeding import Feeding
from ingest.pipeline import ingest, prunable
from ingest.records import Known
from ingest.types import Metadata, Overrides

GOOD = '{"id": "1", "title": "Piers", "text": "The mayor opened the %s pier for the ferry."}\n'


def texts(library) -> set[str]:
    rows = library.catalogue.rows()
    return {library.catalogue.article(row.article_id).article.text for row in rows}


def test_a_file_put_back_after_a_part_of_it_was_read_is_read_again(
    open_library, options, tmp_path: Path
) -> None:
    library, records = open_library(begun=True), tmp_path / "piers.jsonl"
    records.write_text(GOOD % "old")
    status = records.stat()
    ingest([str(records)], library, options())
    records.write_text(GOOD % "new" + "{damaged\n")
    assert ingest([str(records)], library, options()).failed
    assert "new pier" in texts(library).pop()
    records.write_text(GOOD % "old")
    os.utime(records, ns=(status.st_atime_ns, status.st_mtime_ns))
    ingest([str(records)], library, options())
    assert "old pier" in texts(library).pop()


@pytest.mark.parametrize("both_at_once", [True, False])
def test_a_copy_stays_when_what_it_was_a_copy_of_is_edited(
    both_at_once, write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(1), open_library(begun=True)
    words = (root / "0000.txt").read_text()
    (root / "copy.txt").write_text(words)
    assert statuses(ingest([str(root)], library, options())) == {"added": 1, "duplicate": 1}
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}
    (root / "0000.txt").write_text(words.replace("harbour", "quarry"))
    if not both_at_once:
        ingest([str(root / "0000.txt")], library, options())
    ingest([str(root)], library, options())
    assert len(texts(library)) == 2
    assert words.strip() in {text.strip() for text in texts(library)}
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}


def test_an_article_removed_before_it_is_relabelled_stays_removed(
    write_articles, open_library, options, monkeypatch
) -> None:
    root, library, other = write_articles(1), open_library(begun=True), open_library()
    ingest([str(root)], library, options())
    decided = batch._writes

    def meanwhile(*given):
        other.catalogue.remove([row.article_id for row in other.catalogue.rows()])
        return decided(*given)

    monkeypatch.setattr(batch, "_writes", meanwhile)
    ingest([str(root)], library, options(overrides=Overrides(tags=("port",))))
    assert library.catalogue.counts().articles == 0
    monkeypatch.undo()
    # Nothing says that the file need not be read.
    ingest([str(root)], library, options())
    assert library.catalogue.counts().articles == 1


def test_a_source_whose_article_is_gone_is_not_remembered(
    write_articles, open_library, options
) -> None:
    root, library = write_articles(1), open_library(begun=True)
    ingest([str(root)], library, options())
    (known,) = library.catalogue.sources()
    library.catalogue.record_sources([replace(known, articles=(*known.articles, "a0"))])
    assert library.catalogue.sources() == []


def test_prune_cut_off_is_taken_up_again(
    write_articles, open_library, options, monkeypatch
) -> None:
    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    (root / "0001.txt").unlink()

    def full(ids: object) -> None:
        raise LibraryError("The disk is full.", "Make room.")

    monkeypatch.setattr(library.catalogue, "remove", full)
    with pytest.raises(LibraryError):
        ingest([str(root)], library, options(prune=True))
    monkeypatch.undo()
    assert len(prunable([str(root)], library)) == 1


def test_a_folder_that_may_not_be_looked_into_is_no_failure(monkeypatch) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    place = str(Path("/locked/article.txt").absolute())
    known = Known("a1", 1, f"file:{place}", "", "", place, Metadata(), locations=(place,))
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)
    monkeypatch.setattr(Path, "exists", refused)
    assert batch.gone([known]) == set()


def test_questions_do_not_wait_for_the_index(write_articles, open_library, options) -> None:
    root, library = write_articles(1), open_library(begun=True)
    ingest([str(root)], library, options())
    library.close()
    library = open_library()
    held, done = threading.Event(), threading.Event()

    def applying() -> None:
        with library._lock:
            held.set()
            done.wait(10)

    thread = threading.Thread(target=applying)
    thread.start()
    held.wait(10)
    asking = threading.Thread(target=lambda: library.embedder, daemon=True)
    asking.start()
    asking.join(5)
    waits = asking.is_alive()
    done.set()
    thread.join()
    assert not waits


@pytest.mark.usefixtures("impatient")
def test_an_index_opened_for_a_question_meanwhile_is_let_go(
    write_articles, open_library, options, monkeypatch
) -> None:
    library = open_library(begun=True)
    ingest([str(write_articles(3))], library, options())
    start = Feeding._start

    def with_a_question(self: Feeding) -> None:
        start(self)
        assert library.index is not None, library.why_no_index

    monkeypatch.setattr(Feeding, "_start", with_a_question)
    monkeypatch.setattr("ingest.feeding.FEW", 3)
    begun = time.monotonic()
    ingest([str(write_articles(4, first=10))], library, options())
    assert time.monotonic() - begun < 60
    assert library.why_no_index is None
    assert not library.catalogue.pending()
