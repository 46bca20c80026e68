"""What an ingest does with files: in process, with the embedded embedder and a real Chroma."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import EmbedderMismatch
from ingest.indexing.generations import Generations
from ingest.indexing.lock import OwnerLock
from ingest.pipeline import ingest, ingest_text, prunable, remove
from ingest.types import Filters, Overrides, Status
from ingest.vectors import IndexUnavailable


def whole(library) -> bool:
    """Whether the index holds exactly the current passages, each at its own vector."""
    ops = library.catalogue.indexable(0, 100_000)
    vectors = library.catalogue.vectors([op.rowid for op in ops])
    index = library.index
    assert index is not None, library.why_no_index
    assert not library.catalogue.pending()
    found = [library.nearest(vector, 1)[0][0] for vector in vectors]
    return index.count() == len(ops) and found == [op.passage_id for op in ops]


def test_a_folder_goes_in_and_the_second_run_changes_nothing(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(12), open_library()
    report = ingest([str(root)], library, options())
    assert statuses(report) == {"added": 12}
    assert report.passages == library.catalogue.counts().passages >= 24
    assert not report.failed
    assert not report.interrupted
    assert [item.source for item in report.items] == sorted(str(p) for p in root.iterdir())
    assert whole(library)
    before = library.catalogue.fingerprint
    again = ingest([str(root)], library, options())
    assert statuses(again) == {"unchanged": 12}
    assert again.passages == 0
    assert [i.article_id for i in again.items] == [i.article_id for i in report.items]
    assert all(item.title for item in again.items)
    assert library.catalogue.fingerprint == before


def test_citations_can_point_at_exact_words(write_articles, open_library, options) -> None:
    root, library = write_articles(3), open_library(begun=True)
    ingest([str(root)], library, options())
    ops = library.catalogue.indexable(0, 1000)
    for passage in library.catalogue.passages([op.rowid for op in ops]).values():
        text = library.catalogue.article(passage.article_id, passage.revision).article.text
        assert text[passage.start : passage.end] == passage.text


def test_an_edited_file_is_an_update_and_keeps_its_earlier_revision(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(3), open_library(begun=True)
    first = ingest([str(root)], library, options())
    path = root / "0001.txt"
    path.write_text(path.read_text("utf-8") + "\nThe ferry sold the lantern at last.\n", "utf-8")
    second = ingest([str(root)], library, replace(options(), now="2026-02-01T00:00:00+00:00"))
    assert statuses(second) == {"unchanged": 2, "updated": 1}
    article_id = first.items[1].article_id
    assert article_id is not None
    assert [n for n, _ in library.catalogue.revisions(article_id)] == [1, 2]
    assert "at last" in library.catalogue.article(article_id).article.text
    assert "at last" not in library.catalogue.article(article_id, 1).article.text
    assert whole(library)


def test_a_touched_file_is_unchanged(write_articles, open_library, options, statuses) -> None:
    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    for path in root.iterdir():
        os.utime(path, (1, 1))
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}
    known = library.catalogue.source(str(root / "0000.txt"))
    assert known is not None
    assert known.mtime_ns == 1_000_000_000


def test_a_renamed_file_is_the_same_article(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(2), open_library(begun=True)
    before = {i.article_id for i in ingest([str(root)], library, options()).items}
    (root / "0000.txt").rename(root / "renamed.txt")
    report = ingest([str(root)], library, options())
    assert statuses(report) == {"unchanged": 2}
    assert {item.article_id for item in report.items} == before
    assert any("moved from" in (item.reason or "") for item in report.items)
    assert statuses(ingest([str(root)], library, options(prune=True))) == {"unchanged": 2}
    assert library.catalogue.counts().articles == 2


def test_a_copy_is_met_as_one(write_articles, open_library, options, statuses) -> None:
    root, library = write_articles(1), open_library(begun=True)
    shutil.copy(root / "0000.txt", root / "copy.txt")
    report = ingest([str(root)], library, options())
    assert statuses(report) == {"added": 1, "duplicate": 1}
    assert report.items[0].article_id == report.items[1].article_id is not None
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}


def test_one_bad_source_never_stops_the_rest(
    write_articles, open_library, options, statuses, tmp_path: Path
) -> None:
    root, library = write_articles(3), open_library(begun=True)
    (root / "0000a.txt").write_bytes(b"")
    (root / "0001a.txt").write_bytes(b"\x7fELF" + bytes(range(256)) * 20)
    (root / "records.jsonl").write_text(
        '{"title": "One", "text": "The quarry sold the bridge. The mayor painted a lantern."}\n'
        '{"title": "Tw\n'
        '{"title": "Three", "text": "The pilot moved the ferry. The museum counted its signals."}\n'
    )
    report = ingest([str(tmp_path / "missing.txt"), str(root)], library, options())
    assert report.failed
    failed = [item for item in report.items if item.status is Status.FAILED]
    assert len(failed) >= 3
    assert all(item.reason for item in report.items if item.status.value in ("failed", "skipped"))
    assert report.count(Status.ADDED) == 5
    assert whole(library)
    # What could not be read whole is read again next time, and named again.
    again = ingest([str(root)], library, options())
    assert again.failed
    assert again.count(Status.ADDED) == 0


def test_a_dry_run_writes_nothing(write_articles, open_library, options, statuses) -> None:
    root, library = write_articles(3), open_library()
    report = ingest([str(root)], library, options(dry_run=True))
    assert report.dry_run
    assert statuses(report) == {"added": 3}
    assert report.passages > 3
    counts = library.catalogue.counts()
    assert (counts.articles, counts.sources, counts.pending) == (0, 0, 0)
    assert not (library.path / "index").exists()


def test_what_the_user_states_wins_and_survives(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    stated = Overrides(publisher="The Harbour Times", published="2025-03-04",
                       published_precision="day", tags=("port",))  # fmt: skip
    assert statuses(ingest([str(root)], library, options(overrides=stated))) == {"updated": 2}
    assert statuses(ingest([str(root)], library, options(overrides=stated))) == {"unchanged": 2}
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}
    assert statuses(ingest([str(root)], library, options(force=True))) == {"unchanged": 2}
    rows = library.catalogue.rows(Filters(publishers=("the harbour times",), tags=("port",)))
    assert len(rows) == 2
    assert rows[0].meta.published == "2025-03-04"
    assert whole(library)


def test_prune_takes_out_what_is_gone_and_only_that(
    write_articles, open_library, options, statuses
) -> None:
    root, library = write_articles(3), open_library(begun=True)
    other = write_articles(1, folder="articles-too", first=50)
    ingest([str(root), str(other)], library, options())
    (root / "0001.txt").unlink()
    (other / "0050.txt").unlink()
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2}
    (gone,) = prunable([str(root)], library)
    assert gone.source == str(root / "0001.txt")
    dry = ingest([str(root)], library, options(prune=True, dry_run=True))
    assert statuses(dry) == {"unchanged": 2, "removed": 1}
    assert library.catalogue.counts().articles == 4
    report = ingest([str(root)], library, options(prune=True))
    assert statuses(report) == {"unchanged": 2, "removed": 1}
    assert {row.source for row in library.catalogue.rows()} == {
        str(root / "0000.txt"), str(root / "0002.txt"), str(other / "0050.txt"),
    }  # fmt: skip
    assert whole(library)


def test_prune_never_acts_on_a_root_that_is_not_there(
    write_articles, open_library, options
) -> None:
    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    shutil.rmtree(root)
    assert prunable([str(root)], library) == []
    root.mkdir()  # a disk that is not mounted
    assert prunable([str(root)], library) == []
    ingest([str(root)], library, options(prune=True))
    assert library.catalogue.counts().articles == 2


def test_prune_leaves_addresses_and_odd_arguments_alone(
    write_articles, open_library, options
) -> None:
    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    known = library.catalogue.source(str(root / "0000.txt"))
    assert known is not None
    library.catalogue.record_sources([replace(known, location="https://harbour.example/one")])
    (root / "0000.txt").unlink()
    (root / "0001.txt").unlink()
    (root / "kept.txt").write_text("The ferry waits.")
    odd = ["https://harbour.example/one", "-", "a\x00b", str(root / "kept.txt")]
    assert prunable(odd, library) == []
    # One of the two still comes from its address.
    assert [row.source for row in prunable([*odd, str(root)], library)] == [str(root / "0001.txt")]


def test_remove_empties_both_stores(write_articles, open_library, options) -> None:
    root, library = write_articles(3), open_library(begun=True)
    report = ingest([str(root)], library, options())
    remove([report.items[0].article_id, report.items[2].article_id], library)
    assert library.catalogue.counts().articles == 1
    assert whole(library)


def test_a_pasted_text_goes_in(open_library, options, statuses) -> None:
    library = open_library(begun=True)
    text = "Lantern lit\n\nThe mayor opened the quarry. The pilot praised the light."
    report = ingest_text(text, library, options(overrides=Overrides(publisher="The Quarry")))
    assert statuses(report) == {"added": 1}
    assert report.items[0].source == "-"
    (row,) = library.catalogue.rows()
    assert (row.meta.title, row.meta.publisher) == ("Lantern lit", "The Quarry")
    assert whole(library)
    assert statuses(ingest_text(text, library, options())) == {"unchanged": 1}


def test_progress_counts_files_and_articles(
    write_articles, open_library, options, tmp_path: Path
) -> None:
    library, seen = open_library(begun=True), []
    ingest([str(write_articles(3))], library, options(), progress=seen.append)
    assert [(at.done, at.total) for at in seen if at.note != "indexing"] == [(1, 3), (2, 3), (3, 3)]
    records = tmp_path / "two.jsonl"
    records.write_text(
        '{"title": "One", "text": "The quarry sold the bridge."}\n'
        '{"title": "Two", "text": "The pilot moved the ferry."}\n'
    )
    seen.clear()
    ingest([str(records)], library, options(), progress=seen.append)
    assert [at.done for at in seen if at.note != "indexing"] == [1, 2]


def test_cancelled_keeps_what_is_finished_and_the_rest_comes_later(
    write_articles, open_library, options, statuses
) -> None:
    root, library, seen = write_articles(6), open_library(begun=True), []
    report = ingest(
        [str(root)], library, options(), progress=seen.append, cancelled=lambda: len(seen) >= 2
    )
    assert report.interrupted
    assert statuses(report) == {"added": 2}
    assert library.catalogue.counts().pending > 0
    assert statuses(ingest([str(root)], library, options())) == {"unchanged": 2, "added": 4}
    assert whole(library)


@pytest.mark.usefixtures("impatient")
def test_while_another_process_has_the_index_articles_are_stored(
    write_articles, open_library, options
) -> None:
    root, library = write_articles(2), open_library()
    with OwnerLock.acquire(Generations(library.path).lock_path):
        report = ingest([str(root)], library, options())
        assert report.count(Status.ADDED) == 2
        assert "another process" in library.why_no_index
        assert library.index is None
        assert library.nearest([0.0] * 256, 3) is None
        with pytest.raises(IndexUnavailable):
            library.apply()
        assert "another process" in library.why_no_index
    assert library.catalogue.counts().pending == report.passages
    library.apply()
    assert library.why_no_index is None
    library.release_index()
    assert whole(library)


def test_many_passages_go_through_a_process_of_their_own(
    write_articles, open_library, options
) -> None:
    root, library, seen = write_articles(110, words=1000), open_library(), []
    report = ingest([str(root)], library, options(), progress=seen.append)
    assert report.passages > 600
    assert any(at.note == "indexing" for at in seen)
    assert library.why_no_index is None
    assert whole(library)


def test_a_damaged_index_is_mended_by_the_next_run(write_articles, open_library, options) -> None:
    root, library = write_articles(3), open_library(begun=True)
    ingest([str(root)], library, options())
    library.release_index()
    folder = Generations(library.path).current()
    assert folder is not None
    (folder / "chroma.sqlite3").write_bytes(b"")
    assert library.index is None
    ingest([str(root)], library, options())
    library.release_index()
    assert whole(library)


def test_results_change_when_the_index_is_altered(write_articles, open_library, options) -> None:
    from ingest.vectors import folder_client

    root, library = write_articles(3), open_library(begun=True)
    ingest([str(root)], library, options())
    op = library.catalogue.indexable(0, 1)[0]
    vector = library.catalogue.vectors([op.rowid])[0]
    assert library.nearest(vector, 1)[0][0] == op.passage_id
    library.release_index()
    client = folder_client(Generations(library.path).current())
    (name,) = [found.name for found in client.list_collections()]
    collection = client.get_collection(name, embedding_function=None)
    collection.update(ids=[op.passage_id], embeddings=[-vector])
    client.close()
    from ingest.indexing.generations import seal

    seal(Generations(library.path).current())
    assert library.nearest(vector, 1)[0][0] != op.passage_id


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits there")
def test_a_file_that_cannot_be_read_is_named(write_articles, open_library, options) -> None:
    root, library = write_articles(2), open_library(begun=True)
    (root / "0000.txt").unlink()
    (root / "0000.txt").symlink_to(root / "0000.txt")
    report = ingest([str(root)], library, options())
    assert report.count(Status.ADDED) == 1


def test_another_embedder_is_refused_by_name(
    write_articles, open_library, options, openai_server
) -> None:
    from ingest.embedders import EmbedderSettings

    root, library = write_articles(2), open_library(begun=True)
    ingest([str(root)], library, options())
    library.close()
    server = EmbedderSettings(base_url=openai_server().url)
    other = open_library(embedder="openai:fake", settings=server)
    with pytest.raises(EmbedderMismatch, match="static") as refused:
        _ = other.embedder
    assert "briefing reindex --embedder openai:fake" in refused.value.hint
    (root / "0009.txt").write_text("Ferry news\n\nThe ferry sold the lantern today.")
    with pytest.raises(EmbedderMismatch):
        ingest([str(root)], other, options())
    assert other.catalogue.counts().articles == 2
    # Listing needs no embedder.
    assert len(other.catalogue.rows()) == 2
