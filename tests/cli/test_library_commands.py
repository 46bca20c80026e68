"""``list``, ``show`` and ``remove``."""

import contextlib
import shutil
import sqlite3
import tempfile

import pytest


@pytest.fixture
def rows(call, library):
    return call("list", "--json", "--library", library).json["articles"]


def test_list_fits_its_schema_newest_first(call, library, rows, fits):
    fits("list", {"articles": rows})
    assert len(rows) == 11
    dates = [row["published"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    text = call("list", "--library", library)
    assert text.code == 0
    assert [line.split()[0] for line in text.out.splitlines()] == [
        row["article_id"] for row in rows
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (["--since", "2025-09-10"], 2),
        (["--until", "2025-08-11"], 1),
        (["--since", "August 12, 2025", "--until", "13 August 2025"], 2),
        (["--as-of", "2025-08-12"], 2),
        (["--publisher", "northgate wire (SAMPLE)"], 1),
        (["--publisher", "Lowmoor Post (sample)", "--publisher", "County Observer (sample)"], 2),
        (["--tag", "strike"], 3),
    ],
)
def test_list_takes_the_filters(call, library, filters, count):
    done = call("list", "--json", *filters, "--library", library)
    assert done.code == 0
    assert len(done.json["articles"]) == count


def test_list_excludes_by_the_beginning_of_an_id(call, library, rows):
    done = call("list", "--json", "--exclude", rows[0]["article_id"][:6], "--library", library)
    assert len(done.json["articles"]) == 10
    wrong = call("list", "--exclude", "zzz", "--library", library)
    assert wrong.code == 1
    assert "'zzz'" in wrong.err


def test_nothing_listed_is_said_with_the_publishers_there_are(call, library, fits):
    done = call("list", "--publisher", "Lowmoor", "--library", library)
    assert (done.code, done.out) == (4, "No articles.\n")
    assert "Lowmoor Post (sample)" in done.err
    done = call("list", "--json", "--tag", "nothing", "--library", library)
    assert done.code == 4
    fits("list", done.json)
    assert done.json == {"articles": []}


def test_show_fits_its_schema_and_its_blocks_tile_the_text(call, library, rows, fits):
    kinds = set()
    for row in rows:
        shown = call("show", row["article_id"], "--json", "--library", library).json
        fits("show", shown)
        at = 0
        for block in shown["blocks"]:
            assert block["start"] == at
            at = block["end"]
            kinds.add(block["kind"])
        assert at == len(shown["text"])
        assert {key: shown[key] for key in row} == row
    assert {"body", "comment"} <= kinds


def test_show_hides_what_is_withheld_and_names_it_with_blocks(call, library, rows):
    pasted = next(row for row in rows if row["title"].startswith("What stands between"))
    shown = call("show", pasted["article_id"], "--json", "--library", library).json
    comments = [
        shown["text"][block["start"] : block["end"]].strip()
        for block in shown["blocks"] if block["kind"] == "comment"
    ]  # fmt: skip
    assert comments
    plain = call("show", pasted["article_id"], "--library", library).out
    named = call("show", pasted["article_id"], "--blocks", "--library", library).out
    for comment in comments:
        assert comment.splitlines()[0] not in plain
        assert comment.splitlines()[0] in named
    assert "[comment, withheld] " in named
    assert "[body] " in named


def test_show_by_the_beginning_of_an_id_and_not_by_that_of_several(call, library, rows):
    whole = rows[0]["article_id"]
    assert call("show", whole[:8], "--json", "--library", library).json["article_id"] == whole
    for bad in ("a", "zzz", ""):
        done = call("show", bad, "--library", library)
        assert done.code == 1, bad
        assert done.err.startswith("briefing: ")
    done = call("show", whole, "--revision", "99", "--json", "--library", library)
    assert done.code == 1
    assert done.json["error"]["kind"] == "unknown_article"


def in_the_index(library) -> int:
    """Vectors that Chroma's own database holds for the live generation."""
    import chromadb

    current = (library / "index" / "CURRENT").read_text().strip()
    copy = tempfile.mkdtemp(dir=library.parent)  # opening a folder of Chroma's may change it
    client = chromadb.PersistentClient(
        str(shutil.copytree(library / "index" / current, f"{copy}/index"))
    )
    try:
        return sum(collection.count() for collection in client.list_collections())
    finally:
        client.close()


def test_remove_takes_an_article_out_of_both_stores(call, samples_library, fits):
    before = in_the_index(samples_library)
    rows = call("list", "--json", "--library", samples_library).json["articles"]
    one, two = rows[0], rows[-1]
    done = call("remove", "--json", one["article_id"], two["article_id"], one["article_id"],
                "--library", samples_library)  # fmt: skip
    assert done.code == 0
    fits("remove", done.json)
    assert done.json == {"removed": [one["article_id"], two["article_id"]]}
    left = call("list", "--json", "--library", samples_library).json["articles"]
    assert len(left) == 9
    with contextlib.closing(sqlite3.connect(samples_library / "library.db")) as db:
        texts = db.execute("SELECT count(*) FROM passages WHERE text LIKE '%eleven days%'")
        assert texts.fetchone() == (0,)
    gone = in_the_index(samples_library)
    assert 0 < gone < before
    assert call("show", one["article_id"], "--library", samples_library).code == 1
    assert call("doctor", "--library", samples_library).code == 0


def test_remove_with_one_unknown_id_removes_nothing(call, samples_library):
    rows = call("list", "--json", "--library", samples_library).json["articles"]
    done = call("remove", rows[0]["article_id"], "zzz", "--library", samples_library)
    assert done.code == 1
    assert len(call("list", "--json", "--library", samples_library).json["articles"]) == 11


def test_remove_takes_no_beginning_of_an_id_where_nobody_can_be_asked(call, samples_library):
    row, other = call("list", "--json", "--library", samples_library).json["articles"][:2]
    beginning = row["article_id"][:9]
    done = call("remove", beginning, other["article_id"], "--library", samples_library, stdin="y\n")
    assert done.code == 2
    assert row["article_id"] in done.err
    assert "--yes" in done.err
    assert len(call("list", "--json", "--library", samples_library).json["articles"]) == 11
    done = call("remove", "--yes", "--json", beginning, "--library", samples_library)
    assert (done.code, done.json) == (0, {"removed": [row["article_id"]]})


def test_a_file_in_the_place_of_the_library_is_named(call, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("The tugs were sold.\n")
    for place in (file, file / "library"):
        for command in (["list"], ["ingest", file]):
            done = call(*command, "--library", place)
            assert done.code == 7
            assert done.err.count("\n") == 1
            assert f"{file} is a file" in done.err
            assert "Name a folder with --library" in done.err
    assert file.read_text() == "The tugs were sold.\n"


def test_remove_says_what_it_removed(call, samples_library):
    row = call("list", "--json", "--library", samples_library).json["articles"][0]
    done = call("remove", "--purge", row["article_id"], "--library", samples_library)
    assert done.out == f"removed    {row['article_id']}  {row['title']}\n"


@pytest.mark.parametrize(
    ("options", "answer", "left"),
    [([], "n\n", 11), ([], "", 11), ([], "yes\n", 10), (["--yes"], "", 10)],
)
def test_remove_asks_a_person_which_article_a_beginning_means(
    call, samples_library, options, answer, left
):
    row = call("list", "--json", "--library", samples_library).json["articles"][0]
    done = call(
        "remove", row["article_id"][:8], *options, "--library", samples_library,
        stdin=answer, tty=True,
    )  # fmt: skip
    assert done.code == 0
    assert (row["title"] in done.err) is (not options)
    assert len(call("list", "--json", "--library", samples_library).json["articles"]) == left


def test_an_emptied_library_says_so(call, empty_library):
    library = empty_library
    assert call("list", "--library", library).code == 4
    for command in (["ask", "why?"], ["search", "ferry"]):
        done = call(*command, "--library", library)
        assert done.code == 7
        assert "empty" in done.err
