"""``briefing diff``: what changed between two revisions of an article."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import positive
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.types import Changes, StoredArticle


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers,
        parents,
        "diff",
        run,
        "show what changed between two revisions of an article",
        epilog="Without numbers it compares the last two. What can change the meaning (numbers, "
        "dates, negations, names, how sure it is) comes first.",
    )
    parser.add_argument("id", help="an article's id, or the beginning of it")
    parser.add_argument("--from", type=positive, metavar="N", dest="first", help="from revision N")
    parser.add_argument("--to", type=positive, metavar="M", dest="second", help="to revision M")
    parser.add_argument("--json", action="store_true", help="the changes as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Compares and prints; exit code 4 when the article has one revision only."""
    from assistant.changes import changes_text
    from assistant.wiring import open_library
    from ingest.changes import compare

    with open_library(settings) as library:
        catalogue = library.catalogue
        newest = catalogue.article(args.id, args.second)
        numbers = [number for number, _ in catalogue.revisions(newest.article_id)]
        earlier = [number for number in numbers if number < newest.revision]
        before = newest
        if args.first is not None or earlier:
            before = catalogue.article(newest.article_id, args.first or earlier[-1])
    if before.revision == newest.revision:
        terminal.say(
            f"briefing: {newest.article_id} has no revision before {newest.revision} to compare "
            "with. Ingest its source again when it has changed."
        )
    changes = compare(before.article, newest.article)
    if args.json:
        terminal.json(_shape(before, newest, changes))
    elif before.revision != newest.revision:
        terminal.result(changes_text(before, newest, changes, colour=terminal.colour))
    return Exit.DONE if before.revision != newest.revision else Exit.NOTHING_FOUND


def _shape(before: StoredArticle, after: StoredArticle, changes: Changes) -> dict[str, object]:
    from assistant.changes import changes_json

    return {
        "article_id": after.article_id,
        "title": after.article.meta.title,
        "from": before.revision,
        "to": after.revision,
        **changes_json(changes),
    }
