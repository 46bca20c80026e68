"""What threads and widgets tell the screen. All of them in one place, none with behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.restore import Restored
from assistant.types import Event
from ingest.errors import BriefingError
from ingest.types import Filters, Followed, Progress, Report, StoredArticle

if TYPE_CHECKING:
    from textual.content import Content

    from assistant.check import CheckedSentence
    from assistant.completing import Listing, Name
    from assistant.session import Conversation, SessionRow
    from assistant.ui.evidence_items import EvidenceItem, Laid
    from assistant.ui.exchange import Exchange
    from assistant.ui.library_entries import Entry, Facet
    from assistant.ui.reading import Reading
    from assistant.ui.services import Answering, OpenLibrary


@dataclass
class LibraryOpened(Message):
    """The library is there; with an assistant, questions can be answered. Without one, ``problem``
    says why."""

    library: OpenLibrary
    assistant: Answering | None
    problem: BriefingError | None = None


@dataclass
class LibraryFailed(Message):
    """The library cannot be had."""

    error: BriefingError


@dataclass
class LibraryCounted(Message):
    """How much the library holds now; ``newest`` is an ISO date."""

    articles: int
    newest: str | None


@dataclass
class AnswerEvent(Message):
    """The running answer with this ticket has come further."""

    ticket: int
    event: Event


@dataclass
class AnswerFailed(Message):
    """The running answer with this ticket ended in an error."""

    ticket: int
    error: BriefingError


@dataclass
class DraftSentences(Message):
    """More sentences of the draft with this ticket have been checked, of ``total``."""

    ticket: int
    sentences: tuple[CheckedSentence, ...]
    total: int


@dataclass
class DraftFinished(Message):
    """Every sentence of the draft with this ticket has been checked."""

    ticket: int


@dataclass
class KeepFailed(Message):
    """A finished turn could not be kept; the conversation goes on."""

    error: BriefingError


@dataclass
class IngestProgress(Message):
    """A running ingest has come further."""

    progress: Progress


@dataclass
class IngestFinished(Message):
    """An ingest is over. ``what`` names it for people."""

    what: str
    report: Report


@dataclass
class IngestFailed(Message):
    """An ingest could not be done at all."""

    what: str
    error: BriefingError


@dataclass
class ArticleLoaded(Message):
    """The article of an item of evidence, read from the catalogue."""

    item: EvidenceItem
    stored: StoredArticle


@dataclass
class ArticleMissing(Message):
    """The article of an item of evidence cannot be shown."""

    item: EvidenceItem
    error: BriefingError


@dataclass
class SourceChanges(Message):
    """What has changed in the article of an item of evidence since the revision it quotes."""

    item: EvidenceItem
    content: Content


@dataclass
class EntryHighlighted(Message):
    """Another article of the library's list is marked."""

    entry: Entry


@dataclass
class EntryChosen(Message):
    """An article of the library's list is to be read."""

    entry: Entry


@dataclass
class LibraryListed(Message):
    """The articles of the library, the newest first, and the properties that a list of them can
    be narrowed to, with how many articles have each."""

    entries: tuple[Entry, ...]
    offered: tuple[tuple[Facet, int], ...] = ()


@dataclass
class ReadingLoaded(Message):
    """The article that was asked for with this ticket, laid out."""

    ticket: int
    reading: Reading
    laid: Laid


@dataclass
class ChangesFound(Message):
    """What changed in the article that was asked for with this ticket."""

    ticket: int
    content: Content


@dataclass
class ReadingFailed(Message):
    """The article that was asked for with this ticket cannot be shown."""

    ticket: int
    error: BriefingError


@dataclass
class FeedsListed(Message):
    """The addresses that are followed."""

    feeds: tuple[Followed, ...]


@dataclass
class ShelfChanged(Message):
    """Something was removed from the library, changed in it, or is no longer followed."""

    told: str


@dataclass
class ShelfFailed(Message):
    """The library could not be listed or changed."""

    error: BriefingError


@dataclass
class LibraryRequested(Message):
    """An article is to be opened in the library, at ``text[start:end]`` of a revision."""

    article_id: str
    revision: int
    start: int
    end: int


@dataclass
class SessionsListed(Message):
    """The kept conversations, the latest first; ``opening`` when their list is to be opened."""

    rows: tuple[SessionRow, ...]
    opening: bool = False


@dataclass
class SessionWords(Message):
    """The words of the kept conversations by id, as a search looks through them."""

    words: Mapping[str, str]


@dataclass
class SessionRenamed(Message):
    """A kept conversation has another name."""

    session_id: str
    name: str


@dataclass
class SessionExported(Message):
    """A conversation was written to this file."""

    path: Path


@dataclass
class SessionOpened(Message):
    """A kept conversation with its answers made showable; where one was interrupted, its
    question."""

    conversation: Conversation
    answers: tuple[Restored | str, ...]


@dataclass
class SessionFailed(Message):
    """Kept conversations could not be listed, opened or changed."""

    error: BriefingError


@dataclass
class NewRequested(Message):
    """A new conversation is to begin. A message, so that it waits for what is being shown."""


@dataclass
class Submitted(Message):
    """The user sent what stands in the prompt."""

    text: str


@dataclass
class PromptChanged(Message):
    """The text of the prompt is another one now."""

    text: str


@dataclass
class CitationChosen(Message):
    """A citation marker was clicked or its digit pressed."""

    number: int


@dataclass
class EvidenceChanged(Message):
    """An answer has the focus, or has new evidence; ``ticket`` says which one."""

    ticket: int


@dataclass
class CiteRequested(Message):
    """An answer wants one of its citations opened, or its first nearest passage."""

    ticket: int
    number: int


@dataclass
class CopyRequested(Message):
    """An answer is to be copied; ``whole`` with its references, else one quotation."""

    ticket: int
    whole: bool


@dataclass
class AgainRequested(Message):
    """The question of the answer with this ticket is to be asked again."""

    ticket: int


@dataclass
class AddressRequested(Message):
    """The page of the opened, else of the first citation of an answer is to be opened."""

    ticket: int


@dataclass
class ExplainRequested(Message):
    """An answer is to be explained."""

    exchange: Exchange


@dataclass
class ItemOpened(Message):
    """A piece of evidence was opened in a pane."""

    item: EvidenceItem


@dataclass
class HintClicked(Message):
    """A choice over the prompt was clicked; it is the chosen one now."""


@dataclass
class NamesRead(Message):
    """The publishers and tags of the library, for completion."""

    publishers: tuple[Name, ...]
    tags: tuple[Name, ...]


@dataclass
class NoArticlePasses(Message):
    """No article of the library passes these filters."""

    filters: Filters


@dataclass
class PathsListed(Message):
    """The files of a folder that is being typed."""

    listing: Listing


@dataclass
class QuestionsRecalled(Message):
    """The questions of kept conversations, the oldest first."""

    questions: tuple[str, ...]


@dataclass
class EngineMade(Message):
    """Another engine was chosen; the next questions are its."""

    assistant: Answering


@dataclass
class CommandFailed(Message):
    """A command that was sent as ``text`` could not be done."""

    text: str
    error: BriefingError
