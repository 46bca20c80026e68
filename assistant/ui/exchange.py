"""One question with its answer in the conversation, from the first word to the last."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Click, Focus
from textual.timer import Timer

from assistant.render import provenance_line
from assistant.restore import Restored
from assistant.types import (
    Answer,
    Checked,
    Citation,
    Condensed,
    Delta,
    Event,
    Finished,
    Hit,
    Retrieved,
)
from assistant.ui.answer_text import (
    SHOWN,
    SentenceRow,
    body,
    error_content,
    notes_content,
    unchecked,
)
from assistant.ui.copying import answer_text
from assistant.ui.evidence_items import EvidenceItem, cited, nearest
from assistant.ui.exchange_keys import KEYS
from assistant.ui.literal import Words, literal, literal_line
from assistant.ui.messages import (
    CitationChosen,
    CiteRequested,
    CopyRequested,
    EvidenceChanged,
    ExplainRequested,
)
from assistant.ui.phase import Phase
from ingest.errors import BriefingError

_DIGITS_WITHIN = 0.8
"""Seconds in which a second digit belongs to the one before."""

_REDRAW = 0.05
"""Seconds between two redraws of text that streams in: a fast model would cost one a word."""

_PENDING_SHOWN = 2000
"""Characters at the end of the text still to be checked that are shown."""


class Exchange(Vertical, can_focus=True):
    """A question and its answer. It has the focus as a whole; its keys are its bindings.

    ``ticket`` names it among all exchanges of the running app.
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, ticket: int, question: str) -> None:
        super().__init__()
        self.ticket = ticket
        self.question = question
        self.phase = Phase.WAITING
        self.answer: Answer | None = None
        self.current: int | None = None
        self.folded = False
        self._removed: frozenset[int] = frozenset()
        self._citations: list[Citation] = []
        self._hits: tuple[Hit, ...] = ()
        self._pending = ""
        self._due = False
        self._digits = 0
        self._digit_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Question, what was searched for, sentences, words to be checked, notes, status."""
        yield Words(literal(self.question), classes="question")
        yield Words(classes="searched")
        yield Vertical(classes="sentences")
        yield Words(classes="pending")
        yield Words(classes="notes")
        yield Words(self.phase.value, classes="status")

    def on_mount(self) -> None:
        """Lines without words take no room; an answer that is there already is shown."""
        for name in ("searched", "pending", "notes"):
            self._words(name).show("")
        if self.answer is not None:
            self._show_answer()
        elif self.phase is Phase.INTERRUPTED:
            self._words("status").show(self.phase.value)

    @property
    def running(self) -> bool:
        """Whether more of the answer may come."""
        return self.phase in (Phase.WAITING, Phase.SEARCHING, Phase.WRITING)

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What can be opened: its citations, or the nearest passages when there are none."""
        if self._citations:
            return cited(self._citations, self._removed)
        abstained = self.answer is not None and self.answer.status == "abstained"
        return nearest(self._hits) if abstained else ()

    # --- what becomes of it ------------------------------------------------------------

    def begin(self) -> None:
        """The assistant has been asked."""
        self._enter(Phase.SEARCHING)

    async def take(self, event: Event) -> None:
        """Shows one more event of the running answer; late ones of a stopped one are dropped."""
        if not self.running:
            return
        match event:
            case Condensed(question):
                self._words("searched").show(literal_line(f"searched for: {question}"))
            case Retrieved(hits):
                self._hits = hits
                self._enter(Phase.WRITING)
            case Delta(text):
                self._pending += text
                self._show_pending_soon()
            case Checked(index, sentence, citations, drafted):
                self._pending = unchecked(self._pending, drafted or sentence.text)
                if index >= SHOWN:
                    self._show_pending_soon()
                    return
                self._show_pending()
                self._citations += citations
                await self.query_one(".sentences").mount(SentenceRow(sentence))
                self.post_message(EvidenceChanged(self.ticket))
            case Finished(answer):
                self._set(Restored(answer, frozenset()))
                self._show_answer()
                self.post_message(EvidenceChanged(self.ticket))

    def restore(self, restored: Restored, folded: bool) -> None:
        """Makes it a finished exchange of a kept conversation; call before it is mounted."""
        self._set(restored)
        self.folded = folded
        self.set_class(folded, "-folded")

    def interrupt(self) -> None:
        """Makes it the question of a kept conversation whose answer never came to its end; call
        before it is mounted. It can be asked again."""
        self.phase = Phase.INTERRUPTED

    def stop(self) -> None:
        """The user has stopped it; what stands there stays and is said to be unfinished."""
        if self.running:
            self._enter(Phase.STOPPED)
            self._words("status").show("Stopped. This answer is not finished and is not kept.")

    def fail(self, error: BriefingError) -> None:
        """It ended in an error: says what happened and what to do next, in place."""
        if self.running:
            self._enter(Phase.FAILED)
            self._pending = ""
            self._words("pending").show("")  # half a sentence that nobody has checked
            self._words("status").show(error_content(error))

    def fold(self, folded: bool) -> None:
        """Folds a finished answer to one line, or unfolds it."""
        if self.answer is None or folded == self.folded:
            return
        self.folded = folded
        self.set_class(folded, "-folded")
        self._show_answer()

    def point_at(self, number: int | None) -> None:
        """Marks the citation that is open in the sources."""
        self.current = number
        for row in self.query(SentenceRow):
            row.point_at(number)

    # --- keys and clicks ---------------------------------------------------------------

    @on(Focus)
    @on(Click)
    def _chosen(self) -> None:
        self.post_message(EvidenceChanged(self.ticket))

    @on(CitationChosen)
    def _clicked(self, message: CitationChosen) -> None:
        message.stop()
        self._open(message.number)

    def action_digit(self, digit: int) -> None:
        """Opens citation ``digit``; a second digit soon after makes it a two-digit number."""
        number = self._digits * 10 + digit
        if not self._has(number):
            number = digit
        self._digits = number
        if self._digit_timer is not None:
            self._digit_timer.stop()
        self._digit_timer = self.set_timer(_DIGITS_WITHIN, self._forget_digits)
        if self._has(number):
            self._open(number)

    def action_step(self, by: int) -> None:
        """Opens the next or the previous piece of evidence, the first one to begin with."""
        if self.folded:
            self.fold(False)
            return
        items = self.items
        if not items:
            return
        numbers = [item.number or place for place, item in enumerate(items, 1)]
        if self.current not in numbers:
            self._open(numbers[0] if by >= 0 else numbers[-1])
        else:
            self._open(numbers[(numbers.index(self.current) + by) % len(numbers)])

    def action_copy(self, whole: bool) -> None:
        """Asks for the quotation that is open, or the whole answer, to be copied."""
        self.post_message(CopyRequested(self.ticket, whole))

    def copy_text(self) -> str | None:
        """What is copied of it as a whole; None until it is finished."""
        return answer_text(self.answer) if self.answer is not None else None

    def account(self) -> str | None:
        """How it came about; None until it is finished."""
        from assistant.explain import explain

        return explain(self.answer) if self.answer is not None else None

    def action_explain(self) -> None:
        """Asks for the account of how it came about."""
        self.post_message(ExplainRequested(self))

    # --- showing -----------------------------------------------------------------------

    def _has(self, number: int) -> bool:
        items = self.items
        if items and items[0].number is None:
            return 1 <= number <= len(items)
        return any(item.number == number for item in items)

    def _open(self, number: int) -> None:
        self.point_at(number)
        self.post_message(CiteRequested(self.ticket, number))

    def _forget_digits(self) -> None:
        self._digits = 0

    def _words(self, name: str) -> Words:
        for child in self.children:  # a query would look through all sentences
            if child.has_class(name) and isinstance(child, Words):
                return child
        raise NoMatches(f"no words of class {name}")

    def _show_pending_soon(self) -> None:
        if not self._due:
            self._due = True
            self.set_timer(_REDRAW, self._show_pending)

    def _show_pending(self) -> None:
        self._due = False
        self._words("pending").show(self._pending[-_PENDING_SHOWN:].lstrip())

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.set_class(self.running, "-running")
        self.set_class(phase is Phase.FAILED, "-failed")
        self._words("status").show(phase.value)

    def _set(self, restored: Restored) -> None:
        self.answer = restored.answer
        self._removed = restored.removed
        self._citations = list(restored.answer.citations)
        self._hits = restored.answer.retrieved
        self._pending = ""
        self.phase = Phase.DONE

    def _show_answer(self) -> None:
        answer = self.answer
        if answer is None:
            return
        self.remove_class("-running")
        differs = answer.question != answer.asked
        searched = f"searched for: {answer.question}" if differs and not self.folded else ""
        self._words("searched").show(literal_line(searched))
        self._words("pending").show("")
        room = self.query_one(".sentences", Vertical)
        with self.app.batch_update():
            room.remove_children()
            room.mount(*body(answer, self.folded, len(self.items), self.current))
        self._words("notes").show(Content("") if self.folded else notes_content(answer))
        seconds = answer.timings_ms.get("total", 0.0) / 1000
        quiet = "" if self.folded else provenance_line(answer.provenance, seconds)
        self._words("status").show(literal_line(quiet))


__all__ = ["Exchange", "Phase"]
