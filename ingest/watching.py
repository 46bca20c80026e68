"""Following folders: what is new, edited, renamed or gone in them, as it happens.

By polling, since that works alike on every file system. Nothing but names, sizes and times is
looked at until something changes; the library is open only while it is being changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ingest import formats
from ingest.errors import BriefingError
from ingest.fetching.in_folders import parts_of_a_page
from ingest.pruning import gone, prune
from ingest.text.clean import visible
from ingest.types import Item, Report, Status

if TYPE_CHECKING:
    from ingest.library import Library

Stamp = tuple[int, int]
"""Size and time of change (ns) of a file."""

Kind = Literal[
    "added", "updated", "moved", "duplicate", "removed", "gone", "skipped", "failed",
    "away", "back", "waiting",
]  # fmt: skip
"""``away`` and ``back``: a folder that cannot be read, and can be again; ``waiting``: the
library could not be used this time, and is tried again."""

Ingest = Callable[[Sequence[str], "Library"], Report]
Open = Callable[[], AbstractContextManager["Library"]]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: to an article, or (``away``, ``back``) to a folder."""

    kind: Kind
    source: str
    article_id: str | None = None
    title: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """The readable files below the roots, and the folders whose files are not known now."""

    files: dict[str, Stamp] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def scan(roots: Sequence[str]) -> Scan:
    """Looks through the folders by name, size and time alone; hidden files are passed over.

    Links to files are followed where they stay inside. Files of unknown formats are left out.
    """
    files: dict[str, Stamp] = {}
    unknown: set[str] = set()
    for root in roots:
        try:
            if not os.path.isdir(root):
                status = os.stat(root)
                files[root] = (status.st_size, status.st_mtime_ns)
                continue
        except OSError:
            unknown.add(root)
            continue
        _scan_folder(root, os.path.realpath(root), files, unknown)
    return Scan(files, frozenset(unknown))


def _scan_folder(root: str, real: str, files: dict[str, Stamp], unknown: set[str]) -> None:
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
            names = frozenset(entry.name.lower() for entry in entries)
            for entry in entries:
                if not parts_of_a_page(entry.name, names):
                    _scan_entry(entry, real, files, pending)
        except OSError:
            unknown.add(folder)


def _scan_entry(
    entry: os.DirEntry[str], real: str, files: dict[str, Stamp], pending: list[str]
) -> None:
    try:
        path = entry.path
        if entry.is_symlink():
            path = os.path.realpath(entry.path)
            # A folder inside is looked through where it is.
            if entry.is_dir() or not _below(path, real):
                return
        if entry.is_dir():
            pending.append(path)
        elif entry.is_file() and formats.by_name(entry.name) is not None:
            status = entry.stat()
            files[path] = (status.st_size, status.st_mtime_ns)
    except OSError:
        # It went, or cannot be looked at: the next look tells.
        return


