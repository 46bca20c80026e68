"""Feeds as they should be: every dialect, what its entries say, and how much they hold."""

from __future__ import annotations

import json

import pytest

from ingest.types import Access, Article, ArticleKind, Link, Rejected

NS = 'xmlns="http://www.w3.org/2005/Atom"'


def only(found):
    (one,) = found
    return one


def test_rss_2_in_full(read_feed, make_rss, make_item, long_text) -> None:
    more = (
        "<pubDate>Mon, 02 Feb 2026 23:30:00 -0500</pubDate><dc:creator>Ada Quill</dc:creator>"
        "<category>Opinion</category><category>Ports</category>"
    )
    feed = make_rss(make_item(1, text=long_text, more=more), extra="<language>en-gb</language>")
    found = only(read_feed(feed))
    meta = found.meta
    assert (meta.title, meta.publisher, meta.authors) == (
        "Story number 1",
        "Harbour News",
        ("Ada Quill",),
    )
    assert (meta.published, meta.published_precision) == ("2026-02-02T23:30:00-05:00", "minute")
    assert (meta.tags, meta.language, meta.kind) == (
        ("Opinion", "Ports"),
        "en",
        ArticleKind.OPINION,
    )
    assert (meta.access, found.identity) == (Access.FULL, "news.example.org/a/1")
    assert found.text.split("\n\n")[-1] == "Story 1 ends here."
    assert dict(found.meta_sources)["published"] == "feed"
    assert found.source == "https://news.example.org/feed"


def test_a_summary_says_so_and_names_its_page(read_feed, make_rss, make_item) -> None:
    article, link = read_feed(make_rss(make_item(7)))
    assert article.meta.access is Access.SUMMARY
    assert "--follow" in article.warnings[0]
    assert (link.url, link.held, link.follow) == ("https://news.example.org/a/7", True, False)
    # Without an address there is nothing to fetch.
    alone = only(read_feed(make_rss(make_item(7, link=""))))
    assert alone.warnings == ("It holds a summary only, not the article.",)
    assert alone.identity == "feed:news.example.org/feed#g7"


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("{long}{long}", Access.FULL),
        ("{long}", Access.FULL),
        ("The ferry was sold for little, and the town did not like it at all.", Access.FULL),
        ("It was sold. For so little that the town did not like it and", Access.PARTIAL),
        ("{long} […]", Access.SUMMARY),
        ("{long} Read more", Access.SUMMARY),
    ],
)
def test_how_much_of_the_article_it_is(
    read_feed, make_rss, long_text, text: str, access: Access
) -> None:
    body = text.format(long=long_text)
    entry = (
        "<item><title>T</title><link>/a</link><description>Short.</description>"
        f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded></item>"
    )
    assert read_feed(make_rss(entry))[0].meta.access is access


def test_a_long_description_is_the_article(read_feed, make_rss, long_text) -> None:
    entry = (
        f"<item><title>T</title><link>/a</link><description>{long_text * 2}</description></item>"
    )
    assert only(read_feed(make_rss(entry))).meta.access is Access.FULL


def test_rss_0_91_with_its_doctype(read_feed) -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel>'
        "<title>Old Post</title><item><title>Caf&eacute; sold &mdash; at last</title>"
        "<link>https://news.example.org/c</link><description>The caf&eacute; in the harbour "
        "was sold on Monday.</description></item></channel></rss>"
    )
    article = read_feed(feed)[0]
    assert article.meta.title == "Café sold — at last"
    assert article.text.startswith("The café in the harbour")


@pytest.mark.parametrize(
    "namespace", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"]
)
def test_rdf(read_feed, namespace: str) -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="{namespace}">'
        "<channel><title>Harbour Record</title></channel>"
        '<item rdf:about="urn:1"><title>T</title><link>https://news.example.org/r</link>'
        "<dc:date>2026-01-05T08:00:00Z</dc:date>"
        "<description>The record of the harbour begins with this story.</description></item>"
        "</rdf:RDF>"
    )
    article = read_feed(feed, "application/rdf+xml")[0]
    assert article.meta.publisher == "Harbour Record"
    assert (article.meta.published or "").startswith("2026-01-05T08:00:00")


def test_atom(read_feed, long_text) -> None:
    feed = (
        f'<feed {NS} xml:lang="en"><title>Harbour Atom</title><entry><id>tag:x,2026:1</id>'
        '<title type="html">Ferry &amp;amp; bridge</title>'
        '<link rel="alternate" href="/x?utm_source=atom"/><published>2026-02-01T10:00:00+02:00'
        "</published><updated>2026-02-02T10:00:00+02:00</updated>"
        "<author><name>B. Writer</name></author><category term='Ships'/>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"<p>{long_text}</p><p>The end.</p></div></content></entry></feed>"
    )
    article = only(read_feed(feed, "application/atom+xml"))
    meta = article.meta
    assert (meta.title, meta.tags, meta.authors) == ("Ferry & bridge", ("Ships",), ("B. Writer",))
    assert (meta.published, meta.modified) == (
        "2026-02-01T10:00:00+02:00",
        "2026-02-02T10:00:00+02:00",
    )
    assert article.identity == "news.example.org/x"
    assert "\n\nThe end." in article.text


