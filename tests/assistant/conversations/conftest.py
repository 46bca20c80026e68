"""A kept conversation of invented articles, and a library file for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.export import transcript
from assistant.exporting.types import Transcript
from assistant.session import Sessions, stored_shape
from assistant.types import (
    Answer,
    Citation,
    Disagreement,
    Hit,
    Provenance,
    Sentence,
    Side,
    Turn,
    Verdict,
)
from ingest.errors import UnknownArticle
from ingest.types import (
    Article,
    ArticleRow,
    Block,
    BlockKind,
    Filters,
    Metadata,
    Passage,
    StoredArticle,
)

TEXT = "The mill will close in May. Its owner denies that it was ever for sale."
META = Metadata(
    title="Mill <b>to</b> close",
    publisher="Valley *Post*",
    authors=("Ada Brink",),
    published="2026-03-01",
    url="https://valley.example/mill?a=1&b=2",
)


class Shelf:
    """Articles by id and revision, as the catalogue gives them."""

    def __init__(self) -> None:
        self.held = {
            ("a1", 1): META,
            ("a2", 3): replace(META, title=None, url="javascript:alert(1)"),
        }

    def article(self, article_id: str, revision: int | None = None) -> StoredArticle:
        row = self.revision_row(article_id, revision or 1)
        article = Article("i", "f.txt", TEXT, (Block(BlockKind.BODY, 0, len(TEXT)),), row.meta)
        return StoredArticle(article_id, row.revision, article, "", "2026-03-02T00:00:00+00:00")

    def revision_row(self, article_id: str, revision: int) -> ArticleRow:
        if (article_id, revision) not in self.held:
            raise UnknownArticle("No article has this id.")
        return ArticleRow(article_id, revision, "f.txt", self.held[article_id, revision], "hash")

    def cite(self, number: int, article_id: str, revision: int, quote: str) -> Citation:
        start = TEXT.index(quote)
        return Citation(
            number, f"{article_id}:0", quote, start, start + len(quote),
            self.revision_row(article_id, revision), ("Hill Echo",),
        )  # fmt: skip


def answered(asked: str = "Will it close?") -> Answer:
    """Two sentences, one verified and one not, on two articles that disagree."""
    shelf = Shelf()
    return Answer(
        question="Will the mill close?",
        asked=asked,
        status="answered",
        confidence=0.75,
        sentences=(
            Sentence("The mill will close in May.", (1,), Verdict.VERIFIED),
            Sentence(
                "It was for sale.", (1, 2), Verdict.PARTLY, ("denied by the words cited",),
                attributed_to="a *clerk*",
            ),
        ),
        citations=(
            shelf.cite(1, "a1", 1, "The mill will close in May."),
            shelf.cite(2, "a2", 3, "Its owner denies that it was ever for sale."),
        ),
        retrieved=(),
        filters=Filters(),
        provenance=Provenance("extractive", None, {}, "f00d"),
        notes=("single source",),
        timings_ms={"total": 400.0},
        disagreements=(
            Disagreement("the mill", "yes or no", (Side("yes", (1,)), Side("no", (2,)))),
        ),
    )  # fmt: skip


def abstained(asked: str = "Who pays?") -> Answer:
    """An answer that was not found, with one near passage."""
    passage = Passage("a1:0", "a1", 1, 0, 0, 27, TEXT[:27])
    hit = Hit(passage, Shelf().revision_row("a1", 1), 0.25)
    return replace(
        answered(asked), question=asked, status="abstained", sentences=(), citations=(),
        disagreements=(), retrieved=(hit,), notes=(),
    )  # fmt: skip


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def an_answer() -> Callable[[str], Answer]:
    return answered


@pytest.fixture
def an_abstention() -> Callable[[str], Answer]:
    return abstained


@pytest.fixture
def path(tmp_path: Path) -> Path:
    sqlite3.connect(tmp_path / "library.db").close()
    return tmp_path / "library.db"


@pytest.fixture
def sessions(path: Path) -> Sessions:
    """Conversations whose clock goes on by a minute at every call."""
    moments = iter(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(5000))
    return Sessions(path, clock=lambda: next(moments))


@pytest.fixture
def keep(sessions: Sessions) -> Callable[..., int]:
    """Keeps a finished answer to a question."""

    def run(session_id: str, question: str, answer: Answer | None = None) -> int:
        made = replace(answer or answered(), asked=question)
        return sessions.append(session_id, Turn(question, made.text), stored_shape(made))

    return run


@pytest.fixture
def whole(sessions: Sessions, keep: Callable[..., int], shelf: Shelf) -> Transcript:
    """A conversation with an answer, an abstention, and a question whose answer broke off."""
    keep("5e55", "Will <i>it</i> close?", answered("x"))
    keep("5e55", "Who pays?", abstained("x"))
    sessions.begin("5e55", "# And then?")
    return transcript(sessions.load("5e55"), shelf)
