"""How often a failing source is asked again, which are due, and what a source is called. Pure."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from ingest.endpoints.retry_after import seconds_in
from ingest.fetching.decoding import decode
from ingest.fetching.urls import is_url, same_site
from ingest.text.clean import clean_line
from ingest.text.dates import timestamp
from ingest.types import Followed, FollowedKind

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
"""Between two tries of a source that fails; four times as long after each failure."""

FRESH = timedelta(days=3)
AGAIN = timedelta(hours=6)
"""An article so new is looked at again when its last fetch lies so long back."""

_EASTMOST = timedelta(hours=14)
"""What the clocks furthest east are ahead of UTC (Line Islands, tz database)."""
_CLOCK_ALONE = re.compile(r"T\d\d:\d\d(?::\d\d)?\Z")

LONGEST_ASKED = timedelta(days=7)
"""What a server may ask for with Retry-After; more is cut to that."""

KINDS: Mapping[str, FollowedKind] = {
    "feed": "feed",
    "json_feed": "feed",
    "opml": "pages",
    "sitemap": "pages",
}
"""Name of a format → the kind of source; any other format is a page."""

_HEAD = 16_384
_TITLE = re.compile(
    r"<(?:\w{1,20}:)?title\b[^>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,400})"
    r"|\"title\"\s*:\s*\"((?:[^\"\\]|\\.){1,400})\"",
    re.IGNORECASE,
)


def next_try(failures: int, now: datetime, retry_after: str | None = None) -> datetime:
    """When a source that failed ``failures`` times in a row may be asked again.

    ``retry_after`` is what the server said, if anything; it can only make it later.
    """
    factor: int = 4 ** min(failures - 1, 8)
    wait = min(FIRST_WAIT * factor, LONGEST_WAIT)
    asked = seconds_in(retry_after, now)
    if asked is not None:
        wait = max(wait, timedelta(seconds=min(asked, LONGEST_ASKED.total_seconds())))
    return now + wait


def due(followed: Iterable[Followed], now: datetime) -> tuple[list[Followed], list[Followed]]:
    """``(to be fetched, to be left until later)``; those that are gone are in neither."""
    ready: list[Followed] = []
    later: list[Followed] = []
    for source in followed:
        if source.state != "gone":
            (later if _waits(source, now) else ready).append(source)
    return ready, later


def look_again(said: str, read: str, now: datetime) -> bool:
    """Whether a page that was read is to be fetched again because a feed or sitemap names it.

    ``said`` is the date that stands there, ``read`` when the page was last fetched (ISO 8601).
    A later change is a reason, and so is an article of the last days: news is edited after it
    is published, and not every edit is told. Of a time without its offset nobody knows which
    moment it is: it is later only when it is so wherever the clock stood.
    """
    stated, last = timestamp(said), timestamp(read)
    if stated - (_EASTMOST.total_seconds() if _CLOCK_ALONE.search(said) else 0) > last:
        return True
    age, since = now.timestamp() - stated, now.timestamp() - last
    return age < FRESH.total_seconds() and since >= AGAIN.total_seconds()


def next_place(location: str, moved: str | None, kind: FollowedKind) -> str:
    """Where a source is fetched next time, when it moved for good.

    A feed may move anywhere, a page within its own site only (a login page is elsewhere), and
    nothing moves from https to http.
    """
    if moved is None or not is_url(moved):
        return location
    if location.startswith("https:") and not moved.startswith("https:"):
        return location
    return moved if kind != "page" or same_site(moved, location) else location


def title_in(data: bytes, charset: str | None = None) -> str | None:
    """The title near the beginning of a feed, list or page; None where there is none."""
    found = _TITLE.search(decode(data[:_HEAD], charset))
    if found is None:
        return None
    title = html.unescape(found[1]) if found[1] else _from_json(found[2])
    return clean_line(title)[:200] or None


def _from_json(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _waits(source: Followed, now: datetime) -> bool:
    try:
        return source.not_before is not None and now < datetime.fromisoformat(source.not_before)
    except (ValueError, TypeError):
        return False
