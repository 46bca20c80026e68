"""A library of format 1 is brought up to date; one that cannot be says so."""

from __future__ import annotations

import os
import sqlite3
import stat

import pytest

from ingest.catalogue import Catalogue
from ingest.errors import LibraryError
from ingest.store.connection import FILE_NAME
from ingest.store.schema import ADDED_IN_2
from ingest.types import Overrides

ADDED_COLUMNS = ("meta_sources TEXT NOT NULL DEFAULT '[]'", "covered TEXT")
"""What the revisions of format 1 had not."""


@pytest.fixture
def old(library, make):
    """A library as the first release wrote it, with an article in two revisions."""
    with Catalogue.open(library, create=True) as catalogue:
        stated = Overrides(publisher="The Daily Crane", tags=("pond",))
        catalogue.write([make("heron", "The heron stood.", overrides=stated, tags=("pond",))])
        catalogue.write([make("heron", "The heron left.", overrides=stated, tags=("pond",))])
        catalogue.write([make("egret", "The egret came.")])
    conn = sqlite3.connect(library / FILE_NAME, isolation_level=None)
    for statement in ADDED_IN_2:
        words = statement.split()
        if words[1] == "TABLE":
            conn.execute(f"DROP TABLE {words[2]}")
    for column in ADDED_COLUMNS:
        conn.execute(f"ALTER TABLE revisions DROP COLUMN {column.split()[0]}")
    # Format 1 wrote what the user stated as a list.
    conn.execute(
        'UPDATE articles SET overrides = \'["The Daily Crane", null, null, ["pond"]]\''
        " WHERE overrides != '{}'"
    )
    conn.execute("UPDATE articles SET overrides = '[null, null, null, []]' WHERE overrides = '{}'")
    conn.execute("PRAGMA user_version=1")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    return library


def shape(path) -> set[tuple[str, str, str]]:
    """Every table's columns, and every index."""
    conn = sqlite3.connect(path)
    found = {
        (name, column, kind)
        for (name,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        for _, column, kind, *_ in conn.execute(f"PRAGMA table_info({name})")
    }
    found |= {
        ("index", name, "")
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
    }
    found.add(("version", str(conn.execute("PRAGMA user_version").fetchone()[0]), ""))
    conn.close()
    return found


def test_format_1_is_brought_up_and_nothing_is_lost(old, tmp_path, make) -> None:
    with Catalogue.open(old) as catalogue:
        assert catalogue.check() == []
        (heron,) = [row for row in catalogue.rows() if row.meta.tags]
        assert [number for number, _ in catalogue.revisions(heron.article_id)] == [1, 2]
        assert "stood" in catalogue.article(heron.article_id, 1).article.text
        (known,) = catalogue.known([catalogue.article(heron.article_id).article.identity])
        assert known.overrides == Overrides(publisher="The Daily Crane", tags=("pond",))
        # What stood in the place of the user's own word then was not kept.
        assert known.as_read.publisher is None
        catalogue.write([make("stork", "The stork came.")])
        assert len(catalogue.rows()) == 3
    with Catalogue.open(tmp_path / "new", create=True):
        pass
    assert shape(old / FILE_NAME) == shape(tmp_path / "new" / FILE_NAME)
    with Catalogue.open(old) as again:
        assert len(again.rows()) == 3


def test_a_migration_is_whole_or_not_at_all(old) -> None:
    conn = sqlite3.connect(old / FILE_NAME)
    conn.execute("CREATE TABLE paragraphs (left_over TEXT)")
    conn.commit()
    before = shape(old / FILE_NAME)
    conn.close()
    with pytest.raises(Exception, match="paragraphs"):
        Catalogue.open(old)
    assert shape(old / FILE_NAME) == before


def test_a_read_only_library_of_format_1_explains_itself(old, monkeypatch) -> None:
    # Root may write to what is read-only, so what the system says of it is asked for by name.
    allowed = os.access

    def access(path, mode, **more):
        return allowed(path, mode, **more) and not (mode & os.W_OK)

    monkeypatch.setattr(os, "access", access)
    (old / FILE_NAME).chmod(stat.S_IRUSR)
    with pytest.raises(LibraryError) as caught:
        Catalogue.open(old)
    assert "earlier version" in caught.value.message
    assert "writable" in caught.value.hint
    monkeypatch.undo()
    (old / FILE_NAME).chmod(stat.S_IRUSR | stat.S_IWUSR)
    with Catalogue.open(old) as catalogue:
        assert len(catalogue.rows()) == 2
