"""Which of several claims about an article is believed, and from where each value came.

Claims come strongest first: what the file's front matter or the record states, then JSON-LD,
meta tags, the page's markup, its URL, its text, and last the file's name. For each field the
first claim that makes sense is taken. Dates count only from 1990 until two days from now; a
file's own time stamp is never a publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from ingest.fetching.urls import host_of, is_url
from ingest.kinds import kind_of
from ingest.text.clean import clean_line
from ingest.text.dates import Moment, parse_date, timestamp
from ingest.types import Access, ArticleKind, DatePrecision, Metadata

EARLIEST = "1990-01-01"
SLACK = timedelta(days=2)
MAX_TITLE = 400

#: How the sources of values are called for people; others are shown as they are.
_SHOWN = {
    "json-ld": "JSON-LD",
    "meta tag": "a meta tag",
    "saved page": "the header of the saved page",
    "page markup": "the page's markup",
    "page text": "a date found on the page",
    "url": "the web address",
    "record": "a field of the record",
    "text": "a line of the text",
    "heading": "the first heading",
    "place": "where it was fetched from",
    "feed": "the feed's entry",
    "file name": "the file's name",
    "length": "its length",
    "its end": "how its text ends",
    "stated length": "the length that it states",
    "its words": "the words of its text",
    "its build": "how its text is built",
    "url or headline": "the web address or the headline's label",
    "paywall line": "a line that asks readers to subscribe",
    "you": "set by you",
}


def in_plain_words(source: str) -> str:
    """How a source that ``Article.meta_sources`` names is shown to people."""
    return _SHOWN.get(source, source)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says about an article, as written there; None where it is silent."""

    source: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    retrieved: str | None = None
    url: str | None = None
    kind: str | None = None
    access: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The metadata believed; ``sources`` says for each field that is known where it came from."""

    meta: Metadata
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[str, ...]:
        """A remark where a date rests on a weak source."""
        source = self.sources.get("published")
        if source in ("url", "page text"):
            where = "its web address" if source == "url" else "a date found on the page"
            return (f"The publication date was taken from {where}.",)
        return ()


def resolve(claims: Sequence[Claim], *, now: datetime) -> Resolved:
    """Decide between ``claims``, strongest first. ``now`` bounds what can be a date."""
    sources: dict[str, str] = {}

    def first(name: str, read: Callable[[Claim], object]) -> object:
        for claim in claims:
            value = read(claim)
            if value:
                sources[name] = claim.source
                return value
        return None

    title = first("title", lambda claim: _title(claim.title))
    publisher = first("publisher", lambda claim: _short(claim.publisher))
    authors = first("authors", lambda claim: author_names(claim.authors))
    published = first("published", lambda claim: plausible_date(claim.published, now))
    modified = first("modified", lambda claim: plausible_date(claim.modified, now))
    retrieved = first("retrieved", lambda claim: plausible_date(claim.retrieved, now))
    url = first("url", lambda claim: _url(claim.url))
    kind = first("kind", lambda claim: kind_of(claim.kind))
    access = first("access", lambda claim: access_of(claim.access))
    language = first("language", lambda claim: language_code(claim.language))
    tags = first("tags", lambda claim: _tags(claim.tags))
    meta = Metadata(
        title=_text(title),
        publisher=_text(publisher),
        authors=authors if isinstance(authors, tuple) else (),
        url=_text(url),
        kind=kind if isinstance(kind, ArticleKind) else ArticleKind.REPORT,
        access=access if isinstance(access, Access) else Access.FULL,
        language=_text(language),
        tags=tags if isinstance(tags, tuple) else (),
        modified=modified.iso if isinstance(modified, Moment) else None,
        retrieved=retrieved.iso if isinstance(retrieved, Moment) else None,
    )
    if isinstance(published, Moment):
        precision: DatePrecision = published.precision
        meta = replace(meta, published=published.iso, published_precision=precision)
    if meta.publisher is None and (host := host_of(meta.url)):
        meta = replace(meta, publisher=host)
        sources["publisher"] = "url"
    return Resolved(meta, sources)


def plausible_date(text: str | None, now: datetime) -> Moment | None:
    """The date that ``text`` states, if it lies between 1990 and two days from ``now``."""
    moment = parse_date(text) if text and len(text) <= 100 else None
    if moment is None:
        return None
    latest = (now.astimezone(UTC) + SLACK).timestamp()
    return moment if timestamp(EARLIEST) <= timestamp(moment.iso) <= latest else None


_LABEL = re.compile(
    r"^\s*(?:opinion|analysis|commentary|comment|perspective|review|essay|interview|column|"
    r"meinung|kommentar|analyse)\s*[:|,–-]?\s+(?=(?:by|von|par|por)\s|(?-i:[A-Z])\S+\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?<=\w\s)(\S*\w)\s+in\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}$")
_BY = re.compile(r"^\s*(?:by|von|par|por)\s+", re.IGNORECASE)


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """People's names out of author fields; URLs, e-mail addresses and repeats fall out."""
    names: list[str] = []
    for value in values:
        value = _BY.sub("", _LABEL.sub("", clean_line(value)))
        for name in re.split(r"\s*[;|]\s*|\s+(?:and|&)\s+|,\s+(?=\w+\s)", value):
            name = _PLACE.sub(r"\1", name.strip(" ,."))
            if 2 <= len(name) <= 80 and "://" not in name and "@" not in name:
                names.append(name)
    return tuple(dict.fromkeys(names))[:20]


def access_of(text: str | None) -> Access | None:
    """The access named, case and surrounding space aside."""
    if not text:
        return None
    return _ACCESS.get(text.strip().lower().replace("_", " ").replace("-", " "))


_ACCESS = {access.value: access for access in Access}


def language_code(text: str | None) -> str | None:
    """``en`` of ``en-GB``, ``EN`` or ``en_US``; None for anything else."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*$", text or "")
    return found[1].lower() if found else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _title(text: str | None) -> str | None:
    return clean_line(text)[:MAX_TITLE].strip() or None if text else None


def _short(text: str | None) -> str | None:
    name = clean_line(text) if text else ""
    return name if 0 < len(name) <= 120 and "://" not in name else None


def _url(text: str | None) -> str | None:
    url = clean_line(text) if text else ""
    return url if len(url) <= 2000 and " " not in url and is_url(url) else None


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    tags = (clean_line(value) for value in values)
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= 60))[:30]
