"""What the first bytes of a file, and the members of an archive, show it to be."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest import formats, sniffing


def archive(*names: str, content: str = "x") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, content)
    return target.getvalue()


def open_document(media_type: str, name: str = "mimetype") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(name, media_type)
        file.writestr("content.xml", "<x/>")
    return target.getvalue()


OFFICE = ("[Content_Types].xml", "_rels/.rels")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (archive(*OFFICE, "word/document.xml"), "docx"),
        (archive("docProps/core.xml", "word/document2.xml"), "docx"),
        (archive(*OFFICE, "xl/workbook.xml"), "xlsx"),
        (archive(*OFFICE, "ppt/slides/slide1.xml"), "pptx"),
        (archive(*OFFICE), "docx"),
        (archive("a.txt", "[Content_Types].xml"), "zip"),
        (archive("Index/Document.iwa"), "iwork"),
        (archive("a.txt", "word/document.xml"), "zip"),
        (archive("META-INF/container.xml", "OEBPS/book.opf"), "epub"),
        (archive("META-INF/manifest.xml", "content.xml"), "odt"),
        (open_document("application/epub+zip"), "epub"),
        (open_document("application/vnd.oasis.opendocument.text"), "odt"),
        (open_document("application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (open_document("application/vnd.oasis.opendocument.presentation"), "odp"),
        (open_document("application/vnd.oasis.opendocument.text-template"), "zip"),
        (open_document("application/x-other"), "zip"),
        (archive(), "zip"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x03\x04" + b"\x00" * 26, "zip"),
    ],
)
def test_archives_by_their_members(data: bytes, kind: str) -> None:
    assert sniffing.zip_kind(data) == kind
    assert sniffing.strong(data[:4096], data) == kind


def test_a_cut_archive_is_judged_by_its_first_members() -> None:
    data = archive(*OFFICE, "word/document.xml", content="y" * 500)
    cut = data[: data.rfind(b"PK\x01\x02") - 5]
    assert sniffing.zip_names(cut) == [*OFFICE, "word/document.xml"]
    assert sniffing.zip_kind(cut) == "docx"
    assert sniffing.strong(cut[:80]) == "docx"


def test_the_names_of_an_archive_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "MAX_NAMES", 3)
    data = archive(*(f"{n}.txt" for n in range(9)))
    assert len(sniffing.zip_names(data)) == 3
    assert len(sniffing.zip_names(data[:300])) == 3


def test_a_directory_that_lies_of_its_size_is_passed_over() -> None:
    data = bytearray(archive("a.txt", "b.txt"))
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = b"\xff\xff\xff\xff"
    assert sniffing.zip_names(bytes(data)) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"junk\n%PDF-1.4\n1 0 obj\n<<", "pdf"),
        (b"A file that begins with %PDF-1.4 is one.", None),
        (b"<html><body>%PDF-1.4", None),
        (b"  {\\rtf1\\ansi", "rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE NETSCAPE-Bookmark-file-1>", "bookmarks"),
        (b"<?xml version='1.0'?><!-- a --><?xml-stylesheet x?><rss version='2.0'>", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<?xml version='1.0'?>\n<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<!DOCTYPE opml SYSTEM 'x' [<!ENTITY a 'b'>]><opml>", "opml"),
        (b"<sitemapindex>", "sitemap"),
        (b"<urlset>", "sitemap"),
        (b"<html>", None),
        (b"bplist00\xd1", "shortcut"),
        (b"<NewsML>", None),
        (b"<", None),
        (b'{"version": "https://jsonfeed.org/version/1.1"', "json_feed"),
        (b'{"a": 1}', None),
        (b"Plain words", None),
    ],
)
def test_what_bytes_state_beyond_doubt(head: bytes, kind: str | None) -> None:
    assert sniffing.strong(head) == kind


def test_xml_in_two_byte_letters() -> None:
    assert sniffing.xml_kind("<?xml version='1.0'?><rss>".encode("utf-16")) == "feed"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!doctype html><p>", "html"),
        (b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        (b"[1]", "json"),
        (b"From a@b.org Mon Mar 18 10:00:00 2024\nSubject: x\n", "mbox"),
        (b"Subject: x\nMIME-Version: 1.0\n\n", "mail"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n\n", "mhtml"),
        (b"Title: x\nDate: y\n\n", "text"),
        (b"", "text"),
    ],
)
def test_what_a_text_looks_like(head: bytes, kind: str) -> None:
    assert sniffing.likely(head) == kind


PYTHON = b"""import sys

