"""Feeds of invented stories, and a library to take them into."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.fetch import FetchSettings
from ingest.library import Library
from ingest.pipeline import IngestOptions, ingest, remove
from ingest.readers import read
from ingest.types import Article, Fetched, Link, Rejected, Report, Source

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)
LONG = (
    "The council of the harbour town sold the old ferry to a museum on Monday. The ship had "
    "carried passengers across the bay for forty years. A bidder from the north offered less "
    "than the museum did. The mayor said that the money would go into a new bridge. Work on the "
    "bridge is to begin in spring and to take two years. Fishermen fear that the piers will "
    "narrow the channel. An engineer of the town said that the channel had been measured twice. "
    "The museum wants to open the ferry to visitors before the summer. Its director spoke of a "
    "gift to the whole region. Two of the old sailors will show people around the deck. The town gave no price. "
)


@pytest.fixture
def read_feed() -> Callable[..., list[Article | Rejected | Link]]:
    """What the readers make of these bytes, as if they had come from the web."""

    def read_(
        data: bytes | str,
        media_type: str = "application/rss+xml",
        url: str = "https://news.example.org/feed",
        charset: str | None = None,
    ) -> list[Article | Rejected | Link]:
        raw = data.encode() if isinstance(data, str) else data
        fetched = Fetched(Source(url, "url"), raw, media_type, url=url, charset=charset)
        return list(read(fetched, now=NOW))

    return read_


def rss(*items: str, title: str = "Harbour News", extra: str = "") -> str:
    """An RSS 2.0 feed of these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://news.example.org/</link>{extra}"
        + "".join(items)
        + "</channel></rss>"
    )


def item(
    number: int = 1, *, text: str | None = None, link: str | None = None, more: str = ""
) -> str:
    """An item with a title and an identifier: in full with ``text``, else with a summary."""
    address = f"https://news.example.org/a/{number}" if link is None else link
    body = (
        f"<content:encoded><![CDATA[<p>{text}</p><p>Story {number} ends here.</p>]]>"
        "</content:encoded>"
        if text
        else ""
    )
    return (
        f"<item><title>Story number {number}</title><guid isPermaLink='false'>g{number}</guid>"
        + (f"<link>{address}</link>" if address else "")
        + f"<description>In short, story {number} of the harbour is told here.</description>"
        f"{body}{more}</item>"
    )


@pytest.fixture
def make_rss() -> Callable[..., str]:
    """``make_rss(*items, title=…)``, see ``rss``."""
    return rss


@pytest.fixture
def make_item() -> Callable[..., str]:
    """``make_item(number, text=…, link=…)``, see ``item``."""
    return item


@pytest.fixture
def long_text() -> str:
    """Some 130 words of a story."""
    return LONG


@pytest.fixture(scope="session")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose only article is gone again: its vector index stands already."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "gone.txt").write_text("A first note stood here. It is gone.\n", "utf-8")
    with Library.open(folder / "library", create=True, write=True) as library:
        ingest([str(folder / "gone.txt")], library, IngestOptions(now=NOW.isoformat()))
        remove([row.article_id for row in library.catalogue.rows()], library)
    return folder / "library"


@pytest.fixture
def library(tmp_path: Path, begun_once: Path) -> Iterator[Library]:
    """A library without articles."""
    shutil.copytree(begun_once, tmp_path / "library")
    with Library.open(tmp_path / "library", write=True) as opened:
        yield opened


@pytest.fixture
def take(library: Library) -> Callable[..., Report]:
    """``take(url, …, at="…", follow=…)`` ingests into ``library``, private addresses allowed."""

    def take_(*arguments: str, at: str = NOW.isoformat(), **stated: object) -> Report:
        stated.setdefault("fetch", FetchSettings(allow_private=True, timeout=5))
        return ingest(arguments, library, IngestOptions(now=at, **stated))  # type: ignore[arg-type]

    return take_