def test_json_feed(read_feed, long_text) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour JSON",
        "home_page_url": "https://news.example.org/",
        "language": "en-US",
        "items": [
            {
                "id": 1,
                "url": "/j1",
                "title": "One",
                "content_html": f"<p>{long_text}</p><p>The end.</p>",
                "date_published": "2026-02-01T10:00:00+01:00",
                "date_modified": "2026-02-02T10:00:00+01:00",
                "authors": [{"name": "C. Writer"}, {"name": ""}, "D"],
                "tags": ["Ships", 7],
            },
            {"id": "2", "content_text": long_text, "author": {"name": "E. Writer"}},
            {
                "id": "3",
                "url": "https://news.example.org/j3",
                "summary": "The third in short words.",
            },
        ],
    }
    one, two, three, link = read_feed(json.dumps(feed), "application/json")
    assert (one.identity, one.meta.authors, one.meta.tags) == (
        "news.example.org/j1",
        ("C. Writer",),
        ("Ships",),
    )
    assert one.meta.published == "2026-02-01T10:00:00+01:00"
    assert one.text.endswith("\n\nThe end.")
    assert (two.identity, two.meta.authors) == ("feed:news.example.org/feed#2", ("E. Writer",))
    assert (three.meta.access, link.held) == (Access.SUMMARY, True)
    assert {one.meta.publisher, two.meta.publisher} == {"Harbour JSON"}


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("BBC News – World", "BBC News – World"),
        ("RSS", "news.example.org"),
        ("", "news.example.org"),
    ],
)
def test_publisher(read_feed, make_rss, make_item, title: str, publisher: str) -> None:
    article = read_feed(make_rss(make_item(1), title=title))[0]
    assert article.meta.publisher == publisher


def test_a_feed_that_gathers_others_is_not_their_publisher(read_feed, make_rss, make_item) -> None:
    found = read_feed(
        make_rss(
            make_item(1, link="https://one.example/a"), make_item(2, link="https://two.example/b")
        )
    )
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.meta.publisher for one in articles] == ["one.example", "two.example"]


def test_full_text_under_another_sites_address_takes_nobodys_place(
    read_feed, make_rss, make_item, long_text
) -> None:
    theirs = "https://elsewhere.example.com/story"
    full = only(read_feed(make_rss(make_item(1, text=long_text, link=theirs))))
    assert full.identity == "feed:news.example.org/feed#g1"
    # A summary cannot take an article's place, so it may stand for the page.
    summary = read_feed(make_rss(make_item(1, link=theirs)))[0]
    assert summary.identity == "elsewhere.example.com/story"


def test_an_address_that_several_entries_share_names_none_of_them(
    read_feed, make_rss, make_item
) -> None:
    home = "https://news.example.org/"
    found = read_feed(make_rss(make_item(1, link=home), make_item(2, link=home)))
    assert [one.identity for one in found if isinstance(one, Article)] == [
        "feed:news.example.org/feed#g1",
        "feed:news.example.org/feed#g2",
    ]


def test_an_entry_without_text_is_only_an_address(read_feed, make_rss) -> None:
    named = Link("https://news.example.org/feed", "https://news.example.org/only", title="T")
    for words in ("", "<description>Comments</description>"):
        entry = f"<item><title>T</title><link>/only</link>{words}</item>"
        assert only(read_feed(make_rss(entry))) == named


def test_authors_of_rss_are_named_without_their_mail(read_feed, make_rss, make_item) -> None:
    more = "<author>desk@news.example.org (Ada Quill)</author>"
    assert read_feed(make_rss(make_item(1, more=more)))[0].meta.authors == ("Ada Quill",)


# -- lists of addresses ------------------------------------------------------------------------


def test_opml(read_feed) -> None:
    outline = (
        '<opml version="2.0"><head><title>Mine</title></head><body><outline text="Ports">'
        '<outline text="Harbour" xmlUrl="https://news.example.org/feed"/>'
        '<outline text="Deeper"><outline title="Quay" text="q" xmlURL="https://q.example/f"/>'
        "</outline></outline>"
        '<outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    one, two, refused = read_feed(outline, "text/xml")
    assert (one.url, one.title, one.kind, one.follow) == (
        "https://news.example.org/feed",
        "Harbour",
        "feed",
        True,
    )
    assert (two.url, two.title) == ("https://q.example/f", "Quay")
    assert isinstance(refused, Rejected)
    assert "no http or https address" in refused.reason


def sitemap(*urls: str, root: str = "urlset") -> str:
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        + "".join(urls)
        + f"</{root}>"
    )


def test_sitemaps_newest_first(read_feed) -> None:
    found = read_feed(
        sitemap(
            "<url><loc>https://x.example/old</loc><lastmod>2025-01-01</lastmod></url>",
            "<url><loc>https://x.example/undated</loc></url>",
            "<url><image:image><image:loc>https://x.example/i.png</image:loc></image:image>"
            "<loc>https://x.example/new</loc><lastmod>2026-02-02</lastmod><news:news>"
            "<news:publication_date>2026-02-01T08:00:00Z</news:publication_date>"
            "<news:title>New one</news:title></news:news></url>",
            "<url><loc>javascript:alert(1)</loc></url><url><loc></loc></url>",
        ),
        "text/xml",
    )
    refused, *links = found
    assert "no http or https address" in refused.reason
    assert [link.url.rpartition("/")[2] for link in links] == ["new", "old", "undated"]
    assert (links[0].title, links[0].published, links[0].kind) == ("New one", "2026-02-02", "page")
    assert all(link.follow for link in links)


def test_an_index_of_sitemaps(read_feed) -> None:
    index = sitemap("<sitemap><loc>https://x.example/1.xml</loc></sitemap>", root="sitemapindex")
    link = only(read_feed(index, "text/xml"))
    assert (link.kind, link.follow) == ("pages", True)
