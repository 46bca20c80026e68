"""What ``briefing doctor`` looks at: settings, embedder, library, index; and how to mend them."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BriefingError, EmbedderError, EmbedderMismatch, LibraryMissing
from ingest.health import Finding, health
from ingest.health import repair as repair_library

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal


def examine(settings: Settings, fault: BriefingError | None = None) -> list[Finding]:
    """Every check in turn; a check that fails never stops the next.

    ``fault`` is what kept the settings from being read; the rest is then checked with the
    defaults.
    """
    found = [Finding(False, fault.message, fault.hint)] if fault else []
    return [*found, *_settings(settings), *_sqlite(), *_engine(settings), *_library(settings)]


def repair(settings: Settings, terminal: Terminal) -> list[str]:
    """Mends what can be mended without losing anything; gives a line for each thing done.

    Raises LibraryError when another process is in the way.
    """
    try:
        with terminal.progress("Mending") as progress:
            return repair_library(settings.library, server=settings.chroma, progress=progress)
    except LibraryMissing:
        return []


def _settings(settings: Settings) -> Iterator[Finding]:
    path = settings.config_path
    if not path.exists():
        yield Finding(True, f"no settings file ({path}); defaults and environment are used")
    elif os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(False, f"others can read the settings file {path}", f"chmod 600 {path}")
    else:
        yield Finding(True, f"settings file {path}")
    if settings.keys:
        from assistant.ui.rooms import remapped

        for problem in remapped(settings.keys).problems:
            yield Finding(False, f"[keys] {problem}", "briefing config keys")


def _sqlite() -> Iterator[Finding]:
    with sqlite3.connect(":memory:") as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
            yield Finding(True, f"SQLite {sqlite3.sqlite_version} with full-text search")
        except sqlite3.OperationalError:
            yield Finding(
                False,
                f"SQLite {sqlite3.sqlite_version} has no full-text search (FTS5)",
                "use a Python whose sqlite3 module has FTS5, such as python.org's",
            )


def _engine(settings: Settings) -> Iterator[Finding]:
    from assistant.wiring import make_engine

    try:
        engine = make_engine(settings)
    except BriefingError as error:
        yield Finding(False, error.message, error.hint)
        return
    where = f"sends to {engine.endpoint}" if engine.endpoint else "nothing leaves this machine"
    model = f" ({engine.model})" if engine.model else ""
    yield Finding(True, f"engine {engine.name}{model}: {where}")


def _library(settings: Settings) -> Iterator[Finding]:
    from assistant.wiring import open_library

    if settings.library.exists() and not settings.library.is_dir():
        yield Finding(
            False, f"{settings.library} is no folder, so no library", "name another: --library DIR"
        )
        return
    yield from _readable_by_others(settings.library)
    try:
        with open_library(settings) as library:
            yield Finding(True, f"library {settings.library}, embedder {library.embedder.name}")
    except LibraryMissing as error:
        yield Finding(True, f"{error.message} {error.hint}")
        return
    except (EmbedderError, EmbedderMismatch) as error:
        yield Finding(False, error.message, error.hint)
    except BriefingError:
        pass  # health, below, names it too
    yield from health(settings.library, server=settings.chroma)


def _readable_by_others(folder: Path) -> Iterator[Finding]:
    if os.name != "nt" and folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Finding(False, f"others can look into the library {folder}", f"chmod 700 {folder}")
