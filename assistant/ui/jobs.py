"""The slow work, each a function for a thread: it calls the services and posts messages.

No function here touches a widget or lets an exception out: a ``BriefingError`` is posted as it
is, anything else as a sentence that names its sort and nothing of its content, which might hold
a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.errors import Cancelled
from assistant.restore import restore
from assistant.session import Sessions, StoredTurn
from assistant.types import Answer, Finished, Question
from assistant.ui.messages import (
    AnswerEvent,
    AnswerFailed,
    IngestFailed,
    IngestFinished,
    KeepFailed,
    LibraryCounted,
    LibraryFailed,
    LibraryOpened,
    SessionExported,
    SessionFailed,
    SessionOpened,
    SessionRenamed,
    SessionsListed,
    SessionWords,
)
from assistant.ui.services import Answering, OpenLibrary, Services
from ingest.errors import BriefingError, LibraryMissing
from ingest.types import Report

if TYPE_CHECKING:
    from assistant.export import Wanted

_ADD_FIRST = "Add articles first: /ingest PATH|URL, /paste, or /samples to try it out."

Post = Callable[[Message], object]
Failed = Callable[[BriefingError], Message]
"""The message that says why something could not be done."""


class UnexpectedError(BriefingError):
    """Something that is a fault of the program itself."""

    kind = "unexpected"


def as_error(error: Exception) -> BriefingError:
    """The error as one that can be shown."""
    if isinstance(error, LibraryMissing):
        return LibraryMissing(error.message, _ADD_FIRST)
    if isinstance(error, BriefingError):
        return error
    return UnexpectedError(
        f"The program failed here ({type(error).__name__}).",
        "Everything finished so far is kept. Try: briefing doctor",
    )


@contextmanager
def telling(failed: Failed, post: Post) -> Iterator[None]:
    """Posts what goes wrong within, and lets nothing out."""
    try:
        yield
    except Exception as error:
        post(failed(as_error(error)))


def open_library(services: Services, post: Post) -> None:
    """Opens the library and makes the assistant; this is where heavy packages are imported. With
    an engine that cannot be had, the library can still be read and another engine chosen."""
    try:
        library = services.open_library()
    except Exception as error:
        post(LibraryFailed(as_error(error)))
        return
    try:
        post(LibraryOpened(library, services.make_assistant(library)))
    except Exception as error:
        post(LibraryOpened(library, None, as_error(error)))
    count(library, post)


def tend(services: Services, library: OpenLibrary, post: Post) -> None:
    """Takes over what another process has added meanwhile, and counts again."""
    with telling(KeepFailed, post):
        services.tend(library)
        count(library, post)


def count(library: OpenLibrary, post: Post) -> None:
    """Counts the library's articles; a library that cannot be counted keeps its old figures."""
    with telling(KeepFailed, post):
        catalogue = library.catalogue
        post(LibraryCounted(catalogue.counts().articles, catalogue.newest()))


def answer(
    assistant: Answering,
    question: Question,
    ticket: int,
    cancelled: Callable[[], bool],
    keep: Callable[[Answer], None],
    post: Post,
) -> None:
    """Runs one answer; ``keep`` is called with it once it is finished, unless it was cancelled
    or broke off before its end."""
    try:
        for event in assistant.stream(question, cancelled):
            if cancelled():
                # To its end: LangChain runs what is left of a chain that is let go of, and
                # Python then prints what that raises.
                continue
            post(AnswerEvent(ticket, event))
            if isinstance(event, Finished) and event.answer.incomplete is None:
                with telling(KeepFailed, post):
                    keep(event.answer)
    except Cancelled:
        pass
    except Exception as error:
        if not cancelled():
            post(AnswerFailed(ticket, as_error(error)))


def ingest(what: str, run: Callable[[], Report], post: Post) -> None:
    """Runs one ingest, ``what`` naming it for people."""
    with telling(partial(IngestFailed, what), post):
        post(IngestFinished(what, run()))


def list_sessions(path: Path, post: Post, opening: bool = False) -> None:
    """Lists the kept conversations; ``opening`` when their list is to be opened."""
    with telling(SessionFailed, post):
        post(SessionsListed(tuple(Sessions(path).list()), opening))


def session_words(path: Path, post: Post) -> None:
    """Reads what a search looks through."""
    with telling(SessionFailed, post):
        post(SessionWords(Sessions(path).words()))


def load_session(library: OpenLibrary, session_id: str, post: Post) -> None:
    """Loads a kept conversation and looks its citations up in the catalogue."""
    with telling(SessionFailed, post):
        catalogue = library.catalogue
        conversation = Sessions(catalogue.path).load(session_id)
        answers = tuple(
            restore(each.shape, catalogue) if isinstance(each, StoredTurn) else each.question
            for each in conversation.in_order
        )
        post(SessionOpened(conversation, answers))


def delete_session(path: Path, session_id: str, post: Post) -> None:
    """Removes a kept conversation, then lists those that are left."""
    with telling(SessionFailed, post):
        Sessions(path).delete(session_id)
        list_sessions(path, post)


def rename_session(path: Path, session_id: str, name: str, post: Post) -> None:
    """Gives a kept conversation another name, then lists all."""
    with telling(SessionFailed, post):
        post(SessionRenamed(session_id, Sessions(path).rename(session_id, name)))
        list_sessions(path, post)


def export_session(
    library: OpenLibrary,
    session_id: str,
    wanted: Wanted,
    answer: str | None,
    failed: Failed,
    post: Post,
) -> None:
    """Writes a kept conversation to a file, or of it the answer that reads ``answer`` alone."""
    from assistant.export import transcript, write_wanted

    with telling(failed, post):
        catalogue = library.catalogue
        kept = Sessions(catalogue.path).load(session_id)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        given = transcript(kept, catalogue)
        given = given if answer is None else given.with_answer(answer)
        post(SessionExported(write_wanted(given, wanted, now)))
