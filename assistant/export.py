"""Exporting conversations: which forms there are, what goes in, where it is written."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from assistant.errors import UsageError
from assistant.exporting.as_json import to_json
from assistant.exporting.names import free_names
from assistant.exporting.types import Entry, ExportError, Transcript
from assistant.restore import Articles, restore
from assistant.session import Conversation, StoredTurn
from ingest.text.clean import visible

Format = Literal["md", "html", "json"]

FORMATS: tuple[Format, ...] = ("md", "html", "json")
_SUFFIXES: dict[str, Format] = {
    "md": "md", "markdown": "md", "html": "html", "htm": "html", "json": "json",
}  # fmt: skip
_OTHERS = frozenset({"pdf", "docx", "doc", "odt", "rtf", "epub", "csv", "xml", "tex"})
"""Forms of documents that people may expect and that are not written."""


def transcript(conversation: Conversation, articles: Articles) -> Transcript:
    """A kept conversation as it is shown today: what the library no longer has is marked, and
    what was blanked stays blank."""
    entries = []
    for number, each in enumerate(conversation.in_order, 1):
        if isinstance(each, StoredTurn):
            restored = restore(each.shape, articles)
            question = restored.answer.asked or each.turn.question
            entries.append(Entry(number, question, each.added, each.shape, restored))
        else:
            entries.append(Entry(number, each.question, each.started))
    return Transcript(
        conversation.session_id, conversation.name, conversation.created, conversation.updated,
        tuple(entries),
    )  # fmt: skip


def exported(given: Transcript, form: Format, now: str) -> str:
    """The document; ``now`` is the ISO date-time of the export."""
    if form == "json":
        return json.dumps(to_json(given), ensure_ascii=False, indent=2) + "\n"
    if form == "html":
        from assistant.exporting.as_page import to_page

        return to_page(given, now)
    from assistant.exporting.as_markdown import to_markdown

    return to_markdown(given, now)


def form_of(path: str) -> Format | None:
    """The form that the ending of a file's name asks for; None for one that says nothing. Raises
    UsageError for that of a document of another form: it would not be one."""
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending in _OTHERS:
        raise _unwritten(ending)
    return _SUFFIXES.get(ending)


def _unwritten(form: str) -> UsageError:
    return UsageError(
        f"{form} is not written, only {', '.join(FORMATS[:-1])} and {FORMATS[-1]}.",
        "A browser prints the page that html makes, as PDF too.",
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the form, and the file or folder; None for a file named after the
    conversation in the working directory."""

    form: Format = "md"
    path: Path | None = None


def wanted(arguments: Sequence[str]) -> Wanted:
    """What the arguments of ``/export`` ask for: a form, a path, or both in this order.

    Without a form the ending of the path tells it, else it is Markdown. Raises UsageError.
    """
    rest = list(arguments)
    first = rest[0].lower() if rest else ""
    if first in _OTHERS:
        raise _unwritten(first)
    form = _SUFFIXES.get(first)
    if form:
        del rest[0]
    if len(rest) > 1:
        raise UsageError(
            f"This is not understood: {visible(' '.join(rest))}.",
            f"Write it as: /export {'|'.join(FORMATS)} PATH, a path with blanks in quotes.",
        )
    if not rest:
        return Wanted(form or "md")
    return Wanted(form or form_of(rest[0]) or "md", Path(rest[0]))


def write_wanted(given: Transcript, asked: Wanted, now: str) -> Path:
    """Writes the document; in a folder under a name that is free. Returns the absolute path.
    Raises ExportError."""
    text = exported(given, asked.form, now)
    folder = Path(os.path.expanduser(asked.path or ""))
    if asked.path is not None and not os.path.isdir(folder):
        return write(asked.path, text)
    for name in free_names(given.name, asked.form):
        path = folder / name
        try:
            if not os.path.lexists(path):
                return write(path, text)
        except ExportError as error:  # another export may have taken the name at this moment
            if not isinstance(error.__cause__, FileExistsError):
                raise
    raise ExportError("Every name for this file is taken.", "Name one: /export md PATH")


def write(path: Path, text: str, *, force: bool = False) -> Path:
    """Writes a document whole or not at all, over an existing file only with ``force``.

    Returns the absolute path. Raises ExportError.
    """
    path = Path(os.path.expanduser(path)).absolute()
    shown = visible(str(path))
    if os.path.isdir(path):  # pathlib's own raises for a name that is too long
        raise ExportError(f"{shown} is a folder.", "Name a file in it.")
    if not os.path.isdir(path.parent):
        raise ExportError(f"There is no folder {visible(str(path.parent))}.", "Make it first.")
    try:
        if force:
            part = path.parent / f".{uuid4().hex}.part"
            try:
                _write_new(part, text)
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
        else:
            _write_new(path, text)
    except FileExistsError as error:
        raise ExportError(
            f"{shown} is there already and was left as it is.", "Choose another name."
        ) from error
    except (OSError, ValueError) as error:  # the latter for a name with a null character
        why = getattr(error, "strerror", None) or "it is no name of a file"
        raise ExportError(
            f"{shown} cannot be written: {why}.",
            "Check the folder's rights and the disk, or name another file.",
        ) from error
    return path


def _write_new(path: Path, text: str) -> None:
    """Writes a file that is not there yet; what could not be written whole is taken away."""
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except BaseException:
        path.unlink()
        raise
