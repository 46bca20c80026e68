"""What the feeds of blogs, newspapers and search engines are like, beyond their formats."""

from __future__ import annotations

import json

import pytest

from ingest.readers.feed_links import feed_named
from ingest.readers.feed_names import comment_address, comments_title, gathers, outlet_in
from ingest.types import Article, BlockKind, Link, Rejected

WORDS = "The harbour council voted on Tuesday to close the northern lock for eleven months."


def entry(title: str, link: str, text: str = WORDS, more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{text}</description>"
        f"{more}</item>"
    )


def kinds(article: Article) -> dict[str, BlockKind]:
    return {article.text[b.start : b.end].strip(): b.kind for b in article.blocks}


@pytest.mark.parametrize(
    ("title", "name", "link"),
    [
        ("Comments on: Lock to close", "By: tug_joe", "https://news.example.org/lock/#comment-51"),
        ("Comments for Harbour News", "Comment on Lock by tug_joe", "https://news.example.org/x"),
        ("Harbour News", "RE: Lock", "https://news.example.org/lock?showComment=1700000000"),
    ],
)
def test_readers_comments_are_no_articles(read_feed, make_rss, title, name, link) -> None:
    (found,) = read_feed(make_rss(entry(name, link), title=title))
    assert isinstance(found, Rejected)
    assert found.skipped
    assert "readers' comments" in found.reason


def test_a_comment_among_articles_costs_only_itself(read_feed, make_rss) -> None:
    link = "https://news.example.org/lock"
    found = read_feed(make_rss(entry("Lock to close", link), entry("By: joe", f"{link}#comment-7")))
    assert [one.identity for one in found if isinstance(one, Article)] == ["news.example.org/lock"]
    assert "comments are not taken: 1." in found[-1].reason


def test_entries_of_one_page_are_told_apart_by_their_anchors(read_feed, make_rss) -> None:
    page = "https://news.example.org/live"
    found = read_feed(
        make_rss(*(entry(f"Entry {n}", f"{page}#post-{n}", f"{n}. {WORDS}") for n in (1, 2, 3)))
    )
    articles = [one for one in found if isinstance(one, Article)]
    assert len({one.identity for one in articles}) == 3


def test_an_entry_in_two_sections_is_one_article_under_its_address(read_feed, make_rss) -> None:
    link = "https://news.example.org/lock?at_medium=RSS"
    twice = [entry("Lock", link, more=f"<guid>{link}#{n}</guid>") for n in (0, 3)]
    found = read_feed(make_rss(*twice))
    assert [one.identity for one in found if isinstance(one, Article)] == ["news.example.org/lock"]
    assert isinstance(found[-1], Rejected)


def test_what_blogs_and_papers_put_around_the_text_is_withheld(read_feed, make_rss) -> None:
    around = (
        "The Quay is a reader-supported publication. To receive new posts, subscribe.",
        "The post Lock to close appeared first on Harbour News.",
        "Get our breaking news email, free app or daily news podcast",
        "Continue reading...",
    )
    text = "".join(f"<p>{line}</p>" for line in (WORDS, *around))
    article = read_feed(
        make_rss(entry("Lock", "https://news.example.org/l", f"<![CDATA[{text}]]>"))
    )[0]
    found = kinds(article)
    assert found.pop(WORDS) is BlockKind.BODY
    assert set(found.values()) == {BlockKind.PROMO}
    assert article.meta.access.value == "summary"


def test_a_search_engines_feed_names_outlets_and_pages(read_feed, make_rss) -> None:
    link = "https://news.google.com/rss/articles/CBM1?oc=5"
    source = '<source url="https://ledger.example">Harbour Ledger</source>'
    only_title = "&lt;a href='x'&gt;Lock to close&lt;/a&gt; &lt;font&gt;Harbour Ledger&lt;/font&gt;"
    title = '"lock" - Google News'
    bare = read_feed(make_rss(entry("Lock to close", link, only_title, source), title=title))
    assert isinstance(bare[0], Link)
    told = read_feed(make_rss(entry("Lock to close", link, WORDS, source), title=title))[0]
    assert told.meta.publisher == "Harbour Ledger"


def test_all_authors_of_an_entry(read_feed, make_rss) -> None:
    more = "<dc:creator>Ann Berg in Kiel</dc:creator><dc:creator>Tom Ro</dc:creator>"
    link = "https://news.example.org/l"
    assert read_feed(make_rss(entry("Lock", link, more=more)))[0].meta.authors == (
        "Ann Berg",
        "Tom Ro",
    )
    admin = "<dc:creator>admin</dc:creator>"
    assert read_feed(make_rss(entry("Lock", link, more=admin)))[0].meta.authors == ()


def test_a_feeds_own_author_wrote_what_names_nobody(read_feed) -> None:
    def one(number: int, authors: str) -> str:
        return (
            f"<entry><title>T{number}</title><id>{number}</id>"
            f"<link href='https://news.example.org/{number}'/>{authors}"
            f"<source><title>Other Paper</title></source><summary>{WORDS}</summary></entry>"
        )

    people = "<author><name>Eva Kern</name></author><author><name>Udo Alt</name></author>"
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>'
        f"<author><name>Ada Quill</name></author>{one(1, '')}{one(2, people)}</feed>"
    )
    found = [one for one in read_feed(atom) if isinstance(one, Article)]
    assert [one.meta.authors for one in found] == [("Ada Quill",), ("Eva Kern", "Udo Alt")]


def test_a_json_feeds_own_author_and_an_address_as_identifier(read_feed) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay",
        "authors": [{"name": "Ann Lee"}],
        "items": [
            {"id": "https://news.example.org/1", "content_text": WORDS},
            {"id": "two", "content_text": WORDS, "authors": [{"name": "Tom Ro"}]},
        ],
    }
    one, two = read_feed(json.dumps(feed), "application/feed+json")
    assert (one.identity, one.meta.authors) == ("news.example.org/1", ("Ann Lee",))
    assert two.meta.authors == ("Tom Ro",)


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("World news | The Warden", "https://www.thewarden.example/world", "The Warden"),
        ("CCB News - World", "https://feeds.ccb.example/rss", "CCB News"),
        ("NYP > Business", "https://rss.nyp-times.example", "NYP"),
        ("Harbour Ledger", "https://ledger.example", "Harbour Ledger"),
        ("Küstenblatt - Schlagzeilen", "https://kz.example", "Küstenblatt - Schlagzeilen"),
        ("A - B", None, "A - B"),
    ],
)
def test_the_outlet_in_a_feeds_title(title: str, url: str | None, name: str) -> None:
    assert outlet_in(title, url) == name


def test_titles_and_addresses_of_comments() -> None:
    assert comments_title("Kommentare zu: Schleuse")
    assert not comments_title("Commentary and analysis")
    assert not comments_title("Kommentar")
    assert comment_address("https://x.example/a#comment-12")
    assert not comment_address("https://x.example/comment-is-free/lock")
    assert gathers('"lock" - Google News')
    assert not gathers("Harbour News")


def test_the_feed_of_a_pages_comments_is_not_its_feed() -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}" />'
    page = (
        link.format("Ledger &raquo; Comments Feed", "https://ledger.example/comments/feed/")
        + link.format("Comments on: Lock", "https://ledger.example/lock/feed/")
        + link.format("Ledger &raquo; Feed", "https://ledger.example/feed/")
    )
    assert feed_named(page, "https://ledger.example/lock") == "https://ledger.example/feed/"
