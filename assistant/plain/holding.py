"""Articles: adding, listing, reading, following."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from assistant.commands.options import label, publication
from assistant.errors import Cancelled as Interrupted
from assistant.errors import UsageError
from assistant.exits import Exit
from assistant.explain import filter_words
from assistant.plain.answers import title_of
from assistant.plain.listings import AT_ONCE, article_list, held, matching
from assistant.plain.reports import edit_lines, followed_lines, progress_line, report_lines
from assistant.plain.stopping import Cancelled, finished
from assistant.plain.surroundings import about, whole
from assistant.plain.wording import number_in
from ingest.text.clean import visible
from ingest.types import Filters, Followed, Overrides, Progress, Report

if TYPE_CHECKING:
    from assistant.plain.state import State
    from ingest.text.dates import Moment

Watch = Callable[[Progress], None]
Numbered = TypeVar("Numbered")

_FIRST, _EVERY = 3.0, 10.0
"""Seconds until the first line about progress, and between two of them."""
_FOLLOW = "--follow"
_END = "."


class Holding:
    """What is done with the articles of the library."""

    def __init__(self, state: State, clock: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._clock = clock

    def ingest(self, arguments: tuple[str, ...]) -> None:
        """Adds files, folders and web pages."""
        from dataclasses import replace

        from ingest.pipeline import ingest

        places = [each for each in arguments if each != _FOLLOW]
        if not places:
            raise UsageError("There is nothing to add.", "Write it behind: /ingest PATH or URL")
        if "-" in places:
            raise UsageError("Lines are read from there.", "To add a text, type /paste.")
        library = self._state.desk.library
        options = replace(self._state.desk.options(), follow=_FOLLOW in arguments)

        def work(watch: Watch, cancelled: Cancelled) -> Report:
            return ingest(places, library, options, progress=watch, cancelled=cancelled)

        self._add(" ".join(map(visible, places)), work)

    def samples(self) -> None:
        """Adds the sample articles."""
        from assistant.samples import samples
        from ingest.pipeline import ingest

        library, options = self._state.desk.library, self._state.desk.options()

        def work(watch: Watch, cancelled: Cancelled) -> Report:
            with samples() as folder:
                return ingest([str(folder)], library, options, progress=watch, cancelled=cancelled)

        self._add("Sample articles", work)

    def paste(self) -> None:
        """Adds an article that is pasted or typed, until a line with a single dot. Ctrl+C adds
        nothing."""
        from ingest.pipeline import ingest_text

        state, out = self._state, self._state.out
        out.tell("Paste the article, its headline first. End it with a line that has only a dot.")
        try:
            text = self._lines()
            if not text.strip():
                raise UsageError("There was no text.", "Type /paste, then the article.")
            stated = self._stated()
        except KeyboardInterrupt:
            out.tell("Nothing was added.")
            return
        library, options = state.desk.library, state.desk.options(stated)

        def work(watch: Watch, cancelled: Cancelled) -> Report:
            return ingest_text(text, library, options, progress=watch, cancelled=cancelled)

        self._add("Pasted article", work)

    def _stated(self) -> Overrides | None:
        """What a person says of a pasted article; Enter leaves it to the text."""
        reader = self._state.reader
        if not reader.interactive:
            return None
        try:
            outlet = reader.read("Outlet, or Enter if the text names it: ").strip()
            reader.forget_last(bool(outlet))
            moment = self._date()
        except EOFError:
            return None
        return Overrides(
            publisher=label(outlet or None, "The outlet"),
            published=moment.iso if moment else None,
            published_precision=moment.precision if moment else None,
        )

    def _date(self) -> Moment | None:
        """The day that a person states, asked for until it is one: what was pasted is not to be
        lost for it."""
        reader = self._state.reader
        while True:
            given = reader.read("Date, or Enter: ").strip()
            reader.forget_last(bool(given))
            try:
                return publication(given or None, "The date", datetime.now(UTC))
            except UsageError as error:
                self._state.out.fail(error)

    def _lines(self) -> str:
        """What comes until a single dot, or the end."""
        reader = self._state.reader
        lines: list[str] = []
        read = 0
        try:
            while True:
                try:
                    given = reader.read("")
                except EOFError:
                    break
                read += bool(given.strip())
                # A terminal hands over what is pasted at once, a pipe line by line.
                for line in given.split("\n"):
                    if line.strip() == _END:
                        return "\n".join(lines)
                    lines.append(line)
        finally:
            reader.forget_last(read)
        return "\n".join(lines)

    def _add(self, what: str, work: Callable[[Watch, Cancelled], Report]) -> None:
        """Runs an ingest to its end and says what it did; Ctrl+C ends it after what is begun,
        and what was finished is kept."""
        state, out = self._state, self._state.out
        told = self._clock() - _EVERY + _FIRST
        if state.reader.interactive:
            out.tell(f"Begun: {what}. Ctrl+C stops it; what is finished is kept.")

        def watch(progress: Progress) -> None:
            nonlocal told
            if self._clock() - told >= _EVERY:
                told = self._clock()
                out.tell(progress_line(progress))

        def asked() -> None:
            out.tell("Stopping after what is begun.")

        report = finished(lambda cancelled: work(watch, cancelled), asked)
        out.say(*report_lines(what, report))
        catalogue = state.desk.library.catalogue
        out.say(held(catalogue.counts().articles, catalogue.newest()))
        if why := state.desk.library.why_no_index:
            out.tell(f"{why} Articles are stored and questions answered, more slowly.")
        if report.interrupted and not state.reader.interactive:
            raise Interrupted("Interrupted.", "Run it again to go on.")
        out.note(Exit.SOURCES_FAILED if report.failed else Exit.DONE)

    # --- what there is -----------------------------------------------------------------

    def library(self, words: tuple[str, ...]) -> None:
        """Lists the articles that the filters let through, or those of them with the words."""
        state = self._state
        found = matching(state.desk.library.catalogue.rows(state.filters), words)
        state.articles = found[:AT_ONCE]
        if state.filters != Filters():
            state.out.say(f"Of the articles that are asked: {filter_words(state.filters)}.")
        state.out.say(*article_list(found, words))
        state.out.note(Exit.DONE if found else Exit.NOTHING_FOUND)

    def read(self, arguments: tuple[str, ...]) -> None:
        """Reads an article of the list, by its number, or by its id."""
        state = self._state
        given = arguments[0] if len(arguments) == 1 else ""
        if not given:
            raise UsageError("Which article?", "Write its number in the list: /read 1")
        catalogue = state.desk.library.catalogue
        number = number_in(given)
        if number is not None and number <= AT_ONCE:
            row = _numbered(state.articles, number, "article", "/library")
            stored = catalogue.article(row.article_id)
        else:
            stored = catalogue.article(given)
            row = catalogue.revision_row(stored.article_id, stored.revision)
        revisions = [each for each, _ in catalogue.revisions(stored.article_id)]
        state.out.say(title_of(row), *about(stored, row, revisions))
        state.out.say(*whole(stored.article), "End of the article.")

    def feeds(self) -> None:
        """Lists what is followed."""
        state = self._state
        state.feeds = tuple(state.desk.library.catalogue.followed())
        state.out.say(*followed_lines(state.feeds))

    def update(self, arguments: tuple[str, ...]) -> None:
        """Fetches again what is followed: all that is due, or what is named at once."""
        from ingest.updating import Updated, update

        state = self._state
        library, options = state.desk.library, state.desk.options()
        chosen = [self._followed(given) for given in arguments]
        if not library.catalogue.followed():
            state.out.say(*followed_lines(()))
            return
        if state.desk.settings.offline:
            raise UsageError("Working offline: nothing was fetched.", "Start without --offline.")
        done: list[Updated] = []

        def work(watch: Watch, cancelled: Cancelled) -> Report:
            done.append(update(library, options, only=chosen, progress=watch, cancelled=cancelled))
            return done[0].report

        self._add("Update", work)
        state.out.say(*edit_lines(done[0].edits))

    def forget(self, arguments: tuple[str, ...]) -> None:
        """Follows an address no more."""
        if len(arguments) != 1:
            raise UsageError("Which one?", "Write its number in /feeds: /forget 1")
        followed = self._followed(arguments[0])
        self._state.desk.library.catalogue.forget([followed.location])
        self._state.out.say(f"{visible(followed.location)} is followed no more; its articles stay.")

    def _followed(self, given: str) -> Followed:
        """The followed address of this number in the list, or of this address."""
        from ingest.updating import matching as of_address

        if (number := number_in(given)) is not None:
            return _numbered(self._state.feeds, number, "feed", "/feeds")
        (found,) = of_address(self._state.desk.library.catalogue.followed(), [given])
        if isinstance(found, str):
            raise UsageError(
                f"{visible(given)} is not followed.", f"To follow it: /ingest {visible(given)}"
            )
        return found


def _numbered(found: Sequence[Numbered], number: int, what: str, command: str) -> Numbered:
    """The entry of a list that was shown with this number."""
    if 1 <= number <= len(found):
        return found[number - 1]
    if not found:
        raise UsageError("There is no list yet.", f"Type {command} first.")
    raise UsageError(f"There is no {what} {number}.", f"The list ends at {len(found)}.")


__all__ = ["Holding"]
