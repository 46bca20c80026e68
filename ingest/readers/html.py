"""HTML pages: article text and metadata, taken out by a parser under limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest import sandbox
from ingest.access import SHORT_WORDS, WHOLE_WORDS, too_short, unfinished
from ingest.errors import ReadError
from ingest.fetching.decoding import declared_in_page, decode
from ingest.metadata import Claim
from ingest.readers.compose import citable, compose, stands_for, trusted_canonical
from ingest.readers.document import Document
from ingest.readers.feed_links import feed_named
from ingest.readers.page_text import page_text
from ingest.text.clean import clean_line, visible
from ingest.types import Access, Article, Rejected

MIN_BODY = 25
"""A page whose longest text has fewer words holds no article."""


def read(document: Document) -> Iterator[Article | Rejected]:
    """The one article of a page. Raises ReadError when the page holds none."""
    data = document.data()
    charset = document.fetched.charset or declared_in_page(data)
    page = decode(data, charset)
    found = sandbox.shared().run(
        "html",
        page.encode("utf-8", "replace"),
        {"url": document.fetched.url or "", "now": document.now.date().isoformat()},
    )
    live = any("LiveBlogPosting" in str(claim.get("kind")) for claim in found["claims"])
    structured, words = page_text(
        _pairs(found["blocks"]),
        _texts(found["comments"]),
        stamped_entries=live,
        titles={clean_line(str(claim.get("title"))) for claim in found["claims"]},
    )
    if words < MIN_BODY:
        feed = feed_named(page, document.fetched.url)
        raise ReadError(
            "No article was found on this page."
            + (f" It names a feed: {visible(feed)}" if feed else ""),
            "If it has one, save or paste its text and ingest that.",
        )
    claims = [_claim(claim) for claim in found["claims"]]
    if words >= WHOLE_WORDS:
        claims = [replace(claim, access=None) for claim in claims]
    elif too_short(words, max((claim.get("words", 0) for claim in found["claims"]), default=0)):
        claims.append(Claim("stated length", access=Access.PARTIAL.value))
    elif words < SHORT_WORDS and unfinished(citable(structured)):
        claims.append(Claim("its end", access=Access.PARTIAL.value))
    canonical = next((c["canonical"] for c in found["claims"] if c.get("canonical")), None)
    yield compose(
        stands_for(document),
        structured,
        claims,
        canonical=trusted_canonical(canonical, document.fetched.url),
    )


def _claim(claim: Mapping[str, Any]) -> Claim:
    def one(name: str) -> str | None:
        value = claim.get(name)
        return value if isinstance(value, str) else None

    return Claim(
        source=str(claim["source"]),
        title=one("title"),
        publisher=one("publisher"),
        authors=tuple(_texts(claim.get("authors", []))),
        published=one("published"),
        modified=one("modified"),
        retrieved=one("retrieved"),
        url=one("url"),
        kind=one("kind"),
        access=one("access"),
        language=one("language"),
        tags=tuple(_texts(claim.get("tags", []))),
    )


def _pairs(value: object) -> list[tuple[str, str]]:
    pairs = value if isinstance(value, list) else []
    return [(str(kind), str(text)) for kind, text in pairs]


def _texts(value: object) -> Sequence[str]:
    return [str(text) for text in value] if isinstance(value, list) else []
