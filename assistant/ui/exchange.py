"""One question with its answer in the conversation, from the first word to the last."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, Focus

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
    abstention,
    error_content,
    made_by,
    notes_content,
    row,
    summary,
    unchecked,
)
from assistant.ui.chat_keys import Named, named
from assistant.ui.evidence_items import EvidenceItem, cited, nearest
from assistant.ui.exchange_keys import KEYS, EvidenceByKey
from assistant.ui.literal import literal_line
from assistant.ui.messages import (
    AddressRequested,
    AgainRequested,
    CopyRequested,
    EvidenceChanged,
    ExplainRequested,
)
from assistant.ui.narrowing import how_asked
from assistant.ui.phase import Phase
from ingest.errors import BriefingError

_REDRAW = 0.05
"""Seconds between two redraws of text that streams in: a fast model would cost one a word."""

_PENDING_SHOWN = 2000
"""Characters at the end of the text still to be checked that are shown."""


class Exchange(EvidenceByKey, can_focus=True):
    """A question and its answer. It has the focus as a whole; its keys are its bindings.

    ``ticket`` names it among all exchanges of the running app.
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, ticket: int, question: str) -> None:
        super().__init__(ticket, question, Phase.WAITING.value)
        self.phase = Phase.WAITING
        self.answer: Answer | None = None
        self._removed: frozenset[int] = frozenset()
        self._citations: list[Citation] = []
        self._hits: tuple[Hit, ...] = ()
        self._limit = SHOWN
        self._pending = ""
        self._due = False

    @property
    def running(self) -> bool:
        """Whether more of the answer may come."""
        return self.phase in (Phase.WAITING, Phase.SEARCHING, Phase.WRITING)

    @property
    def finished(self) -> bool:
        """Whether there is an answer to copy and to explain."""
        return self.answer is not None

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What can be opened: its citations, or the nearest passages when there are none."""
        if self._citations:
            return cited(self._citations, self._removed)
        abstained = self.answer is not None and self.answer.status == "abstained"
        return nearest(self._hits) if abstained else ()

    def summary(self) -> Content:
        """The answer on one line."""
        return summary(self.answer) if self.answer is not None else Content("")

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
                self._say("searched", literal_line(f"searched for: {question}"))
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
                self._put((*self._rows, row(sentence)))
                self.post_message(EvidenceChanged(self.ticket))
            case Finished(answer):
                self._set(Restored(answer, frozenset()))
                self._show_answer()
                self.post_message(EvidenceChanged(self.ticket))

    def restore(self, restored: Restored, folded: bool) -> None:
        """Makes it a finished exchange of a kept conversation; call before it is mounted."""
        self._set(restored)
        self._show_answer()
        self.fold(folded)

    @property
    def _key(self) -> Named:
        return named(self.app)

    @property
    def _again(self) -> str:
        """What to do about an answer that is not there."""
        return f"{self._key('answer.again')} asks again."

    def interrupt(self) -> None:
        """Makes it the question of a kept conversation whose answer never came to its end; call
        before it is mounted. It can be asked again."""
        self._enter(Phase.INTERRUPTED)
        self._say("status", f"{self.phase.value} {self._again}")

    def stop(self) -> None:
        """The user has stopped it; what stands there stays and is said to be unfinished."""
        if self.running:
            self._enter(Phase.STOPPED)
            self._say(
                "status", f"Stopped. This answer is not finished and is not kept. {self._again}"
            )

    def fail(self, error: BriefingError) -> None:
        """It ended in an error: says what happened and what to do next, in place."""
        if self.running:
            self._enter(Phase.FAILED)
            self._pending = ""
            self._say("pending", "")  # half a sentence that nobody has checked
            self._say("status", Content.assemble(error_content(error), f"\n  {self._again}"))

    def fold(self, folded: bool) -> None:
        """Folds a finished answer to one line, or unfolds it."""
        if self.answer is not None:
            super().fold(folded)

    # --- keys and clicks ---------------------------------------------------------------

    @on(Focus)
    @on(Click)
    def _chosen(self) -> None:
        self.post_message(EvidenceChanged(self.ticket))

    def action_more(self) -> None:
        """Shows more sentences of an answer without end."""
        self.fold(False)
        self._limit += SHOWN
        self._show_answer()

    def action_again(self) -> None:
        """Asks its question again."""
        self.post_message(AgainRequested(self.ticket))

    def action_open_url(self) -> None:
        """Asks for the page of the opened citation, or of the first one, in the browser."""
        self.post_message(AddressRequested(self.ticket))

    def action_copy(self, whole: bool) -> None:
        """Asks for the quotation that is open, or the whole answer, to be copied."""
        self.post_message(CopyRequested(self.ticket, whole))

    def copy_text(self) -> str | None:
        """What is copied of it as a whole, in Markdown; None until it is finished."""
        from assistant.render import to_markdown

        return to_markdown(self.answer) if self.answer is not None else None

    def account(self, width: int) -> str | None:
        """How it came about, in lines of at most so many columns; None until it is finished."""
        from assistant.explain import explain

        return explain(self.answer, width) if self.answer is not None else None

    def action_explain(self) -> None:
        """Asks for the account of how it came about."""
        self.post_message(ExplainRequested(self))

    # --- showing -----------------------------------------------------------------------

    def _show_pending_soon(self) -> None:
        if not self._due:
            self._due = True
            self.set_timer(_REDRAW, self._show_pending)

    def _show_pending(self) -> None:
        self._due = False
        self._say("pending", self._pending[-_PENDING_SHOWN:].lstrip())

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.set_class(self.running, "-running")
        self.set_class(phase is Phase.FAILED, "-failed")
        how = f"  {self._key('chat.back')} stops it." if self.running else ""
        self._say("status", phase.value + how)

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
        self._say("searched", literal_line(how_asked(answer)))
        self._say("pending", "")
        abstained = answer.status == "abstained"
        self._say("abstention", abstention(len(self.items), self._key) if abstained else "")
        self._put([] if abstained else [row(each) for each in answer.sentences[: self._limit]])
        self._say("notes", notes_content(answer, self._limit, self._key))
        self._say("status", made_by(answer))