class Tug(Ship):
    def __init__(self, name):
        self.name = name
        super().__init__()
    # It is sold.
    def sell(self, price):
        return price * 2
"""
C = b"""#include <stdio.h>
/* Sells a tug. */
int main(void) {
    int price = 4;
    printf("%d", price);
    return 0;
}
"""
SHELL = b"price=4\nexport PATH=/bin\nif [ $price = 4 ]; then\n  echo $price\nelse\n  exit;\nfi\nx=3\ny=$x\n"
PROSE = b"The harbour board has sold its tugs; the yard pays four million.\n"


@pytest.mark.parametrize(
    "text",
    [
        PROSE * 8,
        PROSE * 8 + C,
        b"From the yard came no word.\nImport duties rose.\nUse of tugs fell;\nReturn soon.\n" * 3,
        b"Title: x\nDate: y\nAuthor: z\nBody: a\nSource: b\nTag: c\n",
        b"int a = 1;\n",
        b"",
    ],
)
def test_texts_are_no_source_code(text: bytes) -> None:
    form = formats.choose("x", formats.UNKNOWN, text)
    assert form is not None
    assert form.name == "text"
    assert formats.choose("x.txt", formats.UNKNOWN, C) == form


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "kind", "step"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)", ".docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password", "password"),
        (OLE + "Workbook".encode("utf-16-le"), "an old Excel workbook", "CSV"),
        (OLE + "__substg1.0_0037".encode("utf-16-le"), "an Outlook message", ".eml"),
        (OLE, "an old Word document (.doc) or another", ".docx"),
        (archive(*OFFICE, "xl/workbook.xml"), "an Excel workbook", "CSV"),
        (b"\x89PNG\r\n", "a PNG image", "OCR"),
        (b"\x00\x00\x00\x18ftypheic", "a photo", "OCR"),
        (b"\x00\x00\x00\x18ftypmp42", "a video recording", "transcript"),
        (b"\x00" * 257 + b"ustar\x0000", "a tar archive", "Unpack"),
        (b"#!/bin/sh\nset -e\n", "a script", "article about it"),
        (b"<?php\n$a = 1;\n", "the source code of a program", "article about it"),
        (SHELL, "the source code of a program", "article about it"),
        (C, "the source code of a program", "article about it"),
        (PYTHON, "the source code of a program", "article about it"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack"),
        (b"\x00\x01\x02", "a binary file", "ingest --help"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_next_step(data: bytes, kind: str, step: str) -> None:
    assert formats.choose("x", formats.UNKNOWN, data[:4096], data) is None
    why, hint = formats.refusal("x", formats.UNKNOWN, data[:4096], data)
    assert kind in why
    assert step in hint


def test_binary_kinds_without_the_whole() -> None:
    assert sniffing.binary_kind(archive("a.txt")) == "a ZIP archive or office document"
    assert sniffing.binary_kind(archive("a.txt"), archive("a.txt")) == "a ZIP archive"
    assert sniffing.binary_kind(b"\xff\xfea\x00") is None
    assert sniffing.next_step("a program") is None


@pytest.mark.parametrize(
    ("name", "media_type", "head", "form"),
    [
        ("a.txt", "text/plain", b"%PDF-1.4", "pdf"),
        ("a.doc", formats.UNKNOWN, b"{\\rtf1", "rtf"),
        ("a.pdf", "application/pdf", b"<html><p>Log in", "html"),
        ("a.pdf", "application/pdf", b"Plain words", None),
        ("a.docx", formats.UNKNOWN, b"\x00\x01\x02", None),
        ("a.xml", "text/html", b"<rss>", "feed"),
        ("a.txt", "text/plain", b"<!doctype html><p>x", "html"),
        ("a", formats.UNKNOWN, b"Plain words", "text"),
    ],
)
def test_content_before_type_before_name(
    name: str, media_type: str, head: bytes, form: str | None
) -> None:
    found = formats.choose(name, media_type, head)
    assert (found.name if found else None) == form


def test_a_file_that_is_not_what_it_is_called_says_so() -> None:
    why, hint = formats.refusal("a.pdf", "application/pdf", b"\x00\x01\x02", None)
    assert "no PDF file" in why
    assert "again" in hint
    assert "image/x-new" in formats.refusal("a", "image/x-new", b"words", None)[0]


def test_the_whole_is_wanted_for_archives_and_old_office_files_only() -> None:
    assert formats.needs_whole(archive("a.txt")[:100])
    assert formats.needs_whole(OLE)
    assert not formats.needs_whole(b"%PDF-1.4")
