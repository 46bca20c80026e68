"""The worker's part of a mail, called in this process: headers out of order, parts of all sorts."""

from __future__ import annotations

import base64

import pytest

from ingest.readers import mail_parts
from ingest.readers.mail_parts import MAX_HEADER, extract, warm_up


def test_headers_that_are_not_in_order() -> None:
    warm_up()
    found = extract(
        b"From: =?utf-8?q?Zo=C3=AB?= Lee <z@x.example\nSubject: =?no-such?q?a?= b\n"
        b"Date: the day after\nList-Id: " + b"x" * (2 * MAX_HEADER) + b"\n\nwords",
        {},
    )
    assert found["headers"]["subject"].endswith("b")
    assert len(found["headers"]["list-id"]) == MAX_HEADER
    assert found["date"] == ""
    assert found["sender"] in ("Zoë Lee", "")
    assert found["texts"] == [["words", False, False]]
    far = extract(b"Date: " + b"1" * 9000 + b"\nFrom: " + b"a," * 9000 + b"\n\nx", {})
    assert far["date"] == ""
    assert far["sender"] == far["headers"]["from"][:200].strip()
    assert extract(b"From: news@post.example\n\nx", {})["sender"] == ""
    dated = extract(b"Date: Mon, 18 Aug 2025 10:00:00 -0000\n\nx", {})
    assert dated["date"] == "2025-08-18T10:00:00"


def multipart(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    head = b"From: a@b.c\nContent-Type: multipart/" + kind + b"; boundary=B\n\n"
    return head + b"".join(b"--B\n" + part + b"\n" for part in parts) + b"--B--\n"


def test_parts_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    data = multipart(
        b"Content-Type: text/plain; format=flowed; delsp=yes\n\none",
        b"Content-Type: text/plain\nContent-Disposition: inline\n\ntwo",
        b"Content-Type: text/html; charset=us-ascii\n\n<meta charset=latin-1>caf\xe9!",
        b"Content-Type: text/html\n\n<p>a foot of the list server</p>",
        b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
        b"Content-Type: application/octet-stream; name=a.txt\n\nattached words",
        b"Content-Type: application/octet-stream\n\nnameless",
        b"Content-Type: image/png\nContent-ID: <x>\n\nxx",
        b"Content-Type: message/rfc822\n\nFrom: d@e.f\nSubject: inner\n\nin it",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b'Content-Type: text/plain; name="..\\\\C:\\\\b.csv"\n\nx',
    )
    found = extract(data, {})
    assert found["texts"] == [["one", True, True], ["two", False, False]]
    assert found["html"] == "<meta charset=latin-1>café!"
    names = [(name, kind) for name, kind, _ in found["attachments"]]
    assert names == [("a.txt", "application/octet-stream"), ("part 3", "message/rfc822"),
                     ("b.csv", "text/plain")]  # fmt: skip
    assert base64.b64decode(found["attachments"][0][2]).strip() == b"attached words"
    assert b"Subject: inner" in base64.b64decode(found["attachments"][1][2])
    assert found["left_out"] == ["part 2"]
    monkeypatch.setattr(mail_parts, "MAX_ATTACHED", 20)
    few = extract(data, {})
    assert [name for name, *_ in few["attachments"]] == ["a.txt", "b.csv"]
    assert any(name.startswith("part") for name in few["left_out"])


def test_both_forms_of_one_text_are_kept() -> None:
    data = multipart(
        b"Content-Type: text/plain\n\nplain",
        b"Content-Type: text/html\n\n<p>one</p>",
        b"Content-Type: text/html\n\n<p>two</p>",
        kind=b"alternative",
    )
    found = extract(data, {})
    assert found["texts"][0][0].strip() == "plain"
    assert found["html"].split() == ["<p>one</p>", "<p>two</p>"]


def test_parts_in_parts_have_an_end() -> None:
    data = b"From: a@b.c\n"
    for n in range(40):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    found = extract(data + b"\n\nwords", {})
    assert found["texts"] == []
    assert found["damaged"]
    many = multipart(*[b"Content-Type: text/plain\n\nx"] * 400)
    assert len(extract(many, {})["texts"]) < mail_parts.MAX_PARTS


def test_of_a_saved_page_only_the_page_is_wanted() -> None:
    data = multipart(
        b"Content-Type: text/css\n\nx",
        b"Content-Type: text/html\nContent-Location: https://a.example/b\n\n<p>one</p>",
        b"Content-Type: text/html\n\n<p>frame</p>",
        kind=b"related",
    )
    found = extract(data, {"page": "yes"})
    assert found["html"].strip() == "<p>one</p>"
    assert found["location"] == "https://a.example/b"
    assert not found["damaged"]
    assert "texts" not in found
    assert extract(multipart(b"\nx"), {"page": "yes"})["html"] == ""
