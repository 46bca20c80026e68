"""Kept conversations: listed, gone on with, begun anew, exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversations.finding import matching
from assistant.counting import counted
from assistant.errors import UsageError
from assistant.plain.answers import answer_lines, sources_of
from assistant.plain.listings import session_list
from assistant.plain.wording import ended, number_in
from assistant.restore import restore
from assistant.session import Begun, Conversation, SessionRow, Sessions
from ingest.text.clean import clean_line, visible

if TYPE_CHECKING:
    from assistant.plain.state import State


class Keeping:
    """What is done with kept conversations."""

    def __init__(self, state: State) -> None:
        self._state = state

    def sessions(self, arguments: tuple[str, ...]) -> None:
        """Lists the conversations, finds some by words, or opens one by its number."""
        state = self._state
        given = " ".join(arguments)
        if (number := number_in(given)) is not None:
            self.open(self._numbered(number).session_id)
            return
        kept = self._kept()
        rows = kept.list()
        if given:
            rows = list(matching(rows, kept.words(), given))
        state.sessions = rows
        state.out.say(*session_list(rows, arguments))

    def _numbered(self, number: int) -> SessionRow:
        rows = self._state.sessions or self._kept().list()
        if 1 <= number <= len(rows):
            return rows[number - 1]
        raise UsageError(f"There is no conversation {number}.", "/sessions lists them.")

    def open(self, session_id: str) -> None:
        """Goes on with a conversation: says what was asked in it, and the last answer whole.
        Raises SessionError."""
        state, out = self._state, self._state.out
        conversation = self._kept().load(session_id)
        state.begin_anew()
        state.session_id = conversation.session_id
        state.turns = [each.turn for each in conversation.turns]
        asked = counted(len(conversation.turns), "question")
        out.say(f"Going on with: {ended(clean_line(conversation.name))} {asked}.")
        self._say_questions(conversation)
        if not conversation.turns:
            state.asked = conversation.unfinished[-1].question if conversation.unfinished else None
            return
        restored = restore(conversation.turns[-1].shape, state.desk.library.catalogue)
        answer = restored.answer
        last = conversation.in_order[-1]
        state.answer = answer
        state.asked = last.question if isinstance(last, Begun) else last.turn.question
        state.shown = sources_of(answer, restored.removed)
        out.say("The last answer:", *answer_lines(answer, state.shown), "")

    def _say_questions(self, conversation: Conversation) -> None:
        for number, each in enumerate(conversation.in_order, 1):
            if isinstance(each, Begun):
                asked = clean_line(each.question)
                self._state.out.say(f"Question {number}, not finished: {asked}")
            else:
                self._state.out.say(f"Question {number}: {clean_line(each.turn.question)}")

    def new(self) -> None:
        """Begins a new conversation; the one before is kept as far as it is finished."""
        self._state.begin_anew()
        self._state.out.say("A new conversation. The one before is kept.")

    def export(self, arguments: tuple[str, ...]) -> None:
        """Writes this conversation, or its last answer, to a file. Raises UsageError and
        ExportError."""
        from datetime import UTC, datetime

        from assistant.export import transcript, wanted, write_wanted

        state = self._state
        alone = arguments[:1] == ("answer",)
        asked = wanted(arguments[1:] if alone else arguments)
        if state.session_id is None or not state.turns:
            raise UsageError("Nothing is kept of this conversation yet.", "Ask something first.")
        given = transcript(self._kept().load(state.session_id), state.desk.library.catalogue)
        if alone:
            given = given.with_answer(state.turns[-1].answer)
        path = write_wanted(given, asked, datetime.now(UTC).isoformat(timespec="seconds"))
        state.out.say(f"Written: {visible(str(path))}")

    def _kept(self) -> Sessions:
        return Sessions(self._state.desk.library.catalogue.path)


__all__ = ["Keeping"]
