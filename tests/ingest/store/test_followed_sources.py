"""Addresses that are remembered for an update, in a real catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.types import Followed, Overrides

FEED = Followed(
    "https://example.org/feed",
    "feed",
    "Harbour News",
    '"v1"',
    "Mon, 02 Feb 2026 10:00:00 GMT",
    "ab" * 32,
    "2026-02-02T10:00:00+00:00",
    None,
    "failing",
    "example.org answered 503.",
    2,
    "2026-02-02T12:00:00+00:00",
    True,
    Overrides(publisher="Harbour", tags=("ships",)),
)


def test_what_is_remembered_comes_back_and_can_be_forgotten(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path, create=True) as catalogue:
        assert catalogue.followed() == []
        assert catalogue.followed_source(FEED.location) is None
        page = Followed("https://example.org/a")
        catalogue.follow([FEED, page])
        assert catalogue.followed() == [page, FEED]
        later = replace(FEED, state="ok", failures=0, message=None)
        catalogue.follow([later])
        assert catalogue.followed_source(FEED.location) == later
        assert catalogue.unfollow([page.location, "https://example.org/never"]) == 1
        assert catalogue.followed() == [later]


def test_what_is_forgotten_is_told_from_what_was_never_followed(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path, create=True) as catalogue:
        catalogue.follow([FEED])
        assert catalogue.forget([FEED.location, "https://example.org/never"]) == 1
        assert catalogue.forget([FEED.location]) == 0
        assert catalogue.followed() == []
        assert catalogue.followed_source(FEED.location) is None
        assert catalogue.forgotten() == [FEED.location]
        catalogue.follow([FEED])
        assert (catalogue.followed(), catalogue.forgotten()) == ([FEED], [])


def test_following_changes_no_answer(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path, create=True) as catalogue:
        before = catalogue.fingerprint
        catalogue.follow([FEED])
        assert catalogue.fingerprint == before
