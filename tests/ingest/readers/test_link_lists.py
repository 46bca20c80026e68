"""Exports that hold addresses only: bookmarks, read-later lists, shortcuts."""

from __future__ import annotations

import json
import plistlib
import random
import time
from collections.abc import Callable

import pytest

from ingest.types import Access, Article, Link, Rejected

Results = Callable[..., list[Article | Rejected | Link]]
Refused = Callable[..., Rejected]

BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1755500000">Harbour</H3>
    <DL><p>
        <DT><A HREF="https://post.example/ships?a=1&amp;b=2" ADD_DATE="1755500000">Ships &amp; sold</A>
        <DD>A note
        <DT><A HREF="javascript:alert(1)">No page</A>
        <DT><A HREF="https://post.example/untitled"></A>
        <DT><A HREF="https://post.example/ships?a=1&amp;b=2">Twice</A>
    </DL><p>
    <DT><A HREF="place:sort=8">Most visited</A>
    <DT><A HREF="http://aarn.example/">Aarn <b>today</b></A>
</DL><p>
"""


def links(found: list[Article | Rejected | Link]) -> list[tuple[str, str | None]]:
    assert all(isinstance(item, Link) for item in found), found
    return [(item.url, item.title) for item in found if isinstance(item, Link)]


def test_bookmarks_of_a_browser(results: Results) -> None:
    for name in ("bookmarks.html", "-", "export"):
        found = results(name, BOOKMARKS)
        assert links(found) == [
            ("https://post.example/ships?a=1&b=2", "Ships & sold"),
            ("https://post.example/untitled", None),
            ("http://aarn.example/", "Aarn"),
        ]
        assert all(isinstance(item, Link) and item.kind == "page" for item in found)
        assert all(isinstance(item, Link) and item.published is None for item in found)
        assert not any(isinstance(item, Link) and item.follow for item in found)


@pytest.mark.parametrize("title", ["Pocket Export", "Instapaper: Export"])
def test_read_later_lists_as_pages(title: str, results: Results) -> None:
    page = (
        f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>{title}</title></head><body>"
        '<h1>Unread</h1><ul><li><a href="https://post.example/a" time_added="1755500000" tags="">'
        "Ships sold</a></li></ul></body></html>"
    )
    for name in ("ril_export.html", "-"):
        (found,) = results(name, page)
        assert isinstance(found, Link)
        assert (found.url, found.title) == ("https://post.example/a", "Ships sold")
        assert found.published is None


def test_damaged_bookmarks(results: Results, refused: Refused) -> None:
    cut = BOOKMARKS[: BOOKMARKS.index("&amp; sold")]
    assert links(results("b.html", cut)) == [("https://post.example/ships?a=1&b=2", "Ships")]
    empty = BOOKMARKS[: BOOKMARKS.index("<DL>")]
    assert "No web address" in refused("b.html", empty).reason
    chance = random.Random(3)
    for _ in range(30):
        data = bytearray(BOOKMARKS.encode())
        for _ in range(10):
            data[chance.randrange(40, len(data))] = chance.randrange(256)
        for item in results("b.html", bytes(data)):
            assert not isinstance(item, Rejected) or "report this" not in item.reason
    start = time.perf_counter()
    results("b.html", BOOKMARKS + "<DT><A HREF='https://a.example/" * 30_000)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "csv",
    [
        "title,url,time_added,tags,status\nShips,https://post.example/a,1755500000,,unread\n",
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        "1,Ships,my note,The first words of a page that was kept for later reading,"
        "https://post.example/a,Harbour,x,2025-08-14T09:30:00Z,,,false\n",
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        "https://post.example/a,Ships,some words that were marked,Unread,1755500000,[]\n",
        "Title;URL;Saved date\nShips;https://post.example/a;2025-08-14\n",
        "name,URL,title\nx,https://post.example/a,Ships\n",
    ],
    ids=["pocket", "raindrop", "instapaper", "semicolons", "any"],
)
def test_read_later_lists(csv: str, results: Results) -> None:
    found = results("list.csv", csv)
    assert links(found) == [("https://post.example/a", "Ships")]
    assert all(isinstance(item, Link) and item.published is None for item in found)
    assert found[0].source == "/articles/list.csv:2"


def test_lists_of_news_databases_are_dated(results: Results) -> None:
    gdelt = 'URL,MobileURL,Date,Title\nhttps://post.example/a,,2025-08-14 09:30:00,"Ships, sold"\n'
    cloud = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        "7,2025-08-15,en,The Post,post.example,2025-08-14,Ships sold,https://post.example/a\n"
    )
    for csv in (gdelt, cloud):
        (found,) = results("list.csv", csv)
        assert isinstance(found, Link)
        assert (found.published or "").startswith("2025-08-14")


def test_rows_without_an_address_and_columns_without_any(
    results: Results, refused: Refused
) -> None:
    csv = "title,url,time_added\nShips,https://post.example/a,1\nX,,2\nY,ftp://a.example/,3\n,,\n"
    found = results("list.csv", csv)
    assert [type(item) for item in found] == [Link, Rejected, Rejected]
    assert all(item.skipped for item in found[1:] if isinstance(item, Rejected))
    assert "no column" in refused("list.csv", "a,b\n1,2\n").reason
    (article,) = results(
        "a.csv", "Title,Article Body,URL\nT," + "many words " * 9 + ",https://a.example/b"
    )
    assert isinstance(article, Article)
    assert article.meta.url == "https://a.example/b"


def test_records_without_text_are_links(results: Results) -> None:
    gdelt = {"articles": [{"url": "https://post.example/a", "title": "Ships",
                           "seendate": "20250814T093000Z", "domain": "post.example"}]}  # fmt: skip
    (found,) = results("a.json", json.dumps(gdelt))
    assert isinstance(found, Link)
    assert (found.url, found.title) == ("https://post.example/a", "Ships")
    assert (found.published or "").startswith("2025-08-14T09:30")
    pinboard = [
        {"href": "https://post.example/a", "description": "S", "extended": "a note of mine",
         "time": "2025-08-14T09:30:00Z", "shared": "no", "toread": "yes", "tags": ""}
    ]  # fmt: skip
    assert links(results("a.json", json.dumps(pinboard))) == [("https://post.example/a", "S")]
    line = json.dumps({"url": "https://post.example/a"})
    assert links(results("a.jsonl", line)) == [("https://post.example/a", None)]
    assert links(results("a.json", line)) == [("https://post.example/a", None)]


def test_a_summary_beside_an_address_is_an_article_in_records(results: Results) -> None:
    record = {"url": "https://post.example/a", "title": "Ships", "description": "six words " * 5}
    (found,) = results("a.json", json.dumps([record]))
    assert isinstance(found, Article)
    assert found.meta.access is Access.SUMMARY


PLIST = plistlib.dumps({"URL": "https://post.example/a"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Ships sold.url", b"[InternetShortcut]\r\nURL=https://post.example/a\r\nIconIndex=0\r\n"),
        ("Ships sold.url", b"[{000214A0}]\nProp3=1\n[internetshortcut]\nurl = https://post.example/a"),
        ("Ships sold.webloc", PLIST),
        ("Ships sold.webloc",
         plistlib.dumps({"URL": "https://post.example/a"}, fmt=plistlib.FMT_BINARY)),
    ],
)  # fmt: skip
def test_shortcuts(name: str, data: bytes, results: Results) -> None:
    assert links(results(name, data)) == [("https://post.example/a", "Ships sold")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.url", b"[InternetShortcut]\r\nURL=file:///C:/x\r\n"),
        ("a.url", b"URL=https://post.example/a\r\n"),
        ("a.url", b"[InternetShortcut]\r\n" + b"x" * 70_000),
        ("a.webloc", PLIST[:-60]),
        ("a.webloc", plistlib.dumps(["https://post.example/a"])),
        ("a.webloc", plistlib.dumps({"URL": 7})),
        ("a.plist", plistlib.dumps({"Name": "x"}, fmt=plistlib.FMT_BINARY)),
        ("a.webloc", PLIST.replace(b"<plist", b"<!ENTITY a 'b'><plist")),
        ("a.webloc", PLIST.replace(b"UTF-8", b"UTF-88")),
        ("a.webloc", b"<plist>" * 2000),
    ],
)
def test_shortcuts_to_nowhere(name: str, data: bytes, refused: Refused) -> None:
    assert "names no web address" in refused(name, data).reason


def test_mutated_shortcuts_never_fail_in_an_unforeseen_way(results: Results) -> None:
    chance = random.Random(5)
    binary = plistlib.dumps({"URL": "https://post.example/a"}, fmt=plistlib.FMT_BINARY)
    for n in range(200):
        data = bytearray(binary if n % 2 else PLIST)
        for _ in range(3):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        for item in results("a.webloc", bytes(data)):
            assert not isinstance(item, Rejected) or "report this" not in item.reason, data
