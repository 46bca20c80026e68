"""``briefing ingest --watch``: the rounds, and a line for each thing that happens."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.library import Library
    from ingest.types import Overrides, Report
    from ingest.watching import Event, Watcher

SHORTEST = 0.1
"""Seconds between two looks that may be asked for at the least."""


def seconds(text: str) -> float:
    """A time in seconds, of a tenth at the least; argparse reports anything else."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not SHORTEST <= value <= 86400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from {SHORTEST} on")
    return value


def check(args: argparse.Namespace) -> None:
    """Raises UsageError for what cannot be watched, or not in this way."""
    if args.dry_run:
        raise UsageError("--watch and --dry-run do not go together.", "Leave one of them out.")
    if args.prune and not args.yes:
        raise UsageError(
            "--watch has nobody to ask before it removes an article.",
            "Add --yes to have those removed whose files are gone, or leave out --prune.",
        )
    for source in args.source:
        if not Path(source).expanduser().exists():
            raise UsageError(
                f"{source!r} is no folder or file, so it cannot be watched.",
                "Name a folder. Feeds and pages are fetched again by: briefing update",
            )


def run_watch(
    args: argparse.Namespace, settings: Settings, terminal: Terminal, overrides: Overrides
) -> Exit:
    """Ingests and follows the folders until a signal ends it; then exit code 130.

    Raises UsageError for what cannot be watched; what the first ingest raises.
    """
    from assistant.commands.ingest import library_for
    from ingest.watching import Watcher

    check(args)
    take = _taking(args, settings, terminal, overrides)
    watcher = Watcher(
        args.source, lambda: library_for(settings, dry_run=False), take, pruning=args.prune
    )
    try:
        _show(watcher.first(), args, terminal)
        if not watcher.interrupted:
            terminal.say(f"briefing: Watching {', '.join(watcher.roots)}. Ctrl-C ends it.")
            _rounds(watcher, args, terminal)
    except KeyboardInterrupt:
        pass
    terminal.say("briefing: Watching has ended. What was taken in is kept.")
    return Exit.INTERRUPTED


def _taking(
    args: argparse.Namespace, settings: Settings, terminal: Terminal, overrides: Overrides
) -> Callable[[Sequence[str], Library], Report]:
    """An ingest as the options say; the first reads all again with ``--force``, and prunes."""
    from datetime import UTC, datetime

    from assistant.wiring import fetch_settings
    from ingest.pipeline import IngestOptions, ingest

    first = True

    def take(sources: Sequence[str], library: Library) -> Report:
        nonlocal first
        options = IngestOptions(
            overrides=overrides,
            force=args.force and first,
            prune=args.prune and first,
            now=datetime.now(UTC).isoformat(timespec="seconds"),
            fetch=fetch_settings(settings),
        )
        first = False
        with terminal.progress("Ingesting") as progress:
            return ingest(sources, library, options, progress=progress)

    return take


def _show(report: Report, args: argparse.Namespace, terminal: Terminal) -> None:
    """The report of the first ingest; with ``--json`` a line for each item that is not
    unchanged."""
    from assistant.commands.ingest import report_text
    from ingest.watching import event_of

    if not args.json:
        terminal.result(report_text(report, everything=terminal.verbose))
        return
    for item in report.items:
        if event := event_of(item):
            terminal.json_line(event_json(event))


def _rounds(watcher: Watcher, args: argparse.Namespace, terminal: Terminal) -> None:
    while not watcher.interrupted:
        time.sleep(args.interval)
        for event in watcher.look():
            if args.json:
                terminal.json_line(event_json(event))
            elif event.kind in ("away", "back", "waiting"):
                terminal.say(f"briefing: {' '.join(filter(None, (event.source, event.reason)))}")
            else:
                terminal.result(event_text(event))


def event_json(event: Event) -> dict[str, object]:
    """One event, in the shape of an item of ``ingest --json``."""
    shape: dict[str, object] = {"source": event.source, "status": event.kind}
    for name in ("article_id", "title", "reason"):
        if (value := getattr(event, name)) is not None:
            shape[name] = value
    return {**shape, "warnings": list(event.warnings)}


def event_text(event: Event) -> str:
    """One event on one line; a failure with its reason."""
    from ingest.text.clean import visible

    name = f"{event.article_id:<13}  {visible(event.title or 'untitled')}" if event.title else ""
    if event.article_id and not name:
        name = event.article_id
    reason = visible(event.reason or "")
    if event.kind == "updated" and reason:
        return f"{event.kind:<9}  {name}: {reason}"
    if event.kind in ("added", "updated"):
        return f"{event.kind:<9}  {name}"
    return (
        f"{event.kind:<9}  {' '.join(filter(None, (name, f'({visible(event.source)})', reason)))}"
    )
