"""The slow work behind the prompt, each a function for a thread; see ``jobs``."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.conversations.recalled import questions
from assistant.ui.completing import Listing, Name
from assistant.ui.engine_choice import EngineChoice
from assistant.ui.history import MOST
from assistant.ui.jobs import as_error
from assistant.ui.messages import (
    CommandFailed,
    EngineMade,
    NamesRead,
    PathsListed,
    QuestionsRecalled,
)
from ingest.errors import BriefingError
from ingest.text.clean import visible

if TYPE_CHECKING:
    from assistant.ui.services import Engines, OpenLibrary, Services

Post = Callable[[Message], object]

_MOST_FILES = 5_000
"""Files of a folder that are looked at for completion."""


def read_names(services: Services, library: OpenLibrary, post: Post) -> None:
    """Reads the library's publishers and tags. What cannot be read is not offered."""
    with suppress(BriefingError):
        publishers, tags = services.names(library)
        post(
            NamesRead(
                tuple(Name.of(name, count) for name, count in publishers),
                tuple(Name.of(name, count) for name, count in tags),
            )
        )


def list_folder(folder: str, post: Post) -> None:
    """Lists the files of a folder, folders first. One that cannot be read has none."""
    found: list[tuple[bool, str]] = []
    with suppress(OSError, ValueError), os.scandir(os.path.expanduser(folder) or ".") as entries:
        for entry in entries:
            if len(found) == _MOST_FILES:
                break
            if visible(entry.name) == entry.name:
                found.append((not entry.is_dir(), entry.name))
    found.sort(key=lambda each: (each[0], each[1].casefold()))
    names = tuple(name if is_file else f"{name}/" for is_file, name in found)
    post(PathsListed(Listing(folder, names)))


def recall(path: Path, post: Post) -> None:
    """Reads the questions of kept conversations. Without them the prompt has fewer to bring
    back, which is told where conversations are listed."""
    with suppress(BriefingError):
        post(QuestionsRecalled(questions(path, MOST)))


def make_engine(
    engines: Engines, choice: EngineChoice, text: str, library: OpenLibrary, post: Post
) -> None:
    """Makes the assistant with another engine; ``text`` is the command that asked for it."""
    try:
        post(EngineMade(engines.make(choice, library)))
    except Exception as error:
        post(CommandFailed(text, as_error(error)))
