"""Records as news APIs, search engines, crawlers and bibliographies write them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ingest.readers.record import fields_of, has_body, is_article, link_of, squeezed
from ingest.types import Access, Article, Link, Rejected

Results = Callable[..., list[Article | Rejected | Link]]
One = Callable[..., Article]
Refused = Callable[..., Rejected]

TEXT = (
    "The harbour board of Lindmouth said on Monday that it would sell its two dredgers.\n\n"
    "Neither side has confirmed the price, but it is put at about four million crowns."
)


def facts(article: Article) -> tuple[Any, ...]:
    meta = article.meta
    return meta.title, meta.publisher, (meta.published or "")[:10], meta.authors, meta.url


WANTED = ("Ships sold", "The Post", "2025-08-14", ("Ann Lee",), "https://post.example/a")


@pytest.mark.parametrize(
    "value",
    [
        {"hits": {"total": {"value": 1}, "hits": [
            {"_index": "news", "_id": "x1", "_score": 1.0, "_source": {
                "title": "Ships sold", "source_name": "The Post", "published_at": "2025-08-14",
                "author": "Ann Lee", "url": "https://post.example/a", "content": TEXT}}]}},
        {"response": {"status": "ok", "results": [
            {"id": "world/a", "webTitle": "Ships sold", "webUrl": "x", "url": "https://post.example/a",
             "webPublicationDate": "2025-08-14T09:30:00Z",
             "fields": {"bodyText": TEXT, "byline": "Ann Lee", "publication": "The Post",
                        "trailText": "short"}}]}},
        {"response": {"docs": [
            {"_id": "n1", "headline": {"main": "Ships sold", "kicker": None}, "body": TEXT,
             "source": "The Post", "pub_date": "2025-08-14T09:30:00+0000",
             "web_url": "https://post.example/a", "byline": {"original": "By Ann Lee"}}]}},
        {"data": [{"headline": "Ships sold", "publisher": {"name": "The Post"}, "body_text": TEXT,
                   "seendate": "20250814T093000Z", "authors": [{"name": "Ann Lee"}],
                   "link": "https://post.example/a"}], "meta": {"page": 1}},
        {"data": {"articles": [], "results": [
            {"attributes": {"title": "Ships sold", "sitename": "The Post", "plaintext": TEXT,
                            "publish_date": "2025-08-14", "byline": "By Ann Lee",
                            "canonical": "https://post.example/a"}}]}},
        {"results": [{"Title": "Ships sold", "Publication": "The Post", "Article Body": TEXT,
                      "Published-Date": "14 August 2025", "Authors": "Ann Lee",
                      "URL": "https://post.example/a"}]},
        {"description": "a search", "articles": [
            {"title": "Ships sold", "full_content": TEXT, "source": {"id": None, "name": "The Post"},
             "publishedAt": "2025-08-14T09:30:00Z", "author": "Ann Lee",
             "url": "https://post.example/a"}]},
        {"date_publish": "2025-08-14 09:30:00", "maintext": TEXT, "title": "Ships sold",
         "source_domain": "The Post", "authors": ["Ann Lee"], "description": "short",
         "url": "https://post.example/a", "language": "en", "filename": "x.json"},
    ],
    ids=["elasticsearch", "guardian", "nyt", "data", "attributes", "spelling", "newsapi",
         "news-please"],
)  # fmt: skip
def test_the_fields_of_each_source_are_found(value: object, one: One) -> None:
    article = one("a.json", json.dumps(value))
    assert facts(article) == WANTED
    assert article.text == TEXT
    assert article.meta.access is Access.FULL


def test_the_key_of_an_inner_record_is_that_of_the_outer(results: Results) -> None:
    hits = [{"_id": key, "_source": {"text": TEXT + key}} for key in ("a1", "b2")]
    found = results("a.json", json.dumps({"hits": {"hits": hits}}))
    assert [item.identity for item in found if isinstance(item, Article)] == [
        "file:/articles/a.json#a1", "file:/articles/a.json#b2",
    ]  # fmt: skip


CSL = {"id": "lee2025", "type": "article-newspaper", "title": "Ships sold",
       "container-title": "The Post", "URL": "https://post.example/a",
       "author": [{"family": "Lee", "given": "Ann"}], "issued": {"date-parts": [[2025, 8, 14]]}}  # fmt: skip


def test_a_bibliography_holds_no_texts(results: Results) -> None:
    with_abstract = {**CSL, "id": "b", "abstract": TEXT}
    nowhere = {key: value for key, value in CSL.items() if key != "URL"}
    link, summary, refused = results("library.json", json.dumps([CSL, with_abstract, nowhere]))
    assert isinstance(link, Link)
    assert (link.url, link.title) == ("https://post.example/a", "Ships sold")
    assert link.published == "2025-08-14"
    assert isinstance(summary, Article)
    assert facts(summary) == WANTED
    assert summary.meta.access is Access.SUMMARY
    assert isinstance(refused, Rejected)
    assert "a reference only" in refused.reason


def test_a_table_of_zotero(results: Results) -> None:
    csv = (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url",'
        '"Abstract Note","Date","Date Added"\n'
        '"K1","newspaperArticle","2025","Lee, Ann","Ships sold","The Post",'
        f'"https://post.example/a","{TEXT}","2025-08-14","2025-09-01 10:00:00"\n'
        '"K2","newspaperArticle","2025","","Other","The Post","https://post.example/b","","",""\n'
    )
    summary, link = results("library.csv", csv)
    assert isinstance(summary, Article)
    assert facts(summary)[:3] == WANTED[:3]
    assert summary.meta.access is Access.SUMMARY
    assert isinstance(link, Link)
    assert link.url == "https://post.example/b"


def test_odd_values_are_passed_over() -> None:
    assert squeezed("Article-Body") == squeezed("article_body") == "articlebody"
    assert fields_of({"fields": "x", "_source": {"B": 1, "a": 2}, "A": 1}) == {
        "fields": "x", "a": 1, "b": 1,
    }  # fmt: skip
    assert has_body({"Body": "x"})
    assert not has_body({"summary": "x"})
    assert is_article({"Summary": "x"})
    assert link_of("s", {"url": "nothing"}) is None
    assert link_of("s", {"url": "https://a.example/" + "x" * 3000}) is None
    assert link_of("s", {"url": "https://a.example/b", "issued": {"date-parts": []}}) is not None
    record = {"text": TEXT, "issued": {"date-parts": [["x"]]}, "author": [{"family": "Lee"}, {}]}
    assert fields_of(record)["issued"]


def test_odd_dates_and_authors_of_a_bibliography(one: One) -> None:
    record = {"text": TEXT, "issued": {"date-parts": [["x"]]}, "author": [{"family": "Lee"}, {}]}
    found = one("a.json", json.dumps(record))
    assert found.meta.published is None
    assert found.meta.authors == ("Lee",)
    raw = one("a.json", json.dumps({"text": TEXT, "issued": {"raw": "14 August 2025"}}))
    assert raw.meta.published == "2025-08-14"


CLIPPING = """---
title: "Ferries sold"
source: "https://www.post.example/2025/08/18/ferries"
author:
  - "[[Ann Lee]]"
  - "[[people/Bo Wu|Bo Wu]]"
published: 2025-08-18
created: 2025-08-19
description: "What became of them"
tags:
  - "clippings"
---
"""


def test_a_clipping_of_obsidian(one: One) -> None:
    meta = one("clip.md", CLIPPING + TEXT).meta
    assert meta.url == "https://www.post.example/2025/08/18/ferries"
    assert meta.authors == ("Ann Lee", "Bo Wu")
    assert (meta.published, meta.retrieved) == ("2025-08-18", "2025-08-19")
    assert (meta.title, meta.tags) == ("Ferries sold", ("clippings",))


def test_a_page_saved_by_singlefile(one: One) -> None:
    page = (
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
        "https://www.post.example/ferries \n saved date: Tue Aug 19 2025 10:00:00 GMT+0200 "
        "(Central European Summer Time)\n--><head><title>Ferries sold</title></head><body>"
        f"<article><h1>Ferries sold</h1><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
    )
    meta = one("a.html", page).meta
    assert meta.url == "https://www.post.example/ferries"
    assert meta.retrieved == "2025-08-19T10:00:00+02:00"