@dataclass(slots=True)
class Settling:
    """What changed since it was last dealt with, once it rests. Pure.

    ``known`` are the files as they were dealt with, ``before`` is the scan before.
    """

    known: dict[str, Stamp]
    before: Scan

    def changed(self, now: Scan) -> list[str]:
        """New and edited files whose size and time have not changed since the last scan."""
        return sorted(
            path
            for path, stamp in now.files.items()
            if self.known.get(path) != stamp and self.before.files.get(path) == stamp
        )

    def lost(self, now: Scan, roots: Sequence[str]) -> list[str]:
        """Files that were missing in this scan and the last one, of folders that were read.

        A folder that stands empty all at once may be a disk that is not mounted: nothing
        below it is lost.
        """
        away = self.away(now, roots)
        return sorted(
            path
            for path in self.known
            if path not in now.files
            and path not in self.before.files
            and not any(_below(path, folder) for folder in away)
        )

    def away(self, now: Scan, roots: Sequence[str]) -> frozenset[str]:
        """The folders whose files are not known now: unreadable, or empty all at once."""
        emptied = {
            root
            for root in roots
            if not any(_below(path, root) for path in now.files)
            and any(_below(path, root) for path in self.known)
        }
        return now.unknown | emptied

    def dealt(self, now: Scan, paths: Sequence[str], lost: Sequence[str]) -> None:
        """Remembers that these were dealt with as ``now`` has them."""
        self.known.update({path: now.files[path] for path in paths})
        for path in lost:
            self.known.pop(path, None)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class Watcher:
    """Follows folders: ``first`` ingests them, ``look`` deals with what changed since.

    ``take`` ingests the given files into the open library; ``open_library`` opens it.
    ``interrupted`` tells that the last ingest was ended by a signal.
    """

    def __init__(
        self, roots: Sequence[str], open_library: Open, take: Ingest, *, pruning: bool
    ) -> None:
        self.roots = [os.path.abspath(os.path.expanduser(root)) for root in roots]
        self.interrupted = False
        self._open = open_library
        self._take = take
        self._pruning = pruning
        self._settling = Settling({}, Scan())
        self._told: set[str] = set()
        self._away: frozenset[str] = frozenset()
        self._trouble = ""

    def first(self) -> Report:
        """A plain ingest of all that is there. Raises what that raises."""
        before = scan(self.roots)
        with self._open() as library:
            report = self._take(self.roots, library)
            self._told = {item.article_id or "" for item in gone(self.roots, library)}
        self.interrupted = report.interrupted
        self._settling = Settling(dict(before.files), before)
        return report

    def look(self) -> Iterator[Event]:
        """One look at the folders, and what came of it; nothing when nothing changed."""
        now = scan(self.roots)
        yield from self._tell_away(self._settling.away(now, self.roots))
        paths, lost = self._settling.changed(now), self._settling.lost(now, self.roots)
        if paths or lost:
            try:
                events = self._deal(paths, lost)
            except BriefingError as error:
                # What was not dealt with still differs from what is known: it is tried again.
                if self._trouble != error.message:
                    self._trouble = error.message
                    yield Event("waiting", "", reason=visible(str(error)))
            else:
                self._trouble = ""
                self._settling.dealt(now, paths, lost)
                yield from events
        self._settling.before = now

    def _deal(self, paths: Sequence[str], lost: Sequence[str]) -> list[Event]:
        events: list[Event] = []
        with self._open() as library:
            if paths:
                report = self._take(paths, library)
                self.interrupted = report.interrupted
                events += [event for item in report.items if (event := event_of(item))]
            if lost and not self.interrupted:
                events += self._gone(library)
        return events

    def _gone(self, library: Library) -> list[Event]:
        if self._pruning:
            return [event for item in prune(self.roots, library) if (event := event_of(item))]
        items = gone(self.roots, library)
        new = [item for item in items if item.article_id not in self._told]
        self._told = {item.article_id or "" for item in items}
        hint = "It stays in the library; --prune --yes removes such articles."
        return [
            Event("gone", item.source, item.article_id, item.title, f"{item.reason} {hint}")
            for item in new
        ]

    def _tell_away(self, away: frozenset[str]) -> Iterator[Event]:
        for folder in sorted(away - self._away):
            reason = "The folder cannot be read, or is empty. Nothing in it counts as gone."
            yield Event("away", visible(folder), reason=reason)
        for folder in sorted(self._away - away):
            yield Event("back", visible(folder), reason="The folder can be read again.")
        self._away = away


_KINDS: dict[Status, Kind] = {
    Status.ADDED: "added",
    Status.UPDATED: "updated",
    Status.DUPLICATE: "duplicate",
    Status.REMOVED: "removed",
    Status.SKIPPED: "skipped",
    Status.FAILED: "failed",
}


def event_of(item: Item) -> Event | None:
    """What to tell of an article; None of one that is unchanged where it was."""
    kind = _KINDS.get(item.status)
    if item.status is Status.UNCHANGED and item.reason is not None:
        kind = "moved"
    if kind is None:
        return None
    return Event(kind, item.source, item.article_id, item.title, item.reason, item.warnings)


__all__ = ["Event", "Scan", "Settling", "Watcher", "event_of", "scan"]
