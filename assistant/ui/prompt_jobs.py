"""The slow work behind the prompt, each a function for a thread; see ``jobs``."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.completing import Name
from assistant.conversations.recalled import questions
from assistant.engine_choice import EngineChoice
from assistant.folders import listed
from assistant.ui.history import MOST
from assistant.ui.jobs import Post, telling
from assistant.ui.messages import (
    EngineFailed,
    EngineMade,
    NamesRead,
    NoArticlePasses,
    PathsListed,
    QuestionsRecalled,
)
from ingest.errors import BriefingError

if TYPE_CHECKING:
    from assistant.ui.services import Engines, OpenLibrary, Services
    from ingest.types import Filters


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


def look_for_any(services: Services, library: OpenLibrary, filters: Filters, post: Post) -> None:
    """Says so when no article passes the filters."""
    with suppress(BriefingError):
        if not services.passes(library, filters):
            post(NoArticlePasses(filters))


def list_folder(folder: str, post: Post) -> None:
    """Lists the files of a folder, folders first. One that cannot be read has none."""
    post(PathsListed(listed(folder)))


def recall(path: Path, post: Post) -> None:
    """Reads the questions of kept conversations. Without them the prompt has fewer to bring
    back, which is told where conversations are listed."""
    with suppress(BriefingError):
        post(QuestionsRecalled(questions(path, MOST)))


def make_engine(
    engines: Engines,
    choice: EngineChoice,
    text: str,
    library: OpenLibrary,
    given: int,
    post: Post,
) -> None:
    """Makes the assistant with the ``given``-th engine that was chosen; ``text`` is the command
    that asked for it."""
    with telling(partial(EngineFailed, given, text), post):
        post(EngineMade(given, engines.make(choice, library), choice))
