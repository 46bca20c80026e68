"""``briefing ingest``: what comes in, what cannot, and what is said about it."""

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from loopback import LoopbackServer


@pytest.fixture
def page_server() -> Iterator[str]:
    """A web server on loopback: one article, one page without one, 404 for the rest."""
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            "The lighthouse at Cape Sorrel will be lit by hand until spring, the keeper said "
            "on Tuesday, because the timer of the lamp broke in the storm of last week.",
            "Two volunteers take turns every night. The coast guard thanked them and said that "
            "a new timer has been ordered from the mainland and may arrive in February.",
            "Ships were told to keep a distance of three miles from the cape at night, and the "
            "harbour master asked fishing crews to report any light that they find missing.",
        )
    )
    pages = {
        "/lighthouse": f"<html><head><title>Lighthouse lit by hand</title></head><body><article>"
        f"<h1>Lighthouse lit by hand</h1>{body}</article></body></html>",
        "/empty": "<html><head><title>Log in</title></head><body><form><input></form></body></html>",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "gone").encode())

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = LoopbackServer(Handler)
    yield server.address
    server.close()


def test_the_samples_come_in_and_a_second_run_changes_nothing(call, samples_once, tmp_path, fits):
    _, articles = samples_once
    library = tmp_path / "library"
    first = call("ingest", "--json", "--library", library, articles)
    assert first.code == 0
    fits("ingest", first.json)
    summary = first.json["summary"]
    assert (summary["added"], summary["updated"], summary["failed"]) == (11, 1, 0)
    assert summary["articles"] == 11
    assert summary["withheld"]["comments"] > 0
    again = call("ingest", "--json", "--library", library, articles)
    fits("ingest", again.json)
    assert again.json["summary"]["unchanged"] == 12
    assert again.json["summary"]["passages"] == 0
    text = call("ingest", "--library", library, articles)
    assert text.out.startswith("0 added, 0 updated, 12 unchanged")


def test_bad_inputs_cost_a_line_each_and_the_rest_comes_in(
    call, article, empty_library, tmp_path, fits
):
    library, folder = empty_library, tmp_path / "articles"
    article("good.md")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    records = [
        {"title": "First note", "text": "The mill on Carrow Lane was sold to its workers. "
         "They will run it from June, the clerk said.", "url": "https://notes.example/1"},
        {"title": "Third note", "text": "A storm took the roof of the mill's barn. Nobody was "
         "hurt, the clerk said on Friday.", "url": "https://notes.example/3"},
    ]  # fmt: skip
    (folder / "notes.jsonl").write_text(
        json.dumps(records[0]) + '\n{"title": "Second no\n' + json.dumps(records[1]) + "\n"
    )
    (folder / "torn.jsonl.gz").write_bytes(gzip.compress(b"{}")[:12] + b"noise" * 9)
    missing = folder / "none.md"
    done = call("ingest", "--json", "--library", library, folder, missing)
    assert done.code == 3
    fits("ingest", done.json)
    items = done.json["items"]
    titles = {item["title"] for item in items if item["status"] == "added"}
    assert titles == {"Ferry to Aldmoor stops", "First note", "Third note"}
    failed = {item["source"]: item["reason"] for item in items if item["status"] == "failed"}
    for path in ("empty.txt", "binary.txt", "notes.jsonl", "torn.jsonl.gz", "none.md"):
        matching = [source for source in failed if path in source]
        assert len(matching) == 1, (path, failed)
    assert len(failed) == 5
    assert any("notes.jsonl:2" in source for source in failed)
    text = call("ingest", "--library", empty_library, "--force", folder, missing)
    assert text.code == 3
    lines = [line for line in text.out.splitlines() if line.startswith("failed")]
    assert len(lines) == 5
    assert call("list", "--json", "--library", library).json["articles"].__len__() == 3


