"""Questions and answers: asking, reading sources, how an answer came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.begun import BegunAnswer
from assistant.commands.options import MOST_TEXT, no_article_passes
from assistant.counting import counted
from assistant.errors import UsageError
from assistant.exits import exit_of_answer
from assistant.plain.answers import (
    closing_lines,
    sentence_line,
    source_list,
    sources_of,
    title_of,
)
from assistant.plain.stopping import Cancelled, streamed
from assistant.plain.surroundings import about, source_opened, whole
from assistant.plain.wording import number_in
from assistant.session import SessionError, new_session_id
from assistant.types import Answer, Checked, Condensed, Event, Finished, Question, Retrieved, Turn
from ingest.errors import UnknownArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.plain.answers import Source
    from assistant.plain.state import State


class Asking:
    """What is done with questions and answers."""

    def __init__(self, state: State) -> None:
        self._state = state

    def ask(self, text: str) -> None:
        """Answers, sentence by sentence as each is checked; Ctrl+C stops it. A finished answer
        is kept in the library. Raises what the chain raises."""
        state, out = self._state, self._state.out
        if len(text) > MOST_TEXT:
            raise UsageError(
                f"The question has more than {MOST_TEXT} characters.",
                "Ask something shorter. An article is added with /paste.",
            )
        if not state.reader.interactive:
            out.say(f"Question: {text}")
        assistant = state.desk.assistant
        question = Question(text, state.filters, tuple(state.turns), k=state.desk.settings.passages)
        state.asked, state.answer, state.shown = text, None, ()
        state.session_id = state.session_id or new_session_id()
        begun = BegunAnswer(state.desk.library.catalogue.path, state.session_id, text)

        def events(cancelled: Cancelled) -> Iterator[Event]:
            return assistant.stream(question, cancelled)

        try:
            for event in streamed(events):
                self._take(event)
        except KeyboardInterrupt:
            begun.forget()
            if not state.reader.interactive:
                raise
            out.tell("Stopped. To ask it again: /again")
        except Exception:
            begun.forget()
            raise
        else:
            self._finish(begun)

    def _take(self, event: Event) -> None:
        """Says what an event brings."""
        state, out = self._state, self._state.out
        if isinstance(event, Condensed):
            out.say(f"Searched for: {event.question}")
        elif isinstance(event, Retrieved) and state.desk.assistant.engine.endpoint:
            out.tell(f"{counted(len(event.hits), 'passage')} found. The model is writing.")
        elif isinstance(event, Checked):
            out.say(sentence_line(event.sentence))
        elif isinstance(event, Finished):
            state.answer = event.answer

    def _finish(self, begun: BegunAnswer) -> None:
        """Says what follows the sentences, and keeps the turn."""
        state, out = self._state, self._state.out
        answer = state.answer
        if answer is None:
            raise RuntimeError("the chain ended without an answer")
        state.shown = sources_of(answer)
        out.say(*closing_lines(answer, state.shown))
        if answer.status == "abstained":
            said = no_article_passes(state.filters, state.desk.library.catalogue)
            if said:
                out.tell(f"{said} To ask all articles again: /all")
        out.say("")
        out.note(exit_of_answer(answer, strict=False))
        if answer.incomplete is not None:
            begun.forget()
            return
        state.turns.append(Turn(answer.asked, answer.text))
        try:
            begun.keep(answer)
        except SessionError as error:
            out.fail(error)

    def again(self) -> None:
        """Asks the last question again, with the filters and the engine as they are now."""
        state = self._state
        if state.asked is None:
            raise UsageError("Nothing has been asked yet.", "Type a question.")
        if state.turns and state.answer is not None and state.turns[-1].question == state.asked:
            del state.turns[-1]  # a question is no follow-up to itself
        self.ask(state.asked)

    def open(self, arguments: tuple[str, ...]) -> None:
        """Reads a source around its quotation, or all of its article."""
        number, everything = _place(arguments)
        source = self._source(number)
        catalogue = self._state.desk.library.catalogue
        row = source.row
        try:
            stored = catalogue.article(row.article_id, row.revision)
            revisions = [each for each, _ in catalogue.revisions(row.article_id)]
        except UnknownArticle:
            raise UnknownArticle(
                f"{source.name} was removed from the library.", "/sources has what was kept of it."
            ) from None
        out = self._state.out
        if everything:
            out.say(f"{source.name}: {title_of(row)}", *about(stored, row, revisions))
            out.say(*whole(stored.article), "End of the article.")
        else:
            out.say(*source_opened(source, stored, revisions))

    def _source(self, number: int) -> Source:
        shown = self._state.shown
        for source in shown:
            if source.number == number:
                return source
        if not shown:
            raise UsageError("There are no sources yet.", "Ask something first.")
        numbers = f"from {shown[0].number} to {shown[-1].number}" if len(shown) > 1 else "1 only"
        raise UsageError(f"There is no source {number}.", f"They are numbered {numbers}.")

    def sources(self) -> None:
        """The sources again, quoted in full."""
        if not self._state.shown:
            raise UsageError("There are no sources.", "Ask something first.")
        self._state.out.say(*source_list(self._state.shown, addresses=True))

    def explain(self) -> None:
        """How the last answer came about."""
        from assistant.plain.accounts import account

        self._state.out.say(*account(self._answer()))

    def copy(self) -> None:
        """The last answer with its references, as Markdown."""
        from assistant.render import to_markdown

        self._state.out.block([to_markdown(self._answer()).rstrip("\n")])

    def _answer(self) -> Answer:
        if self._state.answer is None:
            raise UsageError("There is no finished answer.", "Ask something first.")
        return self._state.answer

    def check(self, arguments: tuple[str, ...]) -> None:
        """Checks every sentence of a draft against the library; Ctrl+C stops it."""
        from assistant.check import summary
        from assistant.drafts.report import citations_of
        from assistant.plain.answers import cited
        from assistant.plain.reports import checked_line, summary_line
        from assistant.wiring import fetch_settings, make_checker
        from ingest.draft import read_draft

        state, out = self._state, self._state.out
        path = " ".join(arguments)
        if not path:
            raise UsageError("There is no draft.", "Write its file behind it: /check draft.md")
        draft = read_draft(path, fetch_settings(state.desk.settings))
        checker = make_checker(state.desk.library, state.filters)
        found = []
        try:
            for sentence in streamed(lambda cancelled: checker.draft(draft, cancelled)):
                found.append(sentence)
                out.say(checked_line(sentence))
        except KeyboardInterrupt:
            if not state.reader.interactive:
                raise
            out.tell("Stopped.")
        state.shown = cited(citations_of(found))
        out.say(*source_list(state.shown), summary_line(summary(found)), "")


def _place(arguments: tuple[str, ...]) -> tuple[int, bool]:
    """The number that was given, and whether the whole article is wanted."""
    everything = len(arguments) == 2 and arguments[1].lower() == "all"
    number = number_in(arguments[0]) if len(arguments) == 1 or everything else None
    if number is not None:
        return number, everything
    raise UsageError("Which source?", "Type its number: 1, or 1 all")


__all__ = ["Asking"]
