"""A small stage for the app: an assistant that plays a script, a library that is a dictionary.

Both implement the interfaces that the app is written against and deal in the real values; what
they hold is not cleaned, so that a test of the display does not lean on the store.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from assistant.types import (
    Answer,
    Checked,
    Citation,
    Delta,
    Event,
    Finished,
    Hit,
    Provenance,
    Question,
    Retrieved,
    Sentence,
    Verdict,
)
from assistant.ui.conversation import Conversation
from assistant.ui.hints import Problem
from assistant.ui.literal import Words
from assistant.ui.prompt import Prompt
from assistant.ui.services import Consent, Services
from assistant.ui.topbar import TopBar
from ingest.errors import BriefingError, LibraryError, UnknownArticle
from ingest.types import (
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    Item,
    Metadata,
    Overrides,
    Passage,
    Progress,
    Report,
    Status,
    StoredArticle,
)
from tui import BriefingApp

HARBOUR = (
    "Harbour bridge to stay closed until March\n\n"
    "The old harbour bridge will stay closed to cars until the first week of March, the city's "
    "works office said on Tuesday. Engineers found cracks in two of its nine steel hangers "
    "during an inspection in November.\n\n"
    "“We will not reopen a bridge that we cannot vouch for,” said Ines Okafor, who leads the "
    "works office. Repairs are expected to cost 4.2 million crowns, about twice the first "
    "estimate.\n\n"
    "Shopkeepers on the north bank say that their takings have fallen by a third since the "
    "closure. A ferry that the city put on in December carries some 900 people a day, fewer than "
    "half of those who used to cross by bus.\n\n"
    "Finally someone does something about it! says bridgefan22."
)
FERRY = (
    "Ferry firm denies price rise\n\n"
    "The operator of the harbour ferry has denied a report that fares will rise in spring. "
    "“There is no such plan,” a spokeswoman said.\n\n"
    "The ferry has run every twelve minutes since December. It does not run in strong wind."
)


def _blocks(text: str, comment: bool) -> tuple[Block, ...]:
    first = text.index("\n\n") + 2
    last = text.rindex("\n\n") + 2 if comment else len(text)
    blocks = [Block(BlockKind.HEADLINE, 0, first), Block(BlockKind.BODY, first, last)]
    if comment:
        blocks.append(Block(BlockKind.COMMENT, last, len(text)))
    return tuple(blocks)


def harbour(text: str = HARBOUR, meta: Metadata | None = None) -> Article:
    """The article that answers."""
    return Article(
        identity="example.net/harbour",
        source="harbour.html",
        text=text,
        blocks=_blocks(text, comment=True),
        meta=meta
        or Metadata(
            title="Harbour bridge to stay closed until March",
            publisher="The Quay Courier",
            authors=("Mira Holt",),
            published="2026-01-13",
            published_precision="day",
            url="https://courier.example/harbour-bridge",
        ),
    )


def ferry() -> Article:
    """The article beside it."""
    return Article(
        identity="example.net/ferry",
        source="ferry.html",
        text=FERRY,
        blocks=_blocks(FERRY, comment=False),
        meta=Metadata(
            title="Ferry firm denies price rise",
            publisher="North Bank News",
            published="2026-02-02",
            published_precision="day",
        ),
    )


class Shelf:
    """A library: articles by id and revision."""

    def __init__(self, folder: Path, articles: Sequence[Article] = ()) -> None:
        self.path = folder / "library.db"
        self.path.touch()
        self.articles: dict[tuple[str, int], Article] = {}
        self.closed = False
        self.why_no_index: str | None = None
        for article in articles:
            self.add(article)

    @property
    def catalogue(self) -> Shelf:
        return self

    def add(self, article: Article) -> str:
        article_id = f"a{len(self.articles) + 1}"
        self.articles[article_id, 1] = article
        return article_id

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        try:
            article = self.articles[article_id, revision or 1]
        except KeyError:
            raise UnknownArticle("No article has this id.", "briefing list") from None
        return StoredArticle(article_id, revision or 1, article, "", "2026-02-03T10:00:00+00:00")

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        stored = self.article(article_id, revision)
        article = stored.article
        return ArticleRow(article_id, revision, article.source, article.meta, "")

    def counts(self) -> Held:
        return Held(len(self.articles))

    def newest(self) -> str | None:
        dates = [a.meta.published for a in self.articles.values() if a.meta.published]
        return max(dates, default=None)

    def close(self) -> None:
        self.closed = True

    def cite(self, number: int, article_id: str, quote: str) -> Citation:
        text = self.articles[article_id, 1].text
        start = text.index(quote)
        return Citation(
            number, f"{article_id}:1:0", quote, start, start + len(quote),
            self.revision_row(article_id, 1),
        )  # fmt: skip

    def hit(self, article_id: str, quote: str) -> Hit:
        text = self.articles[article_id, 1].text
        start = text.index(quote)
        passage = Passage(f"{article_id}:1:0", article_id, 1, 0, start, start + len(quote), quote)
        return Hit(passage, self.revision_row(article_id, 1), 0.5)


@dataclass
class Held:
    articles: int


@dataclass(frozen=True)
class Label:
    name: str = "extractive"
    model: str | None = None
    endpoint: str | None = None


Script = Callable[[Question, Callable[[], bool]], Iterator[Event]]


@dataclass
class Player:
    """An assistant that plays its script and remembers what it was asked."""

    script: Script
    engine: Label = field(default_factory=Label)
    asked: list[Question] = field(default_factory=list)

    def stream(self, question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        self.asked.append(question)
        return self.script(question, cancelled)


def bridge_answer(shelf: Shelf, question: str = "Why is the bridge closed?") -> Answer:
    """Three sentences, one of each verdict, resting on two articles."""
    return Answer(
        question=question,
        asked=question,
        status="answered",
        confidence=0.8,
        sentences=(
            Sentence(
                "The Quay Courier, 13 January 2026: “Engineers found cracks in two of its nine "
                "steel hangers during an inspection in November.”",
                (1,), Verdict.VERIFIED,
            ),
            Sentence(
                "Repairs are expected to cost about 5 million crowns.",
                (2,), Verdict.PARTLY, ("“5 million” does not stand in the words cited",),
            ),
            Sentence("The ferry will be free in spring.", (3,), Verdict.UNSUPPORTED,
                     ("the words cited do not say this",)),
        ),
        citations=(
            shelf.cite(1, "a1", "Engineers found cracks in two of its nine steel hangers "
                                "during an inspection in November."),
            shelf.cite(2, "a1", "Repairs are expected to cost 4.2 million crowns"),
            shelf.cite(3, "a2", "There is no such plan"),
        ),
        retrieved=(),
        filters=Filters(),
        provenance=Provenance("extractive", None, {}, "f00d"),
        notes=("newest source is 9 months old",),
        timings_ms={"total": 412.0},
    )  # fmt: skip


def played(answer: Answer, deltas: Sequence[str] = ()) -> Script:
    """A script that gives this answer: deltas first, then each sentence, then the whole."""

    def script(question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        yield Retrieved(answer.retrieved)
        for delta in deltas:
            yield Delta(delta)
        seen: set[int] = set()
        for index, sentence in enumerate(answer.sentences):
            new = tuple(
                c for c in answer.citations if c.number in sentence.citations
                and c.number not in seen
            )  # fmt: skip
            seen.update(c.number for c in new)
            yield Checked(index, sentence, new)
        yield Finished(replace(answer, question=question.text, asked=question.text))

    return script


def abstaining(shelf: Shelf) -> Script:
    """A script that finds nothing but near passages."""
    hits = (
        shelf.hit("a2", "The ferry has run every twelve minutes since December."),
        shelf.hit("a1", "A ferry that the city put on in December carries some 900 people a day"),
    )

    def script(question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        yield Retrieved(hits)
        yield Finished(
            replace(
                bridge_answer(shelf), question=question.text, asked=question.text,
                status="abstained", sentences=(), citations=(), retrieved=hits, notes=(),
            )
        )  # fmt: skip

    return script


def failing(error: BriefingError) -> Script:
    """A script that ends in an error after the passages were found."""

    def script(question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        yield Retrieved(())
        raise error

    return script


@dataclass
class Slow:
    """A script that writes until it is told to stop, or ``deaf`` to that, until released."""

    deaf: bool = False
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        yield Retrieved(())
        yield Delta("The bridge ")
        deadline = time.monotonic() + 20
        while not self.released.is_set() and time.monotonic() < deadline:
            if cancelled() and not self.deaf:
                return
            time.sleep(0.01)
        yield Delta("came too late")


@dataclass
class Ingest:
    """Adds an article for each argument; waits for ``go`` when it is given one."""

    shelf: Shelf
    go: threading.Event | None = None
    seen: list[tuple[str, ...]] = field(default_factory=list)
    pasted: list[tuple[str, Overrides]] = field(default_factory=list)
    cancelled: bool = False

    def __call__(
        self,
        arguments: Sequence[str],
        library: object,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Report:
        self.seen.append(tuple(arguments))
        items = []
        for place, argument in enumerate(arguments):
            progress(Progress(place, len(arguments), f"reading {argument}"))
            if self.go is not None:
                deadline = time.monotonic() + 25  # a test that fails must come to its end
                while not self.go.wait(0.01) and time.monotonic() < deadline:
                    if cancelled():
                        self.cancelled = True
                        return Report(tuple(items), interrupted=True)
            if "missing" in argument:
                items.append(Item(argument, Status.FAILED, reason="There is no such file."))
            else:
                items.append(Item(argument, Status.ADDED, self.shelf.add(ferry())))
        return Report(tuple(items), withheld_comments=2)

    def add_text(
        self,
        text: str,
        overrides: Overrides,
        library: object,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Report:
        self.pasted.append((text, overrides))
        return Report((Item("-", Status.ADDED, self.shelf.add(ferry()), title="Pasted"),))


def services(
    shelf: Shelf | None,
    player: Player,
    ingest: Ingest | None = None,
    *,
    opening: Callable[[], None] = lambda: None,
    consent: Consent | None = None,
) -> Services:
    """Services over these; ``opening`` is called, and may wait, before the library is there."""

    def open_library() -> Shelf:
        opening()
        if shelf is None:
            raise UnknownArticle("never", "reached")
        return shelf

    adding = ingest or Ingest(shelf or Shelf(Path("/nonexistent")))
    return Services(
        open_library=open_library,
        make_assistant=lambda library: player,
        ingest=adding,
        add_text=adding.add_text,
        consent=lambda: consent,
        add_samples=lambda library, watch, cancelled: adding(
            ("samples",), library, watch, cancelled
        ),
    )


def closed_at_first(app: BriefingApp, shelf: Shelf) -> None:
    """Lets the library be opened at the second attempt."""
    ways = [LibraryError("The library is locked.", "Close the other program."), shelf]

    def opening() -> Shelf:
        found = ways.pop(0)
        if isinstance(found, LibraryError):
            raise found
        return found

    object.__setattr__(app.services, "open_library", opening)


async def until(pilot: Pilot[Any], met: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits until ``met``; fails when it never is."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "it never came to that"
        await pilot.pause(0.01)
    await pilot.pause()


def shown(app: BriefingApp) -> str:
    """Everything that stands in the conversation."""
    words = app.chat.query_one(Conversation).query(Words)
    return "\n".join(str(word.visual) for word in words if word.display)


def library_line(app: BriefingApp) -> str:
    """What the strip says of the library."""
    return str(app.chat.query_one(TopBar).query_one(".library", Words).visual)


def toasts(app: BriefingApp) -> str:
    """The short notes that were given so far."""
    return "\n".join(notification.message for notification in app._notifications)


def problem(app: BriefingApp) -> str:
    """What is said at the prompt of what was sent from it; empty when nothing is."""
    words = app.chat.query_one(Problem)
    return "" if words.has_class("-blank") else str(words.visual)


async def refused(pilot: Pilot[Any], line: str, told: str) -> None:
    """Sends a line that cannot be done: that is said at the prompt, where the line stays."""
    app = await send(pilot, line)
    await until(pilot, lambda: told in problem(app))
    assert app.chat.query_one(Prompt).text == line


async def send(pilot: Pilot[Any], text: str) -> BriefingApp:
    """Types a line and sends it, once the library is open."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    await until(pilot, lambda: app.chat.library is not None)
    app.chat.query_one(Prompt).fill(text)
    await pilot.press("enter")
    await pilot.pause()
    return app


def finished(app: BriefingApp) -> int:
    """How many answers are finished."""
    return sum(e.answer is not None for e in app.chat.query_one(Conversation).exchanges)


def done(app: BriefingApp, times: int) -> bool:
    """Whether so many answers are finished."""
    return finished(app) == times


async def answered(pilot: Pilot[Any], question: str = "Why is the bridge closed?") -> BriefingApp:
    """Asks, and waits until one more answer is finished."""
    app = pilot.app
    assert isinstance(app, BriefingApp)
    before = finished(app)
    await send(pilot, question)
    await until(pilot, lambda: finished(app) > before)
    return app
