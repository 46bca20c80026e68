"""When a failing source is asked again, where it lives, and what it is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.following_rules import (
    FIRST_WAIT,
    LONGEST_ASKED,
    LONGEST_WAIT,
    due,
    look_again,
    next_place,
    next_try,
    title_in,
)
from ingest.types import Followed

NOW = datetime(2026, 2, 3, 12, tzinfo=UTC)


def test_each_failure_makes_the_wait_longer() -> None:
    waits = [next_try(n, NOW) - NOW for n in (1, 2, 3, 50)]
    assert waits == [FIRST_WAIT, FIRST_WAIT * 4, FIRST_WAIT * 16, LONGEST_WAIT]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("7200", timedelta(hours=2)),
        ("Tue, 03 Feb 2026 15:00:00 GMT", timedelta(hours=3)),
        ("1", FIRST_WAIT),
        ("-5", FIRST_WAIT),
        ("soon", FIRST_WAIT),
        ("nan", FIRST_WAIT),
        ("inf", LONGEST_ASKED),
        ("99999999999", LONGEST_ASKED),
        ("Mon, 01 Jan 2024 00:00:00 GMT", FIRST_WAIT),
    ],
)
def test_what_the_server_asks_for(asked: str, wait: timedelta) -> None:
    assert next_try(1, NOW, asked) - NOW == wait


def test_due() -> None:
    def source(name: str, state: str = "ok", not_before: str | None = None) -> Followed:
        return Followed(name, state=state, not_before=not_before)  # type: ignore[arg-type]

    sources = [
        source("a"),
        source("b", "gone"),
        source("c", "failing", "2026-02-03T13:00:00+00:00"),
        source("d", "failing", "2026-02-03T11:00:00+00:00"),
        source("e", "failing", "nonsense"),
        source("f", "failing", "2026-02-03T13:00:00"),
    ]
    ready, later = due(sources, NOW)
    assert [one.location for one in ready] == ["a", "d", "e", "f"]
    assert [one.location for one in later] == ["c"]


@pytest.mark.parametrize(
    ("said", "read", "again"),
    [
        ("2026-02-03T11:00:00+00:00", "2026-02-03T10:00:00+00:00", True),
        ("2026-02-03T09:00:00+00:00", "2026-02-03T10:00:00+00:00", False),
        ("2026-02-02", "2026-02-03T05:00:00+00:00", True),
        ("2026-01-02", "2026-02-03T05:00:00+00:00", False),
        # A clock east of Greenwich, whose feed does not say so: read four hours after that.
        ("2026-02-03T11:00:00", "2026-02-03T10:00:00+00:00", False),
        ("2026-02-03T11:00:00", "2026-02-02T20:00:00+00:00", True),
        ("2026-01-03T11:00:00", "2026-01-02T20:00:00+00:00", True),
    ],
)
def test_pages_of_the_last_days_are_looked_at_again(said: str, read: str, again: bool) -> None:
    assert look_again(said, read, NOW) is again


@pytest.mark.parametrize(
    ("moved", "kind", "place"),
    [
        (None, "feed", "https://x.example/f"),
        ("https://y.example/f", "feed", "https://y.example/f"),
        ("https://y.example/f", "page", "https://x.example/f"),
        ("https://www.x.example/g", "page", "https://www.x.example/g"),
        ("http://x.example/f", "feed", "https://x.example/f"),
        ("file:///etc/passwd", "feed", "https://x.example/f"),
    ],
)
def test_next_place(moved: str | None, kind: str, place: str) -> None:
    assert next_place("https://x.example/f", moved, kind) == place  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"<rss><channel><title>Harbour &amp; Quay</title>", "Harbour & Quay"),
        (b"<atom:title type='text'> <![CDATA[Quay]]></atom:title>", "Quay"),
        (b'{"version":"x","title": "Quay \\u2013"}', "Quay \u2013"),
        (b'{"title": "Quay \\q"}', "Quay \\q"),
        (b"<title></title>", None),
        (b"<title> </title>", None),
        (b"nothing", None),
    ],
)
def test_title_in(data: bytes, title: str | None) -> None:
    assert title_in(data) == title
