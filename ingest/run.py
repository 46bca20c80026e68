"""One ingest on its way: sources are read into batches, batches written, the index fed.

It keeps the report so far. A source is remembered, so that it need not be read again, only
when all that was in it is in the catalogue.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest import batch
from ingest.errors import FetchError, SourceError
from ingest.feeding import Feeding, Watch
from ingest.fetch import digest_of, fetch
from ingest.following import Following
from ingest.interrupts import Interrupts
from ingest.library import Library
from ingest.links import Links
from ingest.options import IngestOptions
from ingest.pace import Pace
from ingest.prune import find_gone
from ingest.pruning import FILE_GONE, RECORD_GONE
from ingest.reading.reading import Reading
from ingest.reading.upcoming import Upcoming
from ingest.records import KnownSource
from ingest.remembering import Memory, renewed, untouched
from ingest.types import (
    Fetched,
    Item,
    Link,
    Rejected,
    Report,
    Source,
    Status,
)
from ingest.underway import ReadSource, Waiting, record, source_name


class Run:
    """One ingest: the report so far, the batch that is being filled, the index process."""

    def __init__(
        self, library: Library, options: IngestOptions, progress: Watch, stop: Interrupts
    ) -> None:
        self.library = library
        self.options = options
        self.progress = progress
        self.stop = stop
        self.memory = Memory(library.catalogue, options)
        self.links = Links(follow=options.follow, limit=options.limit)
        self.following = Following(library.catalogue, options, self.links)
        self.feeding = Feeding(library, progress, stop)
        self.reading = Reading(options.readers, stop)
        self.upcoming = Upcoming(self.reading, self._fetch, self._known)
        self._items: list[Item | None] = []
        self._outcomes: list[batch.Outcome] = []
        self._waiting: list[Waiting] = []
        self._queue: deque[Source | Rejected] = deque()
        self._finished: list[ReadSource] = []
        self._read: list[str] = []
        self._missed: set[str] = set()
        self._many = False
        self._sources = 0
        self._articles = 0
        self._pace = Pace()

    # ── sources ───────────────────────────────────────────────────────────────────────

    def take(self, sources: Sequence[Source | Rejected]) -> None:
        """Reads the sources one by one, and those that they lead to; a signal or
        ``cancelled`` ends it early."""
        self._queue.extend(sources)
        self.links.known(map(source_name, sources))
        self.following.ahead(one for one in sources if isinstance(one, Source))
        self._many = len(sources) > 1
        while self._queue:
            if self.stop():
                return
            with self.stop.breakable():
                self.upcoming.look(self._queue)
            source = self._queue.popleft()
            self.upcoming.turn()
            if isinstance(source, Rejected):
                self._reject(source)
            else:
                self._missed.add(source.location)
                if self._take_one(source) and not self.stop():
                    self._missed.discard(source.location)
            self._sources += 1
            if self._many:
                self._tell(source_name(source))

    def _take_one(self, source: Source) -> bool:
        """Reads a source, unless it is unchanged; False when it could not be fetched."""
        remembered = None if self.options.force else self.memory.recall(source.location)
        if remembered is not None and self._outdated_copy(remembered):
            remembered = None
        if remembered is not None and untouched(source, remembered):
            self._unchanged(source, remembered)
            return True
        try:
            with self.stop.breakable():
                fetched = self.upcoming.fetched() or self.following.fetch(source, remembered)
                digest = digest_of(fetched) if fetched else None
        except SourceError as error:
            # A page that a feed names and that is gone is no failure, nor asked for again.
            absent = isinstance(error, FetchError) and error.absent
            absent = absent and self.links.named(source.location)
            self._reject(Rejected(source.location, str(error), skipped=absent))
            return absent
        if remembered is not None and digest in (None, remembered.sha256):
            self._unchanged(source, remembered)
            if not self.options.dry_run:
                self._finished.append(ReadSource(renewed(remembered, source)))
            return True
        if fetched is None or digest is None:
            return True
        known = self.memory.read_now(source, digest)
        self.read(fetched, known if source.kind != "stdin" else None)
        self._read.append(source.location)
        return True

    def _fetch(self, source: Source) -> Fetched:
        """A file that will be read. Raises SourceError."""
        return fetch(source, settings=self.options.fetch, piecemeal=True)

    def _known(self, source: Source) -> tuple[bool, str]:
        """Whether a source looks untouched, and the sha256 that its bytes had."""
        remembered = None if self.options.force else self.memory.recall(source.location)
        if remembered is None:
            return False, ""
        return untouched(source, remembered), remembered.sha256

    def _begin(self, readings: Iterable[ReadSource]) -> None:
        """Lets what was remembered of these sources no longer stand for what they gave.

        Else a source that was read in part, and then put back as it had been, would look
        unchanged while the catalogue holds some of its other state.
        """
        stale = []
        for reading in readings:
            if reading.before is not None:
                stale.append(replace(reading.before, size=None, mtime_ns=None, sha256=""))
                reading.before = None
        if stale:
            self.library.catalogue.record_sources(stale)

    def _outdated_copy(self, known: KnownSource) -> bool:
        """Whether it gave a copy of another file's article, which was edited there since.

        The words that it still has may then be in the catalogue no more.
        """
        if not self.memory.copied(known):
            return False
        self.flush()
        return any(row.revision > 1 for row in self.memory.copied(known))

    def _unchanged(self, source: Source, known: KnownSource) -> None:
        rows = self.library.catalogue.row_of(known.articles)
        for article_id in known.articles:
            row = rows.get(article_id)
            title = row.meta.title if row else None
            self._items.append(Item(source.location, Status.UNCHANGED, article_id, title))

    def read(self, fetched: Fetched, known: KnownSource | None) -> None:
        """Reads one source into batches. Raises Interrupted on a signal while reading."""
        before = self.library.catalogue.source(known.location) if known is not None else None
        reading = ReadSource(known, before)
        found = self.reading.read(fetched)
        while True:
            with self.stop.breakable():
                result = next(found, None)
            if result is None:
                break
            if isinstance(result, Rejected):
                self._reject(result)
                reading.whole = reading.whole and result.skipped
                continue
            if isinstance(result, Link):
                self._link(result, fetched.source.location)
                continue
            self._items.append(None)
            result = self.following.placed(result, fetched.source)
            self._waiting.append(Waiting(len(self._items) - 1, result, reading))
            self._articles += 1
            if not self._many:
                self._tell(result.article.meta.title or "")
            if len(self._waiting) >= batch.MOST_ARTICLES:
                self.flush()
            if self.stop():
                return
        self._finished.append(reading)

    def _tell(self, note: str) -> None:
        """How far it is: in sources where there are several, else in articles."""
        total = self._sources + len(self._queue) if self._many else None
        fraction = None if self._many else self.reading.fraction
        done = self._sources if self._many else self._articles
        self.progress(self._pace.at(done, self._articles, note, total, fraction))

    def _link(self, link: Link, parent: str) -> None:
        """What a source only names: fetched next when it is to be followed, else reported."""
        taken = self.links.take(link, parent)
        if isinstance(taken, Item):
            self._items.append(taken)
        elif taken is not None and (known := self.following.settled(link)) is not None:
            self._unchanged(taken, known)
        elif taken is not None:
            self._queue.append(taken)
            self.following.ahead([taken])
            self._many = True

    def _reject(self, rejected: Rejected) -> None:
        status = Status.SKIPPED if rejected.skipped else Status.FAILED
        self._items.append(Item(rejected.source, status, reason=rejected.reason))

    # ── the catalogue ─────────────────────────────────────────────────────────────────

    def flush(self) -> None:
        """Writes the batch, and remembers the sources that are now wholly in."""
        waiting, self._waiting = self._waiting, []
        if not self.options.dry_run:
            self._begin(one.reading for one in waiting)
        outcomes = batch.store(
            [one.prepared for one in waiting],
            self.library,
            self.options.overrides,
            now=self.options.now,
            dry_run=self.options.dry_run,
            fault=self._items.append,
        )
        for one, outcome in zip(waiting, outcomes, strict=True):
            self._items[one.slot] = outcome.item
            one.reading.articles.append(outcome.article_id)
            self._outcomes.append(outcome)
        if self.options.dry_run:
            return
        finished, self._finished = self._finished, []
        records = [known for reading in finished if (known := record(reading)) is not None]
        if records:
            self.library.catalogue.record_sources(records)
        self.feeding.wrote(sum(outcome.passages for outcome in outcomes))

    def prune(self, arguments: Sequence[str]) -> None:
        """Removes the articles whose files are gone."""
        found = find_gone(arguments, self.library.catalogue)
        rows = self.library.catalogue.row_of(found.article_ids)
        for row in rows.values():
            gone = row.article_id not in found.vanished
            reason = FILE_GONE if gone else RECORD_GONE
            item = Item(row.source, Status.REMOVED, row.article_id, row.meta.title, reason)
            self._items.append(item)
        if not self.options.dry_run:
            # In this order: an article whose source is forgotten would never be found again.
            self.library.catalogue.remove(found.article_ids)
            self.library.catalogue.forget_sources(found.locations)

    def close(self) -> None:
        """Ends the readers, the index process after its current batch, and what is being
        fetched."""
        self.reading.close()
        self.following.close()
        self.feeding.close()

    def report(self, seconds: float, *, interrupted: bool) -> Report:
        """What was done, and how the addresses on the web fared is remembered."""
        items = [item for item in self._items if item is not None]
        self.following.finish(items)
        if self.options.follow and not self.options.dry_run:
            self._missed.update(map(source_name, self._queue))
            unfinished = self.links.parents(self._missed)
            self.memory.pages_fetched(name for name in self._read if name not in unfinished)
        return Report(
            items=(*items, *self.links.left_out()),
            withheld_comments=sum(outcome.comments for outcome in self._outcomes),
            withheld_boilerplate=sum(outcome.boilerplate for outcome in self._outcomes),
            passages=sum(outcome.passages for outcome in self._outcomes),
            seconds=seconds,
            dry_run=self.options.dry_run,
            interrupted=interrupted,
        )
