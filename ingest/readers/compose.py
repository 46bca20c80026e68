"""From a text and the claims about it to an Article: the last step that the readers share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import dropwhile

from ingest import languages
from ingest.access import SHORT_WORDS, WHOLE_WORDS, cut_mark
from ingest.errors import ReadError
from ingest.fetching.urls import identity_of, same_site
from ingest.kinds import kind_from_signals, kind_from_text
from ingest.metadata import Claim, resolve
from ingest.readers.document import Document
from ingest.structure import Structured, structure_text
from ingest.structuring.language import language_of
from ingest.structuring.line_kinds import paywall
from ingest.structuring.lines import lines_of
from ingest.types import Article, BlockKind, Fetched

MIN_WORDS = 5
_DECLARED = frozenset({"json-ld", "meta tag", "page markup", "feed"})
_WHY_PARTIAL = {
    "paywall line": "It stops where readers are asked to subscribe.",
    "its end": "Its text breaks off at the end.",
    "stated length": "Its text is much shorter than the page says of it.",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read: the source for people, the key of its identity, its URL."""

    shown: str
    identity: str | None
    url: str | None
    name_title: str | None
    now: datetime
    retrieved: str | None = None


def stands_for(document: Document, key: str = "", line: int | None = None) -> Origin:
    """The origin of a whole document, or of the record ``key`` in it."""
    fetched: Fetched = document.fetched
    kind = fetched.source.kind
    identity = f"file:{fetched.source.location}" + (f"#{key}" if key else "")
    if kind == "url" and key:
        identity = f"feed:{identity_of(fetched.url or fetched.source.location)}#{key}"
    return Origin(
        shown=document.shown + (f":{line}" if line is not None else ""),
        identity=identity if kind == "file" or (kind == "url" and key) else None,
        url=fetched.url if not key else None,
        name_title=document.name_title if not key else None,
        now=document.now,
        retrieved=fetched.retrieved,
    )


def article_of(
    origin: Origin,
    body: str,
    claims: Sequence[Claim],
    *,
    warnings: tuple[str, ...] = (),
    headings: Collection[str] = (),
) -> Article:
    """Structure a plain text and put the article together.

    ``claims`` come strongest first and stand before what the text's own lines say; ``headings``
    are lines known to be such. Raises ReadError when there is no text.
    """
    return compose(origin, structure_text(body, headings), claims, warnings=warnings)


def compose(
    origin: Origin,
    structured: Structured,
    claims: Sequence[Claim],
    *,
    canonical: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Article:
    """Put an article together from structured text and claims. Raises ReadError without text."""
    words = sum(
        len(structured.text[block.start : block.end].split())
        for block in structured.blocks
        if block.kind.citable
    )
    if words < MIN_WORDS:
        raise ReadError(
            "There is no article text in it.", "Check that the whole article was saved or pasted."
        )
    own = Claim(
        "text",
        title=structured.title,
        authors=structured.byline_authors,
        published=structured.published,
        publisher=structured.publisher,
    )
    place = Claim("place", url=canonical or origin.url, retrieved=origin.retrieved)
    # Where the page was fetched from is not for the page to say.
    ahead = (place,) if place.url else ()
    name = Claim("file name", title=origin.name_title)
    wall = Claim("paywall line", access="partial" if _stops(structured, words) else None)
    cut = words < SHORT_WORDS and cut_mark(citable(structured))
    end = Claim("its end", access="partial" if cut else None)
    resolved = resolve((*ahead, *claims, own, place, wall, end, name), now=origin.now)
    meta, sources = resolved.meta, dict(resolved.sources)
    # What a page declares is often its template's language, not the article's.
    declared = sources.get("language") in _DECLARED
    if meta.language is None or declared:
        language = language_of(citable(structured))
        if language is not None and language != meta.language:
            meta, sources["language"] = replace(meta, language=language), "its words"
    if "kind" not in sources:
        if kind := kind_from_signals(meta.url, meta.title):
            meta, sources["kind"] = replace(meta, kind=kind), "url or headline"
        elif kind := kind_from_text(_paragraphs(structured)):
            meta, sources["kind"] = replace(meta, kind=kind), "its build"
    if (why := _WHY_PARTIAL.get(sources.get("access", ""))) is not None:
        warnings = (*warnings, why)
    if (foreign := languages.warning(meta.language)) is not None:
        warnings = (*warnings, foreign)
    return Article(
        identity=_identity(meta.url, origin, structured.text),
        source=origin.shown,
        text=structured.text,
        blocks=structured.blocks,
        meta=meta,
        warnings=(*warnings, *structured.warnings, *resolved.warnings),
        meta_sources=tuple(sorted(sources.items())),
    )


def _stops(structured: Structured, words: int) -> bool:
    """Whether in a short text a line below its first paragraph asks readers to subscribe or to
    sign in."""
    if words >= WHOLE_WORDS:
        return False
    text = structured.text
    below = dropwhile(lambda block: not block.kind.citable, structured.blocks)
    return any(
        block.kind is BlockKind.PROMO and any(map(paywall, lines_of(text[block.start : block.end])))
        for block in below
    )


def _paragraphs(structured: Structured) -> list[str]:
    """The article's paragraphs, with the lines that hold its times and its notices."""
    return [
        text
        for block in structured.blocks
        if block.kind is not BlockKind.COMMENT
        and (text := structured.text[block.start : block.end].strip())
    ]


def trusted_canonical(claimed: str | None, url: str | None) -> str | None:
    """The page's canonical URL, unless the page was fetched from another site.

    A page must not be able to take the place of another publisher's article.
    """
    if not claimed or (url and not same_site(claimed, url)):
        return None
    return claimed


def _identity(url: str | None, origin: Origin, text: str) -> str:
    if url:
        return identity_of(url)
    return origin.identity or "text:" + sha256(text.encode("utf-8", "replace")).hexdigest()


def citable(structured: Structured) -> str:
    """The article's own words, block by block: all of a short one, the beginning of a long one."""
    parts: list[str] = []
    size = 0
    for block in structured.blocks:
        if block.kind.citable:
            parts.append(structured.text[block.start : block.end])
            size += block.end - block.start
            if size > 4000:
                break
    return "\n".join(parts).rstrip()


__all__ = [
    "Origin",
    "article_of",
    "citable",
    "compose",
    "stands_for",
    "trusted_canonical",
]
