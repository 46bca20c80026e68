"""What an ingest remembers of addresses on the web, so that an update can ask for news only.

A source is asked conditionally only when the bytes that its validators belong to are wholly
in the catalogue; so nothing can be missed after a run that was cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from ingest.errors import FetchError
from ingest.fetch import fetch
from ingest.fetching.ahead import Ahead
from ingest.fetching.urls import host_of, identity_of
from ingest.following_checks import check, kind_of
from ingest.following_rules import due, look_again, next_place, next_try, title_in
from ingest.links import FETCH_PAGE
from ingest.text.clean import visible
from ingest.text.dates import timestamp
from ingest.types import (
    Fetched,
    Followed,
    Item,
    Link,
    Overrides,
    Source,
    Status,
)

if TYPE_CHECKING:
    from ingest.catalogue import Catalogue
    from ingest.links import Links
    from ingest.options import IngestOptions
    from ingest.records import KnownSource, Prepared

_NEW = (Status.ADDED, Status.UPDATED)
_LINE = re.compile(r":\d+$")


@dataclass(slots=True)
class _Seen:
    """What became of one followed source in this run."""

    record: Followed
    url: str
    new: bool = False
    gave: bool = False


class Following:
    """The followed sources of one library, as one ingest meets them."""

    def __init__(self, catalogue: Catalogue, options: IngestOptions, links: Links) -> None:
        self._catalogue = catalogue
        self._options = options
        self._links = links
        self._before: dict[str, Followed] = {
            source.location: source for source in catalogue.followed()
        }
        # A list that names them is no reason to ask for them now.
        self._now = datetime.fromisoformat(options.now)
        ready, _ = due(self._before.values(), self._now)
        links.known(self._before.keys() - {source.location for source in ready})
        links.forgotten(catalogue.forgotten())
        self._seen: dict[str, _Seen] = {}
        self._blocked: dict[str, FetchError] = {}
        self._asked: dict[str, tuple[str | None, str | None]] = {}
        self._ahead = Ahead(self._get)

    # ── fetching ──────────────────────────────────────────────────────────────────────

    def ahead(self, sources: Iterable[Source]) -> None:
        """Starts fetching what lies on the web: several hosts at once, one page of each."""
        on_web = [source for source in sources if source.kind == "url"]
        for source in on_web:
            self._validators(source)
        self._ahead.begin(on_web)

    def fetch(self, source: Source, remembered: KnownSource | None) -> Fetched | None:
        """The bytes of a source; None when it is what ``remembered`` says.

        Raises FetchError, and remembers of a followed source that it failed.
        """
        if source.kind != "url":
            return fetch(source, settings=self._options.fetch, piecemeal=True)
        self._validators(source)
        try:
            fetched = self._ahead.get(source)
            self._check(source, fetched)
        except FetchError as error:
            self._failed(source.location, error)
            raise
        self._note(source, fetched)
        if fetched.unchanged and remembered is None:
            # It was asked about before something made it necessary to read it again.
            fetched = fetch(source, settings=self._options.fetch)
            self._note(source, fetched)
        return None if fetched.unchanged else fetched

    def settled(self, link: Link) -> KnownSource | None:
        """What is remembered of a page that needs no fetching: it was read, what names it says
        of no later change, and it is not so new that it may be edited still."""
        if link.kind != "page" or self._options.force or link.url in self._before:
            return None
        known = self._catalogue.source(link.url)
        if known is None or not known.articles or not known.sha256:
            return None
        rows = self._catalogue.row_of(known.articles).values()
        read = [row.meta.retrieved for row in rows if row.meta.retrieved]
        if link.published is None or not read:
            return known
        return None if look_again(link.published, max(read, key=timestamp), self._now) else known

    def placed(self, prepared: Prepared, source: Source) -> Prepared:
        """A page in the place of the summary that led to it, whatever it calls itself.

        The address in a feed may redirect, or the page may name another one as its own; where
        an article of that name is known, it stays that one. Of a summary whose page is fetched
        it is not said how to fetch it.
        """
        article = prepared.article
        if self._options.follow and any(text.endswith(FETCH_PAGE) for text in article.warnings):
            remarks = tuple(text.removesuffix(FETCH_PAGE) for text in article.warnings)
            return replace(prepared, article=replace(article, warnings=remarks))
        name = identity_of(source.location)
        if not self._links.held(source.location) or article.identity == name:
            return prepared
        if self._catalogue.known([article.identity]):
            return prepared
        return replace(prepared, article=replace(article, identity=name))

    def close(self) -> None:
        """Begins no further fetch."""
        self._ahead.close()

    def _validators(self, source: Source) -> None:
        """Looks up, in the thread that may ask the catalogue, what to ask the server about."""
        if source.location in self._asked:
            return
        before = self._before.get(source.location)
        known = None if self._options.force else self._catalogue.source(source.location)
        same = before is not None and known is not None and known.sha256 == before.sha256
        usable = before is not None and same and bool(before.sha256)
        self._asked[source.location] = (
            (before.etag, before.last_modified) if before is not None and usable else (None, None)
        )

    def _get(self, source: Source) -> Fetched:
        """One fetch, from any thread. A host that asked to be left alone is left alone."""
        host = host_of(source.location) or ""
        if (blocked := self._blocked.get(host)) is not None:
            raise FetchError(
                f"It was not fetched: {visible(host)} asked to be left alone.",
                "Run the update again later.",
                status=blocked.status,
                retry_after=blocked.retry_after,
            )
        etag, last_modified = self._asked[source.location]
        try:
            return fetch(
                source, settings=self._options.fetch, etag=etag, last_modified=last_modified
            )
        except FetchError as error:
            if error.status == 429 or (error.status == 503 and error.retry_after):
                self._blocked[host] = error
            raise

    def _check(self, source: Source, fetched: Fetched) -> None:
        before = self._before.get(source.location)
        if before is None or fetched.unchanged:
            return
        known = self._catalogue.source(source.location)
        rows = self._catalogue.row_of(known.articles).values() if known else ()
        check(before, fetched, [row.meta.url for row in rows if row.meta.url])

    # ── remembering ───────────────────────────────────────────────────────────────────

    def finish(self, items: Sequence[Item]) -> None:
        """Remembers how the sources of this run went; ``items`` is what came of them."""
        places = {visible(seen.url): location for location, seen in self._seen.items()}
        places |= {visible(location): location for location in self._seen}
        for item in items:
            whole = places.get(item.source)
            entry = places.get(_LINE.sub("", item.source))
            seen = self._seen.get(whole or entry or self._links.root_of(item.source))
            if seen is None:
                continue
            if item.status in _NEW:
                seen.new = True
            seen.gave = seen.gave or item.article_id is not None
            noted = seen.record.state in ("failing", "gone")
            if item.status is Status.FAILED and whole and not (seen.gave or noted):
                self._fail(seen, item.reason or "It could not be read.")
        if not self._options.dry_run:
            self._save()

    def _save(self) -> None:
        gone: list[str] = []
        records: list[Followed] = []
        for location, seen in self._seen.items():
            known = location in self._before
            if seen.record.state == "failing" and not known:
                continue
            record = seen.record
            if seen.new:
                record = replace(record, changed=self._options.now)
                record = replace(record, state="ok")
            if record.location != location:
                gone.append(location)
            records.append(record)
        if gone:
            self._catalogue.unfollow(gone)
        if records:
            self._catalogue.follow(records)

    def _note(self, source: Source, fetched: Fetched) -> None:
        location = source.location
        kind = kind_of(fetched)
        named = self._links.root_of(location) == location
        before = self._before.get(location)
        if before is None and not (named or kind == "feed"):
            return
        place = next_place(location, fetched.moved, kind)
        if not named and self._links.unwanted(place):
            return
        record = before or self._before.get(place) or Followed(location, kind)
        if self._options.overrides != Overrides():
            record = replace(record, overrides=self._options.overrides)
        record = replace(
            record,
            follow=record.follow or self._options.follow,
            checked=self._options.now,
            state="unchanged",
            message=None,
            failures=0,
            not_before=None,
        )
        if not fetched.unchanged:
            digest = sha256(fetched.data).hexdigest()
            record = replace(
                record,
                location=place,
                kind=kind,
                title=title_in(fetched.data, fetched.charset) or record.title,
                etag=fetched.etag,
                last_modified=fetched.last_modified,
                sha256=digest,
                state="ok" if before is None else "unchanged",
            )
        self._seen[location] = _Seen(record, fetched.url or location)

    def _failed(self, location: str, error: FetchError) -> None:
        before = self._before.get(location)
        if before is None or self._options.fetch.offline:
            return
        seen = _Seen(replace(before, checked=self._options.now), location)
        self._seen[location] = seen
        if error.status == 410:
            seen.record = replace(
                seen.record, state="gone", message=error.message, failures=before.failures + 1
            )
        else:
            self._fail(seen, str(error), error.retry_after)

    def _fail(self, seen: _Seen, message: str, retry_after: str | None = None) -> None:
        before = self._before.get(seen.record.location)
        failures = (before.failures if before else 0) + 1
        seen.record = replace(
            seen.record,
            state="failing",
            message=message,
            failures=failures,
            not_before=next_try(failures, self._now, retry_after).isoformat(timespec="seconds"),
            etag=None,
            last_modified=None,
            sha256="",
        )
