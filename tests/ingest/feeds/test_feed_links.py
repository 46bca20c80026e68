"""The feed that a page names for itself."""

from __future__ import annotations

import pytest

from ingest.readers.feed_links import feed_named

PAGE = "https://news.example.org/world/"


@pytest.mark.parametrize(
    ("link", "feed"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">',
            "https://news.example.org/rss?a=1&b=2",
        ),
        (
            "<LINK type=application/atom+xml href=feed rel='home Alternate'/>",
            "https://news.example.org/world/feed",
        ),
        ('<link rel="alternate" type="text/html" href="/rss">', None),
        ('<link rel="stylesheet" type="application/rss+xml" href="/rss">', None),
        ('<link rel="alternate" type="application/rss+xml" href="file:///etc/x">', None),
        ('<link rel="alternate" type="application/rss+xml" href="https://[::1">', None),
        ('<link rel="alternate" type="application/feed+json">', PAGE),
        ("<p>nothing</p>", None),
    ],
)
def test_feed_named(link: str, feed: str | None) -> None:
    assert feed_named(f"<head>{link}</head>", PAGE) == feed


def test_a_saved_page_has_no_address_of_its_own() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    assert feed_named(link.format("/rss"), None) is None
    assert feed_named(link.format("https://x.example/rss"), None) == "https://x.example/rss"


def test_a_page_without_an_article_names_its_feed(read_feed) -> None:
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head>'
        "<body><p>Today.</p></body></html>"
    )
    (refused,) = read_feed(page, "text/html")
    assert "It names a feed: https://news.example.org/rss" in refused.reason
