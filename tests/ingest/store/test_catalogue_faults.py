"""Missing, damaged, newer, read-only and busy libraries, each named with its next step."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.errors import LibraryDamaged, LibraryError, LibraryMissing, LibraryTooNew
from ingest.store import connection

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")


@pytest.fixture
def filled(library: Path, make) -> Path:
    with Catalogue.open(library, create=True) as catalogue:
        for n in range(30):
            catalogue.write([make(f"n{n}", f"Heron {n}. " * 40, f"Egret {n}. " * 40)])
    return library


def test_missing(library: Path) -> None:
    with pytest.raises(LibraryMissing) as caught:
        Catalogue.open(library)
    assert "briefing ingest" in caught.value.hint
    assert not library.exists()


@pytest.mark.parametrize("content", [b"", b"SQLite", b"\x00" * 5000, b"not a database at all" * 99])
@pytest.mark.parametrize("create", [True, False])
def test_not_a_database(library: Path, content: bytes, create: bool) -> None:
    library.mkdir()
    (library / "library.db").write_bytes(content)
    with pytest.raises(LibraryDamaged) as caught:
        Catalogue.open(library, create=create)
    assert "backup" in caught.value.hint
    assert (library / "library.db").read_bytes() == content


def test_another_programs_database(library: Path) -> None:
    library.mkdir()
    conn = sqlite3.connect(library / "library.db")
    conn.execute("CREATE TABLE x (y)")
    conn.commit()
    conn.close()
    with pytest.raises(LibraryDamaged, match="another program"):
        Catalogue.open(library)


def test_basic_entries_missing(filled: Path) -> None:
    conn = sqlite3.connect(filled / "library.db")
    conn.execute("DELETE FROM meta WHERE key = 'library_id'")
    conn.commit()
    conn.close()
    with pytest.raises(LibraryDamaged, match="basic entries"):
        Catalogue.open(filled)


def test_newer_format(filled: Path) -> None:
    conn = sqlite3.connect(filled / "library.db")
    conn.execute("PRAGMA user_version=99")
    conn.close()
    with pytest.raises(LibraryTooNew) as caught:
        Catalogue.open(filled)
    assert "99" in caught.value.message


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_truncated(filled: Path, part: float) -> None:
    path = filled / "library.db"
    os.truncate(path, int(path.stat().st_size * part))
    with pytest.raises(LibraryDamaged):
        Catalogue.open(filled).close()


@pytest.mark.parametrize("table", ["passages", "revisions", "texts"])
def test_a_table_gone(filled: Path, table: str) -> None:
    conn = sqlite3.connect(filled / "library.db")
    conn.execute(f"DROP TABLE {table}")
    conn.close()
    with Catalogue.open(filled) as catalogue:
        assert catalogue.check() != []
        with pytest.raises(LibraryDamaged, match="no such table"):
            read_all(catalogue)


def read_all(catalogue: Catalogue) -> None:
    catalogue.article(catalogue.rows()[0].article_id)
    catalogue.passages([1])


def edit(path: Path, sql: str) -> None:
    conn = sqlite3.connect(path / "library.db")
    conn.execute(sql)
    conn.commit()
    conn.close()


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE texts SET text = text || 'x' WHERE revision_id = 2", "articles whose text"),
        ("DELETE FROM texts WHERE revision_id = 2", "articles whose text"),
        ("UPDATE passages SET checksum = checksum + 1 WHERE id < 5", "4 passages whose text"),
        ("UPDATE passages SET text = 'heron' WHERE id = 3", "passages whose text"),
        ("DELETE FROM vectors WHERE id = 4", "passages without a vector"),
        ("UPDATE vectors SET vector = x'00' WHERE id = 4", "vectors of another length"),
        (
            "UPDATE vectors SET vector = zeroblob(32) WHERE id = 4",
            "vectors that are not of length 1",
        ),
        (
            "UPDATE vectors SET vector = x'0000c07f' WHERE id = 4",
            "vectors that are not of length 1",
        ),
        ("INSERT INTO vectors VALUES (999, x'00')", "vectors without a passage"),
        ("DELETE FROM passages WHERE id = 7", "word index"),
        ("DELETE FROM passages WHERE id = 7", "revisions that lack passages"),
        ("UPDATE revisions SET current = 0 WHERE id = 1", "exactly one current revision"),
        ("INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')", "word index"),
        ('UPDATE blocks SET "end" = "end" - 1 WHERE revision_id = 2 AND ordinal = 0', "tile"),
        ("DELETE FROM blocks WHERE revision_id = 2 AND ordinal = 1", "do not tile their text"),
        ("UPDATE blocks SET kind = 'boilerplate' WHERE revision_id = 2", "2 passages that are no"),
        ("UPDATE blocks SET kind = 'nothing' WHERE revision_id = 2", "words of their article"),
        ("UPDATE passages SET start = start + 1 WHERE id = 3", "1 passages that are no words"),
        ("UPDATE passages SET current = 0 WHERE id = 3", "passages of no revision"),
        ("INSERT INTO texts VALUES (99, 'x')", "texts of no revision: 99"),
        ("INSERT INTO blocks VALUES (99, 0, 'body', 0, 1)", "blocks of no revision: 99"),
        ("DELETE FROM articles WHERE article_id LIKE 'a0%'", "revisions of no article"),
        ("INSERT INTO source_articles VALUES ('/f', 'a9')", "sources of no article: /f"),
        ("INSERT INTO signatures VALUES ('a9', '', '', NULL)", "signatures of no article: a9"),
        ("INSERT INTO paragraphs VALUES ('p', 1, 'a9', 1)", "paragraphs of no article: a9"),
        (
            "INSERT INTO copies SELECT min(article_id), max(article_id) FROM articles",
            "1 copies that are no article, or are one only one way",
        ),
        ("INSERT INTO copies VALUES ('a8', 'a9'), ('a9', 'a8')", "2 copies that are no article"),
        ("INSERT INTO clusters VALUES ('a8', 'a9')", "no copy of its origin: a8"),
        ("INSERT INTO clusters VALUES ('a9', 'a9')", "no copy of its origin: a9"),
    ],
)
def test_check_names_what_is_wrong(filled: Path, sql: str, what: str) -> None:
    with Catalogue.open(filled) as catalogue:
        assert catalogue.check() == []
    edit(filled, sql)
    with Catalogue.open(filled) as catalogue:
        assert any(what in line for line in catalogue.check()), catalogue.check()


def test_altered_words_are_never_served(filled: Path) -> None:
    edit(filled, "UPDATE texts SET text = replace(text, 'Heron 1.', 'Heron 9.')")
    edit(filled, "UPDATE passages SET text = replace(text, 'Heron 1.', 'Heron 9.')")
    with Catalogue.open(filled) as catalogue:
        (altered,) = [r for r in catalogue.rows() if r.meta.title == "N1"]
        with pytest.raises(LibraryDamaged, match="not the one that was stored"):
            catalogue.article(altered.article_id)
        with pytest.raises(LibraryDamaged, match="not the one that was stored"):
            catalogue.passages([3])


def test_word_index_is_made_anew(filled: Path) -> None:
    edit(filled, "INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')")
    with Catalogue.open(filled) as catalogue:
        assert catalogue.lexical("heron") == []
        catalogue.rebuild_search()
        assert len(catalogue.lexical("heron")) == 30
        assert catalogue.check() == []


def test_noise_in_the_middle_never_crashes(filled: Path) -> None:
    path = filled / "library.db"
    whole = path.read_bytes()
    for at in range(4096, len(whole), 4096 * 5):
        path.write_bytes(whole[:at] + os.urandom(1500) + whole[at + 1500 :])
        try:
            with Catalogue.open(filled) as catalogue:
                for row in catalogue.rows():
                    catalogue.article(row.article_id)
                catalogue.passages(range(100))
                catalogue.lexical("heron OR egret", limit=100)
                catalogue.check()
        except (LibraryDamaged, ValueError):
            continue


def test_closed(catalogue: Catalogue) -> None:
    catalogue.close()
    catalogue.close()
    with pytest.raises(ValueError, match="closed"):
        catalogue.rows()


def test_connection_lent_while_closing(library: Path, make) -> None:
    catalogue = Catalogue.open(library, create=True)
    with catalogue._pool.lend() as conn:
        catalogue.close()
        assert conn.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError):
        conn.execute("SELECT 1")


@POSIX
def test_private_to_the_user(filled: Path) -> None:
    assert stat.S_IMODE(filled.stat().st_mode) == 0o700
    for file in filled.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [file.name for file in filled.iterdir()] == ["library.db"]


@POSIX
def test_a_folder_with_other_things_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o755)
    (folder / "note.txt").write_text("x")
    Catalogue.open(folder, create=True).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "library.db").stat().st_mode) == 0o600


def test_no_place_for_a_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for create in (True, False):
        with pytest.raises(LibraryError, match="file is a file, and a library is a folder"):
            Catalogue.open(tmp_path / "file" / "library", create=create)


@POSIX
def test_a_place_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "library").symlink_to(tmp_path / "gone")
    with pytest.raises(LibraryError, match="No library can be made"):
        Catalogue.open(tmp_path / "library", create=True)


def test_a_file_system_without_links(library: Path, monkeypatch, make) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(connection.os, "link", refuse)
    with Catalogue.open(library, create=True) as catalogue:
        catalogue.write([make("a", "A.")])
        connection.create(catalogue.path)  # a second process that begins at once
        assert catalogue.counts().articles == 1
    monkeypatch.undo()
    connection.create(library / "library.db")
    with Catalogue.open(library) as catalogue:
        assert catalogue.counts().articles == 1


def test_busy_is_said(filled: Path, make, monkeypatch) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.05)
    other = sqlite3.connect(filled / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Catalogue.open(filled) as catalogue:
        with pytest.raises(LibraryError, match="busy"):
            catalogue.write([make("x", "X.")])
        assert catalogue.counts().articles == 30
        other.execute("ROLLBACK")
        catalogue.write([make("x", "X.")])
        assert catalogue.counts().articles == 31
    other.close()


def test_disk_full_is_said_and_nothing_half_done(filled: Path, make) -> None:
    with Catalogue.open(filled) as catalogue:
        with catalogue._pool.lend() as conn:
            pages = conn.execute("PRAGMA page_count").fetchone()[0]
            conn.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(LibraryError, match="could not be read or written") as caught:
            catalogue.write([make(f"x{n}", "Stork. " * 500) for n in range(50)])
        assert "room" in caught.value.hint
        with catalogue._pool.lend() as conn:
            conn.execute("PRAGMA max_page_count=1000000")
        assert catalogue.counts().articles == 30
        assert catalogue.check() == []
        catalogue.write([make(f"x{n}", "Stork. " * 500) for n in range(50)])
        assert catalogue.counts().articles == 80


def test_mistakes_of_ours_are_not_dressed_up(catalogue: Catalogue) -> None:
    with pytest.raises(sqlite3.IntegrityError), catalogue._pool.lend() as conn:
        conn.execute("INSERT INTO meta VALUES ('changes', '1')")
    with pytest.raises(sqlite3.OperationalError, match="syntax"), catalogue._pool.lend() as conn:
        conn.execute("SELEC 1")


READ_ONLY = """
import os, sys
from pathlib import Path
os.environ.clear()
sys.path[:0] = sys.argv[2:]
import numpy
from ingest.catalogue import Catalogue
from ingest.errors import LibraryError
import ingest.store.checks, ingest.store.view, encodings.idna
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
library = Path(sys.argv[1])
try:
    catalogue = Catalogue.open(library)
