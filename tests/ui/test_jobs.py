"""The slow work by itself: what is posted when a service fails, and nothing gets out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.errors import Cancelled
from assistant.types import Question
from assistant.ui import jobs
from assistant.ui.messages import (
    AnswerEvent,
    AnswerFailed,
    KeepFailed,
    LibraryCounted,
    LibraryFailed,
    LibraryOpened,
    SessionFailed,
)


def refuse(*_: object) -> Any:
    raise ZeroDivisionError("sk-canary")


class Refusing:
    """A library, a catalogue and a path that all fail."""

    @property
    def catalogue(self) -> Any:
        return refuse()


@pytest.fixture
def posted() -> list[Any]:
    """What was posted."""
    return []


@pytest.mark.parametrize(
    ("call", "sort"),
    [
        (lambda s, post: jobs.open_library(s, post), LibraryFailed),
        (lambda s, post: jobs.tend(s, Refusing(), post), KeepFailed),
        (lambda s, post: jobs.count(Refusing(), post), KeepFailed),
        (lambda s, post: jobs.load_session(Refusing(), "x", post), SessionFailed),
        (lambda s, post: jobs.delete_session(None, "x", post), SessionFailed),
        (lambda s, post: jobs.list_sessions(None, post), SessionFailed),
        (lambda s, post: jobs.session_words(None, post), SessionFailed),
        (lambda s, post: jobs.rename_session(None, "x", "y", post), SessionFailed),
        (
            lambda s, post: jobs.export_session(Refusing(), "x", None, None, SessionFailed, post),
            SessionFailed,
        ),
    ],
)
def test_a_failure_is_posted_and_never_raised(
    stage: Any, shelf: Any, player: Any, posted: list[Any], call: Callable[..., None], sort: type
) -> None:
    services = stage.services(shelf, player, opening=refuse)
    object.__setattr__(services, "make_assistant", refuse)
    object.__setattr__(services, "tend", refuse)
    call(services, posted.append)
    assert [type(message) for message in posted] == [sort]
    assert posted[0].error.hint
    assert "canary" not in str(posted[0].error)


def test_a_library_is_opened_without_its_engine(
    stage: Any, shelf: Any, player: Any, posted: list[Any]
) -> None:
    services = stage.services(shelf, player)
    object.__setattr__(services, "make_assistant", refuse)
    jobs.open_library(services, posted.append)
    assert isinstance(posted[0], LibraryOpened)
    assert posted[0].library is shelf
    assert posted[0].assistant is None
    assert posted[0].problem is not None
    assert "canary" not in str(posted[0].problem)
    assert isinstance(posted[1], LibraryCounted)
    assert (posted[1].articles, posted[1].newest) == (2, "2026-02-02")


def test_an_answer_that_was_cancelled_posts_nothing_more_and_is_not_kept(
    stage: Any, shelf: Any, posted: list[Any]
) -> None:
    answer = stage.bridge_answer(shelf)
    kept: list[Any] = []
    ended: list[bool] = []
    stopped = False

    def script(question: Any, cancelled: Any) -> Iterator[Any]:
        nonlocal stopped
        events = list(stage.played(answer)(question, cancelled))
        yield events[0]
        stopped = True
        yield from events[1:]
        ended.append(True)

    jobs.answer(stage.Player(script), Question("?"), 7, lambda: stopped, kept.append, posted.append)
    assert [type(message) for message in posted] == [AnswerEvent]
    assert kept == []
    assert ended == [True]


@pytest.mark.parametrize(("stopped", "sorts"), [(True, []), (False, [AnswerFailed])])
def test_an_error_after_the_stop_is_nobodys_concern(
    posted: list[Any], stopped: bool, sorts: list[type]
) -> None:
    failing = type("Failing", (), {"stream": refuse})()
    jobs.answer(failing, Question("?"), 7, lambda: stopped, refuse, posted.append)
    assert [type(message) for message in posted] == sorts


def test_an_engine_that_says_cancelled_is_believed(posted: list[Any]) -> None:
    def stop(*_: object) -> Any:
        raise Cancelled("stopped")

    jobs.answer(
        type("Stopping", (), {"stream": stop})(),
        Question("?"),
        7,
        lambda: False,
        refuse,
        posted.append,
    )
    assert posted == []
