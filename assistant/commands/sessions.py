"""``briefing sessions``: lists, shows, exports, renames and deletes kept conversations."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.commands import Parents, Subparsers, declare
from assistant.errors import UsageError
from assistant.exits import Exit

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.exporting.types import Transcript
    from assistant.session import SessionRow, Sessions
    from assistant.terminal import Terminal

_WHICH = "an id, a name, the beginning of either, or: last"


def add(subparsers: Subparsers, parents: Parents) -> None:
    """Declares the command with what it can do; without a word it lists."""
    sessions = declare(subparsers, parents, "sessions", run_list, "list and export conversations")
    _list_options(sessions)
    actions = sessions.add_subparsers(title="what to do", metavar="ACTION")

    listing = declare(actions, parents, "list", run_list, "list the kept conversations")
    _list_options(listing)

    show = declare(actions, parents, "show", run_show, "show one conversation")
    show.add_argument("id", help=_WHICH)
    show.add_argument("--answer", type=int, metavar="N", help="only question N with its answer")
    show.add_argument("--json", action="store_true", help="the conversation as JSON")

    export = declare(actions, parents, "export", run_export, "write a conversation to a file")
    export.add_argument("id", help=_WHICH)
    export.add_argument(
        "--format", choices=("md", "html", "json"), default=None,
        help="by default what the file's name ends in, else md",
    )  # fmt: skip
    export.add_argument("-o", "--output", metavar="FILE", default="-", help="default: - (stdout)")
    export.add_argument("--answer", type=int, metavar="N", help="only question N with its answer")
    export.add_argument("--force", action="store_true", help="write over FILE when it is there")

    rename = declare(actions, parents, "rename", run_rename, "give a conversation another name")
    rename.add_argument("id", help=_WHICH)
    rename.add_argument("name", nargs="+", help="the new name")
    rename.add_argument("--json", action="store_true", help="what it is called now, as JSON")

    delete = declare(actions, parents, "delete", run_delete, "delete a conversation for good")
    delete.add_argument("id", help=_WHICH)
    delete.add_argument("-y", "--yes", action="store_true", help="do not ask")
    delete.add_argument("--json", action="store_true", help="what was deleted, as JSON")


def _list_options(parser: argparse.ArgumentParser) -> None:
    """Those of the list, which may stand after ``list`` or without it."""
    parser.add_argument(
        "--search", metavar="WORDS", default=argparse.SUPPRESS,
        help="only those in whose name, questions or answers all these words stand",
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="the list as JSON"
    )


def run_list(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints the conversations, the one used last first; exit code 4 when there are none."""
    from assistant.conversations.finding import matching, short_ids
    from assistant.session import Sessions
    from assistant.wiring import open_library
    from ingest.text.clean import clean_line

    query = getattr(args, "search", None)
    if query is not None and not clean_line(query):
        raise UsageError("There are no words to search for.", "Write them after --search.")
    with open_library(settings) as library:
        sessions = Sessions(library.catalogue.path)
        rows = tuple(sessions.list())
        found = rows if query is None else matching(rows, sessions.words(), query)
    if getattr(args, "json", False):
        terminal.json({"sessions": [row_json(row) for row in found]})
    elif found:
        ids = short_ids(rows)
        terminal.result("\n".join(row_text(row, ids[row.session_id]) for row in found))
    else:
        terminal.result("No conversations." if query is None or not rows else "Nothing found.")
    return Exit.DONE if found else Exit.NOTHING_FOUND


def row_json(row: SessionRow) -> dict[str, object]:
    """One conversation in the shape of ``sessions --json``."""
    from ingest.text.clean import clean

    return {
        "session_id": row.session_id,
        "name": clean(row.name),
        "created": row.created,
        "updated": row.updated,
        "turns": row.turns,
        "unfinished": row.unfinished,
    }