def test_a_page_comes_in_and_a_page_without_an_article_does_not(call, page_server, empty_library):
    library, env = empty_library, {"BRIEFING_ALLOW_PRIVATE": "true"}
    done = call("ingest", "--json", "--library", library, f"{page_server}/lighthouse",
                f"{page_server}/empty", f"{page_server}/gone", "http://127.0.0.1:9/x", env=env)  # fmt: skip
    assert done.code == 3
    status = {item["source"]: item for item in done.json["items"]}
    assert status[f"{page_server}/lighthouse"]["status"] == "added"
    assert status[f"{page_server}/lighthouse"]["title"] == "Lighthouse lit by hand"
    assert status[f"{page_server}/empty"]["status"] == "failed"
    assert "404" in status[f"{page_server}/gone"]["reason"]
    assert status["http://127.0.0.1:9/x"]["status"] == "failed"


def test_private_addresses_and_offline_fetch_nothing(call, page_server, empty_library):
    for extra in ([], ["--offline"]):
        done = call("ingest", "--json", "--library", empty_library, *extra,
                    f"{page_server}/lighthouse")  # fmt: skip
        assert done.code == 3
        assert done.json["summary"]["added"] == 0


def test_standard_input_is_a_pasted_article(call, empty_library):
    text = (
        "Bakery on Pell Street reopens\n\nThe bakery on Pell Street opened its doors again on "
        "Saturday after a fire in March. Its owner, Ines Moro, said the first loaves were gone "
        "within an hour."
    )
    library = empty_library
    done = call("ingest", "--json", "--publisher", "Pell Courier", "--date", "2025-04-05",
                "--tag", "food", "--tag", "fire", "--library", library, "-", stdin=text)  # fmt: skip
    assert done.code == 0
    [row] = call("list", "--json", "--library", library).json["articles"]
    assert (row["publisher"], row["published"]) == ("Pell Courier", "2025-04-05")
    assert set(row["tags"]) == {"food", "fire"}
    assert call("ingest", "--library", library, "-", stdin="").code == 3


def test_dry_run_changes_nothing(call, article, samples_library, tmp_path):
    path = article()
    none = tmp_path / "none"
    done = call("ingest", "--dry-run", "--json", "--library", none, path)
    assert done.code == 0
    assert done.json["summary"]["added"] == 1
    assert done.json["summary"]["dry_run"] is True
    assert not none.exists()
    before = call("list", "--json", "--library", samples_library).out
    text = call("ingest", "--dry-run", "--library", samples_library, path)
    assert text.code == 0
    assert "Would be: 1 added" in text.out
    assert "Ferry to Aldmoor stops" in text.out
    assert call("list", "--json", "--library", samples_library).out == before


def test_an_edit_is_an_update_that_keeps_its_earlier_revision(call, article, empty_library, fits):
    library, path = empty_library, article()
    assert call("ingest", "--library", library, path).code == 0
    path.write_text(path.read_text().replace("240 passengers", "251 passengers"))
    done = call("ingest", "--json", "--library", library, path)
    assert done.json["summary"]["updated"] == 1
    [row] = call("list", "--json", "--library", library).json["articles"]
    new = call("show", row["article_id"], "--json", "--library", library).json
    fits("show", new)
    old = call("show", row["article_id"], "--revision", 1, "--json", "--library", library).json
    assert "251 passengers" in new["text"]
    assert "240 passengers" in old["text"]
    assert [entry["revision"] for entry in new["revisions"]] == [1, 2]
    listed = call("show", row["article_id"], "--revisions", "--library", library).out
    assert [line[0] for line in listed.splitlines()] == ["1", "2", " "]


def test_a_renamed_file_is_recognised(call, article, empty_library):
    library, path = empty_library, article()
    call("ingest", "--library", library, path)
    path.rename(path.with_name("renamed.md"))
    done = call("ingest", "--json", "--library", library, path.parent)
    assert done.code == 0
    assert done.json["summary"]["added"] == 0
    [row] = call("list", "--json", "--library", library).json["articles"]
    assert row["source"].endswith("renamed.md")


