"""Whether what a followed address gave is what it stands for. Pure.

A login page, a consent page or an error page is sent with the status of a success; read as an
article it would take the place of one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from ingest import formats
from ingest.errors import FetchError, ReadError
from ingest.fetching.urls import identity_of
from ingest.following_rules import KINDS, next_place
from ingest.readers.document import Document
from ingest.text.clean import visible
from ingest.types import Fetched, Followed, FollowedKind

_NAMES = {"feed": "feed", "pages": "list of addresses"}


def kind_of(fetched: Fetched) -> FollowedKind:
    """What sort of source it is, by what was sent."""
    try:
        head = Document(fetched, datetime.now(UTC)).head()
    except ReadError:
        return "page"
    name = fetched.url or fetched.source.location
    form = formats.choose(name, fetched.media_type, head)
    return KINDS.get(form.name, "page") if form else "page"


def check(before: Followed, fetched: Fetched, articles: Collection[str]) -> None:
    """Raises FetchError for a page where a feed was, and for a page that redirects elsewhere.

    ``articles`` are the addresses of the articles that a page gave; for one that gave none,
    any place will do, and so will a move for good within its site.
    """
    if before.kind != "page":
        if kind_of(fetched) == "page":
            raise FetchError(
                f"It gave a web page where the {_NAMES[before.kind]} was.",
                "Open it in a browser: it may want a login, or have a new address.",
            )
        return
    if fetched.url is None or not articles:
        return
    if next_place(before.location, fetched.moved, "page") != before.location:
        return
    places = {identity_of(place) for place in (*articles, before.location)}
    if identity_of(fetched.url) not in places:
        raise FetchError(
            f"It leads to another page now: {visible(fetched.url)}",
            "It may want a login. If the article moved there, ingest that address.",
        )
