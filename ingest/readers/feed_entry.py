"""One entry of a feed as an article, and as a link to the page it stands for. Pure.

An entry's address says which article it is, so that the page, when it is fetched, takes the
place of the summary. Full text under an address of another site keeps an identity of its own:
a feed must not be able to take the place of another publisher's article.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urljoin

from ingest.access import cut_mark, unfinished
from ingest.errors import ReadError
from ingest.fetching.urls import host_of, identity_of, is_url, same_site
from ingest.kinds import kind_of
from ingest.links import FETCH_PAGE
from ingest.metadata import Claim
from ingest.readers.compose import MIN_WORDS, Origin, article_of, stands_for
from ingest.readers.document import Document
from ingest.readers.feed_names import comment_address, comments_title, gathers, outlet_in
from ingest.readers.markup import untagged
from ingest.text.clean import clean_line
from ingest.types import Access, Article, Link, Rejected

FULL_WORDS = 150
"""A description of so many words is the article itself; a summary is shorter."""

MAX_URL = 4_000
"""Characters of an address."""

_SUMMARY = "It holds a summary only, not the article."
_CUT = "The feed is cut off within this entry. Fetch or copy it again."
_COMMENTS = "Entries that are readers' comments are not taken: {}. Ingest the feed of the articles."
_MAIL = re.compile(r"\S+@\S+\s*\(([^()]{2,80})\)\s*\Z")
_NO_NAMES = frozenset(
    {"rss", "rss feed", "feed", "feeds", "home", "news", "latest", "latest news", "blog",
     "atom feed", "untitled", "all", "articles"}
)  # fmt: skip

_NOBODY = frozenset({"admin", "administrator", "webmaster", "root", "wordpress"})
"""Names of accounts, under which nobody writes."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article; empty where it is silent.

    ``content`` is what it gives as the text itself, ``summary`` what it gives instead of it.
    ``large`` says that the text was far beyond an article's and was left out; ``source`` is who
    published it, where the feed only passes it on.
    """

    guid: str = ""
    title: str = ""
    link: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    content: str = ""
    summary: str = ""
    language: str = ""
    large: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what it is called, its home page, and its entries; ``left`` were left out. ``cut``:
    it ends before its end, so that its last entry may lack what it had."""

    title: str
    link: str
    entries: tuple[Entry, ...]
    left: int = 0
    cut: bool = False


def results(document: Document, feed: Feed) -> Iterator[Article | Rejected | Link]:
    """What the entries come to, in the order of the feed."""
    base = document.fetched.url or (feed.link if is_url(feed.link) else "")
    every = [address(entry.link, base) for entry in feed.entries]
    entries = [
        (number, entry, url)
        for number, (entry, url) in enumerate(zip(feed.entries, every, strict=True), 1)
        if not (comments_title(feed.title) or comment_address(url or ""))
    ]
    shared = _shared(entries, address(feed.link, base))
    publisher = _publisher(feed, [url for _, _, url in entries], document.fetched.url)
    seen: set[str] = set()
    for number, whole, url in entries:
        entry = _bounded(whole)
        where = f"{document.shown}:{number}"
        try:
            found = list(_results(document, entry, url, publisher, own=_name(url) not in shared))
        except ReadError as error:
            reason = _CUT if feed.cut and number == len(feed.entries) else str(error)
            yield Rejected(where, reason, skipped=True)
            continue
        first = found[0]
        name = first.identity if isinstance(first, Article) else url or ""
        if name in seen:
            reason = f"Entry {number} has the identifier of an earlier one; it was left out."
            yield Rejected(where, reason, skipped=True)
            continue
        seen.add(name)
        yield from found
    if comments := len(feed.entries) - len(entries):
        yield Rejected(document.shown, _COMMENTS.format(comments), skipped=True)
    if feed.left:
        reason = (
            f"The feed is very large: its first {len(feed.entries)} entries were read, "
            f"{feed.left} were left out."
        )
        yield Rejected(document.shown, reason, skipped=True)


def address(link: str, base: str) -> str | None:
    """The http(s) address that a link means; None for any other. ``base`` may be empty."""
    link = html.unescape(link[: MAX_URL + 1].strip())
    if not link or len(link) > MAX_URL:
        return None
    try:
        url = urljoin(base, link)
    except ValueError:
        return None
    return url if is_url(url) and not re.search(r"[\s\x00-\x1f]", url) else None


