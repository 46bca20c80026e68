"""The library inside the app: opening its screens, and what they ask of the conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.events import Click
from textual.screen import Screen

from assistant.errors import UsageError
from assistant.ui.literal import toast
from assistant.ui.messages import LibraryListed, LibraryOpened, LibraryRequested
from assistant.ui.narrowing import FilterBar, Narrowing
from assistant.ui.prompt import Prompt
from assistant.ui.shelf_keys import Reloading
from ingest.types import Progress, Report

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.listing_keys import Browsing
    from assistant.ui.services import Holdings, OpenLibrary, Services


class Shelving(Screen[None]):
    """The part of the chat screen that opens the library and keeps what was chosen there."""

    services: Services
    library: OpenLibrary | None

    def __init__(self) -> None:
        super().__init__()
        self.narrowing = Narrowing()
        self._browsing: Browsing | None = None
        self._too_early = False

    def action_library(self) -> None:
        """Opens the library; pressed while that is still being opened, as soon as it is."""
        self._too_early = self.library is None
        self._open_shelf(None)

    @on(LibraryOpened)
    def _library_came(self) -> None:
        self.call_after_refresh(self._open_late)

    def _open_late(self) -> None:
        """What has been begun meanwhile comes first."""
        early, self._too_early = self._too_early, False
        if early and self.app.screen is self and not self.query_one(Prompt).text:
            self._open_shelf(None)

    @on(Click, "TopBar .library")
    def _library_clicked(self) -> None:
        self.action_library()

    @on(LibraryRequested)
    def _requested(self, message: LibraryRequested) -> None:
        self._open_shelf(message)

    def _open_shelf(self, at: LibraryRequested | None) -> None:
        from assistant.ui.library_screen import WIDE, LibraryScreen

        if not self._ready() or any(isinstance(s, LibraryScreen) for s in self.app.screen_stack):
            return
        wide = self.app.size.width >= WIDE
        self.app.push_screen(LibraryScreen(cast("Desk", self), self._browsed(), at, wide=wide))

    def _browsed(self) -> Browsing:
        from assistant.ui.listing_keys import Browsing

        self._browsing = self._browsing or Browsing()
        return self._browsing

    def list_ahead(self) -> None:
        """Lists the library before it is opened, so that the key then has little left to do."""
        self._list_ahead()

    @work(thread=True, exit_on_error=False, exclusive=True, group="list")
    def _list_ahead(self) -> None:
        from assistant.ui.library_jobs import list_articles

        if self.library is not None and self.services.holdings is not None:
            list_articles(self.services.holdings, self.library, (), self.post_message)

    @on(LibraryListed)
    def _listed_ahead(self, message: LibraryListed) -> None:
        browsing = self._browsed()
        if not browsing.entries:
            browsing.entries, browsing.offered = message.entries, message.offered

    def action_feeds(self) -> None:
        """Opens the feeds."""
        from assistant.ui.feeds_screen import FeedsScreen

        if self._ready() and not isinstance(self.app.screen, FeedsScreen):
            self.app.push_screen(FeedsScreen(cast("Desk", self)))

    def action_follow(self) -> None:
        """Asks for a feed or a page to follow, over the feeds, where it will stand."""
        from assistant.ui.feeds_screen import FeedsScreen

        if not self._ready():
            return
        self.action_feeds()
        screen = self.app.screen
        if isinstance(screen, FeedsScreen):
            screen.call_after_refresh(screen.action_add)

    def action_update(self) -> None:
        """Fetches every followed address again."""
        if self._ready():
            self.enqueue("feeds and pages, looked at again", self.fetches_again(()))

    def _ready(self) -> bool:
        if not self.is_open():
            return False
        if self.services.holdings is None:
            toast(self.app, "This installation cannot show its library.", "warning")
        return self.services.holdings is not None

    # --- what the library's screens ask for ------------------------------------------------

    def reads_again(self, article_id: str) -> Callable[[OpenLibrary], Report]:
        """What reads the sources of an article again."""

        def run(library: OpenLibrary) -> Report:
            return self._holdings().refresh(article_id, library, self._went_on, self._halted)

        return run

    def fetches_again(self, locations: Sequence[str]) -> Callable[[OpenLibrary], Report]:
        """What fetches followed addresses again, all of them when none is given."""

        def run(library: OpenLibrary) -> Report:
            return self._holdings().update(locations, library, self._went_on, self._halted)

        return run

    def fetches_pages(self, location: str) -> Callable[[OpenLibrary], Report]:
        """What fetches the pages that a followed address only names."""

        def run(library: OpenLibrary) -> Report:
            return self._holdings().pages(location, library, self._went_on, self._halted)

        return run

    def _holdings(self) -> Holdings:
        if self.services.holdings is None:
            raise UsageError("This installation cannot change its library.", "briefing doctor")
        return self.services.holdings

    def look_again(self) -> None:
        """The library has changed: the screens that show it look again."""
        for screen in self.app.screen_stack:
            if isinstance(screen, Reloading):
                screen.reload()

    # --- which articles are asked ----------------------------------------------------------

    def ask_only(self, article_id: str, title: str) -> None:
        """The next questions are about this article, and others chosen so, alone."""
        self.narrowing.ask_only(article_id, title)
        self._tell_narrowing()

    def leave_out(self, article_id: str, title: str) -> bool:
        """The next questions leave this article out, or no longer; says which."""
        left_out = self.narrowing.leave_out(article_id, title)
        self._tell_narrowing()
        return left_out

    def action_take_off(self, article_id: str) -> None:
        """Takes back what was chosen of one article, of all for an empty id."""
        self.narrowing.take_off(article_id)
        self._tell_narrowing()

    def action_all(self) -> None:
        """The next questions are asked of all articles again."""
        if not self.narrowing:
            toast(self.app, "All articles are asked already.")
        self.action_take_off("")

    def _tell_narrowing(self) -> None:
        self.query_one(FilterBar).tell(self.narrowing)

    if TYPE_CHECKING:  # what the rest of the screen gives

        def enqueue(self, what: str, run: Callable[[OpenLibrary], Report]) -> None: ...

        def is_open(self) -> bool: ...

        def _went_on(self, progress: Progress) -> None: ...

        def _halted(self) -> bool: ...