def test_force_reads_again(call, article, empty_library):
    library, path = empty_library, article()
    call("ingest", "--library", library, path)
    done = call("ingest", "--force", "--json", "--library", library, path)
    assert done.code == 0
    assert done.json["summary"]["unchanged"] == 1


# --- prune --------------------------------------------------------------------------------


@pytest.fixture
def two_of_which_one_is_gone(call, article, empty_library):
    library = empty_library
    kept = article("kept.md")
    gone = article("gone.md", title="Gone", body="The old pier was closed for good on Monday. "
                   "The council said that it would not be built again.")  # fmt: skip
    assert call("ingest", "--library", library, kept.parent).code == 0
    gone.unlink()
    return library, kept.parent


def titles(call, library):
    found = call("list", "--json", "--library", library).json["articles"]
    return {row["title"] for row in found}


def test_prune_never_removes_without_being_told(call, two_of_which_one_is_gone):
    library, folder = two_of_which_one_is_gone
    done = call("ingest", "--prune", "--library", library, folder)
    assert done.code == 2
    assert "--yes" in done.err
    no = call("ingest", "--prune", "--library", library, folder, stdin="n\n", tty=True)
    assert no.code == 0
    assert "Remove 1 article from the library? [y/N]" in no.err
    assert "gone.md" in no.err
    assert call("ingest", "--library", library, folder).code == 0
    dry = call("ingest", "--prune", "--dry-run", "--library", library, folder)
    assert dry.code == 0
    assert "removed    a" in dry.out
    assert f"({folder / 'gone.md'} is gone)" in dry.out
    assert "Would be: 0 added, 0 updated, 1 unchanged, 0 duplicate, 1 removed" in dry.out
    assert len(titles(call, library)) == 2


@pytest.mark.parametrize("how", [{"stdin": "y\n", "tty": True}, {}])
def test_prune_removes_when_it_is_told(call, two_of_which_one_is_gone, how):
    library, folder = two_of_which_one_is_gone
    extra = [] if how else ["--yes"]
    done = call("ingest", "--prune", *extra, "--library", library, folder, **how)
    assert done.code == 0
    assert titles(call, library) == {"Ferry to Aldmoor stops"}
    again = call("ingest", "--prune", "--library", library, folder)
    assert again.code == 0
    assert again.err == ""


def test_what_prune_removed_is_no_article_of_the_sources(call, two_of_which_one_is_gone, fits):
    library, folder = two_of_which_one_is_gone
    done = call("ingest", "--prune", "--yes", "--json", "--library", library, folder)
    fits("ingest", done.json)
    assert [item["status"] for item in done.json["items"]] == ["unchanged", "removed"]
    assert done.json["summary"]["removed"] == 1
    assert done.json["summary"]["articles"] == 1


def test_an_empty_folder_is_named(call, tmp_path, empty_library):
    folder = tmp_path / "nothing"
    folder.mkdir()
    done = call("ingest", "--library", empty_library, folder)
    assert done.code == 0
    assert f"skipped    {folder}: The folder holds no files." in done.out


def test_many_skipped_files_are_counted_not_listed(call, article, empty_library):
    folder = article().parent
    for number in range(30):
        (folder / f"{number}.exe").write_bytes(b"MZ")
    done = call("ingest", "--library", empty_library, folder)
    assert done.code == 0
    assert "28 more like these (-v lists all)" in done.out
    assert len(done.out.splitlines()) < 30
    loud = call("ingest", "-v", "--library", empty_library, folder)
    assert sum(line.startswith("skipped") for line in loud.out.splitlines()) == 30


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_library_that_may_not_be_written_is_explained(call, article, samples_library):
    samples_library.chmod(0o500)
    try:
        done = call("ingest", "--library", samples_library, article())
        assert done.code == 7
        assert call("list", "--library", samples_library).code == 0
    finally:
        samples_library.chmod(0o700)
        shutil.rmtree(samples_library)
