"""A source on the web that is remembered, so that an update fetches it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ingest.types.article import Overrides

FollowedKind = Literal["page", "feed", "pages"]
FollowedState = Literal["ok", "unchanged", "gone", "failing"]


@dataclass(frozen=True, slots=True)
class Followed:
    """One remembered address and how its last fetch went.

    ``kind`` is a ``page`` (one article), a ``feed``, or a list of ``pages`` (sitemap, OPML).
    ``state`` says what the last fetch found: ``ok`` (something new), ``unchanged``, ``failing``
    (``message`` says why, ``failures`` how often in a row) or ``gone`` (it is not fetched any
    more; its articles stay). ``checked`` is when it was last asked for, ``changed`` when it
    last gave something new, ``not_before`` when it may be asked again after a failure; all
    ISO 8601 with zone, None for never.

    ``etag`` and ``last_modified`` are the server's own words for the bytes with the sha256
    (hex) ``sha256``. ``follow`` says whether the pages that it names are fetched as well,
    ``overrides`` what the user stated of its articles.
    """

    location: str
    kind: FollowedKind = "page"
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = ""
    checked: str | None = None
    changed: str | None = None
    state: FollowedState = "ok"
    message: str | None = None
    failures: int = 0
    not_before: str | None = None
    follow: bool = False
    overrides: Overrides = field(default_factory=Overrides)
