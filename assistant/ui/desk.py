"""What the library's screens ask of the chat screen, which holds the library and adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.ui.ingest_bar import IngestBar
from assistant.ui.services import OpenLibrary, Services
from ingest.types import Report


class Desk(Protocol):
    """The chat screen, as the screens over it see it."""

    services: Services
    library: OpenLibrary | None

    @property
    def adding(self) -> bool:
        """Whether something is being added."""
        ...

    async def ingest(self, arguments: Sequence[str]) -> None:
        """Adds files, folders, feeds and web pages, behind what is being added."""
        ...

    def enqueue(self, what: str, run: Callable[[OpenLibrary], Report]) -> None:
        """Runs something that changes the library, behind what is being added."""
        ...

    def tell_adding(self, bar: IngestBar) -> None:
        """Shows on a line that has just come what is being added, if anything is."""
        ...

    def action_stop_adding(self) -> None:
        """Stops what is being added, and what waits behind it."""
        ...

    def reads_again(self, article_id: str) -> Callable[[OpenLibrary], Report]:
        """What reads the sources of an article again."""
        ...

    def fetches_again(self, locations: Sequence[str]) -> Callable[[OpenLibrary], Report]:
        """What fetches followed addresses again, all of them when none is given."""
        ...

    def fetches_pages(self, location: str) -> Callable[[OpenLibrary], Report]:
        """What fetches the pages that a followed address only names."""
        ...

    def action_add(self) -> None:
        """Asks for a path, a web address or a feed, and adds it."""
        ...

    def action_paste(self) -> None:
        """Asks for an article to be pasted."""
        ...

    def action_feeds(self) -> None:
        """Opens the feeds."""
        ...

    def action_samples(self) -> None:
        """Adds the sample articles."""
        ...

    def ask_only(self, article_id: str, title: str) -> None:
        """The next questions are about this article, and others chosen so, alone."""
        ...

    def leave_out(self, article_id: str, title: str) -> bool:
        """The next questions leave this article out, or no longer; says which."""
        ...