except LibraryError as error:
    sys.exit(str(error))
assert catalogue.read_only
assert len(catalogue.lexical("heron")) == 30
assert catalogue.article(catalogue.rows()[0].article_id).article.text
assert catalogue.check() == []
try:
    catalogue.remove([catalogue.rows()[0].article_id])
except LibraryError as error:
    print(error.kind, error)
"""


def reader(library: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", READ_ONLY, str(library), *[p for p in sys.path if p]]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def open_up(path: Path) -> None:
    """Lets everybody walk to the folder, which pytest keeps to its own user."""
    for folder in [path, *path.parents][:-2]:
        if folder.stat().st_uid == os.getuid() and "pytest" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)


@POSIX
def test_read_only_folder_is_read(filled: Path) -> None:
    open_up(filled.parent)
    (filled / "library.db").chmod(0o444)
    filled.chmod(0o555)
    done = reader(filled)
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout
    assert [file.name for file in filled.iterdir()] == ["library.db"]


@POSIX
def test_read_only_folder_with_a_log_left_over(filled: Path, make, tmp_path: Path) -> None:
    with Catalogue.open(filled) as catalogue:
        catalogue.write([make("late", "A late stork.")])
        copy = tmp_path / "copy"
        copy.mkdir()
        for name in ("library.db", "library.db-wal"):
            (copy / name).write_bytes((filled / name).read_bytes())
            (copy / name).chmod(0o444)
    open_up(copy)
    copy.chmod(0o555)
    done = reader(copy)
    assert done.returncode == 1
    assert "was not closed properly" in done.stderr


@POSIX
def test_unreadable_file(filled: Path) -> None:
    open_up(filled.parent)
    filled.chmod(0o555)
    (filled / "library.db").chmod(0o000)
    done = reader(filled)
    assert done.returncode == 1
    assert "cannot be read" in done.stderr


def test_the_log_of_an_open_library_is_private_too(library: Path, make) -> None:
    with Catalogue.open(library, create=True) as catalogue:
        catalogue.write([make("a", "A.")])
        assert {stat.S_IMODE(file.stat().st_mode) for file in library.iterdir()} == {0o600}
        assert catalogue.library == library
        assert not catalogue.read_only


def test_every_finding_is_counted_and_some_are_named(filled: Path) -> None:
    edit(filled, "UPDATE passages SET checksum = 0")
    with Catalogue.open(filled) as catalogue:
        (line,) = catalogue.check()
    assert line.startswith("60 passages")
    assert line.endswith(", …")
