"""``briefing ingest``: articles into the library."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import label, positive, publication
from assistant.commands.pruning import prune_if_agreed, prunes_unasked
from assistant.commands.watching import seconds
from assistant.counting import counted
from assistant.exits import Exit
from ingest.text.clean import visible

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.library import Library
    from ingest.types import Item, Overrides, Report

_LISTED = 20
_ALIKE = 3
"""Items skipped for one reason beyond which they are counted rather than listed."""


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    from ingest import formats

    parser = declare(
        subparsers,
        parents,
        "ingest",
        run,
        "take articles into the library",
        epilog=f"Reads {formats.listing()}; all of them also as .gz, in folders, from the web or "
        "from standard input. Pages saved by SingleFile or Zotero and exports of Factiva and "
        "Nexis are known by their content. Run it again at any time: what has not changed is "
        "passed over.",
    )
    parser.add_argument("source", nargs="+", help="file, folder, glob, URL, or - for stdin")
    parser.add_argument("--publisher", metavar="NAME", help="who published these articles")
    parser.add_argument("--date", metavar="D", help="when they were published")
    parser.add_argument(
        "--tag",
        metavar="T",
        action="append",
        default=[],
        help="a tag for these articles; may be repeated",
    )
    parser.add_argument(
        "--follow", action="store_true", help="also fetch the pages that sources only name"
    )
    parser.add_argument(
        "--limit", metavar="N", type=positive, help="pages to fetch of one feed or sitemap (100)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    parser.add_argument("--force", action="store_true", help="read again what looks unchanged")
    parser.add_argument(
        "--prune", action="store_true", help="also remove articles whose files are gone"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="prune without asking")
    parser.add_argument(
        "--watch", action="store_true", help="go on: take in what changes in the folders"
    )
    parser.add_argument(
        "--interval", type=seconds, metavar="S", default=2.0,
        help="seconds between two looks of --watch (2)",
    )  # fmt: skip
    parser.add_argument(
        "--explain", action="store_true", help="show what would come of it and why; store nothing"
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Ingests and prints the report; exit code 3 when some source failed."""
    from datetime import UTC, datetime

    from assistant.wiring import fetch_settings
    from ingest.pipeline import IngestOptions, ingest

    now = datetime.now(UTC)
    overrides = _overrides(args, now)
    if args.explain:
        from assistant.commands.explaining import run_explain

        return run_explain(args, settings, terminal, overrides, now)
    if args.watch:
        from assistant.commands.watching import run_watch

        return run_watch(args, settings, terminal, overrides)
    with library_for(settings, dry_run=args.dry_run) as library:
        options = IngestOptions(
            overrides=overrides,
            dry_run=args.dry_run,
            force=args.force,
            prune=args.prune and prunes_unasked(args, library),
            follow=args.follow,
            limit=args.limit,
            now=now.isoformat(timespec="seconds"),
            fetch=fetch_settings(settings),
        )
        with terminal.progress("Ingesting") as progress:
            report = ingest(args.source, library, options, progress=progress)
        if args.prune and not (options.prune or report.interrupted):
            report = prune_if_agreed(args, report, library, terminal)
        trouble = library.why_no_index
    if args.json:
        terminal.json(report_json(report))
    else:
        terminal.result(report_text(report, everything=terminal.verbose))
    if trouble:
        terminal.say(f"briefing: The articles are stored. {visible(trouble)}")
    if report.interrupted:
        terminal.say(
            "briefing: Interrupted. What is listed as added is kept; run it again to go on."
        )
        return Exit.INTERRUPTED
    return Exit.SOURCES_FAILED if report.failed else Exit.DONE


@contextmanager
def library_for(settings: Settings, *, dry_run: bool) -> Iterator[Library]:
    """The library to ingest into. A dry run makes none: it plans for an empty one instead."""
    from dataclasses import replace
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from assistant.wiring import open_library
    from ingest.errors import LibraryMissing

    if not dry_run:
        with open_library(settings, create=True, write=True) as library:
            yield library
        return
    try:
        library = open_library(settings)
    except LibraryMissing:
        with TemporaryDirectory(prefix="briefing-", ignore_cleanup_errors=True) as folder:
            empty = replace(settings, library=Path(folder), chroma=None)
            with open_library(empty, create=True) as library:
                yield library
    else:
        with library:
            yield library


