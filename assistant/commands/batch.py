"""``--batch``: JSONL in, JSONL out in the same order, a damaged line as an error of its own."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from assistant.errors import Cancelled, UsageError
from assistant.terminal import Terminal, error_json
from ingest.errors import BriefingError
from ingest.text.clean import clean_line, visible

if TYPE_CHECKING:
    from ingest.types import Filters

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
EXAMPLE = '{"id": "1", "question": "…"}'


def run_batch(
    path: str,
    answer: Callable[[int, Mapping[str, Any]], Mapping[str, object]],
    terminal: Terminal,
    example: str = EXAMPLE,
) -> int:
    """Prints a line for each line of the batch: its ``id``, then what ``answer`` gives for it.

    What goes wrong with one line becomes its ``error``, and the next line follows; returns how
    many carry one. Raises UsageError when the file cannot be read.
    """
    errors = 0
    for number, line in batch_lines(path, example):
        shape: dict[str, object] = {}
        try:
            if isinstance(line, UsageError):
                raise line
            shape = {"id": line["id"]} if "id" in line else {}
            shape |= answer(number, line)
        except Cancelled:
            raise
        except BriefingError as error:
            shape |= error_json(error)
        except OSError:
            raise
        except Exception as error:
            if terminal.verbose:
                raise
            shape |= error_json(
                BriefingError(f"{type(error).__name__}: {error}", "Run it with -v to see where.")
            )
        errors += "error" in shape
        terminal.json_line(shape)
    return errors


def batch_lines(
    path: str, example: str = EXAMPLE
) -> Iterator[tuple[int, Mapping[str, Any] | UsageError]]:
    """The objects of a JSONL file (``-``: standard input) with their line numbers.

    A line that is no object comes as a UsageError of its own; blank lines are passed over.
    Raises UsageError when the file cannot be read.
    """
    with _opened(path) as handle:
        for number, line in enumerate(handle, 1):
            raw = line.removeprefix(_BOM) if number == 1 else line
            if raw.strip(_BLANK):
                yield number, _object(raw, number, example)


def _opened(path: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    if path == "-":
        return contextlib.nullcontext(sys.stdin.buffer)
    try:
        return Path(path).expanduser().open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no path"
        raise UsageError(
            f"Cannot read the batch file {visible(path)}: {why}.", "Check the path."
        ) from None


def _object(raw: bytes, number: int, example: str) -> Mapping[str, Any] | UsageError:
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return UsageError(
            f"Line {number} of the batch is not UTF-8 text.", "Convert the file to UTF-8."
        )
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    return UsageError(
        f"Line {number} of the batch is not a JSON object.",
        f"Each line looks like {example}.",
    )


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def text_of(line: Mapping[str, Any], number: int, *names: str) -> str:
    """The first of these fields that the line has, cleaned. Raises UsageError without one."""
    text = next((line[name] for name in names if name in line), None)
    text = clean_line(text) if isinstance(text, str) else ""
    if not text:
        raise UsageError(
            f"Line {number} of the batch has no {names[0]}.", f'Add "{names[0]}": "…".'
        )
    return text


def strings_of(line: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field that is a list of strings; empty when the line has none. Raises UsageError."""
    value = line.get(name)
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise UsageError(f"{name} is not a list of strings.", "Mend that line of the batch.")


def filters_with(filters: Filters, line: Mapping[str, Any]) -> Filters:
    """``filters`` with what a line says for itself. Raises UsageError for a date that is none."""
    from dataclasses import replace

    from assistant.commands.options import checked, day

    return checked(
        replace(
            filters,
            since=day(line.get("since"), "since") or filters.since,
            until=day(line.get("until"), "until") or filters.until,
            as_of=day(line.get("as_of"), "as_of") or filters.as_of,
            exclude=(*filters.exclude, *strings_of(line, "exclude")),
        )
    )
