"""What an answer rests on: chosen, opened, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from ingest.errors import BriefingError
from ingest.types import StoredArticle

if TYPE_CHECKING:
    from textual.content import Content

    from assistant.ui.evidence_items import EvidenceItem


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
class ItemOpened(Message):
    """A piece of evidence was opened in a pane."""

    item: EvidenceItem


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
class AddressRequested(Message):
    """The page of the opened, else of the first citation of an answer is to be opened."""

    ticket: int


@dataclass
class LibraryRequested(Message):
    """An article is to be opened in the library, at ``text[start:end]`` of a revision."""

    article_id: str
    revision: int
    start: int
    end: int