def _overrides(args: argparse.Namespace, now: datetime) -> Overrides:
    """What was stated about these articles. Raises UsageError for what cannot be."""
    from ingest.types import Overrides

    moment = publication(args.date, "--date", now)
    return Overrides(
        publisher=label(args.publisher, "--publisher"),
        published=moment.iso if moment else None,
        published_precision=moment.precision if moment else None,
        tags=tuple(name for tag in args.tag if (name := label(tag, "--tag"))),
    )


def report_json(report: Report) -> dict[str, object]:
    """The shape of ``ingest --json``."""
    from ingest.types import Status

    items: list[dict[str, object]] = []
    for item in report.items:
        shape: dict[str, object] = {"source": item.source, "status": item.status.value}
        if item.article_id is not None:
            shape["article_id"] = item.article_id
        if item.title is not None:
            shape["title"] = item.title
        if item.reason is not None:
            shape["reason"] = item.reason
        shape["warnings"] = list(item.warnings)
        items.append(shape)
    summary: dict[str, object] = {status.value: report.count(status) for status in Status}
    summary |= {
        "withheld": {
            "comments": report.withheld_comments,
            "boilerplate": report.withheld_boilerplate,
        },
        "articles": len(
            {
                item.article_id
                for item in report.items
                if item.article_id and item.status is not Status.REMOVED
            }
        ),
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "dry_run": report.dry_run,
        "interrupted": report.interrupted,
    }
    return {"items": items, "summary": summary}


def report_text(report: Report, *, everything: bool = False) -> str:
    """What was done, as text: failures in full, the rest up to a screenful (unless
    ``everything``), totals."""
    from ingest.types import Status

    lines: list[str] = []
    shown = [item for item in report.items if item.status is not Status.UNCHANGED]
    failed = [item for item in shown if item.status is Status.FAILED]
    others = [item for item in shown if item.status is not Status.FAILED]
    if not everything:
        others = _gathered(others)
    limit = len(others) if everything else _LISTED
    for item in others[:limit]:
        lines += _item_lines(item)
    if len(others) > limit:
        lines.append(f"           … and {len(others) - limit} more; -v lists all")
    for item in failed:
        lines += _item_lines(item)
    if lines:
        lines.append("")
    verb = "Would be: " if report.dry_run else ""
    counts = [(status, report.count(status)) for status in Status]
    lines.append(
        verb
        + ", ".join(
            f"{number} {status.value}"
            for status, number in counts
            if number or status is not Status.REMOVED
        )
    )
    passages = counted(report.passages, "passage")
    comments = counted(report.withheld_comments, "reader's comment", "readers' comments")
    rest = counted(report.withheld_boilerplate, "other block")
    lines.append(f"{passages}; withheld {comments} and {rest}; {report.seconds:.1f} s")
    return "\n".join(lines)


def _gathered(items: list[Item]) -> list[Item]:
    """The items, of those that were skipped for one reason only the first, with a count of the
    others: an export of bookmarks would fill the screen."""
    from dataclasses import replace

    from ingest.types import Status

    reasons = Counter(item.reason for item in items if item.status is Status.SKIPPED)
    seen: Counter[str | None] = Counter()
    kept: list[Item] = []
    for item in items:
        many = item.status is Status.SKIPPED and reasons[item.reason] > _ALIKE
        seen[item.reason] += many
        if not many or seen[item.reason] < _ALIKE:
            kept.append(item)
        elif seen[item.reason] == _ALIKE:
            rest = reasons[item.reason] - _ALIKE + 1
            kept.append(replace(item, source=f"{rest:,} more like these (-v lists all)"))
    return kept


def _item_lines(item: Item) -> list[str]:
    from ingest.pruning import RECORD_GONE
    from ingest.types import Status

    if item.status is Status.REMOVED:
        title = visible(item.title or "untitled")
        file = visible(item.source)
        where = f"no longer in {file}" if item.reason == RECORD_GONE else f"{file} is gone"
        what = f"{item.article_id or '':<13}  {title} ({where})"
    elif item.status in (Status.ADDED, Status.UPDATED) and item.reason:
        what = f"{item.article_id or '':<13}  {visible(item.title or 'untitled')}\n"
        what += f"{'':<11}{visible(item.reason)}"
    elif item.reason is not None:
        what = f"{visible(item.source)}: {visible(item.reason)}"
    else:
        what = f"{item.article_id or '':<13}  {visible(item.title or 'untitled')}"
    return [
        f"{item.status.value:<9}  {what}",
        *(f"{'':<11}{visible(warning)}" for warning in item.warnings),
    ]
