"""Whether what a followed address gave is what it stands for."""

from __future__ import annotations

import gzip

import pytest

from ingest.errors import FetchError
from ingest.following_checks import check, kind_of
from ingest.types import Fetched, Followed, Source

PAGE = b"<!DOCTYPE html><html><body><p>Sign in</p></body></html>"
HERE = "https://x.example/a"


def fetched(data: bytes = PAGE, url: str | None = HERE, moved: str | None = None) -> Fetched:
    return Fetched(Source(HERE, "url"), data, "text/html", url=url, moved=moved)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, "page"),
        (b"<rss version='2.0'><channel/></rss>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "feed"),
        (b"<opml/>", "pages"),
        (b"<urlset/>", "pages"),
        (gzip.compress(b"<urlset/>", mtime=0), "pages"),
        (b"\x1f\x8bnoise", "page"),
        (b"\x7fELF\x00\x00", "page"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(fetched(data)) == kind


def test_a_feed_must_be_a_feed() -> None:
    for kind, name in (("feed", "the feed"), ("pages", "the list of addresses")):
        followed = Followed(HERE, kind)  # type: ignore[arg-type]
        with pytest.raises(FetchError, match=name):
            check(followed, fetched(), [])
        check(followed, fetched(b"<rss/>"), [])


def test_a_page_must_not_lead_elsewhere() -> None:
    page = Followed(HERE)
    away = "https://x.example/login"
    with pytest.raises(FetchError, match="leads to another page now"):
        check(page, fetched(url=away), [HERE])
    for fine, articles in (
        (fetched(), [HERE]),
        (fetched(url=None), [HERE]),
        (fetched(url="https://www.x.example/a?utm_source=b"), [HERE]),
        (fetched(url=away), []),
        (fetched(url=away), [away]),
        (fetched(url=away, moved=away), [HERE]),
    ):
        check(page, fine, articles)
    with pytest.raises(FetchError):
        check(page, fetched(url="https://y.example/", moved="https://y.example/"), [HERE])
