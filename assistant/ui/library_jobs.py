"""The slow half of the library's screens. Each is a function for a thread, as in ``jobs``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from assistant.ui.jobs import Post, telling
from assistant.ui.library_entries import Entry, offered
from assistant.ui.messages import (
    ChangesFound,
    FeedsListed,
    LibraryListed,
    ReadingFailed,
    ReadingLoaded,
    ShelfChanged,
    ShelfFailed,
)
from assistant.ui.services import Holdings, OpenLibrary

Run = Callable[[], None]


def list_articles(
    holdings: Holdings, library: OpenLibrary, known: tuple[Entry, ...], post: Post
) -> None:
    """Lists the library; the very tuple ``known`` when nothing has changed since."""
    with telling(ShelfFailed, post):
        found = holdings.entries(library)
        post(LibraryListed(known if found == known else found, tuple(offered(found))))


def read(
    holdings: Holdings,
    library: OpenLibrary,
    article_id: str,
    revision: int | None,
    quoted: tuple[int, int],
    ticket: int,
    post: Post,
) -> None:
    """Reads one revision and lays it out; ``quoted`` is the stretch to be highlighted."""
    from assistant.ui.reading import text_of

    with telling(partial(ReadingFailed, ticket), post):
        reading = replace(holdings.reading(library, article_id, revision), quoted=quoted)
        post(ReadingLoaded(ticket, reading, text_of(reading)))


def compare(
    holdings: Holdings,
    library: OpenLibrary,
    article_id: str,
    revisions: tuple[int, int],
    ticket: int,
    post: Post,
) -> None:
    """Finds what changed from the first of the revisions to the second."""
    from assistant.ui.reading import changes_of

    with telling(partial(ReadingFailed, ticket), post):
        before, after = (
            holdings.reading(library, article_id, number).stored for number in revisions
        )
        post(ChangesFound(ticket, changes_of(before, after)))


def list_feeds(holdings: Holdings, library: OpenLibrary, post: Post) -> None:
    """Lists what is followed."""
    with telling(ShelfFailed, post):
        post(FeedsListed(holdings.feeds(library)))


def change(run: Run, told: str, post: Post) -> None:
    """Changes the library; ``told`` says what was done."""
    with telling(ShelfFailed, post):
        run()
        post(ShelfChanged(told))
