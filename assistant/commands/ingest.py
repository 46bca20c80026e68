"""``briefing ingest``: articles into the library."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import moment_of
from assistant.errors import UsageError
from assistant.exits import Exit
from assistant.terminal import Terminal
from ingest.types import Overrides, Report, Status

if TYPE_CHECKING:
    from assistant.config import Settings
    from ingest.pipeline import IngestOptions

_LISTED = 20


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers,
        parents,
        "ingest",
        run,
        "take articles into the library",
        epilog="Reads text, Markdown, HTML, JSON, JSONL and CSV files (also .gz), folders of them, "
        "web pages, and a page pasted into standard input. Run it again at any time: what has "
        "not changed is passed over.",
    )
    parser.add_argument("source", nargs="+", help="file, folder, glob, URL, or - for stdin")
    parser.add_argument("--publisher", metavar="NAME", help="who published these articles")
    parser.add_argument("--date", metavar="D", help="when they were published")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="may be repeated")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    parser.add_argument("--force", action="store_true", help="read again what looks unchanged")
    parser.add_argument(
        "--prune", action="store_true", help="also remove articles whose files are gone"
    )
    parser.add_argument("-y", "--yes", action="store_true", help="prune without asking")
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Ingests and prints the report; exit code 3 when some source failed."""
    from assistant.wiring import fetch_settings, open_library
    from ingest.pipeline import IngestOptions, ingest

    options = IngestOptions(
        overrides=_overrides(args),
        dry_run=args.dry_run,
        force=args.force,
        prune=args.prune,
        now=datetime.now(UTC).isoformat(timespec="seconds"),
        fetch=fetch_settings(settings),
    )
    if args.prune and not args.dry_run and not args.yes:
        _ask_before_pruning(args, settings, options, terminal)
    with open_library(settings, create=not args.dry_run, write=not args.dry_run) as library, \
            terminal.progress("Ingesting") as progress:  # fmt: skip
        report = ingest(args.source, library, options, progress=progress)
    if args.json:
        terminal.json(report_json(report))
    else:
        terminal.result(report_text(report))
    if report.interrupted:
        terminal.say(
            "briefing: Interrupted. What is listed as added is kept; run it again to go on."
        )
        return Exit.INTERRUPTED
    return Exit.SOURCES_FAILED if report.failed else Exit.DONE


def _overrides(args: argparse.Namespace) -> Overrides:
    moment = moment_of(args.date, "--date")
    return Overrides(
        publisher=args.publisher,
        published=moment.iso if moment else None,
        published_precision=moment.precision if moment else None,
        tags=tuple(args.tag),
    )


def _ask_before_pruning(
    args: argparse.Namespace,
    settings: Settings,
    options: IngestOptions,
    terminal: Terminal,
    ask: Callable[[str], str] = input,
) -> None:
    import sys

    from assistant.wiring import open_library
    from ingest.pipeline import prunable

    with open_library(settings, create=True) as library:
        gone = prunable(args.source, library)
    if not gone:
        return
    if not sys.stdin.isatty():
        raise UsageError(
            f"--prune would remove {len(gone)} articles whose files are gone.",
            "Add --yes to do it without a question, or --dry-run to see them.",
        )
    for row in gone[:_LISTED]:
        terminal.say(f"  gone: {row.source}  {row.meta.title or ''}".rstrip())
    if ask(f"Remove {len(gone)} articles from the library? [y/N] ").strip().lower() != "y":
        raise UsageError("Nothing was done.", "")


def report_json(report: Report) -> dict[str, object]:
    """The shape of ``ingest --json``."""
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
        "articles": sum(1 for item in report.items if item.article_id is not None),
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "dry_run": report.dry_run,
        "interrupted": report.interrupted,
    }
    return {"items": items, "summary": summary}


def report_text(report: Report) -> str:
    """What was done, as text: failures and skips in full, the rest up to a screenful, totals."""
    from ingest.text.clean import visible

    lines: list[str] = []
    changed = [item for item in report.items if item.status in (Status.ADDED, Status.UPDATED)]
    for item in changed[:_LISTED]:
        title = visible(item.title or "untitled")
        lines.append(f"{item.status.value:<9}  {item.article_id or '':<13}  {title}")
        lines += [f"{'':<24}  {visible(warning)}" for warning in item.warnings]
    if len(changed) > _LISTED:
        lines.append(f"           … and {len(changed) - _LISTED} more")
    for item in report.items:
        if item.status in (Status.SKIPPED, Status.FAILED):
            reason = visible(item.reason or "")
            lines.append(f"{item.status.value:<9}  {visible(item.source)}: {reason}")
    if lines:
        lines.append("")
    verb = "Would be: " if report.dry_run else ""
    lines.append(verb + ", ".join(f"{report.count(status)} {status.value}" for status in Status))
    lines.append(
        f"{report.passages} passages; withheld {report.withheld_comments} readers' comments and "
        f"{report.withheld_boilerplate} other blocks; {report.seconds:.1f} s"
    )
    return "\n".join(lines)
