"""``briefing ingest --prune``: what is gone is named, and removed when the user agrees."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.counting import counted
from assistant.errors import UsageError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.terminal import Terminal
    from ingest.library import Library
    from ingest.types import Report

_LISTED = 20


def prunes_unasked(args: argparse.Namespace, library: Library) -> bool:
    """Whether the ingest removes what is gone itself, rather than asking when it is done.

    Raises UsageError when there is something to ask about and nobody to ask.
    """
    import sys

    from ingest.pruning import gone

    if args.dry_run or args.yes:
        return True
    count = 0 if sys.stdin.isatty() else len(gone(args.source, library))
    if count:
        raise UsageError(
            f"--prune would remove {counted(count, 'article')} whose files are gone.",
            "Add --yes to do it without a question, or --dry-run to see them.",
        )
    return False


def prune_if_agreed(
    args: argparse.Namespace, report: Report, library: Library, terminal: Terminal
) -> Report:
    """Names what is gone, now that moved files are known, and removes it if the user agrees."""
    import sys
    from dataclasses import replace

    from ingest.pruning import gone, prune

    items = gone(args.source, library)
    if not items:
        return report
    if not sys.stdin.isatty():
        terminal.say(
            f"briefing: {counted(len(items), 'article')} no longer in their files are kept. "
            "Add --yes to remove them."
        )
        return report
    for item in items[:_LISTED]:
        terminal.ask(f"  gone: {visible(item.source)}  {visible(item.title or '')}\n")
    if len(items) > _LISTED:
        terminal.ask(f"  … and {len(items) - _LISTED} more\n")
    if not terminal.agrees(f"Remove {counted(len(items), 'article')} from the library?"):
        terminal.say("They are kept.")
        return report
    return replace(report, items=(*report.items, *prune(args.source, library)))
