"""Which files of a folder are read, and what is said of the others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.fetch import expand
from ingest.fetching.in_folders import LEAST_WORDS, parts_of_a_page, refused
from ingest.types import Rejected, Source
from ingest.watching import scan

STORY = "The harbour board has sold both of its tugs to a yard in the north. " * 4
MAIL = "From: ann@example.org\nSubject: Tugs\nMIME-Version: 1.0\n\nSold.\n"
MBOX = "From ann@example.org Mon Mar 18 10:00:00 2024\n" + MAIL


def put(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("Tugs sold", STORY), ("Inbox", MBOX), ("message", MAIL), ("page", "<!doctype html><p>a"),
     ("scan", b"%PDF-1.7\n1 0 obj\n"), ("short.txt", "a")],
)  # fmt: skip
def test_what_is_read(tmp_path: Path, name: str, content: str | bytes) -> None:
    assert refused(put(tmp_path, name, content)) is None


@pytest.mark.parametrize(
    ("name", "content", "why", "step"),
    [
        ("Tugs", "#!/bin/sh\n" + STORY, "a script", "article about it"),
        ("tugs", "int a = 1;\n" * 60, "the source code of a program", "article about it"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "an old Word document", "save it as .docx"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG image", "OCR"),
        ("photo", b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG image", "OCR"),
        ("style.css", "p { margin: 0 }", "called .css", "name the file itself"),
        ("README", STORY, "without an extension", "name the file itself"),
        ("few", "word " * (LEAST_WORDS - 1), "without an extension", "name the file itself"),
        ("empty", "", "without an extension", "name the file itself"),
    ],
)  # fmt: skip
def test_what_is_not_read(
    tmp_path: Path, name: str, content: str | bytes, why: str, step: str
) -> None:
    reason = refused(put(tmp_path, name, content))
    assert reason is not None
    assert why in reason
    assert step in reason


def test_a_workbook_is_named_with_its_next_step(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    with zipfile.ZipFile(path, "w") as workbook:
        for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
            workbook.writestr(name, "<a/>")
    reason = refused(str(path))
    assert reason is not None
    assert "an Excel workbook" in reason
    assert "CSV" in reason


def test_folders_of_saved_pages_are_passed_over_where_their_page_lies(tmp_path: Path) -> None:
    page = put(tmp_path, "Tugs sold.html", "<p>a")
    put(tmp_path, "Tugs sold_files/frame.html", "<p>Buy a boat")
    other = put(tmp_path, "case_files/story.html", "<p>a")
    found = list(expand([str(tmp_path)]))
    assert [one.location for one in found if isinstance(one, Source)] == [page, other]
    (left,) = (one for one in found if isinstance(one, Rejected))
    assert left.skipped
    assert "parts of a saved page" in left.reason
    assert set(scan([str(tmp_path)]).files) == {page, other}


def test_names_of_such_folders_in_other_languages() -> None:
    assert parts_of_a_page("Schlepper-Dateien", frozenset({"schlepper.htm"}))
    assert not parts_of_a_page("Schlepper-Dateien", frozenset({"schiff.htm"}))
    assert not parts_of_a_page("files", frozenset({"files.html"}))


def test_a_file_that_cannot_be_opened_is_skipped_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "locked", STORY)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ingest.fetching.in_folders.os.open", refuse)
    (found,) = expand([str(tmp_path)])
    assert isinstance(found, Rejected)
    assert "may not be read" in found.reason
