"""Adding articles from inside the app: one after the other, while the reader goes on."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.screen import Screen

from assistant.slash import split_arguments
from assistant.ui import jobs
from assistant.ui.chat_keys import named
from assistant.ui.conversation import Conversation
from assistant.ui.ingest_bar import IngestBar
from assistant.ui.ingest_report import report_lines, report_note
from assistant.ui.literal import Severity, literal_line, toast
from assistant.ui.messages import IngestFailed, IngestFinished, IngestProgress
from assistant.ui.paste_screen import Draft, Pasted, PasteScreen
from ingest.errors import BriefingError
from ingest.text.clean import visible
from ingest.types import Progress, Report

if TYPE_CHECKING:
    from assistant.ui.services import OpenLibrary, Services

Run = Callable[["OpenLibrary"], Report]

_TELL_EVERY = 0.1
"""Seconds between two looks at how far it is: drawing each step would leave keys waiting."""
_PASTED = "pasted article"
_ADD_HINT = "a path, a web address or a feed"


@dataclass(frozen=True, slots=True)
class Adding:
    """Something to be added, and how."""

    what: str
    run: Run


class Ingesting(Screen[None]):
    """The part of the chat screen that adds articles."""

    services: Services
    library: OpenLibrary | None

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Adding] = deque()
        self._adding: Adding | None = None
        self._halt = threading.Event()
        self._no_index: str | None = None
        self._told_at = 0.0
        self._progress = Progress(0, None)
        self._draft = Draft()

    async def ingest(self, arguments: Sequence[str]) -> None:
        """Adds files, folders and web pages; without any, asks for them."""
        if not arguments:
            self.action_add()
            return
        what = " ".join(visible(argument) for argument in arguments)

        def run(library: OpenLibrary) -> Report:
            return self.services.ingest(tuple(arguments), library, self._went_on, self._halted)

        self.enqueue(what, run)

    def action_add(self) -> None:
        """Asks for a path, a web address or a feed, and adds it. What stands in the prompt
        stays there."""
        from assistant.ui.library_modals import AddScreen

        self.app.push_screen(AddScreen("Add articles", _ADD_HINT), self._add_given)

    async def _add_given(self, given: str | None) -> None:
        if given:
            await self.ingest(split_arguments(given))

    def action_samples(self) -> None:
        """Adds the sample articles."""
        add = self.services.add_samples
        if add is None:
            toast(self.app, "No sample articles came with this installation.", "warning")
            return

        def run(library: OpenLibrary) -> Report:
            return add(library, self._went_on, self._halted)

        self.enqueue("sample articles", run)

    def action_paste(self) -> None:
        """Asks for an article to be pasted, then adds it; begins with what was left there."""
        self.app.push_screen(PasteScreen(self._draft), self._pasted)

    def _pasted(self, given: Pasted | Draft | None) -> None:
        if given is None:
            return
        if isinstance(given, Draft):
            self._draft = given
            if given:
                toast(self.app, "Kept as a draft: it is there when you paste the next article.")
            return
        pasted, self._draft = given, given.draft

        def run(library: OpenLibrary) -> Report:
            text, stated = pasted.text, pasted.overrides
            return self.services.add_text(text, stated, library, self._went_on, self._halted)

        self.enqueue(_PASTED, run)

    @property
    def adding(self) -> bool:
        """Whether something is being added."""
        return self._adding is not None

    def halt_ingest(self) -> None:
        """Stops what is being added after its current batch, and what waits behind it."""
        self._waiting.clear()
        self._halt.set()

    def action_stop_adding(self) -> None:
        """Stops what is being added, and what waits behind it; what was done is kept."""
        if not self.adding and not self._waiting:
            toast(self.app, "Nothing is being added.")
            return
        dropped = len(self._waiting)
        self.halt_ingest()
        for bar in self._bars():
            bar.stopping()
        if dropped:
            are = "is" if dropped == 1 else "are"
            toast(self.app, f"{dropped} more that waited {are} not begun.")

    def enqueue(self, what: str, run: Run) -> None:
        """Runs something that changes the library, behind what is being added."""
        self._waiting.append(Adding(what, run))
        if self._adding is not None:
            toast(self.app, f"{what}: comes next.")
        if self.library is None:
            self.open_again()
        self.next_ingest()

    def _halted(self) -> bool:
        return self._halt.is_set()

    def tell_adding(self, bar: IngestBar) -> None:
        """Shows on a line that has just come what is being added, if anything is."""
        if self._adding is not None:
            bar.begin(self._adding.what, len(self._waiting))
            bar.go_on(self._progress)
            if self._halted():
                bar.stopping()

    def _bars(self) -> list[IngestBar]:
        """Where progress is shown: here, and on the screens over this one."""
        return [bar for screen in self.app.screen_stack for bar in screen.query(IngestBar)]

    def next_ingest(self) -> None:
        """Begins the next thing to be added, once the library is open and nothing runs."""
        if self._adding is not None or self.library is None or not self._waiting:
            return
        self._adding = self._waiting.popleft()
        self._halt = threading.Event()
        self._progress = Progress(0, None)
        for bar in self._bars():
            bar.begin(self._adding.what, len(self._waiting))
        self._add(self._adding, self.library)

    @work(thread=True, exit_on_error=False)
    def _add(self, adding: Adding, library: OpenLibrary) -> None:
        jobs.ingest(adding.what, lambda: adding.run(library), self.post_message)
        jobs.count(library, self.post_message)

    def _went_on(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.done == progress.total or now - self._told_at >= _TELL_EVERY:
            self._told_at = now
            self.post_message(IngestProgress(progress))

    @on(IngestProgress)
    def _progressed(self, message: IngestProgress) -> None:
        self._progress = message.progress
        for bar in self._bars() if self.adding and not self._halted() else ():
            bar.go_on(message.progress)

    @on(IngestFinished)
    async def _ingested(self, message: IngestFinished) -> None:
        lines = report_lines(message.what, message.report, named(self.app))
        content = Content("\n").join(
            [literal_line(lines[0], "bold"), *(literal_line(line) for line in lines[1:])]
        )
        await self.query_one(Conversation).say(content, "report")
        if message.what == _PASTED and not message.report.failed:
            self._draft = Draft()
        severity: Severity = "warning" if message.report.failed else "information"
        toast(self.app, report_note(message.report), severity)
        self._next()

    @on(IngestFailed)
    async def _not_ingested(self, message: IngestFailed) -> None:
        await self.tell_error(message.error)
        if self.app.screen is not self:
            toast(self.app, str(message.error), "error")
        self._next()

    def _next(self) -> None:
        self._adding = None
        for bar in self._bars():
            bar.end()
        self.look_again()
        self.next_ingest()

    async def tell_index(self) -> None:
        """Says when the vector index is not in use and why, and takes that back when it is."""
        why = self.library.why_no_index if self.library is not None else None
        if why == self._no_index:
            return
        self._no_index = why
        conversation = self.query_one(Conversation)
        await conversation.query(".index").remove()
        if why is not None:
            told = f"{why} Articles are stored and questions answered all the same, more slowly."
            await conversation.say(literal_line(told), "index")

    if TYPE_CHECKING:

        def open_again(self) -> None: ...

        async def tell_error(self, error: BriefingError) -> None: ...

        def look_again(self) -> None: ...
