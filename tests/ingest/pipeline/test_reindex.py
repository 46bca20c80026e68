"""All vectors again, with the same embedder or another; and the library's health."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.embedders import EmbedderSettings
from ingest.errors import EmbedderError, EmbedderMismatch, LibraryError
from ingest.health import health, repair
from ingest.indexing.generations import Generations
from ingest.indexing.lock import OwnerLock
from ingest.library import Library
from ingest.pipeline import ingest


@pytest.fixture
def filled(write_articles, open_library, options) -> Callable[..., Library]:
    """A library of three articles, one of them with an earlier revision."""

    def fill(**opened: object) -> Library:
        root, library = write_articles(3), open_library(**{"begun": True} | opened)
        ingest([str(root)], library, options())
        path = root / "0001.txt"
        path.write_text(path.read_text("utf-8") + "\nThe ferry sold the lantern.\n", "utf-8")
        ingest([str(root)], library, options())
        return library

    return fill


def test_the_same_embedder_gives_the_same_vectors(filled) -> None:
    library = filled(begun=False)
    rows = [op.rowid for op in library.catalogue.indexable(0, 1000)]
    before = library.catalogue.vectors(rows)
    folder = Generations(library.path).current()
    seen = []
    count = library.reindex(None, seen.append)
    assert count == int(library.catalogue.meta("next_passage")) - 1 > len(rows)
    assert (library.catalogue.vectors(rows) == before).all()
    assert Generations(library.path).current() != folder
    assert library.index.count() == len(rows)
    assert {at.note for at in seen} == {"embedding", "indexing"}


def test_another_embedder_takes_its_place(filled, open_library, openai_server) -> None:
    settings = EmbedderSettings(base_url=openai_server().url)
    library = filled(settings=settings)
    library.close()
    library = open_library(settings=settings)
    library.reindex("openai:fake")
    assert library.embedder_name == library.embedder.name == "openai:fake"
    rows = [op.rowid for op in library.catalogue.indexable(0, 1000)]
    dimension = library.embedder.dimension
    assert library.catalogue.vectors(rows).shape == (len(rows), dimension)
    assert library.index.count() == len(rows)
    vector = library.catalogue.vectors(rows[:1])[0]
    assert library.nearest(vector, 1)[0][1] == pytest.approx(1, abs=1e-5)
    again = open_library(embedder="static", settings=settings)
    with pytest.raises(EmbedderMismatch, match="openai:fake"):
        _ = again.embedder


def test_a_change_that_was_cut_off_is_named_and_finished(filled, open_library) -> None:
    library = filled()
    library.catalogue.set_meta("reindexing", "static")
    library.close()
    library = open_library()
    with pytest.raises(EmbedderMismatch, match="half changed"):
        _ = library.embedder
    assert any(not f.ok and "cut off" in f.what for f in health(library.path))
    library.reindex()
    assert library.embedder.name == "static"
    assert all(finding.ok for finding in health(library.path))


def test_it_waits_for_no_other_owner(filled) -> None:
    library = filled()
    library.release_index()
    with (
        OwnerLock.acquire(Generations(library.path).lock_path),
        pytest.raises(LibraryError, match="cannot be made again now"),
    ):
        library.reindex()
    assert library.embedder.name == "static"


def test_an_unknown_embedder_changes_nothing(filled) -> None:
    library = filled()
    with pytest.raises(EmbedderError):
        library.reindex("nothing:such")
    assert library.embedder_name == "static"


def test_cancelled_leaves_the_old_vectors(filled) -> None:
    library = filled()
    folder = Generations(library.path).current()
    assert library.reindex(cancelled=lambda: True) == 0
    assert Generations(library.path).current() == folder
    assert all(finding.ok for finding in health(library.path))


def test_an_embedder_that_changed_under_its_name_is_noticed(filled, open_library) -> None:
    library = filled()
    library.catalogue.set_meta("embedder", "static:256:1:another")
    library.close()
    library = open_library()
    with pytest.raises(EmbedderMismatch, match="makes other vectors"):
        _ = library.embedder


def test_one_that_changes_while_it_runs_is_noticed(filled, write_articles, options) -> None:
    library = filled()
    _ = library.embedder
    library.catalogue.set_meta("embedder", "other:8:1:x")
    with pytest.raises(EmbedderMismatch, match="while this was running"):
        ingest([str(write_articles(1, first=9))], library, options())


def test_health_names_what_is_wrong_and_repair_mends_it(filled, tmp_path: Path) -> None:
    (missing,) = health(tmp_path / "nowhere")
    assert not missing.ok
    library = filled()
    library.close()
    assert all(finding.ok for finding in health(library.path))
    generations = Generations(library.path)

    def forget() -> None:
        with Catalogue.open(library.path) as catalogue:
            catalogue.set_meta("index", "{}")

    for harm in (
        lambda folder: (folder / "chroma.sqlite3").write_bytes(b""),
        lambda folder: (folder / "generation.json").unlink(),
        lambda folder: (folder.parent / "CURRENT").unlink(),
        lambda folder: forget(),
    ):
        harm(generations.current())
        bad = [finding for finding in health(library.path) if not finding.ok]
        assert [finding.mend for finding in bad] == ["briefing doctor --repair"]
        assert repair(library.path) == [f"Mended: {finding.what}" for finding in bad]
        assert all(finding.ok for finding in health(library.path))
    assert repair(library.path) == []
    with OwnerLock.acquire(generations.lock_path):
        assert any("in use" in finding.what for finding in health(library.path))


def test_a_damaged_catalogue_is_named(filled) -> None:
    library = filled()
    library.close()
    (library.path / "library.db").write_bytes(b"no database")
    (finding,) = health(library.path)
    assert not finding.ok
    assert "backup" in finding.mend


def test_what_another_process_adds_meanwhile_is_made_again_too(
    filled, open_library, write_articles, options, openai_server
) -> None:
    library = filled(settings=EmbedderSettings(base_url=openai_server().url))
    root = write_articles(1, first=50)
    added = []

    def meanwhile(at) -> None:
        if at.note == "embedding" and not added:
            other = open_library()
            added.append(ingest([str(root / "0050.txt")], other, options()))
            other.close()

    library.reindex("openai:fake", meanwhile)
    assert added
    assert library.catalogue.check() == []
    assert library.index.count() == library.catalogue.counts().passages