def _results(
    document: Document, entry: Entry, url: str | None, publisher: str | None, *, own: bool
) -> Iterator[Article | Link]:
    if entry.large:
        raise ReadError(
            "Its text is far larger than an article's; it was left out.",
            "Ingest the page that it stands for.",
        )
    body, access = _body(entry)
    if len(body.split()) < MIN_WORDS:
        body = ""
    link = Link(
        source=document.shown,
        url=url or "",
        title=clean_line(untagged(entry.title)) or None,
        published=None,
        held=bool(body),
    )
    if not body:
        if url is None:
            raise ReadError("The entry holds no text and no address.", "Nothing can be done.")
        yield link
        return
    origin = stands_for(document, _key(entry, body))
    warning = _SUMMARY + (FETCH_PAGE if url else "")
    article = article_of(
        origin,
        body,
        _claims(entry, url, publisher, access),
        warnings=(warning,) if access is Access.SUMMARY else (),
    )
    yield _identified(article, origin, url, document.fetched.url, own=own)
    if access is Access.SUMMARY and url is not None:
        yield replace(link, published=article.meta.modified or article.meta.published)


def _bounded(entry: Entry) -> Entry:
    """The entry with small things small: what reads them need not expect a megabyte."""
    return replace(
        entry,
        title=entry.title[:2_000],
        authors=tuple(name[:300] for name in entry.authors[:20]),
        published=entry.published[:100],
        updated=entry.updated[:100],
        tags=tuple(tag[:200] for tag in entry.tags[:50]),
        source=entry.source[:300],
    )


def _body(entry: Entry) -> tuple[str, Access | None]:
    """``(text, how much of the article it is)``; None for all of it."""
    content, summary = untagged(entry.content).strip(), untagged(entry.summary).strip()
    if _only_title(content, entry):
        content = ""
    if _only_title(summary, entry):
        summary = ""
    words = len(content.split())
    declared = bool(content) and entry.content.strip() != entry.summary.strip()
    if declared and words > len(summary.split()) and not cut_mark(content):
        return content, Access.PARTIAL if unfinished(content) else None
    text = content if words >= len(summary.split()) else summary
    whole = len(text.split()) >= FULL_WORDS and not cut_mark(text)
    return text, None if whole else Access.SUMMARY


def _claims(
    entry: Entry, url: str | None, publisher: str | None, access: Access | None
) -> Sequence[Claim]:
    tags = tuple(tag for raw in entry.tags if (tag := _tag(raw)))
    kind = next((tag for tag in tags if len(tag.split()) <= 2 and kind_of(tag)), None)
    return (
        Claim(
            source="feed",
            title=untagged(entry.title) or None,
            publisher=untagged(entry.source) if entry.source and publisher is None else publisher,
            authors=tuple(_author(name) for name in entry.authors),
            published=entry.published or entry.updated or None,
            modified=entry.updated or None,
            url=url,
            kind=kind,
            access=access.value if access else None,
            language=entry.language or None,
            tags=tags,
        ),
    )


def _identified(
    article: Article, origin: Origin, url: str | None, feed: str | None, *, own: bool
) -> Article:
    """The article under its address where that may stand for it, else under its key."""
    key = origin.identity or article.identity
    if url is None or not own:
        return replace(article, identity=key)
    if article.meta.access is Access.SUMMARY or feed is None or same_site(feed, url):
        return replace(article, identity=identity_of(url))
    return replace(article, identity=key)


def _key(entry: Entry, body: str) -> str:
    if entry.guid:
        return entry.guid[:500]
    what = "\n".join((entry.title, entry.link, entry.published)).strip() or body
    return sha256(what.encode("utf-8", "replace")).hexdigest()[:16]


def _only_title(text: str, entry: Entry) -> bool:
    """Whether a text says no more than the title and the source: search engines' feeds do so."""
    said = _WORD.findall(f"{untagged(entry.title)} {untagged(entry.source)}".casefold())
    return set(_WORD.findall(text.casefold())) <= set(said)


def _shared(entries: Iterable[tuple[int, Entry, str | None]], home: str | None) -> set[str | None]:
    """Names of addresses that stand for no single article: different entries have them, or the
    feed. An entry that is only listed twice, in two sections say, is not different."""
    first: dict[str | None, tuple[str, str | None]] = {}
    shared: set[str | None] = {_name(home)}
    for _, entry, url in entries:
        what = (entry.title.strip().casefold(), url)
        if first.setdefault(_name(url), what) != what:
            shared.add(_name(url))
    return shared


def _name(url: str | None) -> str | None:
    return identity_of(url) if url else None


def _publisher(feed: Feed, urls: Sequence[str | None], feed_url: str | None) -> str | None:
    """The feed's title, unless it says nothing or the feed gathers what others publish."""
    title = clean_line(untagged(feed.title))
    hosts = {host_of(url) for url in urls if url}
    home = feed_url or feed.link
    elsewhere = {host for host in hosts if host and not same_site(f"http://{host}/", home)}
    if not title or title.casefold() in _NO_NAMES or len(elsewhere) > 1 or gathers(title):
        return None
    return outlet_in(title, home)


def _author(name: str) -> str:
    name = untagged(name)
    found = _MAIL.search(name)
    name = (found[1] if found else name).strip()
    return "" if name.casefold() in _NOBODY else name


def _tag(raw: str) -> str:
    tag = clean_line(untagged(raw))
    return "" if "://" in tag or len(tag) > 60 else tag
