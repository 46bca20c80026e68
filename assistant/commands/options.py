"""Options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from ingest.text.dates import Moment, parse_date
from ingest.types import Filters


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The options that say which articles may be used."""
    group = parser.add_argument_group("which articles")
    group.add_argument("--since", metavar="D", help="published on or after this day")
    group.add_argument("--until", metavar="D", help="published on or before this day")
    group.add_argument(
        "--as-of", metavar="D", help="answer as a reader of that day would: nothing newer is used"
    )
    group.add_argument("--publisher", metavar="P", action="append", default=[])
    group.add_argument("--tag", metavar="T", action="append", default=[])
    group.add_argument(
        "--exclude", metavar="ID", action="append", default=[], help="leave this article out"
    )


def filters_of(args: argparse.Namespace) -> Filters:
    """The filters that the options name. Raises UsageError for a date that is none."""
    return Filters(
        since=day(args.since, "--since"),
        until=day(args.until, "--until"),
        as_of=day(args.as_of, "--as-of"),
        publishers=tuple(args.publisher),
        tags=tuple(args.tag),
        exclude=tuple(args.exclude),
    )


def filters_with(filters: Filters, line: Mapping[str, Any]) -> Filters:
    """``filters`` with what a line of a batch says for itself."""
    return Filters(
        since=day(line.get("since"), "since") or filters.since,
        until=day(line.get("until"), "until") or filters.until,
        as_of=day(line.get("as_of"), "as_of") or filters.as_of,
        publishers=filters.publishers,
        tags=filters.tags,
        exclude=(*filters.exclude, *_strings(line.get("exclude"), "exclude")),
    )


def day(text: object, option: str) -> str | None:
    """The ISO form of a date that was typed; None when none was."""
    moment = moment_of(text, option)
    return moment.iso if moment else None


def moment_of(text: object, option: str) -> Moment | None:
    """The date that was typed, with its precision; None when none was.

    Raises UsageError when it is no date.
    """
    if text is None:
        return None
    moment = parse_date(text) if isinstance(text, str) else None
    if moment is None:
        raise UsageError(f"{option}: {text!r} is not a date.", "Write it as 2025-08-14.")
    return moment


def batch_lines(path: str) -> Iterator[tuple[int, Mapping[str, Any] | UsageError]]:
    """The objects of a JSONL file (``-``: standard input) with their line numbers.

    A line that is no object comes as a UsageError of its own; blank lines are passed over.
    Raises UsageError when the file cannot be read.
    """
    try:
        handle = sys.stdin if path == "-" else Path(path).open(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"Cannot read the batch file {path}: {error.strerror}.", "Check the path."
        ) from error
    with handle:
        for number, line in enumerate(_decoded(handle, path), 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                value = None
            if isinstance(value, dict):
                yield number, value
            else:
                yield (
                    number,
                    UsageError(
                        f"Line {number} of the batch is not a JSON object.",
                        'Each line looks like {"id": "1", "question": "…"}.',
                    ),
                )


def _decoded(handle: Any, path: str) -> Iterator[str]:
    try:
        yield from handle
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The batch file {path} is not UTF-8 text.", "Convert it to UTF-8 first."
        ) from error


def _strings(value: object, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise UsageError(f"{name} is not a list of strings.", "Mend that line of the batch.")


def text_argument(words: list[str], what: str) -> str:
    """The text that was typed; ``-`` reads it from standard input.

    Raises UsageError when there is none.
    """
    text = " ".join(words)
    if text == "-":
        text = sys.stdin.read()
    if not text.strip():
        raise UsageError(
            f"There is no {what}.",
            f"Write it after the command, or - to read a {what} from standard input.",
        )
    return text.strip()


def choices_of(line: Mapping[str, Any]) -> tuple[str, ...]:
    """The ``choices`` of a line of a batch."""
    return _strings(line.get("choices"), "choices")
