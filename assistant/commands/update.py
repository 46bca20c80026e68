"""``briefing update``: feeds and pages that were ingested by their address, fetched again."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit
from ingest.errors import BriefingError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.catalogue import Catalogue
    from ingest.library import Library
    from ingest.types import Followed
    from ingest.updating import Edit, Updated

_NOTHING = (
    "Nothing is followed yet. Ingest a feed or a page by its address, and it will be: "
    "briefing ingest https://…"
)


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers,
        parents,
        "update",
        run,
        "fetch the feeds and pages that you ingested again",
        epilog="Asks each server for what is new only. A source that fails is left alone for a "
        "while, longer each time; naming it asks at once. What is gone for good is not asked for "
        "again; its articles stay.",
    )
    parser.add_argument("source", nargs="*", help="only these addresses, and at once")
    parser.add_argument("--list", action="store_true", help="what is followed, and how it fared")
    parser.add_argument(
        "--forget",
        metavar="URL",
        action="append",
        default=[],
        help="follow it no more; its articles stay; may be repeated",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="fetch, say what is new, keep nothing"
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Updates, lists or forgets; exit code 3 when some source failed."""
    from assistant.wiring import open_library

    changing = not (args.list or args.dry_run)
    with open_library(settings, write=changing) as library:
        catalogue = library.catalogue
        if args.forget:
            return _forget(args, catalogue, terminal)
        if args.list:
            return _list(args, catalogue, terminal)
        followed = catalogue.followed()
        chosen = _chosen(followed, args.source)
        if followed and settings.offline:
            raise BriefingError(
                "Nothing was fetched: working offline.", "Leave out --offline to update."
            )
        return _update(args, settings, terminal, library, chosen)


def _update(
    args: argparse.Namespace,
    settings: Settings,
    terminal: Terminal,
    library: Library,
    chosen: Sequence[Followed],
) -> Exit:
    from datetime import UTC, datetime

    from assistant.commands.ingest import report_json, report_text
    from assistant.wiring import fetch_settings
    from ingest.options import IngestOptions
    from ingest.updating import update

    options = IngestOptions(
        # Finer than an ingest: what this run changed is told by its time.
        now=datetime.now(UTC).isoformat(timespec="milliseconds"),
        dry_run=args.dry_run,
        fetch=fetch_settings(settings),
    )
    with terminal.progress("Updating") as progress:
        done = update(library, options, only=chosen, progress=progress)
    report = done.report
    if args.json:
        terminal.json(report_json(report) | changes_json(done))
    elif not done.followed:
        terminal.result(_NOTHING)
    else:
        terminal.result(report_text(report, everything=terminal.verbose))
        for line in edits_text(done.edits):
            terminal.result(line)
    if library.why_no_index:
        terminal.say(f"briefing: The articles are stored. {visible(library.why_no_index)}")
    if report.interrupted:
        terminal.say("briefing: Interrupted. What is listed is kept; run it again to go on.")
        return Exit.INTERRUPTED
    return Exit.SOURCES_FAILED if report.failed else Exit.DONE


def _chosen(followed: Sequence[Followed], names: Sequence[str]) -> list[Followed]:
    """The named sources. Raises UsageError for a name that nothing followed has."""
    from ingest.updating import matching

    chosen: list[Followed] = []
    for found in matching(followed, names):
        if isinstance(found, str):
            raise UsageError(
                f"{visible(found)} is not followed.",
                "See what is: briefing update --list. Follow it: briefing ingest URL",
            )
        chosen.append(found)
    return chosen


def _forget(args: argparse.Namespace, catalogue: Catalogue, terminal: Terminal) -> Exit:
    chosen = _chosen(catalogue.followed(), args.forget)
    catalogue.forget([source.location for source in chosen])
    if args.json:
        terminal.json({"forgotten": [source.location for source in chosen]})
    for source in chosen:
        terminal.say(
            f"{visible(source.location)} is followed no more, even where a list names it; "
            "its articles stay. To follow it again, ingest it."
        )
    return Exit.DONE


def _list(args: argparse.Namespace, catalogue: Catalogue, terminal: Terminal) -> Exit:
    followed = _chosen(catalogue.followed(), args.source) or catalogue.followed()
    if args.json:
        terminal.json({"followed": [followed_json(source) for source in followed]})
    elif not followed:
        terminal.result(_NOTHING)
    for source in () if args.json else followed:
        for line in _lines(source):
            terminal.result(line)
    return Exit.DONE


def _lines(source: Followed) -> list[str]:
    checked = (source.checked or "never")[:16].replace("T", " ")
    changed = (source.changed or "never")[:16].replace("T", " ")
    lines = [
        f"{source.state:<9}  {source.kind:<5}  {visible(source.location)}",
        f"{'':<18}{visible(source.title or 'untitled')}; checked {checked}, "
        f"something new {changed}",
    ]
    if source.message:
        times = f" ({source.failures} times in a row)" if source.failures > 1 else ""
        lines.append(f"{'':<18}{visible(source.message)}{times}")
    return lines


def followed_json(source: Followed) -> dict[str, object]:
    """The shape of one entry of ``update --list --json``."""
    return {
        "location": source.location,
        "kind": source.kind,
        "title": source.title,
        "state": source.state,
        "checked": source.checked,
        "changed": source.changed,
        "not_before": source.not_before,
        "failures": source.failures,
        "message": source.message,
        "follow": source.follow,
    }


def changes_json(done: Updated) -> dict[str, object]:
    """What ``update --json`` has beyond ``ingest --json``."""
    return {
        "changes": [
            {
                "article_id": edit.article_id,
                "title": edit.title,
                "url": edit.url,
                "before": edit.before,
                "revision": edit.revision,
                "nature": edit.changes.nature.value,
                "notes": [note.text for note in edit.changes.notes],
                "words_gone": edit.changes.words_gone,
                "words_new": edit.changes.words_new,
            }
            for edit in done.edits
        ],
        "followed": [followed_json(source) for source in done.followed],
    }


def edits_text(edits: Sequence[Edit]) -> list[str]:
    """What changed in articles that were there, the weightiest sort first."""
    if not edits:
        return []
    from assistant.changes import words_line

    order = ("correction", "silent edit", "update")
    lines = ["", "Changed since they were last read:"]
    for edit in sorted(edits, key=lambda one: order.index(one.changes.nature.value)):
        nature = edit.changes.nature.value
        lines.append(
            f"{nature:<11}  {edit.article_id}  {visible(edit.title or 'untitled')} "
            f"({words_line(edit.changes)})"
        )
        lines += [f"{'':<13}“{visible(note.text)}”" for note in edit.changes.notes]
    which = edits[0].article_id if len(edits) == 1 else "ID"
    lines.append(f"See what changed: briefing diff {which}")
    return lines
