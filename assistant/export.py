"""Exporting conversations: which forms there are, what goes in, where it is written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal
from uuid import uuid4

from assistant.exporting.as_json import to_json
from assistant.exporting.types import Entry, Transcript
from assistant.restore import Articles, restore
from assistant.session import Conversation, StoredTurn
from ingest.errors import BriefingError
from ingest.text.clean import visible

Format = Literal["md", "html", "json"]

FORMATS: tuple[Format, ...] = ("md", "html", "json")
_SUFFIXES: dict[str, Format] = {
    "md": "md", "markdown": "md", "html": "html", "htm": "html", "json": "json",
}  # fmt: skip


class ExportError(BriefingError):
    """A conversation cannot be written where it was asked for."""

    kind = "export"


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
    """The form that the ending of a file's name asks for, if it is one of ours."""
    return _SUFFIXES.get(Path(path).suffix.lower().removeprefix("."))


def write(path: Path, text: str, *, force: bool = False) -> Path:
    """Writes a document whole or not at all, over an existing file only with ``force``.

    Returns the absolute path. Raises ExportError.
    """
    path = path.expanduser().absolute()
    shown = visible(str(path))
    if path.is_dir():
        raise ExportError(f"{shown} is a folder.", "Name a file in it.")
    if not path.parent.is_dir():
        raise ExportError(f"There is no folder {visible(str(path.parent))}.", "Make it first.")
    try:
        if force:
            part = path.parent / f".{uuid4().hex}.part"
            _write_new(part, text)
            os.replace(part, path)
        else:
            _write_new(path, text)
    except FileExistsError as error:
        raise ExportError(
            f"{shown} is there already and was left as it is.", "Choose another name."
        ) from error
    except OSError as error:
        raise ExportError(
            f"{shown} cannot be written: {error.strerror or type(error).__name__}.",
            "Check the folder's rights and the disk, or name another file.",
        ) from error
    return path


def _write_new(path: Path, text: str) -> None:
    """Writes a file that is not there yet; what could not be written whole is taken away."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise
