"""A kept conversation of invented articles, and a library file for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mill import Shelf

from assistant.export import transcript
from assistant.exporting.types import Transcript
from assistant.session import Sessions, stored_shape
from assistant.types import Answer, Disagreement, Side, Turn
from ingest.types import Metadata

ONE = Metadata(
    title="Mill <b>to</b> close",
    publisher="Valley *Post*",
    authors=("Ada Brink",),
    published="2026-03-01",
    url="https://valley.example/mill?a=1&b=2",
)
TWO = replace(ONE, title=None, url="javascript:alert(1)")
DISPUTE = Disagreement("the mill", "yes or no", (Side("yes", (1,)), Side("no", (2,))))


def answered(asked: str = "Will it close?") -> Answer:
    """Two sentences on two articles that disagree."""
    return replace(Shelf(ONE, TWO).answered(asked, "a *clerk*"), disagreements=(DISPUTE,))


def abstained(asked: str = "Who pays?") -> Answer:
    """An answer that was not found, with one near passage."""
    shelf = Shelf(ONE, TWO)
    return replace(shelf.abstained(shelf.hit("a1", 1), asked=asked), question=asked, notes=())


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(ONE, TWO)


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
