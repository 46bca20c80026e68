"""What the library remembers of an answer while it is being written."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from assistant.session import SessionError, Sessions, stored_shape
from assistant.types import Answer, Turn


class BegunAnswer:
    """Remembers its question, from the moment this is made until it is kept or forgotten.

    Remembering waits for nobody and nobody waits for it but ``keep`` and ``forget``, which may
    block while an ingest writes, and are for threads. That a question could not be remembered is
    no fault of its own: whether its answer can be kept tells.
    """

    def __init__(self, path: Path, session_id: str, question: str) -> None:
        self._sessions = Sessions(path)
        self._session_id = session_id
        self._question = question
        self._ticket: str | None = None
        self._started = self._sessions.now()
        self._begun = threading.Thread(target=self._begin, daemon=True)
        self._begun.start()

    def keep(self, answer: Answer) -> None:
        """Keeps the finished answer in place of its question. Raises ``SessionError``."""
        self._begun.join()
        turn = Turn(answer.asked, answer.text)
        shape = stored_shape(answer)
        self._sessions.append(self._session_id, turn, shape, self._ticket, self._started)

    def forget(self) -> None:
        """Remembers the question no more: it was stopped, or failed. Does nothing when its
        answer was kept."""
        self._begun.join()
        if self._ticket is not None:
            with suppress(SessionError):
                self._sessions.forget(self._ticket)

    def _begin(self) -> None:
        with suppress(SessionError, OSError):
            self._ticket = self._sessions.begin(self._session_id, self._question)