def row_text(row: SessionRow, short: str) -> str:
    """One conversation on one line: id, when it was last used, questions, name."""
    from assistant.counting import counted
    from ingest.text.clean import clean_line

    when = f"{row.updated[:10]} {row.updated[11:16]} UTC"
    count = counted(row.turns, "question")
    left = f"  ({row.unfinished} unfinished)" if row.unfinished else ""
    return f"{short}  {when}  {count:<13}  {clean_line(row.name)}{left}"


def run_show(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Prints one conversation."""
    from assistant.exporting.as_json import to_json
    from assistant.exporting.as_text import to_text

    found = _transcript(args, settings)
    if args.json:
        terminal.json(to_json(found))
    else:
        terminal.result(to_text(found, width=terminal.width, colour=terminal.colour))
    return Exit.DONE


def run_export(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Writes one conversation to a file or to stdout."""
    from datetime import UTC, datetime
    from pathlib import Path

    from assistant.export import exported, form_of, write
    from assistant.exporting.types import ExportError
    from ingest.text.clean import visible

    if not args.output.strip():
        raise UsageError("The name of the file is empty.", "Give -o FILE, or -o - for stdout.")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    form = args.format or form_of(args.output) or "md"
    text = exported(_transcript(args, settings), form, now)
    if args.output == "-":
        terminal.result(text.rstrip("\n"))
        return Exit.DONE
    try:
        written = write(Path(args.output), text, force=args.force)
    except ExportError as error:
        if isinstance(error.__cause__, FileExistsError):
            raise ExportError(error.message, "Name another, or give --force.") from error
        raise
    terminal.say(f"Written to {visible(str(written))}")
    return Exit.DONE


def run_rename(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Gives a conversation another name."""
    from assistant.session import Sessions
    from assistant.wiring import open_library
    from ingest.text.clean import clean_line

    name = clean_line(" ".join(args.name))
    if not name:
        raise UsageError("The new name is empty.", "Write it after the id.")
    with open_library(settings) as library:
        sessions = Sessions(library.catalogue.path)
        row = _one(sessions, args.id)
        kept = sessions.rename(row.session_id, name)
    if args.json:
        terminal.json({"renamed": row.session_id, "name": kept})
    else:
        terminal.result(f"renamed    {row.session_id}  {kept}")
    return Exit.DONE


def run_delete(args: argparse.Namespace, settings: Settings, terminal: Terminal) -> Exit:
    """Deletes a conversation with all its answers, once that is sure to be meant."""
    from assistant.session import Sessions
    from assistant.wiring import open_library
    from ingest.text.clean import clean_line

    with open_library(settings) as library:
        sessions = Sessions(library.catalogue.path)
        row = _one(sessions, args.id)
        meant = args.yes or _meant(row, terminal)
        if meant:
            sessions.delete(row.session_id)
    if args.json:
        terminal.json({"deleted": [row.session_id] if meant else []})
    elif meant:
        terminal.result(f"deleted    {row.session_id}  {clean_line(row.name)}")
    else:
        terminal.say("Nothing was deleted.")
    return Exit.DONE


def _one(sessions: Sessions, given: str) -> SessionRow:
    """The conversation that is meant. Raises SessionError."""
    from assistant.conversations.finding import one

    return one(sessions.list(), given)


def _transcript(args: argparse.Namespace, settings: Settings) -> Transcript:
    """The conversation that is meant, or the one answer of it, as it is shown today."""
    from assistant.export import transcript
    from assistant.session import Sessions
    from assistant.wiring import open_library

    with open_library(settings) as library:
        sessions = Sessions(library.catalogue.path)
        kept = sessions.load(_one(sessions, args.id).session_id)
        found = transcript(kept, library.catalogue)
    return found if args.answer is None else found.only(args.answer)


def _meant(row: SessionRow, terminal: Terminal) -> bool:
    """Whether this conversation is meant: asks at a terminal. Raises UsageError where nobody
    can be asked."""
    if not sys.stdin.isatty():
        raise UsageError("Nobody can be asked here whether it is meant.", "Give --yes.")
    shown = row_text(row, row.session_id)
    return terminal.agrees(f"  {shown}\nDelete this conversation for good?")
