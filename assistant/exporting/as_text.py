"""A conversation as text for a terminal or a pipe. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from assistant.counting import counted
from assistant.exporting import wording
from assistant.exporting.types import Entry, Transcript
from assistant.render import Style
from assistant.render import to_text as answer_text
from ingest.text.clean import clean_line


def to_text(transcript: Transcript, *, width: int, colour: bool = False) -> str:
    """Name and length, then each question with its answer as ``ask`` prints it."""
    style = Style(colour)
    said = counted(len(transcript.entries), "question")
    when = wording.day_and_time(transcript.updated)
    lines = [
        style.bold(clean_line(transcript.name)),
        style.dim(" · ".join(part for part in (said, when, transcript.session_id) if part)),
    ]
    for entry in transcript.entries:
        lines += _entry(entry, width, colour)
    return "\n".join(lines)


def _entry(entry: Entry, width: int, colour: bool) -> Iterator[str]:
    yield ""
    for line in textwrap.wrap(wording.heading(entry), width, subsequent_indent="   "):
        yield Style(colour).bold(line)
    yield ""
    if entry.restored is None:
        yield wording.UNFINISHED
        return
    yield answer_text(entry.restored.answer, width=width, colour=colour)
    if entry.restored.removed:
        numbers = ", ".join(f"[{number}]" for number in sorted(entry.restored.removed))
        yield f"{numbers}: {wording.REMOVED}"
