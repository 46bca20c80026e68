"""Which claim about an article is believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.fetching.urls import host_of, identity_of, is_url, same_site
from ingest.kinds import kind_from_signals, kind_of
from ingest.metadata import (
    Claim,
    access_of,
    author_names,
    in_plain_words,
    language_code,
    plausible_date,
    resolve,
)
from ingest.types import Access, ArticleKind, Metadata

NOW = datetime(2025, 8, 20, 12, tzinfo=UTC)


def test_the_first_claim_that_makes_sense_wins_and_its_source_is_kept() -> None:
    found = resolve(
        [
            Claim("json-ld", title="  ", published="0001-01-01", publisher="https://x.org"),
            Claim("meta tag", title="Ships\x1b[2J sold", published="2025-08-12T09:15:00+02:00"),
            Claim("url", published="2025-08-11", publisher="Post"),
        ],
        now=NOW,
    )
    assert found.meta.title == "Ships[2J sold"
    assert found.meta.published == "2025-08-12T09:15:00+02:00"
    assert found.meta.published_precision == "minute"
    assert found.meta.publisher == "Post"
    assert found.sources == {"title": "meta tag", "published": "meta tag", "publisher": "url"}
    assert found.warnings == ()


def test_nothing_claimed_is_nothing_known() -> None:
    found = resolve([], now=NOW)
    assert found.meta == Metadata()
    assert found.sources == {}


@pytest.mark.parametrize(("source", "warned"), [("url", 1), ("page text", 1), ("json-ld", 0)])
def test_a_date_from_a_weak_source_is_named(source: str, warned: int) -> None:
    assert len(resolve([Claim(source, published="2025-08-12")], now=NOW).warnings) == warned


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1990-01-01", "1990-01-01"),
        ("1989-12-31", None),
        ("2025-08-22", "2025-08-22"),
        ("2025-08-23", None),
        ("2022/07/02", "2022-07-02"),
        ("soon", None),
        ("2025-08-12 " * 20, None),
        (None, None),
    ],
)
def test_dates_lie_between_1990_and_two_days_ahead(text: str | None, iso: str | None) -> None:
    moment = plausible_date(text, NOW)
    assert (moment.iso if moment else None) == iso


def test_the_publisher_falls_back_to_the_host() -> None:
    found = resolve([Claim("record", url="https://www.lindmouth-post.example/a")], now=NOW)
    assert found.meta.publisher == "lindmouth-post.example"
    assert found.sources["publisher"] == "url"


def test_every_field_is_carried() -> None:
    claim = Claim(
        "front matter", "T", "P", ("Ann Lee",), "2025-08-12", "2025-08-13", "2025-08-14",
        "https://x.example/a", "opinion", "partial", "en-GB", ("ships", "ships", "", "x" * 61),
    )  # fmt: skip
    assert resolve([claim], now=NOW).meta == Metadata(
        title="T", publisher="P", authors=("Ann Lee",), published="2025-08-12",
        published_precision="day", modified="2025-08-13", retrieved="2025-08-14",
        url="https://x.example/a", kind=ArticleKind.OPINION, access=Access.PARTIAL,
        language="en", tags=("ships",),
    )  # fmt: skip


@pytest.mark.parametrize(
    "url", ["ftp://x.org/a", "x", "https://a b/", "https://x.org/" + "a" * 2000]
)
def test_what_is_no_url_is_not_kept_as_one(url: str) -> None:
    assert resolve([Claim("record", url=url)], now=NOW).meta.url is None


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["By Ann Lee and Bo Wu"], ("Ann Lee", "Bo Wu")),
        (["Ann Lee; Bo Wu", "Ann Lee"], ("Ann Lee", "Bo Wu")),
        (["https://x.org/ann", "ann@x.org", "A"], ()),
        (["Ann Lee, Bo Wu"], ("Ann Lee", "Bo Wu")),
    ],
)
def test_author_names(values: list[str], names: tuple[str, ...]) -> None:
    assert author_names(values) == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LiveBlogPosting", ArticleKind.LIVE_BLOG),
        ("OpinionNewsArticle", ArticleKind.OPINION),
        ("Press Release", ArticleKind.PRESS_RELEASE),
        ("NewsArticle", None),
        (None, None),
    ],
)
def test_kinds_by_name(text: str | None, kind: ArticleKind | None) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("url", "title", "kind"),
    [
        ("https://old.reddit.com/r/ships/1", None, ArticleKind.FORUM),
        ("https://x.org/opinion/2025/ships", None, ArticleKind.OPINION),
        ("https://x.org/news/opinion-poll-results-are-in-for-the-whole-coast/", None, None),
        (None, "Analysis: why the ships were sold", ArticleKind.ANALYSIS),
        (None, "Why the ships were sold in such a hurry: an opinion", None),
        (None, None, None),
    ],
)
def test_kinds_by_signals(url: str | None, title: str | None, kind: ArticleKind | None) -> None:
    assert kind_from_signals(url, title) is kind


def test_access_and_language_codes() -> None:
    assert access_of(" Metadata-Only ") is Access.METADATA_ONLY
    assert access_of("free") is None
    assert [language_code(x) for x in ("en_US", "DE", "English", None)] == ["en", "de", None, None]


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://www.X.org/a/?utm_source=y&id=3#z", "x.org/a?id=3"),
        ("http://x.org:80/a/index.html", "x.org/a"),
        ("https://x.org:8443/a", "x.org:8443/a"),
        ("https://m.x.org/a?b=2&a=1", "x.org/a?a=1&b=2"),
        ("https://x.org:99999/a", "x.org/a"),
        ("file:/x", "file:/x"),
    ],
)
def test_one_identity_for_all_spellings_of_an_address(url: str, identity: str) -> None:
    assert identity_of(url) == identity


def test_sites() -> None:
    assert same_site("https://www.x.org/a", "http://m.x.org/b")
    assert same_site("https://news.x.org", "https://x.org")
    assert same_site("https://x.org", "https://news.x.org")
    assert not same_site("https://x.org", "https://ax.org")
    assert not same_site("https://x.org", "nothing")
    assert host_of("http://[bad") is None
    assert host_of(None) is None
    assert not is_url("http://[bad")


def test_sources_have_plain_names() -> None:
    assert in_plain_words("json-ld") == "JSON-LD"
    assert in_plain_words("you") == "set by you"
    assert in_plain_words("front matter") == "front matter"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Opinion Holly Marsh", "Holly Marsh"),
        ("Analysis by Holly Marsh", "Holly Marsh"),
        ("Opinion: Holly Marsh", "Holly Marsh"),
        ("Review Board", "Review Board"),
        ("Von Holly Marsh", "Holly Marsh"),
    ],
)
def test_a_label_is_no_part_of_a_name(value: str, name: str) -> None:
    assert author_names([value]) == (name,)
