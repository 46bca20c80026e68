"""``briefing edit``: metadata that the user states for an article; it wins and it stays."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.commands.options import label, publication
from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.config import Settings
    from assistant.terminal import Terminal
    from ingest.editing import Edit, Edited
    from ingest.types import ArticleKind

_LISTS = {"author": "authors", "tag": "tags"}


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command."""
    parser = declare(
        subparsers,
        parents,
        "edit",
        run,
        "change what is known about articles",
        epilog="What is stated here wins over what is read, now and when the article is taken in "
        "again. An empty value takes the statement back: --publisher '' leaves the publisher "
        "that was read.",
    )
    parser.add_argument("id", nargs="+", help="an article's id, or the beginning of it")
    parser.add_argument("--title", metavar="TEXT", help="its headline")
    parser.add_argument("--publisher", metavar="NAME", help="who published it")
    parser.add_argument("--published", metavar="D", help="when it was published")
    parser.add_argument("--kind", metavar="K", help="report, analysis, opinion, interview, …")
    parser.add_argument(
        "--author", metavar="NAME", action="append", help="who wrote it; may be repeated"
    )
    parser.add_argument(
        "--tag", metavar="T", action="append", default=[], help="add a tag; may be repeated"
    )
    parser.add_argument(
        "--untag", metavar="T", action="append", default=[], help="take a tag away; repeatable"
    )
    parser.add_argument("--json", action="store_true", help="what was changed, as JSON")


def run(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Edits the articles and prints what is different about each."""
    from datetime import UTC, datetime

    from assistant.wiring import open_library
    from ingest.editing import edit
    from ingest.text.clean import visible

    now = datetime.now(UTC)
    change = change_of(args, now)
    with open_library(settings, write=True) as library:
        done = edit(args.id, change, library, now=now.isoformat(timespec="seconds"))
        trouble = library.why_no_index
    if args.json:
        terminal.json({"articles": [edited_json(one) for one in done]})
    else:
        terminal.result("\n".join(edited_text(one) for one in done))
    if trouble:
        terminal.say(f"briefing: The changes are stored. {visible(trouble)}")
    return Exit.DONE


def change_of(args: argparse.Namespace, now: datetime) -> Edit:
    """What the options ask for. Raises UsageError for what cannot be, or for nothing."""
    from ingest.editing import Edit
    from ingest.types import Overrides

    cleared = {
        _LISTS.get(name, name)
        for name in ("title", "publisher", "published", "kind", "author", "tag")
        if _is_empty(getattr(args, name))
    }
    moment = None if "published" in cleared else publication(args.published, "--published", now)
    names = None if "authors" in cleared else args.author
    tags = [] if "tags" in cleared else args.tag
    stated = Overrides(
        title=None if "title" in cleared else label(args.title, "--title"),
        publisher=None if "publisher" in cleared else label(args.publisher, "--publisher"),
        published=moment.iso if moment else None,
        published_precision=moment.precision if moment else None,
        kind=None if "kind" in cleared else _kind(args.kind),
        authors=tuple(name for given in names or () if (name := label(given, "--author"))),
        tags=tuple(name for given in tags if (name := label(given, "--tag"))),
        untagged=tuple(name for given in args.untag if (name := label(given, "--untag"))),
    )
    change = Edit(stated, frozenset(cleared))
    if change == Edit():
        raise UsageError("Nothing is to be changed.", "Say what, such as --publisher NAME.")
    return change


def _is_empty(given: str | list[str] | None) -> bool:
    """Whether an option was given to take a value back: as ``''``, alone."""
    values = [given] if isinstance(given, str) else given
    return bool(values) and not any(value.strip() for value in values or ())


def _kind(text: str | None) -> ArticleKind | None:
    from ingest.types import ArticleKind

    name = label(text, "--kind")
    if name is None:
        return None
    try:
        return ArticleKind(name.casefold().replace("_", " ").replace("-", " "))
    except ValueError:
        known = ", ".join(kind.value for kind in ArticleKind)
        raise UsageError(f"--kind: {name!r} is none.", f"It is one of: {known}.") from None


def edited_json(done: Edited) -> dict[str, object]:
    """One article in the shape of ``edit --json``."""
    return {
        "article_id": done.article_id,
        "revision": done.revision,
        "title": done.meta.title,
        "changed": [
            {"field": one.field, "before": one.before, "after": one.after} for one in done.changed
        ],
    }


def edited_text(done: Edited) -> str:
    """What is different about an article, a line for each field."""
    from ingest.text.clean import visible

    word = "edited" if done.changed else "unchanged"
    lines = [f"{word:<9}  {done.article_id}  {visible(done.meta.title or 'untitled')}"]
    for one in done.changed:
        before, after = (visible(value) if value else "–" for value in (one.before, one.after))
        lines.append(f"{'':<11}{one.field}: {before} → {after}")
    return "\n".join(lines)
