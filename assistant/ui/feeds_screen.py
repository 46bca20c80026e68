"""What is followed: feeds, lists of pages and pages, how their last fetch went, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.slash import split_arguments
from assistant.ui import library_jobs
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.key_bar import KeyBar
from assistant.ui.library_modals import AddScreen
from assistant.ui.literal import Words, literal_line, shortened, toast
from assistant.ui.messages import FeedsListed, ShelfChanged, ShelfFailed
from assistant.ui.modals import ConfirmScreen
from assistant.ui.shelf_keys import TITLE, Reloading
from ingest.text.clean import visible
from ingest.text.dates import spoken
from ingest.types import Followed

if TYPE_CHECKING:
    from assistant.ui.desk import Desk

QUIET = "$quiet"
_STATES = {
    "ok": ("✓", "$text-success", "in order"),
    "unchanged": ("✓", "$text-success", "nothing new at the last look"),
    "failing": ("!", "$text-warning", "failing"),
    "gone": ("✗", "$text-error", "gone: it is not asked for any more"),
}
_KINDS = {"feed": "feed", "pages": "list of pages", "page": "page"}
_OF_ONE = ("refresh", "refresh_all", "pages", "unfollow")
"""Actions that are about what is followed."""


class FeedsScreen(Reloading):
    """Looks at feeds again, adds one, stops following one."""

    CSS_PATH = "library_screen.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9", "dismiss", "Back", id="feeds.back"),
        Binding("enter,r", "refresh", "Look again", key_display="r", id="feeds.refresh"),
        Binding("R", "refresh_all", "Look at all", id="feeds.refresh_all"),
        Binding("p", "pages", "Fetch its pages", id="feeds.pages"),
        Binding("a", "add", "Follow another", id="feeds.add"),
        Binding("x,delete", "unfollow", "Stop following", id="feeds.unfollow"),
        Binding("ctrl+g", "stop_adding", "Stop adding", show=False, id="feeds.stop_adding"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._feeds: tuple[Followed, ...] = ()

    def compose(self) -> ComposeResult:
        """Strip, list, what is going on, keys."""
        with Horizontal(classes="strip"):
            yield Words("Feeds", classes="name")
            yield Words("reading …", classes="count")
        yield OptionList(markup=False, id="feeds")
        yield Words("", classes="nothing")
        yield IngestBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Lists what is followed."""
        self.query_one(".nothing", Words).show("")
        self.desk.tell_adding(self.query_one(IngestBar))
        self.reload()

    def reload(self) -> None:
        """Lists what is followed."""
        self._list()

    @work(thread=True, exit_on_error=False, exclusive=True, group="list")
    def _list(self) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            library_jobs.list_feeds(holdings, library, self.post_message)

    @on(FeedsListed)
    def _listed(self, message: FeedsListed) -> None:
        listing = self.query_one(OptionList)
        place = listing.highlighted or 0
        self._feeds = message.feeds
        self.refresh_bindings()
        listing.clear_options()
        listing.add_options([Option(feed_content(feed)) for feed in message.feeds])
        listing.display = bool(message.feeds)
        if message.feeds:
            self.set_focus(listing)
            listing.highlighted = min(place, len(message.feeds) - 1)
        self.query_one(".nothing", Words).show("" if message.feeds else _EMPTY)
        self.query_one(".count", Words).show(summary(message.feeds))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key is offered: of those about what is followed, when something is."""
        return action not in _OF_ONE or bool(self._feeds)

    @property
    def marked(self) -> Followed | None:
        """The one that is marked."""
        place = self.query_one(OptionList).highlighted
        return self._feeds[place] if place is not None and place < len(self._feeds) else None

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_refresh()

    def action_refresh(self) -> None:
        """Looks at the marked one again."""
        feed = self.marked
        if feed is not None:
            what = f"{shortened(name_of(feed), TITLE)}, looked at again"
            self.desk.enqueue(what, self.desk.fetches_again((feed.location,)))

    def action_refresh_all(self) -> None:
        """Looks at all of them again."""
        if self._feeds:
            what = "feeds and pages, looked at again"
            self.desk.enqueue(what, self.desk.fetches_again(()))

    def action_pages(self) -> None:
        """Fetches the pages that the marked one names without their text."""
        feed = self.marked
        if feed is not None:
            what = f"{shortened(name_of(feed), TITLE)}, its pages"
            self.desk.enqueue(what, self.desk.fetches_pages(feed.location))

    def action_add(self) -> None:
        """Asks for the address of another one."""
        self.app.push_screen(AddScreen("Follow a feed or a page", "its web address"), self._add)

    async def _add(self, given: str | None) -> None:
        if given:
            await self.desk.ingest(split_arguments(given))

    def action_unfollow(self) -> None:
        """Asks whether the marked one is to be followed no longer."""
        feed = self.marked
        if feed is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._unfollow(feed.location)

        text = (
            f"Stop following “{shortened(name_of(feed), TITLE)}”?\n\n"
            "It is not fetched again. The articles that came from it stay in the library."
        )
        self.app.push_screen(ConfirmScreen(text, "Stop", "Go on"), answered)

    def _unfollow(self, location: str) -> None:
        holdings, library = self.desk.services.holdings, self.desk.library
        if holdings is not None and library is not None:
            self._change(
                lambda: holdings.unfollow(library, location),
                "No longer followed; its articles stay.",
            )

    @on(ShelfChanged)
    def _changed(self, message: ShelfChanged) -> None:
        toast(self.app, message.told)
        self.reload()

    @on(ShelfFailed)
    def _failed(self, message: ShelfFailed) -> None:
        toast(self.app, str(message.error), "error")


def name_of(feed: Followed) -> str:
    """What it is called: its title, else its address."""
    return feed.title or visible(feed.location)


def summary(feeds: Sequence[Followed]) -> str:
    """How many there are, and how many need a look."""
    if not feeds:
        return "nothing is followed"
    ill = sum(feed.state in ("failing", "gone") for feed in feeds)
    return f"{len(feeds):,} followed" + (f" · {ill} failing or gone" if ill else "")


def feed_content(feed: Followed) -> Content:
    """One of them as the list shows it: sign, name, how it is, and what to do next."""
    sign, colour, said = _STATES[feed.state]
    head = f"{_KINDS[feed.kind]} · {said}"
    if feed.state == "failing" and feed.failures > 1:
        head += f" {feed.failures} times in a row"
    parts: list[Content | str] = [
        Content.styled(f"{sign} ", f"bold {colour}"),
        literal_line(name_of(feed), "bold"),
        "\n  ",
        literal_line(head, colour if feed.state in ("failing", "gone") else QUIET),
        "\n  ",
        literal_line(f"looked at {_when(feed.checked)} · new {_when(feed.changed)}", QUIET),
    ]  # fmt: skip
    if feed.message and feed.state in ("failing", "gone"):
        parts += ["\n  ", literal_line(feed.message)]
    if feed.not_before and feed.state == "failing":
        parts += ["\n  ", literal_line(f"Tried again from {_when(feed.not_before)}; r tries now.",
                                       QUIET)]  # fmt: skip
    if feed.state == "gone":
        parts += ["\n  ", literal_line("x takes it off the list.", QUIET)]
    if feed.title:
        parts += ["\n  ", literal_line(visible(feed.location), QUIET)]
    parts.append("\n")
    return Content.assemble(*parts)


def _when(moment: str | None) -> str:
    if not moment:
        return "never"
    return f"{spoken(moment[:10])} {moment[11:16]}".rstrip()


_EMPTY = Content.assemble(
    ("Nothing is followed yet.\n\n", "bold"),
    ("a", "bold $text-accent"),
    "  follows a feed, a list of feeds (OPML), a sitemap or a page: "
    "its new articles come in with every update.",
)
