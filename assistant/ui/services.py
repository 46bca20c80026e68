"""What the app needs of the rest of the program, as plain functions.

``real.services_for`` builds them from the composition root; tests build with it too, or put a
scripted assistant of the same interface in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.types import Event, Question
from ingest.types import (
    ArticleRow,
    Filters,
    Followed,
    Overrides,
    Progress,
    Report,
    StoredArticle,
)

if TYPE_CHECKING:
    from assistant.check import CheckedSentence
    from assistant.engine_choice import EngineChoice, EngineOffer
    from assistant.ui.library_entries import Entry
    from assistant.ui.reading import Reading
    from ingest.draft import DraftText
    from ingest.stating import Edit


class Counted(Protocol):
    """How much a catalogue holds."""

    @property
    def articles(self) -> int:
        """Number of articles."""
        ...


class ShownCatalogue(Protocol):
    """The part of the catalogue that the app reads."""

    path: Path

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        """One revision with its text."""
        ...

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        """One revision without its text."""
        ...

    def counts(self) -> Counted:
        """How much is there."""
        ...

    def newest(self) -> str | None:
        """ISO date of the newest article."""
        ...


class OpenLibrary(Protocol):
    """An open library as the app sees it."""

    @property
    def catalogue(self) -> ShownCatalogue:
        """Its catalogue."""
        ...

    @property
    def why_no_index(self) -> str | None:
        """Why its vector index is not in use; None when nothing is known against it."""
        ...

    def close(self) -> None:
        """Gives it back."""
        ...


class EngineLabel(Protocol):
    """Which engine writes; ``endpoint`` is where questions go, None when nowhere."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def model(self) -> str | None:
        """Its model."""
        ...

    @property
    def endpoint(self) -> str | None:
        """Where its model is."""
        ...


class Answering(Protocol):
    """What answers questions; ``stream`` blocks between its events."""

    @property
    def engine(self) -> EngineLabel:
        """What writes the answers."""
        ...

    def stream(self, question: Question, cancelled: Callable[[], bool]) -> Iterator[Event]:
        """The events of one answer; stops soon after ``cancelled`` says so."""
        ...


@dataclass(frozen=True, slots=True)
class Consent:
    """A question that the app asks once: may the model whose key was found be used?

    ``allow`` and ``refuse`` keep the answer; the assistant that is made next obeys it.
    """

    model: str
    endpoint: str
    allow: Callable[[], None]
    refuse: Callable[[], None]


Watch = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class Drafts(Protocol):
    """What reads and checks drafts; every function may block, and ``read``, ``pasted`` and
    ``check`` raise BriefingError."""

    def read(self, path: str) -> DraftText:
        """The draft in a file."""
        ...

    def pasted(self, text: str) -> DraftText:
        """A pasted text as a draft."""
        ...

    def count(self, draft: DraftText) -> int:
        """How many sentences and headings it has."""
        ...

    def check(
        self, draft: DraftText, library: OpenLibrary, cancelled: Cancelled
    ) -> Iterator[CheckedSentence]:
        """Its sentences as they are checked."""
        ...


class Holdings(Protocol):
    """What shows and changes the articles of a library; every function may block and raises
    BriefingError. Reports are those of an ingest."""

    def entries(self, library: OpenLibrary) -> tuple[Entry, ...]:
        """All articles, the newest first."""
        ...

    def reading(self, library: OpenLibrary, article_id: str, revision: int | None) -> Reading:
        """One revision with all that is known of the article, the current one by default."""
        ...

    def remove(self, library: OpenLibrary, article_ids: Sequence[str]) -> None:
        """Takes articles out for good."""
        ...

    def edit(self, library: OpenLibrary, article_id: str, change: Edit) -> None:
        """States metadata of an article."""
        ...

    def refresh(
        self, article_id: str, library: OpenLibrary, watch: Watch, cancelled: Cancelled
    ) -> Report:
        """Reads the sources of an article again."""
        ...

    def feeds(self, library: OpenLibrary) -> tuple[Followed, ...]:
        """The addresses that are followed."""
        ...

    def unfollow(self, library: OpenLibrary, location: str) -> None:
        """Forgets one of them; its articles stay."""
        ...

    def update(
        self,
        locations: Sequence[str],
        library: OpenLibrary,
        watch: Watch,
        cancelled: Cancelled,
    ) -> Report:
        """Fetches these followed addresses again, all of them when none is given."""
        ...

    def pages(
        self, location: str, library: OpenLibrary, watch: Watch, cancelled: Cancelled
    ) -> Report:
        """Fetches the pages that a followed address only names."""
        ...


class Engines(Protocol):
    """What chooses the engine while the app runs; ``make`` may block, the others do not."""

    def offers(self) -> tuple[EngineOffer, ...]:
        """The engines that could be chosen, each with what stands against it now."""
        ...

    def model(self, choice: EngineChoice) -> str | None:
        """The model that a choice means."""
        ...

    def needs_consent(self, choice: EngineChoice) -> str | None:
        """The address to which questions would go, when nobody has agreed to that yet."""
        ...

    def make(self, choice: EngineChoice, library: OpenLibrary) -> Answering:
        """An assistant with this engine. Raises BriefingError, with what to do, when it cannot
        be had."""
        ...

    def keep(self, choice: EngineChoice) -> None:
        """This engine is the chosen one from now on."""
        ...


Names = tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]]
"""Publishers and tags, each with its number of articles."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the app calls; each function may block and runs in a thread, but
    ``consent``. ``keep_theme`` says what stands against a kept theme, nothing as a rule. ``tend``
    takes over into the index what others have added meanwhile; ``passages`` is how many passages
    the engine is given; ``keys`` are those that the configuration changes, by their ids;
    ``session`` is the id of a kept conversation to open at the start."""

    open_library: Callable[[], OpenLibrary]
    make_assistant: Callable[[OpenLibrary], Answering]
    ingest: Callable[[Sequence[str], OpenLibrary, Watch, Cancelled], Report]
    add_text: Callable[[str, Overrides, OpenLibrary, Watch, Cancelled], Report]
    consent: Callable[[], Consent | None] = lambda: None
    tend: Callable[[OpenLibrary], None] = lambda library: None
    add_samples: Callable[[OpenLibrary, Watch, Cancelled], Report] | None = None
    passages: int = 20
    drafts: Drafts | None = None
    holdings: Holdings | None = None
    session: str | None = None
    keep_theme: Callable[[str], str] = lambda name: ""
    names: Callable[[OpenLibrary], Names] = lambda library: ((), ())
    passes: Callable[[OpenLibrary, Filters], bool] = lambda library, filters: True
    engines: Engines | None = None
    keys: Mapping[str, object] = field(default_factory=dict)
